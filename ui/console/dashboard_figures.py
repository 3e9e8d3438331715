"""From the rows the API gives to what the dashboard shows of each figure: one sentence, then plots or a table."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ui.console.dashboard_plots import AGAINST, COLOURS, FOR, MIXED, Series, columns, over_time, rows
from ui.console.moments import day, month, week
from ui.console.words_dashboard import DASHBOARD, said

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Row = Mapping[str, Any]
Cells = list[list[str | int]]
KINDS: Final = ("review", "transcript", "question", "faq", "product")
OUTCOMES: Final = ("answered", "partial", "no_evidence", "handed_over", "refused")
VERDICTS: Final = ("helpful", "unhelpful", "wrong", "report")
STANCES: Final = (("for", FOR), ("mixed", MIXED), ("against", AGAINST))
TOP: Final = 14
"""Bars of a horizontal plot; the rest is in the CSV."""
ENOUGH: Final = 5
"""Voices from which a topic can be called criticised."""


def content_sentence(given: Sequence[Row], language: str) -> str:
    """How much there is."""
    by = {side: _sums(given, side) for side in ("kind", "language")}
    return said(
        "content_told", language, records=sum(by["kind"].values()), reviews=by["kind"]["review"],
        videos=by["kind"]["transcript"], french=by["language"]["fr"], english=by["language"]["en"],
        undated=sum(row["records"] for row in given if row["month"] is None),
    )  # fmt: skip


def content_by_month(given: Sequence[Row], language: str) -> "Figure":
    """Columns by month, a colour a kind."""
    dated = [row for row in given if row["month"]]
    names = {kind: said("sheet" if kind == "product" else kind, language) for kind in KINDS}
    series = [
        Series(names[kind], colour, _sums([row for row in dated if row["kind"] == kind], "month"))
        for kind, colour in zip(KINDS, COLOURS, strict=False)
    ]
    return columns([one for one in series if one.values], said("people", language), partial(month, language=language))


def content_by_product(given: Sequence[Row], names: Mapping[str, str], language: str) -> "Figure":
    """Bars by product, a colour a language; the products with most first."""
    total = _sums(given, "product_id")
    top = [product for product, _ in total.most_common(TOP)]
    spoken = [code for code, _ in _sums(given, "language").most_common(len(COLOURS))]
    series = []
    for code, colour in zip(spoken, COLOURS, strict=False):
        counts = _sums([row for row in given if row["language"] == code], "product_id")
        series.append(Series(said(code, language), colour, {_named(p, names): n for p, n in counts.items()}))
    return rows(series, [_named(product, names) for product in top], said("people", language))


def topics_sentence(given: Sequence[Row], language: str) -> str:
    """How many topics and voices, and the topic most criticised."""
    sums = _by_topic(given)
    enough = {topic: one for topic, one in sums.items() if sum(one.values()) >= ENOUGH}
    worst = max(enough, key=lambda topic: (enough[topic]["against"] / sum(enough[topic].values()), topic), default=None)
    told = "–"
    if worst is not None:
        of = sum(enough[worst].values())
        told = f"{_labels(given, language)[worst]} ({enough[worst]['against']} / {of})"
    voices = sum(sum(one.values()) for one in sums.values())
    return said("topics_told", language, topics=len(sums), voices=voices, worst=told)


def topics_by_stance(given: Sequence[Row], language: str) -> "Figure":
    """Bars by topic, those with most voices first."""
    sums, labels = _by_topic(given), _labels(given, language)
    top = sorted(sums, key=lambda topic: (-sum(sums[topic].values()), topic))[:TOP]
    series = [
        Series(said(side, language), colour, {labels[topic]: sums[topic][side] for topic in top})
        for side, colour in STANCES
    ]
    return rows(series, [labels[topic] for topic in top], said("voices", language))


def topic_over_time(given: Sequence[Row], topic: str, language: str) -> "Figure":
    """One topic month by month, its voices by side and the mean rating of their reviews."""
    mine = [row for row in given if row["topic"] == topic and row["month"]]
    series = [
        Series(said(side, language), colour, {row["month"]: row[side] for row in mine}) for side, colour in STANCES
    ]
    rated = {row["month"]: row["rating"] for row in mine if row["rating"] is not None}
    written = partial(month, language=language)
    return over_time(series, rated, said("voices", language), said("rating", language), written)


def topic_choices(given: Sequence[Row], language: str) -> list[tuple[str, str]]:
    """Topics to choose from, those with most voices first."""
    sums, labels = _by_topic(given), _labels(given, language)
    return [(labels[topic], topic) for topic in sorted(sums, key=lambda one: (-sum(sums[one].values()), one))]


def videos_sentence(given: Sequence[Row], language: str) -> str:
    """How often videos were cited, and to what use."""
    total = {name: sum(row[name] for row in given) for name in ("cited", "helpful", "unhelpful", "wrong")}
    return said(
        "videos_told", language, cited=total["cited"], videos=len(given), helpful=total["helpful"],
        not_helpful=total["unhelpful"] + total["wrong"],
    )  # fmt: skip


def videos_by(given: Sequence[Row], side: str, language: str) -> "Figure":
    """Bars by format, creator or opening words: how often cited, and what readers said of the answers."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in given:
        one = sums[_side(row[side], side, language)]
        one.update(cited=row["cited"], helpful=row["helpful"], not_helpful=row["unhelpful"] + row["wrong"])
    top = sorted(sums, key=lambda label: (-sums[label]["cited"], -sums[label]["helpful"], label))[:TOP]
    told = (("cited", COLOURS[5]), ("helpful", FOR), ("not_helpful", AGAINST))
    series = [Series(said(name, language), colour, {one: sums[one][name] for one in top}) for name, colour in told]
    return rows(series, top, said("cited", language), stacked=False)


