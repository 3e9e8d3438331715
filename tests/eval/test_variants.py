"""Variants: by rule, by seed, and always different from the question."""

import random
from dataclasses import replace

import pytest

from chat.conversation import Conversation, Turn
from eval.variants import RULES, variant, variants
from tests.eval.small_sets import counted, question


def by_rule(name: str, text: str, language: str = "fr") -> str:
    return RULES[name](text, language, random.Random(1))  # noqa: S311  # typing mistakes are drawn, not secrets


def test_accents_fall_and_nothing_else_does() -> None:
    """Ligatures and typographic apostrophes go the way keyboards type them."""
    assert by_rule("no_accents", "Ça gêne l’œil, où ?") == "Ca gene l'oeil, ou ?"


def test_short_forms_are_those_people_type() -> None:
    """In both languages, without capitals and hardly any punctuation."""
    assert by_rule("sms", "Est-ce que vous pouvez l'utiliser pour un bébé ?") == "esk vs pouvez l'utiliser pr un bebe"
    assert by_rule("sms", "Can you use it without heating, please?", "en") == "can u use it w/o heating pls"


def test_capitals_shout() -> None:
    """Accents are kept, as on a phone."""
    assert by_rule("capitals", "Ça tient ?") == "ÇA TIENT ?"


def test_a_polite_question_is_made_bare_and_a_bare_one_polite() -> None:
    """Either way what is asked stays."""
    assert by_rule("politeness", "Bonjour, ça tient svp ?") == "ça tient ?"
    polite = by_rule("politeness", "ça tient ?")
    assert "ça tient ?" in polite
    assert len(polite) > 20


def test_a_typing_error_changes_long_words_by_one_letter() -> None:
    """Short words stay, and the length moves by one at most."""
    for seed in range(40):
        # typing mistakes are drawn, not secrets
        typed = RULES["typos"]("est-ce que la matière gratte", "fr", random.Random(seed))  # noqa: S311
        assert typed != "est-ce que la matière gratte"
        assert typed.startswith("est-ce que la ")
        assert abs(len(typed) - len("est-ce que la matière gratte")) <= 1


def test_a_turn_of_phrase_is_exchanged_and_the_capital_kept() -> None:
    """A question without a known one is introduced."""
    assert by_rule("paraphrase", "Peut-on le laver ?") == "Est-il possible de le laver ?"
    assert by_rule("paraphrase", "Red or blue?", "en").endswith("Red or blue?")


def test_every_question_has_the_same_variant_each_time_whatever_else_is_in_the_set() -> None:
    """Adding a question leaves the others' variants as they are."""
    asked = [replace(question(n), conversation=Conversation.of(f"Convient-elle à l'été {n} ?")) for n in range(30)]
    alone = [variant(one) for one in asked]
    assert variants(asked) == alone == variants([*asked, question(99)])[:30]
    assert len({row.rule for row in alone if row}) == len(RULES)


def test_greetings_and_hand_counts_have_no_variant() -> None:
    """There is nothing to say otherwise, or nothing that would be judged."""
    assert variants([question(1, intent="greeting"), counted(2, "A", "B")]) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_only_the_last_message_changes(language: str) -> None:
    """The variant is of the question, not of what was said before."""
    turns = (Turn("shopper", "Premier"), Turn("assistant", "Oui"), Turn("shopper", "Et en hiver glacial ?"))
    # the language is a plain word here
    row = variant(replace(question(1), conversation=Conversation(turns), language=language))  # type: ignore[arg-type]
    assert row
    assert "Premier" not in row.question
