"""A question's topic is found in both languages, with what narrows it, and named so that a sentence can say it."""

import pytest

from chat.topics.topic import Topic, about_fr, topic_named, topic_of


def found(question: str, language: str) -> Topic:
    topic = topic_of(question, language)
    assert topic is not None
    return topic


@pytest.mark.parametrize(
    ("french", "english", "name"),
    [
        ("Est-ce qu'elle convient aux peaux sèches ?", "is it ok for dry skin?", "dry_skin"),
        ("Convient-elle aux peaux grasses ?", "Any good on oily skin?", "oily_skin"),
        ("Il fait beaucoup de bruit ?", "is it noisy", "noise"),
        ("La semelle dure-t-elle ?", "how durable is the sole?", "sole_durability"),
        ("Elle accroche sur le mouillé ?", "does it grip in the wet?", "grip_wet"),
        ("c'est facile à nettoyer ?", "is it easy to clean", "cleaning"),
        ("quelle autonomie pour la batterie ?", "battery life?", "battery"),
        ("Vaut-il son prix ?", "is it worth the money?", "value"),
        ("Il soulage le mal de dos ?", "is it bad for back pain?", "back_pain"),
        ("On peut le monter seul ?", "can one person assemble it alone?", "assembly_alone"),
    ],
)
def test_the_same_topic_is_found_in_both_languages(french: str, english: str, name: str) -> None:
    assert found(french, "fr").name == found(english, "en").name == name


@pytest.mark.parametrize(
    ("typed", "right"), [("peau seche", "peau sèche"), ("elle est etanche ?", "elle est étanche ?")]
)
def test_accents_left_out_change_nothing(typed: str, right: str) -> None:
    assert found(typed, "fr").name == found(right, "fr").name != ""


def test_a_qualifier_narrows_the_topic() -> None:
    plain, narrowed = found("Does it grip?", "en"), found("Does it grip in the wet?", "en")
    assert plain.name == "grip"
    assert narrowed.name == "grip_wet"
    assert len(narrowed.groups) > len(plain.groups)


def test_words_beyond_the_topic_are_kept_as_what_narrows_it() -> None:
    topic = found("est-elle silencieuse quand on pédale ?", "fr")
    assert topic.name == "noise"
    assert topic.narrowed == ("pédale",)


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("Le son est-il bon ?", "fr", "sound"),
        ("La télécommande est-elle bien ?", "fr", "remote_control"),
        ("La batterie tient-elle longtemps ?", "fr", "battery"),
        ("Does the battery last?", "en", "battery"),
        ("Le haut-parleur est-il assez fort ?", "fr", "loudspeaker"),
        ("Donne-t-il des boutons ?", "fr", "blemishes"),
        ("Does it break you out?", "en", "blemishes"),
        ("La poussette se plie-t-elle bien ?", "fr", "folding"),
        ("Is it good for your back?", "en", "back_pain"),
        ("Is the light bright enough?", "en", "lighting"),
        ("Is the bag light?", "en", "lightness"),
        ("L'appli marche-t-elle bien ?", "fr", "app"),
        ("Ça vaut le coup ?", "fr", "value"),
    ],
)
def test_a_word_of_several_meanings_names_no_topic_beside_one_that_tells(
    question: str, language: str, name: str
) -> None:
    assert found(question, language).name == name


def test_words_that_say_of_anything_how_it_is_name_no_topic_of_their_own() -> None:
    topic = found("la mousse de lait est-elle bonne ?", "fr")
    assert topic.name == "milk_foam"
    assert found("le grigri est-il assez grand ?", "fr").name == ""


def test_the_kind_of_product_narrows_nothing() -> None:
    assert found("La veste est-elle étanche ?", "fr").groups == found("Est-elle étanche ?", "fr").groups
    assert found("la montre ?", "fr").groups


def test_a_part_beside_a_quality_is_kept_as_what_narrows_it() -> None:
    topic = found("Are the wheels sturdy?", "en")
    assert topic.narrowed == ("wheels",)
    assert len(topic.groups) == 2


def test_patterns_of_plain_text_are_no_words_to_look_for() -> None:
    topic = found("Le son est-il bon ?", "fr")
    assert any(phrase[0].startswith("~") for group in topic.groups for phrase in group.phrases["fr"])
    assert not any(word.startswith("~") for word in topic.words)


