"""Advice from voices: who is like the shopper, what is counted, when nothing is advised, and how it is said."""

import re

import pytest

from chat.sizing.advice import MINIMUM, SizeAdvice, Verdict, advise
from chat.sizing.body import Body, body_of
from chat.sizing.reading import Way
from chat.sizing.sentences import AdviceSentence, advice_sentences
from chat.sizing.similar import Likeness
from data.records import Record
from tests.records_for_tests import review

UP = "Wide feet, usually a {0}, took the {0}.5: perfect."
KEPT = "Wide feet. I'm a {0} and took a {0}: it was fine."
BACK = "Wide feet. Usually a {0}, took a {0}: crushed my toes, sent back."
SLIM = "Narrow feet, usually a {0}, took a {0}: perfect."


def written(*texts: str) -> list[Record]:
    return [review(number, text.format(8 + number % 4)) for number, text in enumerate(texts)]


def wide() -> SizeAdvice:
    return advise(
        body_of("I have wide feet, usually a 9. Which size?", "en"),
        written(*[UP] * 10, *[KEPT] * 5, *[BACK] * 2, *[SLIM] * 3),
    )


def texts(advice: SizeAdvice, language: str) -> list[str]:
    return [sentence.text for sentence in advice_sentences(advice, language)]


def test_people_with_the_same_feet_are_counted_and_nobody_else() -> None:
    advice = wide()
    assert (advice.likeness, len(advice.similar), len(advice.others)) == (Likeness.FEET, 17, 3)
    assert (advice.verdict, advice.way, advice.step, advice.size) == (Verdict.LEANING, Way.UP, 0.5, "9.5")
    assert [(one.step, len(one.suited), len(one.returned)) for one in advice.choices] == [(0.5, 10, 0), (0.0, 5, 2)]
    assert (len(advice.runs.small), len(advice.runs.true), len(advice.all_runs.true)) == (12, 5, 8)


def test_the_counted_sentence_in_both_languages() -> None:
    assert texts(wide(), "en")[0] == (
        "Customers with wide feet lean towards half a size up: of the 17 who speak of size, 10 went half a size up and "
        "it was right, 5 kept their usual size and it was right and 2 sent it back."
    )
    assert texts(wide(), "fr")[0] == (
        "Les clients au pied large penchent pour une demi-pointure au-dessus : sur les 17 qui parlent de la pointure, "
        "10 ont pris une demi-pointure au-dessus et c'était la bonne, 5 ont gardé leur pointure habituelle et c'était la "
        "bonne et 2 l'ont renvoyé."
    )


