"""Insults, threats, hate, accusations and claims of cures wait for a person or are refused, in both languages."""

import tomllib
from pathlib import Path

import pytest

from data.records import Kind, Provenance, Record, Status
from ingest.moderation.verdict import verdict_on

TEXTS = tomllib.loads(Path("eval/moderation/told-abuse.toml").read_text(encoding="utf-8"))
CODES = {
    "insult": {"insult", "threat", "hate", "contempt"},
    "hate": {"hate", "contempt", "insult"},
    "defamation": {"defamation"},
    "medical": {"medical"},
}
"""Rules that may hold a text of each list: one that abuses a person for their origin is both."""


def codes(text: str, language: str = "") -> tuple[str, ...]:
    return verdict_on(Record("review-1", Kind.REVIEW, "p", text, Provenance("test", "1"), language)).codes


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", CODES)
def test_words_against_people_and_claims_of_cures_are_held_back(kind: str, language: str) -> None:
    assert [text for text in TEXTS[kind][language] if not {*codes(text, language)} & CODES[kind]] == []


@pytest.mark.parametrize("text", ["Bande de c*nnards", "bunch of a**holes", "A55holes", "trou du c*l de vendeur"])
def test_stars_and_figures_for_letters_hide_no_insult(text: str) -> None:
    assert "insult" in codes(text)


@pytest.mark.parametrize("text", ["Taille *** sur cinq", "vitamine b12 et c3po", "p**l de chameau", "a*b*c"])
def test_other_words_with_stars_and_figures_are_left(text: str) -> None:
    assert codes(text) == ()


def test_contempt_for_a_group_waits_for_a_person_and_plain_hate_is_refused() -> None:
    waits = Record("review-1", Kind.REVIEW, "p", "Les gitans, race de voleurs.", Provenance("test", "1"), "fr")
    refused = Record("review-2", Kind.REVIEW, "p", "Filthy race.", Provenance("test", "1"), "en")
    assert (verdict_on(waits).status, verdict_on(refused).status) == (Status.PENDING, Status.REJECTED)
