"""The two tabs' cards stay inert whatever anybody wrote, and their words are there in both languages."""

import html
from typing import Any

import pytest

from tests.fakes_assistant import XSS
from ui.console.moderation_cards import LONGEST, around, case_card, history_card, marked, trial_card
from ui.console.moderation_panel import _with_selection
from ui.console.questions_cards import gap_card
from ui.console.words_client import BY_STATUS
from ui.console.words_moderation import MODERATION, PRESETS, TRIAL
from ui.console.words_questions import QUESTIONS

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HOSTILE: dict[str, Any] = {
    "record_id": "review-1", "product_id": XSS, "kind": "review", "status": "pending", "language": "'><script>",
    "title": XSS, "text": f"Avant {XSS}", "author": XSS, "rating": 4.0, "published": "2026-01-18", "source": XSS,
    "rule": "spam", "rule_title": {"fr": XSS, "en": XSS}, "codes": ["spam"], "others": {"link": {"fr": XSS, "en": XSS}},
    "attributes": {"skin_type": XSS}, "automatic": False, "decided_by": XSS, "detail": XSS, "reports": [{"reason": XSS, "at": "2026-11-20T09:12:00Z"}],
    "passages": [{"field": name, "start": 0, "end": 9} for name in ("text", "title", "author")],
}  # fmt: skip
STATEMENT = {
    "decision": "rejected", "automatic": False, "decided_by": XSS, "at": "2026-11-20T09:12:00+00:00", "detail": XSS,
    "reasons": {"fr": XSS, "en": XSS},
}  # fmt: skip
EXAMPLE = HOSTILE | {"change": "held", "before": "approved", "after": "pending"}
TRIED = {
    "read": 12, "whole": False, "matched": 3, "by_people": 1, "changes": {"held": 2}, "examples": [EXAMPLE],
}  # fmt: skip
GAP: dict[str, Any] = {
    "id": "gap-1", "topic": {"fr": XSS, "en": XSS}, "product_id": XSS, "product": {"fr": XSS}, "asked": 3,
    "last": "2026-11-20T09:12:00Z", "outcomes": {"partial": 1}, "wordings": [{"text": XSS, "language": XSS, "asked": 3}],
    "answers": [{"record_id": "faq-1", "question": XSS, "by": XSS, "at": "2026-11-20T09:12:00Z"}],
}  # fmt: skip


@LANGUAGES
def test_nothing_hostile_survives_in_a_card(language: str) -> None:
    for card in (
        case_card(HOSTILE, language),
        history_card([STATEMENT], language),
        trial_card(TRIED, language),
        gap_card(GAP, language),
    ):
        assert not any(sign in card for sign in ("<script", "<img", "javascript:", "**", "](", "https://evil"))
        assert "window.hacked=1" in html.unescape(card)


def test_marks_may_overlap_and_stay_inside_the_text() -> None:
    assert marked("un deux\ntrois", [(3, 7), (5, 8), (9, 99)]) == (
        "un <mark>deux</mark><mark><br></mark>t<mark>rois</mark>"
    )
    assert marked("<b>", []) == "&#60;b&#62;"


def test_a_long_text_is_cut_around_what_is_marked() -> None:
    text = "a" * 5_000 + " mot " + "b" * 5_000
    cut, places = around(text, [(5_001, 5_004)])
    (start, end), *_ = places
    assert cut[start:end] == "mot"
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) <= LONGEST + 4
    assert around("court", [(0, 2)]) == ("court", [(0, 2)])


def test_a_trial_says_of_how_many_changes_it_shows_examples() -> None:
    assert "1 exemples sur 2\u00a0:" in html.unescape(trial_card(TRIED, "fr"))
    assert "examples of" not in html.unescape(trial_card(TRIED | {"changes": {"held": 1}}, "en"))


def test_words_selected_in_the_text_are_added_once() -> None:
    class Selected:
        value = " Julie\n Marchand "

    # stands in for Gradio's own event
    assert _with_selection("", Selected()) == "Julie Marchand"  # type: ignore[arg-type]
    # stands in for Gradio's own event
    assert _with_selection("Julie Marchand", Selected()) == "Julie Marchand"  # type: ignore[arg-type]
    Selected.value = ""
    # stands in for Gradio's own event
    assert _with_selection("one\n\ntwo", Selected()) == "one\ntwo"  # type: ignore[arg-type]


def test_every_word_is_there_in_both_languages_and_asks_for_the_same() -> None:
    for table in (MODERATION, TRIAL, QUESTIONS, BY_STATUS):
        for key, both in table.items():
            assert both.keys() == {"fr", "en"}, key
            assert both["fr"].count("{") == both["en"].count("{"), key
    assert len(PRESETS["fr"]) == len(PRESETS["en"])