def test_the_size_it_makes_and_how_it_runs_for_everybody() -> None:
    assert texts(wide(), "en")[1:] == [
        "From your usual 9, that makes 9.5.",
        "In all, 20 customers say how it runs: 12 small and 8 true to size.",
    ]
    assert texts(wide(), "fr")[1:] == [
        "En partant de votre 9 habituel, cela fait du 9,5.",
        "Au total, 20 clients disent comment cet article taille : 12 petit et 8 normalement.",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_parts_of_a_counted_sentence_add_up(language: str) -> None:
    sentence = advice_sentences(wide(), language)[0]
    whole, *parts = [int(figure) for figure in re.findall(r"\d+", sentence.text)]
    assert whole == sum(parts) == len(sentence.record_ids)


def test_proofs_are_words_of_records_with_every_outcome_among_them() -> None:
    records = written(*[UP] * 10, *[KEPT] * 5, *[BACK] * 2)
    advice = advise(Body(foot_width="wide"), records)
    known = {record.id: record.text for record in records}
    proofs = advice_sentences(advice, "en")[0].proofs
    quotes = [known[proof.record_id][proof.start : proof.end] for proof in proofs]
    assert any("perfect" in quote for quote in quotes)
    assert any("fine" in quote for quote in quotes)
    assert any("crushed" in quote for quote in quotes)


@pytest.mark.parametrize("count", [1, MINIMUM - 1])
def test_under_five_voices_nothing_is_advised_and_their_number_is_said(count: int) -> None:
    advice = advise(Body(foot_width="wide"), written(*[UP] * count))
    assert (advice.verdict, advice.advised, len(advice.counted)) == (Verdict.TOO_FEW, False, count)
    english, french = texts(advice, "en")[0], texts(advice, "fr")[0]
    if count == 1:
        assert english.startswith(
            "Only one customer with wide feet speaks of the size, too few to advise you (at least 5 are needed)."
        )
        assert french.startswith(
            "Un seul client au pied large parle de la pointure : c'est trop peu pour vous conseiller"
        )
    else:
        assert english.startswith("Only 4 customers with wide feet speak of the size")
        assert french.startswith("Seulement 4 clients au pied large parlent de la pointure")


def test_five_voices_are_enough_and_said_to_be_few() -> None:
    advice = advise(Body(foot_width="wide"), written(*[UP] * MINIMUM))
    assert (advice.verdict, advice.way) == (Verdict.CLEAR, Way.UP)
    assert advice_sentences(advice, "fr")[-1] == AdviceSentence("À savoir : cela repose sur 5 personnes.", limit=True)
    assert texts(advice, "en")[0].startswith("Customers with wide feet go half a size up: of the 5")


def test_divided_voices_advise_no_way_and_show_both() -> None:
    advice = advise(Body(foot_width="wide"), written(*[UP] * 5, *[KEPT] * 5))
    assert (advice.verdict, advice.way, advice.step, advice.size) == (Verdict.DIVIDED, None, None, None)
    assert texts(advice, "en")[0].startswith("Customers with wide feet are divided: of the 10 who speak of size, 5 ")
    assert texts(advice, "fr")[0].startswith("Les clients au pied large sont partagés : sur les 10 ")


def test_somebody_beyond_every_size_worn_has_nobody_like_them() -> None:
    advice = advise(body_of("Wide feet, size 14 normally", "en"), written(*[UP] * 8))
    assert (advice.verdict, advice.similar) == (Verdict.NOBODY, ())
    assert texts(advice, "en")[0] == "No customer whose usual size is near yours says how this fits."
    assert (
        texts(advice, "fr")[0]
        == "Aucun client dont la pointure habituelle est proche de la vôtre ne dit comment taille cet article."
    )


def test_builds_are_near_by_height_and_weight() -> None:
    texts_ = [
        "Je fais 1m7{0} pour 6{0} kg, M d'habitude, pris en M : parfait.",
        "1m92, 95 kg, XL d'habitude, pris en XL : parfait.",
    ]
    records = [review(n, texts_[0].format(n), language="fr") for n in range(6)] + [review(9, texts_[1], language="fr")]
    advice = advise(body_of("1m74, 65 kg", "fr"), records)
    assert (advice.likeness, len(advice.similar), advice.way) == (Likeness.BUILD, 6, Way.USUAL)
    assert texts(advice, "fr")[0].startswith("Les clients de gabarit proche du vôtre gardent leur taille habituelle")


def test_sizes_alone_are_advised_where_nobody_names_a_usual_one() -> None:
    columns = [{"size_worn": "12", "fit": "fit", "height_cm": "170", "weight_kg": str(60 + n)} for n in range(7)]
    records = [review(n, "Nice.", attributes=given) for n, given in enumerate(columns)]
    advice = advise(Body(height_cm=170, weight_kg=63), records)
    assert (advice.verdict, advice.size, advice.step) == (Verdict.CLEAR, "12", None)
    assert texts(advice, "en")[0].startswith(
        "Customers of a build near yours take 12: of the 7 who speak of size, 7 took 12"
    )
    assert advice_sentences(advice, "en")[0].proofs == (), "columns have no words to quote"


def test_one_author_is_one_voice_by_the_wearer_like_the_shopper() -> None:
    family = (
        "Two boys. Wide feet, usual 25, bought 25: perfect. The other has narrow feet, usual 30, bought 29: perfect."
    )
    records = [review(1, family, author="Ann"), *written(*[SLIM] * 5)[2:]]
    assert [v.width for v in advise(Body(foot_width="narrow"), records).similar].count("narrow") == 4
    assert [v.step for v in advise(Body(foot_width="wide"), records).similar] == [0]


def test_no_profile_counts_everybody() -> None:
    advice = advise(Body(), written(*[UP] * 4, *[SLIM] * 4))
    assert (advice.likeness, len(advice.counted)) == (None, 8)
    assert texts(advice, "en")[0].startswith("Customers are divided: of the 8")


def test_the_order_of_records_changes_no_count() -> None:
    records = written(*[UP] * 10, *[KEPT] * 5, *[BACK] * 2)
    body = Body(foot_width="wide")
    assert texts(advise(body, records), "fr") == texts(advise(body, records[::-1]), "fr")
