"""Personal data is hidden in every field people write, and everything that points into the text follows."""

from dataclasses import replace

import pytest

from data.privacy import PersonalKind, mask_text
from data.privacy.texts import placeholder
from data.records import Cue, Kind, Provenance, Record
from ingest.masking import mask_record, mask_refusal
from ingest.refusals import Refusal

SALT = "5a17"
REVIEW = Record("review-1", Kind.REVIEW, "cream", "Belle crème.", Provenance("shop"), language="fr", author="Zoé")


def test_the_placeholder_speaks_the_language_of_the_record() -> None:
    text = "06 39 98 14 52 ou zoe@exemple.fr"
    assert mask_text(text, "fr").text == "[téléphone masqué] ou [e-mail masqué]"
    assert mask_text(text, "en").text == mask_text(text, "nl").text == "[phone removed] ou [email removed]"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(PersonalKind))
def test_every_kind_has_its_words_and_they_are_no_personal_data(kind: PersonalKind, language: str) -> None:
    words = placeholder(kind, language)
    assert words.startswith("[")
    for around in ("{}", "Je m'appelle {}", "order {}", "call me at {}", "14 rue {}", "insta : {}, Cholet", "IBAN {}"):
        said = around.format(words)
        assert mask_text(said, language).text == said


@pytest.mark.parametrize(
    "text",
    [
        "Mme Ann Lee, 14 rue des Tilleuls, 49300 Cholet, 06 39 98 14 52, ann@exemple.fr, commande n° 40012345",
        "My name is John Oak. IBAN GB82 WEST 1234 5698 7654 32, card 4111 1111 1111 1111, DOB 12-03-1984",
        "Kind regards, Peter Marsh",
    ],
)
def test_hiding_twice_changes_nothing_more(text: str) -> None:
    once = mask_text(text, "fr")
    assert once.found
    assert mask_text(once.text, "fr").text == once.text


def test_cues_still_hold_their_words_after_something_before_or_inside_them_was_hidden() -> None:
    parts = ["Écrivez à zoe@exemple.fr. ", "La crème est légère. ", "Appelez le 06 39 98 ", "14 52. ", "Merci à tous."]
    starts = [sum(map(len, parts[:n])) for n in range(len(parts))]
    cues = tuple(
        Cue(at, at + len(part), 10.0 * n, 10.0 * n + 9) for n, (at, part) in enumerate(zip(starts, parts, strict=True))
    )
    video = replace(REVIEW, kind=Kind.TRANSCRIPT, text="".join(parts), cues=cues)
    kept = mask_record(video, "fr", SALT).record
    assert [kept.text[cue.start : cue.end] for cue in kept.cues] == [
        "Écrivez à [e-mail masqué]. ", "La crème est légère. ", "Appelez le [téléphone masqué]", ". ", "Merci à tous.",
    ]  # fmt: skip
    assert [cue.start_s for cue in kept.cues] == [0, 10, 20, 30, 40]


def test_a_cue_that_held_nothing_but_a_part_of_a_number_goes() -> None:
    text = "Le 06 39 98 14 52"
    cues = (Cue(0, 8, 0, 1), Cue(8, 14, 1, 2), Cue(14, 17, 2, 3))
    kept = mask_record(replace(REVIEW, kind=Kind.TRANSCRIPT, text=text, cues=cues), "fr", SALT).record
    assert [kept.text[cue.start : cue.end] for cue in kept.cues] == ["Le [téléphone masqué]"]


def test_every_field_people_write_is_cleared() -> None:
    record = replace(
        REVIEW,
        kind=Kind.QUESTION,
        title="Je suis au 06 39 98 14 52, taille ?",
        text="Écrivez à zoe@exemple.fr",
        author="zoe@exemple.fr",
        attributes={"nickname": "insta : @zoe_92", "size_bought": "39"},
        provenance=Provenance("shop", external_id="118734", incentive="offert via promo@exemple.fr"),
        cues=(Cue(0, 24, 0, 1, "bob@exemple.fr"),),
    )
    masked = mask_record(record, "fr", SALT)
    kept = masked.record
    said = " ".join(
        [str(kept.title), kept.text, str(kept.author), *kept.attributes.values(), str(kept.provenance), str(kept.cues)]
    )
    assert "exemple.fr" not in said
    assert "zoe_92" not in said
    assert "06 39" not in said
    assert kept.attributes["size_bought"] == "39"
    assert kept.provenance.external_id == "118734"
    assert masked.hidden == {PersonalKind.EMAIL: 4, PersonalKind.HANDLE: 1, PersonalKind.PHONE: 1}


def test_an_author_who_signs_with_an_address_keeps_one_alias_that_tells_nobody_who_it_is() -> None:
    def author(name: str, salt: str = SALT) -> str | None:
        return mask_record(replace(REVIEW, author=name), "fr", salt).record.author

    assert author("Zoé") == "Zoé"
    assert author("zoe@exemple.fr") == author("ZOE@exemple.fr")
    assert str(author("zoe@exemple.fr")).startswith("[e-mail masqué · ")
    assert len({author("zoe@exemple.fr"), author("ann@exemple.fr"), author("zoe@exemple.fr", "other")}) == 3


def test_the_brand_keeps_its_own_address_but_not_its_customers() -> None:
    text = "Écrivez à sav@exemple.fr. Zoé, votre commande n° 40012345 est partie."
    faq = replace(REVIEW, kind=Kind.FAQ, text=text, title="Où écrire ? À sav@exemple.fr ?")
    kept = mask_record(faq, "fr", SALT).record
    assert kept.text == "Écrivez à sav@exemple.fr. Zoé, votre commande n° [n° de commande masqué] est partie."
    assert kept.title == faq.title
    official = replace(faq, kind=Kind.QUESTION, provenance=Provenance("shop", by_brand=True))
    assert mask_record(official, "fr", SALT).record.title == "Où écrire ? À [e-mail masqué] ?"


def test_a_record_without_personal_data_is_the_same_record() -> None:
    assert mask_record(REVIEW, "fr", SALT).record is REVIEW


def test_what_is_shown_of_a_refused_row_is_cleared_even_where_it_was_cut() -> None:
    refusal = Refusal("a.csv", 3, "rating", "five, zoe@exemp…", "rating 'ann@exemple.fr': a figure was expected")
    shown = mask_refusal(refusal)
    assert (shown.value, shown.reason) == ("five, [email removed]", "rating '[email removed]': a figure was expected")
