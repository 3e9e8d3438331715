"""The best hits of different voices: no author, record or wording speaks twice."""

from data.records import Kind
from retrieval.diversity import different_voices, voice_of
from tests.retrieval.hits_for_tests import hit


def test_the_first_hits_are_kept_in_order_up_to_the_limit() -> None:
    hits = [hit(n, text) for n, text in enumerate(["zip broke", "strap frayed", "lining tore", "colour faded"], 1)]
    assert different_voices(hits, 3) == hits[:3]
    assert different_voices(hits, 10) == hits
    assert different_voices([], 3) == []


def test_hits_beyond_the_limit_are_not_even_looked_at() -> None:
    given = iter([hit(1, "zip broke"), hit(2, "strap frayed"), hit(3, "lining tore")])
    assert len(different_voices(given, 2)) == 2
    assert next(given).rank == 3


def test_an_author_speaks_once_through_the_best_hit() -> None:
    first, second = hit(1, "zip broke", author="Léa"), hit(2, "strap frayed", author="Léa")
    assert different_voices([first, second, hit(3, "lining tore")], 3) == [first, hit(3, "lining tore")]


def test_a_nameless_record_speaks_once_and_two_nameless_records_are_two_voices() -> None:
    one, same, other = (
        hit(1, "zip broke", author=None, record_id="review-a"),
        hit(2, "strap frayed", author=None, record_id="review-a"),
        hit(3, "lining tore", author=None, record_id="review-b"),
    )
    assert different_voices([one, same, other], 3) == [one, other]


def test_a_video_may_show_two_moments_but_not_three() -> None:
    texts = ("zip broke", "strap frayed", "lining tore")
    moments = [hit(n, text, kind=Kind.TRANSCRIPT, author="Léa") for n, text in enumerate(texts, 1)]
    assert different_voices(moments, 3) == moments[:2]


def test_the_brand_speaks_through_each_of_its_records() -> None:
    answers = [hit(n, text, author="Brand", by_brand=True) for n, text in enumerate(["wash at 30", "no dryer"], 1)]
    assert different_voices(answers, 2) == answers
    assert voice_of(answers[0]) == "record review-1"


def test_the_same_wording_is_shown_once_whoever_signs_it() -> None:
    first, copy = hit(1, "The zip broke after two days of rain."), hit(2, "the ZIP broke, after two days of rain!")
    assert different_voices([first, copy], 2) == [first]
    french = hit(3, "La fermeture est cassée après deux jours de pluie.", language="fr")
    again = hit(4, "la fermeture est cassee apres deux jours de pluie", language="fr")
    assert different_voices([french, again], 2) == [french]


def test_signs_without_words_are_not_taken_for_one_wording() -> None:
    assert len(different_voices([hit(1, "👍"), hit(2, "👎")], 2)) == 2
