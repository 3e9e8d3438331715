"""From two exports to quoted answers in both languages, with the real model, as a shop does it."""

import json
from pathlib import Path

import pytest

from chat.answer import Outcome
from chat.assistant import Assistant, open_assistant
from chat.conversation import Conversation
from data.home import Home
from data.ledger import Ledger
from data.settings import Settings
from ingest.__main__ import main
from tests.imports_for_tests import write_csv

pytestmark = pytest.mark.model

SAID = {
    "en": [
        "I have wide feet and these shoes do not pinch at all, even after ten kilometres.",
        "Water came through the seams after twenty minutes of rain, so they are not waterproof.",
        "The sole wore down on the outer edge after 500 km.",
        "They run half a size small: I wear a 41 and had to exchange for a 42.",
        "Laces come undone all the time, I replaced them with flat ones.",
        "Very light, I hardly notice them on my feet when I run.",
        "The orange is much brighter than in the pictures.",
        "I washed them by hand with soap and they came out clean.",
        "Heel padding rubbed my Achilles for the first week, then it softened.",
        "Grip on wet cobbles is poor, I slipped twice on the way to work.",
        "They squeak on the gym floor.",
    ],
    "fr": [
        "J'ai les pieds larges et je ne suis pas serrée du tout, même au bout de dix kilomètres.",
        "Elles prennent l'eau dès qu'il pleut un peu fort, mes chaussettes étaient trempées.",
        "La semelle s'est usée sur le bord extérieur après 500 km.",
        "Elles taillent petit : je fais du 38 et j'ai dû prendre un 39.",
        "Le tissu respire bien, je n'ai pas eu chaud cet été.",
        "Un peu raides au début, il faut compter une semaine pour les faire.",
        "Le coloris vert est superbe, plus foncé que sur la photo.",
        "Je les lave à la main avec du savon de Marseille, elles ressortent propres.",
        "Les lacets sont trop courts pour faire un double nœud.",
        "Très bon amorti, mes genoux me remercient après chaque sortie.",
        "Emballage en carton, sans plastique, j'apprécie.",
    ],
}
FAQ = [
    {
        "product_id": "stride",
        "language": "en",
        "question": "How should I wash them?",
        "answer": "By hand, in cold water.",
    },
    {
        "product_id": "stride",
        "language": "fr",
        "question": "Comment les laver ?",
        "answer": "À la main, à l'eau froide.",
    },
]
SHEET = {"id": "stride", "name": "Stride 2", "brand": "Pas", "category": "running shoes"}
ASKED = [
    ("en", "Are they comfortable for wide feet?", ("wide feet", "pieds larges")),
    ("en", "Are they waterproof in the rain?", ("Water came through", "prennent l'eau")),
    ("fr", "Est-ce que ça convient aux pieds larges ?", ("wide feet", "pieds larges")),
    ("fr", "Est-ce qu'elles taillent petit ?", ("run half a size small", "taillent petit")),
]


def reviews() -> list[dict[str, object]]:
    said = [(language, text) for language, texts in SAID.items() for text in texts]
    return [
        {"review_id": number, "product_id": "stride", "text": text, "rating": 2 + number % 4, "language": language}
        | {"author": f"author {number}", "date": f"2026-03-{1 + number}"}
        for number, (language, text) in enumerate(said)
    ]


@pytest.fixture(scope="module")
def settings(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home into which two exports were imported by the command."""
    folder = tmp_path_factory.mktemp("shop")
    write_csv(folder / "reviews.csv", *reviews())
    write_csv(folder / "faq.csv", *FAQ)
    (folder / "products.json").write_text(json.dumps([SHEET]), encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(model_home / "models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEMOIN_THREADS", "1")
        assert main([str(folder), "--home", str(home)]) == 0
    return Settings(_env_file=None, home=home, threads=1)


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return open_assistant(settings)


def test_everything_was_read_and_is_ready(settings: Settings, assistant: Assistant) -> None:
    assert assistant.ready() is None
    assert assistant.product("stride").product.title("en") == "Stride 2"
    with Ledger.open(Home(settings.home).ledger_url) as ledger:
        languages = [record.language for record in ledger.records()]
    assert (languages.count("en"), languages.count("fr")) == (12, 12)


@pytest.mark.parametrize(("language", "question", "proof"), ASKED)
def test_a_question_is_answered_with_words_that_stand_in_the_records(
    assistant: Assistant, language: str, question: str, proof: tuple[str, ...]
) -> None:
    answer = assistant.answer(Conversation.of(question), "stride").answer
    assert (answer.outcome, answer.language) == (Outcome.ANSWERED, language)
    assert answer.citations
    for citation in answer.citations:
        record = assistant.record(citation.record_id)
        assert citation.quote == record.text[citation.start : citation.end]
        assert record.product_id == "stride"
    assert any(part in citation.quote for citation in answer.citations for part in proof)
    numbers = {citation.number for citation in answer.citations}
    assert {number for sentence in answer.sentences for number in sentence.citations} <= numbers


@pytest.mark.parametrize(
    ("question", "proof"),
    [
        ("Est-ce qu'elles sont légères pour courir ?", "Very light, I hardly notice them on my feet when I run."),
        ("Do they breathe well in summer?", "Le tissu respire bien, je n'ai pas eu chaud cet été."),
    ],
)
def test_a_question_finds_proof_in_the_other_language(assistant: Assistant, question: str, proof: str) -> None:
    assert proof in [citation.quote for citation in assistant.evidence("stride", question, limit=3)]


def test_the_same_import_again_changes_nothing(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    export = write_csv(settings.home / "again.csv", *reviews())
    assert main([str(export), "--home", str(settings.home)]) == 0
    assert "0 kept (0 new, 0 changed) + 22 unchanged" in capsys.readouterr().out
