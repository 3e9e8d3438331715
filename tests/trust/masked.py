"""G2: personal data in French and English sentences, masked; clean texts left alone; and none of it in any log."""

import json
import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient

from chat.api import create_api
from data.privacy import personal_data
from data.privacy.texts import mask_text
from tests.fakes_assistant import FakeAssistant
from tests.ingest import test_privacy_generated as generated
from tests.trust.journal import ROOT
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

LOGGED: Final = 20
"""One text in so many is also asked as a question, while every logger writes all it has."""
CLEAN: Final = (
    "ISBN 978-2-{2}-{6}-{1}", "ref {10}", "le modèle {8} tient bien", "EAN {13}", "product {13}", "payé {3},{2} €",
    "{5} mAh, {4} lumens", "lot {8}", "{2} x {2} x {2} cm", "taille {2}, pointure {2}", "depuis le {2}/0{1}/202{1}",
    "j'en suis à ma {1}e paire", "my {1}th pair, size {2}", "SPF {2}, {3} ml", "worn for {3} km in {2} runs",
)  # fmt: skip
SHARED: Final = ROOT.parent / "shared" / "data" / "security_pii" / "pii.jsonl"
MEANT: Final = {"EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE"}


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Three invented contacts for one clean text; beside them the marked public texts, where they are at hand."""
    del scratch
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - a game, not secrets
    generated.dice.seed(seed)
    kinds = list(generated.MAKERS)
    with heard() as lines:
        client = TestClient(create_api(FakeAssistant()))
        for number in range(amount):
            if number % 4 == 3:
                _clean(chance, tally)
            else:
                _contact(kinds[number % len(kinds)], chance, tally, client if number % LOGGED == 0 else None, lines)
    if SHARED.is_file() and seed == 1:  # once in a long run
        _public(tally)
    return tally.outcome


class heard:
    """Everything any logger writes, at its most talkative."""

    def __enter__(self) -> list[str]:
        self.lines: list[str] = []
        self.listener = logging.Handler()
        # listening to what would be written
        self.listener.emit = lambda record: self.lines.append(record.getMessage())  # type: ignore[method-assign]
        self.logger, self.level = logging.getLogger("temoin"), logging.getLogger("temoin").level
        self.logger.addHandler(self.listener)
        self.logger.setLevel(logging.DEBUG)
        return self.lines

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self.listener)
        self.logger.setLevel(self.level)


def _contact(kind: str, chance: random.Random, tally: Tally, client: TestClient | None, lines: Sequence[str]) -> None:
    told = generated.MAKERS[kind]()
    text = chance.choice(generated.SENTENCES[kind]).format(told)
    first = text.index(told)
    hidden = {place for one in personal_data(text) for place in range(one.start, one.end)}
    wanted = [place for place in range(first, first + len(told)) if text[place].isalnum()]
    tally.count("contacts")
    whole = hidden.issuperset(wanted)
    tally.count("hidden", whole)
    left = told in mask_text(text, chance.choice(("fr", "en"))).text
    faults = [f"{kind} found and not masked: {text}"] if whole and left else []
    if client is not None:
        client.post("/v1/chat", json={"question": text[:900]})
        tally.count("questions asked while all is logged")
        faults += [f"{kind} in a log line" for line in lines if told in line]
    tally.check(faults)


def _clean(chance: random.Random, tally: Tally) -> None:
    text = chance.choice(CLEAN)
    for count in range(1, 14):
        while f"{{{count}}}" in text:
            text = text.replace(f"{{{count}}}", generated.digits(count), 1)
    tally.count("clean texts")
    tally.count("clean texts touched", bool(personal_data(text)))
    tally.check(None)


def _public(tally: Tally) -> None:
    """Marked texts nobody here wrote; missed contacts are counted, the share is the promise."""
    for line in Path(SHARED).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        hidden = {place for one in personal_data(row["text"]) for place in range(one.start, one.end)}
        for mark in row["spans"]:
            if mark["type"] in MEANT:
                wanted = [p for p in range(mark["start"], mark["end"]) if row["text"][p].isalnum()]
                tally.count("public contacts")
                tally.count("public contacts hidden", hidden.issuperset(wanted))
