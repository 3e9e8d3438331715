"""Finds the video that answers, and the moment in it.

The sentences of the corpus become the transcripts of their videos, titles from the list of videos, and are cut into
moments as the product cuts them. Each question is asked of its product. `video_hit@1`: the right video is ranked first,
videos ranked as in `retrieval --group-by`. `moment_hit@1` and `moment_hit@5`: among the first moments given is one of
the right video that starts within two seconds of the interval marked, or overlaps it. The interval is the question's
`meta.start` to `meta.end`; where it has none, from the first to the last sentence judged relevant in one video.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import EvalError
from data.records import Record
from eval.contracts.arguments import add_file, add_set, count, read_given
from eval.figures import Figures, deliver
from eval.intervals import mean_score
from eval.progress import watched
from eval.public_records import NO_PRODUCT, video_of
from eval.public_sets import DocumentRow, Mistakes, PublicSet, QuestionRow, read_some
from eval.ranked_units import ALL, ranked_groups
from eval.ranking_plan import value_of
from eval.trial_index import trial
from retrieval.embedder import Embedder
from retrieval.hits import Hit
from retrieval.search import Searcher

VIDEO = "meta.video_id"
TOLERANCE = 2.0
"""Seconds before and after the interval within which a moment may start."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Gold:
    """Where the answer is said."""

    video: str
    start_s: float
    end_s: float

    def has(self, hit: Hit) -> bool:
        """Whether a hit is the right moment."""
        start, end = hit.span.start_s, hit.span.end_s
        if hit.span.record_id != self.video or start is None:
            return False
        near = self.start_s - TOLERANCE <= start <= self.end_s + TOLERANCE
        return near or (start < self.end_s and (start if end is None else end) > self.start_s)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(parser, "videos", "videos with their titles, JSON lines")
    add_set(parser)
    parser.add_argument("--limit-queries", type=count, metavar="N", help="only the first N questions")


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    return deliver(measure(read_given(given), read_videos(given.videos), given.limit_queries), given.json)


def read_videos(path: Path) -> list[DocumentRow]:
    """The videos (`EvalError` with every mistake)."""
    mistakes = Mistakes()
    videos = read_some(path, DocumentRow, mistakes)
    mistakes.check()
    return videos


def measure(
    given: PublicSet, videos: Sequence[DocumentRow], limit: int | None = None, embedder: Embedder | None = None
) -> Figures:
    """Index the videos, ask every question whose moment is marked (`EvalError` when there is none)."""
    started = time.monotonic()
    titles = {video.id: video.meta.get("title") for video in videos}
    marked = [(q, gold) for q in given.questions if (gold := gold_of(q, given))]
    if not marked:
        raise EvalError(
            f"none of {len(given.questions)} questions has a marked moment: meta.video_id, meta.start and meta.end "
            "were expected, or judged sentences of one video"
        )
    asked = marked[:limit]
    with trial(_records(given.documents, titles), [question.text for question, _ in asked], embedder) as bench:
        found = [_asked(q, gold, bench.searcher) for q, gold in watched(asked, "questions", len(asked))]
    names = ("video_hit@1", "moment_hit@1", "moment_hit@5")
    measures = {name: mean_score([of[place] for of in found]) for place, name in enumerate(names)}
    notes: dict[str, str | int | float] = {"videos": len(titles), "skipped": len(given.questions) - len(marked)}
    return Figures(measures, time.monotonic() - started, notes)


def gold_of(question: QuestionRow, given: PublicSet) -> Gold | None:
    """The interval marked for a question; `None` where there is none."""
    meta = question.meta
    if all(isinstance(meta.get(name), int | float) for name in ("start", "end")) and "video_id" in meta:
        return Gold(str(meta["video_id"]), float(meta["start"]), float(meta["end"]))
    relevant = {document for document, grade in given.grades.get(question.id, {}).items() if grade > 0}
    sentences = [d for d in given.documents if d.id in relevant] if relevant else []
    if len({value_of(d, VIDEO) for d in sentences}) != 1:
        return None
    times = [float(d.meta[name]) for d in sentences for name in ("start", "end")]
    return Gold(value_of(sentences[0], VIDEO), min(times), max(times))


def _asked(question: QuestionRow, gold: Gold, searcher: Searcher) -> tuple[bool, bool, bool]:
    hits = searcher.search(question.text, question.lang or "und", question.product_id or NO_PRODUCT, limit=ALL)
    videos = ranked_groups(hits, {hit.span.record_id: hit.span.record_id for hit in hits})
    return videos[:1] == [gold.video], any(map(gold.has, hits[:1])), any(map(gold.has, hits[:SHOWN]))


def _records(sentences: Sequence[DocumentRow], titles: dict[str, str | None]) -> list[Record]:
    of: dict[str, list[DocumentRow]] = {}
    for sentence in sentences:
        of.setdefault(value_of(sentence, VIDEO), []).append(sentence)
    return [video_of(video, said, titles.get(video)) for video, said in of.items()]
