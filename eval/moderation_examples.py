"""Texts to learn from what must wait for a person: those of `eval/moderation`, and one half of public sets.

A text of `<language>-<what>.txt` stands under its `[kind]`, with alternatives as `{one|other}`; those of `told-*.toml`
are what the patterns were told.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from data.errors import EvalError
from data.identity import digest
from data.records import SERVED, Kind, Provenance, Record
from eval.questions import split_of
from ingest.cleaning import clean_text
from ingest.moderation.likeness import HONEST
from ingest.moderation.units import units_of
from ingest.readers import read_paths

WRITTEN: Final = Path(__file__).parent / "moderation"
HELD_OUT: Final = WRITTEN / "held_out"
"""Texts nothing is fitted on."""
SAMPLE: Final = Path(__file__).parents[1] / "data" / "sample"
KINDS: Final = (HONEST, "order", "insult", "hate", "spam", "medical", "defamation", "shop")
TOLD: Final = {"orders": "order"}
GROUP: Final = re.compile(r"\[(\w+)\]")
CHOICE: Final = re.compile(r"\{([^{}]*)\}")
FORMS: Final = 12
"""Most forms read of a text with alternatives."""
PROMPTS: Final = "security_prompt_injection/prompts.jsonl"
REVIEWS: Final = {
    "skincare": "reviews_skincare_sephora/reviews.jsonl",
    "clothing": "reviews_womens_clothing/reviews.jsonl",
    "groceries and electronics": "en_review_qa_subjqa/corpus.jsonl",
    "rental": "size_fit_rtr/reviews_with_text.jsonl",
}
"""Clean reviews, by what they are of."""
OTHERS: Final = {
    "community answers": "en_product_qa_epqa/corpus.jsonl",
    "videos": "video_tutorials_pstuts/videos.jsonl",
    "pros and cons": "pros_cons_huliu/pros_cons.jsonl",
    "FAQ in two languages": "fr_en_faq_parallel/corpus.jsonl",
    "French encyclopaedia": "fr_qa_piaf/corpus.jsonl",
}
"""Other clean texts, which teach that not every imperative is an order."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it is."""

    text: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text of a public set; `dev` may be learned from, the other half judges."""

    id: str
    text: str
    language: str
    label: str | None = None

    @property
    def dev(self) -> bool:
        """Whether it is of the half that may be learned from."""
        return split_of(self.id) == "dev"


def written_examples(folder: Path = WRITTEN) -> list[Example]:
    """Every text written for it (`EvalError`: a text above the first group, or a group of another name)."""
    found = [example for path in sorted(folder.glob("*.txt")) for example in _of_file(path)]
    for path in sorted(folder.glob("told-*.toml")):
        for group, by_language in tomllib.loads(path.read_text(encoding="utf-8")).items():
            kind = _named(TOLD.get(group, group), path)
            found += [Example(text, kind, language) for language, texts in by_language.items() for text in texts]
    return found


def _of_file(path: Path) -> Iterator[Example]:
    kind = None
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if group := GROUP.fullmatch(text):
            kind = _named(group[1], path)
        elif text and not text.startswith("# "):
            if kind is None:
                raise EvalError(f"{path.name}: {text!r} stands under no [kind]: write one above it")
            yield from (Example(form, kind, path.stem.partition("-")[0]) for form in forms(text))


def forms(text: str) -> list[str]:
    """Some of the forms of a text with alternatives, the same ones every time; itself where it has none."""
    choices = [found.split("|") for found in CHOICE.findall(text)]
    if not choices:
        return [text]
    draw = Random(text)  # noqa: S311 - examples, no secrets
    every = dict.fromkeys(_form(text, [draw.choice(of) for of in choices]) for _ in range(FORMS))
    return list(every)


def _form(text: str, chosen: Sequence[str]) -> str:
    following = iter(chosen)
    return " ".join(CHOICE.sub(lambda _: next(following), text).split())


def _named(name: str, path: Path) -> str:
    if name not in KINDS:
        raise EvalError(f"{path.name}: {name!r} is no kind of text: one of {', '.join(KINDS)}")
    return name


def public_texts(path: Path) -> list[PublicText]:
    """Every text of a public set (`EvalError` where there is none)."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise EvalError(f"{path}: {error.strerror}: name the folder of the public sets with --data") from error
    return [
        PublicText(row["id"], clean_text(row["text"]), row.get("lang") or "en", row.get("label"))
        for row in rows
        if row["text"].strip()
    ]


def some_texts(path: Path, most: int, *, dev: bool = True) -> list[PublicText]:
    """At most so many texts of one half of a public set, those whose ids have the smallest digests."""
    return sorted((one for one in public_texts(path) if one.dev is dev), key=lambda one: digest(one.id))[:most]


def carried(examples: Sequence[Example]) -> Iterator[Example]:
    """Each text as it is cut into units when it stands in a review: alone, and between two honest sentences."""
    honest = {
        language: [one.text for one in examples if one.kind == HONEST and one.language == language]
        for language in {one.language for one in examples}
    }
    for at, one in enumerate(examples):
        yield one
        around = honest[one.language]
        before, after = around[(7 * at) % len(around)], around[(11 * at + 5) % len(around)]
        review, start = f"{before} {one.text} {after}", len(before) + 1
        for unit in units_of(review_of(f"carried-{at}", review, one.language)):
            if unit.start < start + len(one.text) and unit.end > start:
                yield Example(unit.text, one.kind, one.language)


def review_of(review_id: str, text: str, language: str) -> Record:
    """A text as a review of nobody."""
    return Record(review_id, Kind.REVIEW, "no-product", text, Provenance("texts", review_id), language)


def sample_reviews(folder: Path = SAMPLE) -> list[Record]:
    """What people wrote in the sample shop's exports, and its sources published."""
    items = read_paths([folder], today=date(2026, 6, 1))
    return [one for one in items if isinstance(one, Record) and not one.by_brand and one.status in SERVED]