def _side(value: str | None, side: str, language: str) -> str:
    """A creator or opening words as they are; a format as people call it."""
    if not value:
        return said("unknown", language)
    if side != "format":
        return value
    return said(f"format_{value}", language) if f"format_{value}" in DASHBOARD else value.replace("_", " ")


def coverage_sentence(given: Sequence[Row], language: str) -> str:
    """How much is missing."""
    return said("coverage_told", language, gaps=len(given), products=len({row["product_id"] for row in given}))


def coverage_head(language: str) -> list[str]:
    """Column titles of the table of what is missing."""
    return [said(name, language) for name in ("product", "expected", "gap", "why")]


def coverage_cells(given: Sequence[Row], names: Mapping[str, str], language: str, most: int = 60) -> Cells:
    """A line a topic and product, as many as are read at once: a shopper's own question tells more than its topic."""
    return [
        [
            _named(row["product_id"], names),
            said("quoted", language, question=row["question"]) if _in_vain(row) else row[f"label_{language}"],
            said(row["gap"], language),
            _why(row, names, language),
        ]
        for row in given[:most]
    ]


def _in_vain(row: Row) -> bool:
    return row["why"] == "asked" and bool(row["question"])


def _why(row: Row, names: Mapping[str, str], language: str) -> str:
    """Why it is expected, and how often."""
    if row["why"] == "asked":
        return said("why_asked", language, asked=row["asked"], unanswered=row["unanswered"])
    beside = ", ".join(_named(one, names) for one in row["beside"])
    return said("why_beside", language, people=row["beside_people"], of=row["beside_of"], beside=beside)


def answers_sentence(given: Sequence[Row], language: str) -> str:
    """How many questions there were and how they ended."""
    ended = _sums(given, "outcome", "answers")
    times = sorted(time for row in given for time in [row["milliseconds"]] * row["answers"])
    median = round(times[len(times) // 2]) if times else 0
    return said(
        "answers_told", language, answers=sum(ended.values()), answered=ended["answered"], none=ended["no_evidence"],
        ms=median,
    )  # fmt: skip


def answers_over_time(given: Sequence[Row], language: str) -> "Figure":
    """Columns by week, a colour an outcome."""
    return _by_week(given, "day", "outcome", OUTCOMES, "answers", language)


def feedback_sentence(given: Sequence[Row], language: str) -> str:
    """How many of each verdict."""
    counts = Counter(row["verdict"] for row in given)
    return said("feedback_told", language, **{verdict: counts[verdict] for verdict in VERDICTS})


def feedback_over_time(given: Sequence[Row], language: str) -> "Figure":
    """Columns by week, a colour a verdict."""
    return _by_week([{**row, "count": 1} for row in given], "at", "verdict", VERDICTS, "count", language)


def feedback_head(language: str) -> list[str]:
    """Column titles of what readers wrote."""
    return [said(name, language) for name in ("when", "verdict", "reason", "product", "about")]


def feedback_cells(given: Sequence[Row], names: Mapping[str, str], language: str, most: int = 40) -> Cells:
    """What readers wrote, newest first; verdicts without a word are in the plot alone."""
    written = [row for row in given if row["reason"]][:most]
    return [
        [
            day(row["at"], language), said(row["verdict"], language), row["reason"],
            _named(row["product_id"] or "", names), row["answer_id"],
        ]
        for row in written
    ]  # fmt: skip


def _by_week(given: Sequence[Row], when: str, side: str, order: Sequence[str], count: str, language: str) -> "Figure":
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in given:
        sums[row[side]][_week(row[when])] += row[count]
    there = [name for name in order if name in sums]
    series = [Series(said(name, language), _colour(name), sums[name]) for name in there]
    return columns(series, said(f"axis_{count}", language), partial(week, language=language))


def _colour(name: str) -> str:
    told = {"answered": FOR, "helpful": FOR, "partial": COLOURS[4], "no_evidence": COLOURS[1], "unhelpful": COLOURS[1]}
    return told.get(name) or {"wrong": AGAINST, "handed_over": COLOURS[2], "report": COLOURS[3]}.get(name, COLOURS[5])


def _week(day: str) -> str:
    """Monday of a day's week, such as 2026-01-12."""
    read = date.fromisoformat(day[:10])
    return (read - timedelta(days=read.weekday())).isoformat()


def _sums(given: Sequence[Row], side: str, count: str = "records") -> Counter[str]:
    sums = Counter[str]()
    for row in given:
        sums[row[side] or ""] += row[count]
    return sums


def _by_topic(given: Sequence[Row]) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in given:
        for side, _ in STANCES:
            sums[row["topic"]][side] += row[side]
    return sums


def _labels(given: Sequence[Row], language: str) -> dict[str, str]:
    return {row["topic"]: row[f"label_{language}"] for row in given}


def _named(product_id: str, names: Mapping[str, str]) -> str:
    return names.get(product_id, product_id)
