"""What a run is compared with: scores, and every measure's row of every question, without any text."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from data.errors import EvalError
from eval.figures import told
from eval.intervals import Score
from eval.measure import Values
from eval.runs import FORMAT as RUN_FORMAT
from eval.runs import About, EvalRun, read_object, read_run
from eval.scorecard import MEASURES, Slice

FORMAT = "temoin-eval-baseline-1"
ACCEPTED = Path(__file__).parent / "baselines" / "sample.json"
TIMES = frozenset(measure.name for measure in MEASURES if measure.unit == "milliseconds")
PLACES = 4


@dataclass(frozen=True, slots=True)
class Baseline:
    """A run without its words; `languages` by question id, `rows` by measure and question id."""

    about: About
    slices: dict[str, dict[str, Score]]
    languages: dict[str, str]
    outcomes: dict[str, str]
    rows: dict[str, dict[str, tuple[float, ...]]]

    def values(self, measure: str, part: Slice) -> Values:
        """A measure's rows over one slice."""
        rows = self.rows.get(measure, {})
        return {question: row for question, row in rows.items() if part.holds(question, self.languages[question])}


_ROWS: TypeAdapter[Baseline] = TypeAdapter(Baseline)


def of_run(run: EvalRun) -> Baseline:
    """What stays of a run; times are no part of it, they are another machine's."""
    judged = {m.name: m.values(run.asked) for m in MEASURES if m.name not in TIMES}
    rows = {
        name: {question: tuple(round(float(figure), PLACES) for figure in row) for question, row in of.items()}
        for name, of in judged.items()
        if of
    }
    languages = {question.id: str(question.language) for question in run.questions}
    outcomes = {result.id: result.outcome for result in run.results}
    return Baseline(run.about, run.slices, languages, outcomes, rows)


def as_json(baseline: Baseline) -> str:
    """One line a figure and a measure, so that a change of quality reads as a difference of lines."""
    ids = list(baseline.languages)
    figures = {
        part: {
            name: f"{told(score).strip()} n {score.n}" for name, score in of.items() if score.n and name not in TIMES
        }
        for part, of in baseline.slices.items()
    }
    columns = {name: [of.get(question) for question in ids] for name, of in baseline.rows.items() if of}
    lines = [
        f'"format": {json.dumps(FORMAT)}',
        f'"figures": {json.dumps(figures, indent=1, ensure_ascii=False)}',
        f'"about": {json.dumps(asdict(baseline.about), ensure_ascii=False)}',
        '"slices": {\n' + ",\n".join(f"{json.dumps(p)}: {_scores(of)}" for p, of in baseline.slices.items()) + "\n}",
        f'"questions": {json.dumps(ids)}',
        f'"languages": {json.dumps([baseline.languages[question] for question in ids])}',
        f'"outcomes": {json.dumps([baseline.outcomes[question] for question in ids])}',
        '"rows": {\n' + ",\n".join(f"{json.dumps(name)}: {_compact(row)}" for name, row in columns.items()) + "\n}",
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read_baseline(path: Path) -> Baseline:
    """A baseline from its file, or from that of a whole run.

    Raises:
        EvalError: when it cannot be read or is something else.
    """
    content = read_object(path)
    if content.get("format") == RUN_FORMAT:
        return of_run(read_run(path))
    if content.get("format") != FORMAT:
        raise EvalError(f"{path} is neither a run nor a baseline: make one with python -m eval accept RUN")
    try:
        ids = content["questions"]
        rows = {
            name: {question: row for question, row in zip(ids, column, strict=True) if row is not None}
            for name, column in content["rows"].items()
        }
        languages, outcomes = (dict(zip(ids, content[name], strict=True)) for name in ("languages", "outcomes"))
        return _ROWS.validate_python({**content, "languages": languages, "outcomes": outcomes, "rows": rows})
    except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
        raise EvalError(f"{path} is a damaged baseline ({error}): accept a run anew") from error


def _scores(of: dict[str, Score]) -> str:
    return _compact({name: asdict(score) for name, score in of.items()})


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
