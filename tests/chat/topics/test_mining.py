"""Mining shows the words of a corpus that the vocabulary does not hold, and where they belong."""

from chat.topics.mining import new_words, told
from chat.topics.vocabulary import shipped_vocabulary
from tests.records_for_tests import review

RECORDS = [
    *(review(i, f"The grommet squeaks, what a noise. Number {i}.") for i in range(4)),
    *(review(10 + i, "It is really good.", product_id="lamp") for i in range(4)),
    review(20, "The flange came off.", product_id="lamp"),
]


def test_a_new_word_is_shown_with_the_concepts_beside_it() -> None:
    words = {one.word: one for one in new_words(RECORDS, shipped_vocabulary())}
    assert words["grommet"].records == 4
    assert words["grommet"].products == 1
    assert "noise" in words["grommet"].beside


def test_words_the_vocabulary_holds_frames_or_seldom_words_are_not_shown() -> None:
    words = {one.word for one in new_words(RECORDS, shipped_vocabulary())}
    assert not words & {"noise", "squeaks", "good", "really", "flange"}


def test_each_word_is_told_on_a_line() -> None:
    lines = told(new_words(RECORDS, shipped_vocabulary()))
    assert any("grommet" in line and "4 records" in line for line in lines)
