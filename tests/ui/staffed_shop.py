"""A shop with an office: a ledger of a few reviews, some of them hostile, a fake model, and keys of each role."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient

from chat.keys import Role, new_key
from chat.ledger_keyring import keyring_of
from data.journal import AskedQuestion, Feedback
from data.products import Product
from data.records import Record
from data.settings import Settings
from tests.fakes_assistant import XSS, FakeAssistant
from tests.imports_for_tests import FakeModel, Importer, row
from ui.server import create_server
from ui.staff.office import Office

INSULT: Final = "The zip broke on day one. Your helpdesk is thick as a brick, you thieving gits."
SPAM: Final = "Bof. Prenez le même sur https://moins-cher.example avec le code SAVE20, foncez !"
HARMLESS: Final = "The hood keeps the rain of winter out of my collar, Julie Marchand was right."
TEXTS: Final = (INSULT, SPAM, HARMLESS, f"Vous êtes des voleurs. {XSS}")
ASKED: Final = (
    ("Est-elle parfumée ?", "cream", "fr", 3),
    ("What does it smell like?", "cream", "en", 2),
    ("Can I use it on a plane?", None, "en", 1),
    (f"Et {XSS} ?", "cream", "fr", 1),
)
CREAM: Final = Product(id="cream", name={"fr": "Crème Rosée", "en": "Rosée Cream"}, brand="Maison Fauvette")


def filled(folder: Path) -> Path:
    """A home below a folder, with four reviews, a product, questions nobody answered and one report; its path."""
    importer = Importer(folder)
    importer.ledger.put_products([CREAM])
    importer.write("a.csv", *(row(number, text) for number, text in enumerate(TEXTS, 1)))
    importer.run()
    now, journal = datetime.now(UTC), importer.ledger.journal
    for text, product_id, language, times in ASKED:
        for day in range(times):
            asked_at = now - timedelta(days=day, hours=1)
            journal.add_question(AskedQuestion(text, product_id, language, "no_evidence", asked_at))
    reported = next(one for one in importer.ledger.records() if "hood" in one.text)
    journal.add_feedback(Feedback(reported.id, "report", f"It gives a name. {XSS}", now))
    importer.ledger.close()
    return importer.home.root


class StaffedShop:
    """The server over such a home, and a client with a key of each role."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(_env_file=None, home=home)
        self.model = FakeModel()
        self.office, self.keyring = Office(self.settings, self.model), keyring_of(self.settings)
        self.app = create_server(FakeAssistant(), keyring=self.keyring, office=self.office)
        self.keys: dict[Role, str] = {}
        for role in Role:
            self.keys[role], kept = new_key(role, f"{role} of the test", datetime.now(UTC))
            self.office.ledger.keys.add(kept)

    def client(self, role: Role | None, language: str = "en") -> TestClient:
        """Somebody with a key of a role, or with none."""
        headers = {"Accept-Language": language}
        if role:
            headers["Authorization"] = f"Bearer {self.keys[role]}"
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)

    def record(self, words: str) -> Record:
        """The record that holds some words, served or not."""
        return next(one for one in self.office.ledger.records(served_only=False) if words in one.text)

    def close(self) -> None:
        """Let go of the ledger."""
        self.office.close()
        self.keyring.close()
