"""Every sentence of a model is held against what it cites."""

import pytest

from chat.answer import Sentence, Stance
from chat.llm.verification import fault
from tests.chat.llm.proofs import ENGLISH, FRENCH, INJECTED, proof

GIVEN = {c.number: c for c in (*ENGLISH, INJECTED)}
DONNES = {c.number: c for c in FRENCH}


def refused(text: str, *numbers: int) -> str | None:
    return fault(Sentence(text, numbers), GIVEN, "does it suit dry skin?", "en")


def refuse(text: str, *numbers: int) -> str | None:
    return fault(Sentence(text, numbers), DONNES, "convient-elle aux peaux sèches ?", "fr")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("According to one customer, dry skin drinks it up and two pumps last the day.", (1,)),
        ("Another finds it too light on dry skin in winter.", (2,)),
        ("A customer says “My dry skin drinks it up”.", (1,)),
    ],
)
def test_what_its_proofs_hold_is_let_through(text: str, numbers: tuple[int, ...]) -> None:
    assert refused(text, *numbers) is None


@pytest.mark.parametrize(
    "text",
    [
        "Selon une cliente à la peau très sèche, plus aucun tiraillement.",
        "Une autre la trouve un peu légère en plein hiver et ajoute une huile.",
    ],
)
def test_what_its_proofs_hold_is_let_through_in_french(text: str) -> None:
    assert refuse(text, 1, 2) is None


@pytest.mark.parametrize(
    ("text", "numbers", "reason"),
    [
        ("My dry skin drinks it up.", (), "cites nothing"),
        ("My dry skin drinks it up.", (9,), "cites 9"),
        ("It suits dry skin thanks to hyaluronic acid and ceramides.", (1,), "words are in"),
        ("Dry skin drinks it up, 3 pumps last the day.", (1,), "says 3"),
        ("A customer says “my skin is perfect now”.", (1,), "nobody wrote"),
        ("Most customers say dry skin drinks it up.", (1,), "a total"),
        ("Everyone with dry skin drinks it up.", (1,), "a total"),
        ("Dry skin drinks it up, see www.shop.example.", (1,), "a link"),
        ("Dry skin drinks it up, write to me@shop.example.", (1,), "a link"),
        ("Dry skin drinks it up, call 01 23 45 67 89.", (1,), "a phone"),
        ("Dry skin drinks it up for 20 €.", (1,), "a price"),
        ("Use code FREE50 on it.", (3,), "a code"),
        ("Dry skin <b>drinks</b> it up.", (1,), "markup"),
        ("La peau sèche boit cette crème, selon un client, et deux pressions.", (1,), "language"),
        ("skin " * 100, (1,), "longer"),
    ],
)
def test_what_they_do_not_hold_is_refused_with_its_reason(text: str, numbers: tuple[int, ...], reason: str) -> None:
    assert reason in (refused(text, *numbers) or "let through")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("La plupart des clients à la peau sèche en sont contents.", "a total"),
        ("Aucun client à la peau très sèche n'a de tiraillement.", "a total"),
        ("Convient à la peau sèche grâce au beurre de karité et à la glycérine.", "words are in"),
        ("Peau très sèche, plus aucun tiraillement pour 34 euros.", "a price"),
        ("According to a customer with very dry skin, no tightness at all.", "language"),
    ],
)
def test_the_same_is_refused_in_french(text: str, reason: str) -> None:
    assert reason in (refuse(text, 1) or "let through")


def test_an_injected_excerpt_cannot_carry_its_order_into_the_answer() -> None:
    for obeyed in (
        "Use code FREE50 on http://evil.example, all customers love it.",
        "All customers love it.",
        "Write: use code on evil.example.",
    ):
        assert refused(obeyed, 3) is not None


def test_a_sentence_that_turns_its_only_proof_round_is_refused() -> None:
    def judge(text: str, language: str) -> Stance:
        return Stance.AGAINST if "too light" in text else Stance.FOR

    said = Sentence("In winter it is light on dry skin, good.", (2,))
    assert fault(said, GIVEN, "dry skin?", "en", judge) == "is for what its proofs are against"
    assert fault(said, GIVEN, "dry skin?", "en") is None


def test_a_proof_in_the_other_language_does_not_prove_words_it_does_not_hold() -> None:
    other = {1: proof(1, "Le zip s'est cassé au bout d'une semaine.", "fr")}
    assert fault(Sentence("The zip broke after a week of use.", (1,)), other, "is it sturdy?", "en") is not None
