"""Texts whose stance people have told: marked sentences, pros and cons, starred reviews, our own examples and marks."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from chat.stance.model import Asked
from data.languages import OWN, language_of, question_language
from data.records import Record
from eval.contract_rows import OpinionRow, PublicRow, SentenceRow, read_some
from eval.public_sets import Mistakes, read_rows
from ingest.chunking import cut
from ingest.readers import read_paths
from retrieval.embedder import Embedder
from retrieval.vectors import Floats, unit

Told = Literal["for", "against", "mixed", "none"]
ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
MARKS = ROOT / "eval" / "sets" / "sample.stance.jsonl"
EXAMPLES = ROOT / "eval" / "stance_examples.toml"
STARRED = ("reviews_skincare_sephora", "reviews_womens_clothing")
FOLDS = 5
LONGEST_REVIEW = 220
"""Characters up to which the stars of a review tell the side of its words."""
FIVE_STARS = 450
SIDE_OF_STARS: dict[float, Told] = {1: "against", 2: "against", 5: "for"}


class Case(NamedTuple):
    """A text and what people say it says; cases of one `group` (product, record, line) are never split.

    `corpus` names the texts whose mean is taken from its vector, as those of one index are.
    """

    source: str
    group: str
    asked: Asked
    stance: Told
    corpus: str
    held_out: bool = False
    drawn: str = ""


class ProductOpinionRow(OpinionRow):
    """A judged text, with the product it is about where the set says it."""

    product_id: str = ""


class Stars(BaseModel):
    """What a starred review holds beside its text."""

    model_config = ConfigDict(frozen=True)

    rating: float


class StarredRow(PublicRow):
    """A review with its stars."""

    text: str
    product_id: str
    meta: Stars


class StanceMark(PublicRow):
    """One line of our own marks: what a span says on one topic."""

    language: str
    record: str
    span: str
    topic: str = ""
    topic_words: tuple[str, ...] = ()
    stance: Told
    drawn: str = ""


def all_cases(data: Path) -> list[Case]:
    """Every case there is, `data` being the folder of the public sets (`EvalError` with every mistake)."""
    mistakes = Mistakes()
    cases = [*opinion_cases(data / "reviews_aspects_huliu" / "reviews.jsonl", mistakes)]
    cases += opinion_cases(data / "pros_cons_huliu" / "pros_cons.jsonl", mistakes)
    for name in STARRED:
        cases += starred_cases(data / name / "reviews.jsonl", mistakes)
    cases += example_cases()
    cases += sample_cases(mistakes)
    mistakes.check()
    return cases


def opinion_cases(path: Path, mistakes: Mistakes) -> Iterator[Case]:
    """Marked sentences by product, and pros and cons by line; a sentence without a mark holds no opinion."""
    for row in read_some(path, ProductOpinionRow, mistakes):
        language = row.lang if row.lang in OWN else question_language(row.text)
        if row.label:
            yield Case("pros_cons", row.id, Asked(row.text, language), BOXES[row.label], "public")
        for sentence in row.meta.sentences or ():
            asked = Asked(sentence.text, language)
            yield Case("huliu", row.product_id or row.id, asked, told_by_marks(sentence), "public")


BOXES: dict[str, Told] = {"pros": "for", "cons": "against"}


def told_by_marks(sentence: SentenceRow) -> Told:
    """The stance of a sentence by the strengths marked in it."""
    strengths = [aspect.score for aspect in sentence.aspects] or [0]
    if min(strengths) < 0 < max(strengths):
        return "mixed"
    return "for" if min(strengths) > 0 else "against" if max(strengths) < 0 else "none"


def starred_cases(path: Path, mistakes: Mistakes) -> Iterator[Case]:
    """Short reviews of one, two and five stars, by product; of those with five stars as many as are needed."""
    rows = [row for row in read_rows(path, StarredRow, mistakes) if len(row.text) <= LONGEST_REVIEW]
    high = sorted((row for row in rows if row.meta.rating == 5), key=lambda row: row.id)[:FIVE_STARS]
    for row in [*(row for row in rows if row.meta.rating <= 2), *high]:
        yield Case("stars", row.product_id, Asked(row.text, "en"), SIDE_OF_STARS[row.meta.rating], "public")


def example_cases() -> Iterator[Case]:
    """Sentences written for fitting."""
    written = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    for language, lists in written.items():
        for stance, lines in lists.items():
            for text in filter(None, lines.splitlines()):
                yield Case("examples", text, Asked(text, language), stance, "sample")


def sample_cases(mistakes: Mistakes) -> Iterator[Case]:
    """Marks on the sample's spans, half of the records held out, and the starred spans of the other half."""
    items = read_paths([SAMPLE], today=date(2027, 1, 1))
    records = {item.id: item for item in items if isinstance(item, Record)}
    yield from mark_cases(MARKS, records, mistakes)
    yield from sample_stars(record for record in records.values() if not second_half(record.id))


def mark_cases(path: Path, records: Mapping[str, Record], mistakes: Mistakes) -> Iterator[Case]:
    """Marks of a file, with the ratings of the records that are known."""
    for mark in read_some(path, StanceMark, mistakes):
        rating = records[mark.record].rating if mark.record in records else None
        asked = Asked(mark.span, mark.language, mark.topic_words, rating)
        yield Case("marks", mark.record, asked, mark.stance, "sample", second_half(mark.record), mark.drawn)


def sample_stars(records: Iterable[Record]) -> Iterator[Case]:
    """The spans of reviews of one, two and five stars."""
    for record in records:
        side = SIDE_OF_STARS.get(record.rating or 0)
        language = language_of(record)
        if side and language in OWN:
            for span in cut(record):
                yield Case("sample_stars", record.id, Asked(span.text, language), side, "sample")


def second_half(key: str) -> bool:
    """One half of all keys, always the same."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def folds(cases: Sequence[Case]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """The fold of each case, shape (cases,): groups of one source are dealt out in turn."""
    groups = sorted({(case.source, case.group) for case in cases})
    order: dict[tuple[str, str], int] = {}
    for place, key in enumerate(groups):
        order[key] = place % FOLDS
    return np.array([order[case.source, case.group] for case in cases], np.intp)


def centred_vectors(cases: Sequence[Case], embedder: Embedder) -> Floats:
    """Vectors of the texts, shape (cases, d), each less the mean of its language in its corpus, as on a shelf."""
    texts = list(dict.fromkeys(case.asked.text for case in cases))
    known = dict(zip(texts, embedder.documents(texts), strict=True))
    found = np.stack([known[case.asked.text] for case in cases])
    corpora = [(case.corpus, case.asked.language) for case in cases]
    for corpus in dict.fromkeys(corpora):
        at = np.array([one == corpus for one in corpora])
        found[at] -= found[at].mean(axis=0)
    return unit(found)
