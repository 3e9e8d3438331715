"""The real model on thirty documents in French and English: what answers is found, in either language."""

from pathlib import Path

import pytest

from eval.contracts.answerability import measure as answerability
from eval.contracts.retrieval import measure as retrieval
from eval.public_sets import PublicSet
from eval.ranking_plan import Task
from retrieval.embedder import Embedder
from tests.eval.public_files import document, question, written

pytestmark = pytest.mark.model

SAID = {
    "battery": ("La batterie tient presque deux jours si je coupe le GPS.", "It lasts close to two days without GPS."),
    "strap": ("Le bracelet m'a donné des rougeurs au poignet.", "The band left red marks on my wrist."),
    "swim": ("Je nage avec trois fois par semaine, aucune buée.", "I swim laps with it and no water has got in."),
    "iphone": ("Elle s'associe sans mal à mon iPhone.", "Pairing with my iPhone took a minute."),
    "sleep": ("Le suivi de la nuit confond lecture et sommeil.", "At night it takes reading in bed for sleep."),
    "screen": ("En plein soleil on ne lit plus rien.", "I can't read the display in bright daylight."),
    "scratch": ("Le verre est déjà rayé après un mois.", "The glass had scratches within a month."),
    "heart": ("Le pouls est faux dès que je sprinte.", "The pulse reading is off when I sprint."),
    "small": ("Sur un poignet fin elle paraît énorme.", "It looks huge on a thin wrist."),
    "payment": ("Impossible de payer avec ma banque.", "My bank does not allow paying with it."),
    "music": (
        "On peut y mettre ses chansons et laisser le téléphone.",
        "You can load songs and leave the phone at home.",
    ),
    "map": ("Les cartes de randonnée sont claires.", "Trail maps are easy to follow."),
    "support": ("Le service client a répondu en une heure.", "Customer service answered within the hour."),
    "charge": ("Une heure suffit pour la recharger.", "An hour on the charger is enough."),
    "gift": ("Mon fils de dix ans s'en sert tout seul.", "My ten-year-old uses it without help."),
}
ASKED = {
    "battery": ("Combien de temps tient l'autonomie ?", "How long does the battery last?"),
    "strap": ("Est-ce que ça irrite la peau ?", "Does it irritate the skin?"),
    "swim": ("On peut aller à la piscine avec ?", "Can I wear it in the pool?"),
    "screen": ("L'affichage se lit bien dehors ?", "Is it readable outdoors?"),
    "scratch": ("L'écran est-il fragile ?", "Is the screen fragile?"),
    "music": ("Peut-on écouter de la musique sans téléphone ?", "Can it play music without a phone?"),
    "charge": ("Combien de temps pour la charger ?", "How long does charging take?"),
    "gift": ("Convient-elle à un enfant ?", "Is it suitable for a child?"),
}
NOBODY = (("Est-elle livrée avec un étui ?", "Does it come with a case?"), ("Existe-t-il un modèle rose ?", "Is there a pink one?"))  # fmt: skip
LANGUAGES = ("fr", "en")


@pytest.fixture
def watches(tmp_path: Path) -> PublicSet:
    documents = [
        document(f"{topic}-{lang}", texts[at], "watch", lang)
        for topic, texts in SAID.items()
        for at, lang in enumerate(LANGUAGES)
    ]
    asked = [
        question(f"{topic}-q-{lang}", texts[at], "watch", lang, answerable=True)
        for topic, texts in ASKED.items()
        for at, lang in enumerate(LANGUAGES)
    ]
    asked += [
        question(f"none-{n}-{lang}", texts[at], "watch", lang, answerable=False)
        for n, texts in enumerate(NOBODY)
        for at, lang in enumerate(LANGUAGES)
    ]
    grades = [(f"{topic}-q-{of}", f"{topic}-{lang}", 1) for topic in ASKED for of in LANGUAGES for lang in LANGUAGES]
    return written(tmp_path, documents, asked, grades).read()


@pytest.mark.parametrize(("asked", "answered"), [("fr", "fr"), ("en", "en"), ("fr", "en"), ("en", "fr")])
def test_what_answers_is_among_the_first_three_in_either_language(
    watches: PublicSet, model: Embedder, asked: str, answered: str
) -> None:
    found = retrieval(watches, Task("product", asked, answered), model)
    hit = found.measures["hit@3"]
    assert hit.n == len(ASKED)
    assert (hit.value or 0) >= 0.75, found.lines()


def test_answerable_questions_are_the_more_probable_ones(watches: PublicSet, model: Embedder) -> None:
    found = answerability(watches, embedder=model)
    assert (found.measures["AUC"].value or 0) > 0.7, found.lines()
