"""Who asks, as they tell it, and how alike those are who answer."""

import pytest

from chat.conversation import Conversation, Turn
from chat.understanding.shopper import Profile, Trait, likeness, matches, profile_of, profile_of_record
from tests.records_for_tests import review


def asked(*questions: str, language: str = "fr") -> dict[str, tuple[str, ...]]:
    turns = tuple(Turn("shopper", question) for question in questions)
    return profile_of(Conversation(turns, language)).attributes


@pytest.mark.parametrize(
    ("question", "language", "attributes"),
    [
        ("j'ai la peau très sèche, ça va ?", "fr", {"skin_type": ("dry",)}),
        ("peau seche et rougeurs", "fr", {"skin_type": ("dry",), "skin_concern": ("redness",)}),
        ("my skin is really oily", "en", {"skin_type": ("oily",)}),
        ("very sensetive skin here", "en", {"skin_type": ("sensitive",)}),
        ("je n'ai pas la peau grasse", "fr", {}),
        ("cheveux bouclés, ça alourdit ?", "fr", {"hair": ("curly",)}),
        ("pied large, je prends quoi ?", "fr", {"foot_width": ("wide",)}),
        ("I've got narrow feet", "en", {"foot_width": ("narrow",)}),
        ("for my 4-year-old", "en", {"child_age": ("4",)}),
        ("pour mon fils de 4 ans", "fr", {"household": ("children",), "child_age": ("4",)}),
        ("c'est pour ma mère de 72 ans", "fr", {"age": ("72",)}),
        ("je cours des semi-marathons", "fr", {"use": ("running",)}),
        ("on my feet all day, and we have a dog", "en", {"use": ("standing",), "household": ("dog",)}),
        ("is it blue?", "en", {}),
    ],
)
def test_what_shoppers_say_of_themselves_is_kept(
    question: str, language: str, attributes: dict[str, tuple[str, ...]]
) -> None:
    assert asked(question, language=language) == attributes


def test_height_and_weight_come_from_the_question() -> None:
    found = asked("1m62, 58 kg, ça ira ?")
    assert (found["height_cm"], found["weight_kg"]) == (("162",), ("58",))


def test_a_later_word_goes_before_an_earlier_one_and_the_rest_is_kept() -> None:
    assert asked("peau sèche, 45 ans, ça va ?", "et pour une peau grasse ?") == {"skin_type": ("oily",), "age": ("45",)}


def test_a_trait_keeps_the_words_it_was_told_in() -> None:
    profile = profile_of(Conversation.of("J'ai la Peau très Sèche", "fr"))
    assert profile.traits == (Trait("skin_type", "dry", "Peau très Sèche"),)
    assert profile
    assert not Profile()


def test_reviewers_are_read_by_their_fields_and_by_what_they_say_in_the_first_person() -> None:
    of_fields = profile_of_record(
        review(1, "", attributes={"skin_type": "Sèche", "foot_width": "Wide", "age": "25to34"})
    )
    assert of_fields.attributes == {"skin_type": ("dry",), "foot_width": ("wide",), "age": ("25to34",)}
    assert profile_of_record(review(1, text="J'ai la peau grasse, top.")).attributes == {"skin_type": ("oily",)}
    assert not profile_of_record(review(1, text="Convient aux peaux grasses selon la notice."))


@pytest.mark.parametrize(
    ("text", "score"),
    [("J'ai la peau sèche et j'adore.", 1.0), ("Ma peau grasse déteste.", -1.0), ("Bonne odeur.", 0.0)],
)
def test_a_reviewer_is_alike_unlike_or_silent(text: str, score: float) -> None:
    shopper = profile_of(Conversation.of("peau sèche", "fr"))
    assert matches(shopper, review(1, text=text)).score == score


def test_figures_agree_when_they_are_near_and_ranges_when_they_hold_them() -> None:
    shopper = Profile((Trait("height_cm", "162", ""), Trait("age", "30", "")))
    near = Profile((Trait("height_cm", "165", ""), Trait("age", "25to34", "")))
    far = Profile((Trait("height_cm", "180", ""), Trait("age", "65orOver", "")))
    assert likeness(shopper, near).alike == ("height_cm", "age")
    assert likeness(shopper, far).unlike == ("height_cm", "age")


def test_of_a_reviewer_only_the_traits_wanted_are_read() -> None:
    record = review(1, "I have dry skin and wide feet, and I am 1.70 m tall.")
    whole = profile_of_record(record).attributes
    for names in (frozenset({"skin_type"}), frozenset({"foot_width", "height_cm"}), frozenset({"hair"})):
        read = profile_of_record(record, names).attributes
        assert {name: of for name, of in read.items() if name in names} == {
            name: of for name, of in whole.items() if name in names
        }
    assert "foot_width" not in profile_of_record(record, frozenset({"skin_type"})).attributes
