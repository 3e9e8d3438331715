"""One voice counts once: copies with a typo or a word changed are found, short praise by two people is not one."""

from datetime import date
from itertools import permutations
from random import Random

import pytest

from data.records import Kind, Record
from ingest.near_duplicates import near_duplicates
from tests.records_for_tests import review

ENGLISH = "My very dry skin drinks it up and there is no tightness left after two days of use."
FRENCH = "Belle armoire solide, fixée au mur en dix minutes avec les équerres fournies, je recommande."
NAME = (
    "Steel Dog Bowl, Non Slip, Dishwasher Safe, Four Sizes, for Food and Water, 12 inches, with Rubber Base, for Large "
    "and Small Dogs, Stackable, Brushed Finish, Indoor and Outdoor Use"
)
COPIES = {
    "one typo": (ENGLISH, ENGLISH.replace("tightness", "tigthness")),
    "punctuation": (ENGLISH, ENGLISH.replace(" and", ", and").replace(".", " !!!")),
    "capitals": (ENGLISH, ENGLISH.upper()),
    "a word more": (ENGLISH, ENGLISH.replace("no tightness", "really no tightness")),
    "a figure for a number": (ENGLISH, ENGLISH.replace("two days", "2 days")),
    "no accents": (
        FRENCH,
        "Belle armoire solide, fixee au mur en dix minutes avec les equerres fournies je recommande",
    ),
    "un mot de moins": (FRENCH, FRENCH.replace(" solide", "")),
    "faute de frappe": (FRENCH, FRENCH.replace("minutes", "mintues")),
    "another title": (f"Legs of a giant\n{ENGLISH}", f"Legs of giants!\n{ENGLISH}"),
    "eight words": ("Solid desk, easy build, tray a bit short.", "Solid desk, easy build, the tray a bit short!"),
}
APART = {
    "the same subject": (ENGLISH, "My oily skin shines within the hour and it took two weeks for the spots to clear."),
    "the same opening": (
        FRENCH,
        "Belle armoire solide, mais une porte est arrivée fendue et le vendeur ne répond pas.",
    ),
    "a long name as title": (
        f"{NAME}\nMy dog is happy with this bowl of hers.",
        f"{NAME}\nIt rusted after a week in the garden.",
    ),
    "the same note at the end": (
        "The pump broke within a week.\nThis review was collected as part of a promotion by the brand.",
        "I like the scent of almond in it.\nThis review was collected as part of a promotion by the brand.",
    ),
    "one half of it": (ENGLISH * 2, ENGLISH + " Then winter came, the pump jammed and I had to cut the tube open."),
}


@pytest.mark.parametrize("author", ["author 1", "somebody else", None])
@pytest.mark.parametrize("pair", COPIES.values(), ids=COPIES)
def test_a_copy_with_a_slip_is_found_whoever_signs_it(pair: tuple[str, str], author: str | None) -> None:
    first, second = review(1, pair[0]), review(2, pair[1], author=author)
    assert near_duplicates([first, second]) == {second.id: first.id}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_texts_that_only_resemble_each_other_are_two_voices(pair: tuple[str, str]) -> None:
    assert near_duplicates([review(1, pair[0]), review(2, pair[1], author="author 1")]) == {}


@pytest.mark.parametrize("text", ["Parfait !", "Love it!!", "Très bien, je recommande", "👍"])
def test_short_praise_by_two_people_is_two_voices_and_by_one_person_one(text: str) -> None:
    first, second, again = review(1, text), review(2, text), review(3, text.upper(), author="author 1")
    assert near_duplicates([first, second, again]) == {again.id: first.id}


def test_nobody_in_particular_is_never_the_same_person() -> None:
    assert near_duplicates([review(1, "Parfait !", author=None), review(2, "Parfait !", author=None)]) == {}


def test_signs_without_words_are_read_as_they_are() -> None:
    assert near_duplicates([review(1, "👍👍"), review(2, "👎👎", author="author 1")]) == {}


@pytest.mark.parametrize("more", [{"product_id": "balm"}, {"kind": Kind.QUESTION}])
def test_the_same_words_on_another_product_or_of_another_kind_stay(more: dict[str, object]) -> None:
    assert near_duplicates([review(1, ENGLISH), review(2, ENGLISH, **more)]) == {}
    assert near_duplicates([review(1, "Parfait !"), review(2, "Parfait !", author="author 1", **more)]) == {}


def test_the_earliest_published_is_kept_and_the_undated_come_last() -> None:
    late = review(1, ENGLISH, published=date(2026, 3, 1))
    early = review(2, ENGLISH, published=date(2025, 3, 1))
    undated = review(3, ENGLISH, published=None)
    assert near_duplicates([undated, late, early]) == {late.id: early.id, undated.id: early.id}


def test_the_kept_one_is_never_a_copy_itself_in_whatever_order_they_come() -> None:
    records = [
        review(number, text) for number, text in enumerate([*COPIES["one typo"], ENGLISH, *APART["the same subject"]])
    ]
    found = near_duplicates(records)
    assert len(found) == 3
    assert not found.keys() & set(found.values())
    assert all(near_duplicates(order) == found for order in permutations(records))


def test_among_many_reviews_each_copy_finds_its_original() -> None:
    dice = Random(1)  # noqa: S311 - a game, not a secret
    words = ["".join(dice.choices("abcdeilmnoprstu", k=dice.randint(2, 9))) for _ in range(400)]
    originals = [review(n, " ".join(dice.choices(words, k=20))) for n in range(150)]
    copies = [review(1000 + n, _slipped(record, dice), published=None) for n, record in enumerate(originals)]
    found = near_duplicates([*copies, *originals])
    assert found == {copy.id: original.id for copy, original in zip(copies, originals, strict=True)}


def _slipped(record: Record, dice: Random) -> str:
    """The text with two letters exchanged."""
    at = dice.randrange(len(record.text) - 1)
    return record.text[:at] + record.text[at + 1] + record.text[at] + record.text[at + 2 :]
