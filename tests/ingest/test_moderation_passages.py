"""The words a rule is about are found in the text as it stands, not in the folded copy the rule reads."""

import pytest

from ingest.moderation.passages import passages_of
from ingest.moderation.rules import rule_book, rule_of
from ingest.moderation.verdict import rules_that_hold
from tests.records_for_tests import review

PLAIN = rule_of(
    {"code": "x", "version": "1", "status": "pending", "title": {}, "reason": {}, "patterns": [r"\bgratuit\b"]}
)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("C'est GRATUIT pour tous.", "GRATUIT"),
        ("Un cadeau g r a t u i t ici", "g r a t u i t"),
        ("Tout est grаtuit aujourd'hui", "grаtuit"),
        ("gra\u200btuit", "gra\u200btuit"),
    ],
)
def test_the_shortest_words_that_say_it_are_marked(text: str, marked: str) -> None:
    (place,) = passages_of(review(1, text), [PLAIN])
    assert (place.field, text[place.start : place.end]) == ("text", marked)


def test_title_and_author_are_marked_where_they_stand() -> None:
    record = review(1, "Fine.", title="Gratuit !", author="gratuit")
    assert [(p.field, p.start, p.end) for p in passages_of(record, [PLAIN])] == [("title", 0, 7), ("author", 0, 7)]


def test_a_rule_of_the_book_and_a_placeholder_are_both_marked() -> None:
    text = "Nice. Join my group on whatsapp with my code SAVE20, or call [phone removed]."
    record = review(1, text)
    found = [text[p.start : p.end] for p in passages_of(record, rules_that_hold(record, rule_book()))]
    assert any("whatsapp" in words for words in found)
    assert "[phone removed]" in found


def test_nothing_is_marked_where_nothing_holds() -> None:
    assert passages_of(review(1, "A fine coat."), [PLAIN]) == ()
    assert passages_of(review(1, ""), rule_book().rules) == ()
