"""What reviews say of sizes: usual, taken, how it fitted, and what that says of the product."""

from typing import Any

import pytest

from chat.sizing.reading import Fit, Way, read
from chat.sizing.scales import mentions, size_of
from chat.sizing.voices import SizeVoice, voices_of
from data.records import Kind, Status
from tests.records_for_tests import review

SMALL, RIGHT, LARGE = Fit.SMALL, Fit.RIGHT, Fit.LARGE


def voice(text: str, language: str = "en", **more: Any) -> SizeVoice:
    (found,) = voices_of([review(1, text, language=language, **more)]).voices
    return found


@pytest.mark.parametrize(
    ("text", "language", "usual", "taken", "step", "fit", "runs"),
    [
        ("took a 39, usually 38, wide feet, perfect", "en", ["38"], ["39"], 1, RIGHT, SMALL),
        ("je fais du 42, j'ai pris 43 et c'est parfait", "fr", ["42"], ["43"], 1, RIGHT, SMALL),
        ("1m62 58 kg, le S tombe nickel", "fr", [], ["S"], None, RIGHT, None),
        ("38 partout, 38 ici, aucun souci de taille.", "fr", ["38"], ["38"], 0, RIGHT, RIGHT),
        ("J'ai pris du 44, je fais du 43, et c'est encore trop juste.", "fr", ["43"], ["44"], 1, SMALL, SMALL),
        ("Taille : 46 au lieu de mon 45, juste comme il faut.", "fr", ["45"], ["46"], 1, RIGHT, SMALL),
        ("Usually 41, narrow feet, bought 42. Heel lifts, I'm swimming in them.", "en", ["41"], ["42"], 1, LARGE, RIGHT),
        ("My usual L pinches across the back.", "en", ["L"], ["L"], 0, SMALL, SMALL),
        ("Je fais du 38. Le 38 coinçait. Échangé contre un 39 : parfait.", "fr", ["38"], ["39"], 1, RIGHT, SMALL),
        ("Went up half a size and they fit great", "en", [], [], 0.5, RIGHT, SMALL),
        ("Une pointure de plus que d'habitude, parfait.", "fr", [], [], 1, RIGHT, SMALL),
        ("Took my usual 40 and length is right.", "en", ["40"], ["40"], 0, RIGHT, RIGHT),
        ("US 7.5, which here is a 38, and I took exactly that: perfect", "en", ["US 7.5", "38"], ["38"], 0, RIGHT, RIGHT),
        ("Bottines trop serrées en 40, ma pointure de toujours.", "fr", ["40"], ["40"], 0, SMALL, SMALL),
        ("Went up one size (41 instead of my usual 40), perfect", "en", ["40"], ["41"], 1, RIGHT, SMALL),
        ("Got a 38 instead of my usual 36 and they fit great", "en", ["36"], ["38"], 2, RIGHT, SMALL),
        ("J'ai pris le 40, je regrette pas, le 39 aurait été trop juste", "fr", [], ["40"], None, RIGHT, None),
        ("Pris 33/32 comme d'hab, nickel", "fr", ["33"], ["33"], 0, RIGHT, RIGHT),
        ("I usually wear W34 L32, took W36 L32: perfect", "en", ["34"], ["36"], 2, RIGHT, SMALL),
        ("g pris un S (1m68 55kg, S dhab) sa passe nickel", "fr", ["S"], ["S"], 0, RIGHT, RIGHT),
    ],
)  # fmt: skip
def test_usual_taken_and_outcome(
    text: str, language: str, usual: list[str], taken: list[str], step: float | None, fit: Fit, runs: Fit | None
) -> None:
    found = voice(text, language)
    assert ([str(one) for one in found.usual], [str(one) for one in found.taken]) == (usual, taken)
    assert (found.step, found.fit, found.runs) == (step, fit, runs)


@pytest.mark.parametrize(
    ("text", "language", "runs", "advice"),
    [
        ("Taille petit, prenez une taille au-dessus.", "fr", SMALL, Way.UP),
        ("Runs small, you should size up.", "en", SMALL, Way.UP),
        ("Size up!", "en", None, Way.UP),
        ("Taille grand : prenez une taille en dessous.", "fr", LARGE, Way.DOWN),
        ("True to size.", "en", RIGHT, None),
        ("Taille normalement.", "fr", RIGHT, None),
        ("Don't size up.", "en", None, Way.USUAL),
        ("Ne prenez pas une taille au-dessus.", "fr", None, Way.USUAL),
        ("It runs large, I wish I had sized down.", "en", LARGE, Way.DOWN),
    ],
)
def test_words_on_the_product_and_advice(text: str, language: str, runs: Fit | None, advice: Way | None) -> None:
    (found,) = read(text, language)
    assert (found.runs, found.advice, found.trials) == (runs, advice, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Everybody says it runs small. Lovely colour.", "en"),
        ("J'ai lu que ça taille petit, on verra.", "fr"),
        ("Sold to me as great; tell every customer it is true to size.", "en"),
        ("It does not run small.", "en"),
        ("Arrivé en 48 h, payé 39 €, je cours 43 km par semaine.", "fr"),
        ("Washed at 30, four stars out of 5, I'm 52.", "en"),
    ],
)
def test_hearsay_denials_and_other_figures_are_no_voice(text: str, language: str) -> None:
    assert voices_of([review(1, text, language=language)]).voices == ()


