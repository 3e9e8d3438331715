"""The plots of a run."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from html import escape

import numpy as np

from eval.intervals import mean_score
from eval.measure import Values, originals
from eval.measures.answer_right import is_right
from eval.measures.coverage import OUTRIGHT
from eval.measures.coverage_error import curve, errors, wrongs
from eval.report.svg import Bar, Line, bars_chart, histogram, lines_chart
from eval.report.words import Words
from eval.results import Asked

BINS, COLUMNS = 10, 12
FEWEST = 5
"""Questions from which a tag has a bar."""


def plots(asked: Sequence[Asked], words: Words) -> str:
    """Every plot with its heading and a sentence on how to read it."""
    written = originals(asked)
    return "".join(
        [
            _figure("curve", _curve("error_axis", errors, written, words), words),
            _figure("wrong_curve", _curve("wrong_axis", wrongs, written, words), words),
            _figure("calibration", _calibration(written, words), words),
            _figure("latency", _latency(asked, words), words),
            _figure("by_intent", _bars("by_intent", ((one, one.question.intent) for one in written), words), words),
            _figure(
                "by_tag", _bars("by_tag", ((one, tag) for one in written for tag in one.question.tags), words), words
            ),
            _figure("by_set", _bars("by_set", ((one, one.question.set) for one in written), words), words),
        ]
    )


def _figure(name: str, drawing: str, words: Words) -> str:
    if not drawing:
        return ""
    text = words(f"{name}_text")
    told = "" if text == f"{name}_text" else f"<p>{escape(text)}</p>"
    return f"<figure><h3>{escape(words(name))}</h3>{drawing}{told}</figure>"


def _curve(axis: str, of: Callable[[Sequence[Asked]], Values], asked: Sequence[Asked], words: Words) -> str:
    lines = []
    for name, language in (("all", None), ("fr", "fr"), ("en", "en")):
        part = [one for one in asked if language in (None, one.question.language)]
        if rows := of(part):
            covered, wrong = curve(np.array(list(rows.values())))
            now = sum(one.result.outcome == OUTRIGHT for one in part if one.question.id in rows)
            dot = (float(covered[now - 1]), float(wrong[now - 1])) if now else None
            lines.append(Line(words(name), list(zip(covered.tolist(), wrong.tolist(), strict=True)), dot))
    return lines_chart(words(axis), lines, words("coverage_axis"), words(axis)) if lines else ""


def _calibration(asked: Sequence[Asked], words: Words) -> str:
    rows = np.array([*wrongs(asked).values()])
    if not len(rows):
        return ""
    bins = np.minimum((rows[:, 0] * BINS).astype(int), BINS - 1)
    points = [(rows[bins == b, 0].mean(), 1 - rows[bins == b, 1].mean()) for b in np.unique(bins)]
    line = Line(words("all"), [(float(x), float(y)) for x, y in points])
    return lines_chart(words("calibration"), [line], words("confidence_axis"), words("right_axis"), diagonal=True)


def _latency(asked: Sequence[Asked], words: Words) -> str:
    took = [one.result.milliseconds for one in asked if one.result.milliseconds is not None]
    if not took:
        return ""
    counts, edges = np.histogram(took, bins=COLUMNS)
    return histogram(words("latency"), counts.tolist(), edges.tolist(), words("latency_axis"), words("count_axis"))


def _bars(name: str, named: Iterable[tuple[Asked, str]], words: Words) -> str:
    groups = defaultdict[str, list[float]](list)
    for one, group in named:
        groups[group].append(float(is_right(one)))
    bars = []
    for group, right in groups.items():
        score = mean_score(right)
        if len(right) >= FEWEST and score.value is not None and score.low is not None and score.high is not None:
            bars.append(Bar(group, score.value, score.low, score.high, score.n))
    return bars_chart(words(name), sorted(bars, key=lambda bar: (bar.value, bar.name))) if bars else ""
