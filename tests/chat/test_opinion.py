"""A count is given where it answers, and not where a fact is asked for."""

import pytest

from chat.opinion import asks_opinion


@pytest.mark.parametrize(
    "question",
    ["Est-ce qu'elle convient aux peaux sèches ?", "ça gratte ?", "comment tient-elle sous la pluie ?", "il est bruyant", "que pensent les gens de l'odeur ?", "quel est l'avis des clients sur la semelle ?",
     "does it grip in the wet?", "is it noisy?", "how loud is it?", "how does it cope with wind?", "what do people say about the smell?", "what's it like in summer?", "comfortable for a whole day?"],
)  # fmt: skip
def test_a_question_for_yes_or_no_or_for_what_people_think_wants_a_count(question: str) -> None:
    assert asks_opinion(question)


@pytest.mark.parametrize(
    "question",
    ["combien de temps pour la monter ?", "Quelle est la profondeur ?", "comment on l'utilise ?", "à partir de quel âge ?", "pourquoi elle colle ?", "c'est quoi la matière",
     "how long does it take to assemble?", "what size is the bag?", "which battery does it take?", "how do I clean it?", "when does it arrive?", "where is it made?"],
)  # fmt: skip
def test_a_question_for_a_fact_does_not(question: str) -> None:
    assert not asks_opinion(question)