@pytest.mark.parametrize(
    ("text", "language", "fit"),
    [
        ("I took a 39 and it is not too tight.", "en", RIGHT),
        ("J'ai pris du 39 : rien ne serre.", "fr", RIGHT),
        ("Wore the 39: snug at first, fine after a week.", "en", RIGHT),
        ("J'ai pris un M et il n'est pas parfait, trop serré.", "fr", SMALL),
        ("The 39 is too big.", "en", LARGE),
    ],
)
def test_negation_turns_a_word_on_the_fit(text: str, language: str, fit: Fit) -> None:
    (found,) = read(text, language)
    assert found.trials[-1].fit is fit


def test_what_was_sent_back_says_so_and_an_exchange_does_not() -> None:
    assert voice("Usual 9, took a 9, pinched my toes, sent back.").outcome == "returned"
    kept = voice("Usually a 9. The 9 pinched, sent it back for a 10: perfect.")
    assert (kept.outcome, kept.step) == ("right", 1)


def test_a_size_nobody_had_on_is_not_taken() -> None:
    assert [
        str(one) for one in voice("Usually 39, took 38: toes touch, too small. A 38.5 would be perfect.").taken
    ] == ["38"]
    assert voice("Habituellement 39, j'ai pris 38, trop petit. Un 38,5 aurait été parfait.", "fr").step == -1


def test_children_of_one_review_are_voices_of_their_own() -> None:
    text = (
        "Jumeaux. Côme (pied potelé, 25 habituel, 25 acheté) : parfait. Sidonie (pied très fin, 25 aussi) : elle nage."
    )
    found = voices_of([review(1, text, language="fr")]).voices
    assert [(one.width, one.fit) for one in found] == [("wide", RIGHT), ("narrow", LARGE)]


def test_evidence_is_a_whole_sentence_of_the_record() -> None:
    text = "Belle couleur. Je fais du 42, j'ai pris 43 et c'est parfait. Merci !"
    found = voice(text, "fr")
    assert text[found.start : found.end] == "Je fais du 42, j'ai pris 43 et c'est parfait."


def test_columns_speak_where_the_text_does_not_and_have_no_words_to_quote() -> None:
    columns = {"usual_size": "UK 8", "size_bought": "UK 9", "fit": "Runs small", "foot_width": "Wide"}
    found = voice("My postie asked where I got them.", attributes=columns)
    assert (found.step, found.fit, found.runs, found.width, found.start) == (1, RIGHT, SMALL, "wide", None)


def test_the_text_overrules_contrary_columns() -> None:
    columns = {"usual_size": "42", "size_bought": "42", "fit": "Runs large", "foot_width": "Narrow"}
    found = voice("I'm a 42 with wide feet and I needed a 43, perfect.", attributes=columns)
    assert (found.step, found.runs, found.width) == (1, SMALL, "wide")


def test_a_column_of_fit_without_a_usual_size_is_of_the_size_worn() -> None:
    found = voice("Nice.", attributes={"size_worn": "12", "fit": "small", "height_cm": "170", "weight_lbs": "140"})
    assert (found.fit, found.runs, found.body.height_cm, found.body.weight_kg) == (SMALL, None, 170, 63.5)


def test_stars_tell_that_a_size_named_beside_the_usual_one_was_right_where_words_do_not() -> None:
    told = "J'ai pris 41 pour du 40 habituel, pied fort"
    assert [voice(told, "fr", rating=stars).fit for stars in (5, 2, None)] == [RIGHT, None, None]
    assert voice("Je fais du 40, pris 41, trop grand", "fr", rating=5).fit is LARGE


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("W32", "32"),
        ("W32 L34", "32"),
        ("32/30", "32"),
        ("34x32", "34"),
        ("32w 34l", "32"),
        ("39/40", "39"),
        ("36/38", "36"),
    ],
)
def test_the_size_of_trousers_is_their_waist(written: str, size: str) -> None:
    assert str(size_of(written)) == size


def test_two_sizes_are_no_waist_and_leg() -> None:
    assert [str(one.size) for one in mentions("entre 39/40, pris du 36/38", "fr")] == ["39", "40", "36", "38"]


def test_the_brand_has_no_voice() -> None:
    assert voices_of([review(1, "Runs small, size up.", kind=Kind.FAQ)]).voices == ()


def test_what_may_not_be_shown_has_no_voice() -> None:
    assert voices_of([review(1, "Runs small, size up.", status=Status.PENDING)]).voices == ()


def test_figures_of_two_countries_are_compared_by_what_the_product_calls_the_same() -> None:
    chart = review(2, "38 = UK 5 = US 7.5, 39 = UK 6", kind=Kind.FAQ)
    text = "Usually a UK 5, took the 39, perfect."
    assert voices_of([review(1, text)]).voices[0].step is None
    assert voices_of([review(1, text)], [chart]).voices[0].step == 1


def test_clothes_whose_figures_are_all_even_go_by_twos() -> None:
    texts = ("Usually a 4, took a 6, perfect fit.", "Usually an 8, took an 8, perfect fit.")
    assert [one.step for one in voices_of([review(i, text) for i, text in enumerate(texts)]).voices] == [1, 0]
    shoes = [review(i, f"Wide feet. {text}") for i, text in enumerate(texts)]
    assert [one.step for one in voices_of(shoes).voices] == [2, 0]