def test_a_question_no_topic_fits_is_about_its_own_words() -> None:
    topic = found("le grigri doré tintinnabule ?", "fr")
    assert topic.name == ""
    assert topic.about("fr") is None
    assert "grigri" in topic.labels["fr"]


def test_a_question_without_a_content_word_has_no_topic() -> None:
    assert topic_of("et le ?", "fr") is None
    assert topic_of("", "en") is None


@pytest.mark.parametrize(
    ("label", "about"),
    [
        ("le prix", "du prix"),
        ("les taches", "des taches"),
        ("la tenue sous la pluie", "de la tenue sous la pluie"),
        ("l'odeur", "de l'odeur"),
    ],
)
def test_the_french_article_is_contracted_after_de(label: str, about: str) -> None:
    assert about_fr(label) == about


def test_the_english_name_follows_of() -> None:
    assert found("is it noisy", "en").about("en") == "of the noise"
    assert found("is it noisy", "en").about("fr") == "du bruit"


def test_a_topic_is_had_by_its_name_in_either_language() -> None:
    topic = topic_named("grip_wet", "fr")
    assert topic is not None
    assert len(topic.groups) == 2
    assert topic_named("no_such_topic", "en") is None


def test_signs_are_those_of_what_is_asked_not_of_what_stands_beside() -> None:
    topic = found("Does the rain cover keep things dry?", "en")
    assert "leak" in topic.bad["en"]
    assert "pockets" not in topic.good["en"]


@pytest.mark.parametrize(
    ("question", "language", "spoken_of", "name"),
    [
        ("on glisse avec ?", "fr", {"grip"}, "grip"),
        ("ça glisse bien ?", "fr", {"drawer"}, "drawers"),
        ("personne n'a eu de boutons ?", "fr", {"blemishes"}, "blemishes"),
        ("les boutons sont bien ?", "fr", {"controls"}, "controls"),
        ("is your back fine with it?", "en", {"back_carry"}, "back_carry"),
        ("is your back fine with it?", "en", {"back_pain"}, "back_pain"),
    ],
)
def test_a_word_of_several_meanings_has_the_one_people_speak_of_where_it_is_asked(
    question: str, language: str, spoken_of: set[str], name: str
) -> None:
    topic = topic_of(question, language, heard=spoken_of)
    assert topic is not None
    assert topic.name == name


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("ça donne des boutons ?", "fr"),
        ("ça m'a fait sortir des boutons, et vous ?", "fr"),
        ("est-ce que ça bouche les pores ?", "fr"),
        ("does it clog pores?", "en"),
        ("will it clog my pores?", "en"),
    ],
)
def test_what_a_cream_does_to_pores_is_a_matter_of_blemishes(question: str, language: str) -> None:
    topic = topic_of(question, language, heard={"blemishes", "controls", "pump"})
    assert topic is not None
    assert topic.name == "blemishes"


def test_what_nobody_speaks_of_is_not_taken_for_something_else_they_speak_of() -> None:
    topic = topic_of("c'est pratique en voyage ?", "fr", heard={"ease_of_use"})
    assert topic is not None
    assert topic.name == "travel"


@pytest.mark.parametrize(
    ("question", "name"), [("does it break", "sturdiness"), ("do they need breaking in", "break_in")]
)
def test_to_break_is_not_to_break_in(question: str, name: str) -> None:
    assert found(question, "en").name == name


def test_a_less_telling_word_names_a_concept_only_where_people_speak_of_it() -> None:
    def named(question: str, heard: set[str]) -> str | None:
        topic = topic_of(question, "fr", heard=heard)
        return topic.name if topic else None

    assert named("ça passe sur les pavés ?", {"brakes"}) == ""
    assert named("ça passe sur les pavés ?", {"color_fast"}) == "colour_fast"
    assert named("elle roule bien ?", {"brakes"}) == "wheels"
    assert named("elle roule bien ?", {"wheels"}) == "wheels"
    assert named("elle roule bien ?", {"pilling"}) == "pilling"
    assert named("ça bouloche ?", set()) == "pilling"


@pytest.mark.parametrize(("question", "language"), [("elle résiste au vent ?", "fr"), ("is it ok in wind?", "en")])
def test_wind_is_no_winter(question: str, language: str) -> None:
    assert found(question, language).name == "wind"
