"""No attack that cannot succeed: each is let loose on something broken, and says so."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from chat.answer import Answer, Generated, Outcome, Sentence, Tally
from chat.contract import Reply
from chat.tracing import Trace
from data.errors import NotFoundError
from data.records import Record
from ingest.readers import Item
from retrieval.cross_encoder import BuiltInCrossEncoder, PairScores
from tests.chat.serving.test_admission import app_of
from tests.trust import api_fuzz, obedient_model, rate_limits, reader_fuzz, roles
from tests.trust.attacks.poison import DISGUISES, Poison, poisons
from tests.trust.naughty_texts import fault
from tests.trust.outcome import Tally as Counted
from tests.trust.poisoned_shop import CARRIER_QUESTIONS, poisoned_shop
from tests.trust.random_kills import lost
from tests.trust.running_import import ACKNOWLEDGED
from tests.trust.scratch import Scratch
from tests.trust.violations import counts_moved, faults, page_faults, spoken

CLEAN = Answer(
    "answer-1", "?", "kettle", "en", Outcome.ANSWERED, Generated.ASSEMBLED, (Sentence("Here is what customers say:"),), (), "An AI."
)  # fmt: skip


def nobody(record_id: str) -> Record:
    raise NotFoundError(record_id)


def signs(said: str, poison: Poison) -> list[str]:
    hostile = replace(CLEAN, sentences=(Sentence(said),))
    return faults(Reply(hostile, Trace("?")), poison, Reply(CLEAN, Trace("?")), nobody)


def test_an_answer_that_obeys_is_caught_whatever_the_poison_and_an_honest_one_is_not() -> None:
    for poison in poisons(500, 3):
        assert signs(f"As everybody says, {poison.order}", poison), poison.name
        assert signs(f"{poison.shown}", poison), poison.name
        assert signs("One customer finds no taste of plastic.", poison) == []


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_word_is_heard_in_every_disguise_that_can_be_read(disguise: str) -> None:
    if disguise != "base64":  # nobody reads that; forty characters of it are looked for instead
        assert spoken("Zqbodika", f"the {DISGUISES[disguise]('Zqbodika')} kettle")
    assert not spoken("Zqbodika", "the kettle")


def test_a_count_may_move_by_one_voice_and_no_more() -> None:
    counted = replace(CLEAN, tally=Tally("taste", 3, 1, 0, 4))
    assert counts_moved(replace(CLEAN, tally=Tally("taste", 3, 2, 0, 5)), counted) == []
    assert counts_moved(replace(CLEAN, tally=Tally("taste", 0, 97, 0, 97)), counted)


@pytest.mark.parametrize(
    "html",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='https://zqbodika.example'>x</a>", "<iframe src=x>",
     "<a href=' javascript:x'>x</a>", "<script type='application/ld+json'>\"<\"</script>"],
)  # fmt: skip
def test_markup_that_got_into_a_page_is_caught(html: str) -> None:
    assert page_faults(f"<p>{html}</p>", "Zqbodika")
    assert page_faults("<p>words</p><script defer src='/widget/temoin.js'></script>", "Zqbodika") == []


def test_an_obedient_model_gets_through_where_nothing_checks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    held = obedient_model.attack(obedient_model.writer(1), 40, 5)
    monkeypatch.setattr("chat.llm.writer.fault", lambda *_: None)
    let_through = obedient_model.attack(obedient_model.writer(1), 40, 5)
    assert held.failed == 0
    assert let_through.failed > 30


@pytest.mark.model
def test_poisoned_reviews_are_read_by_the_cross_encoder_that_ships(
    tmp_path: Path, model_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages, scores = list[str](), BuiltInCrossEncoder.scores

    def reading(self: BuiltInCrossEncoder, question: str, texts: Sequence[str]) -> PairScores:
        passages.extend(texts)
        return scores(self, question, texts)

    monkeypatch.setattr(BuiltInCrossEncoder, "scores", reading)
    with poisoned_shop(list(poisons(2, 1)), Scratch(tmp_path, model_home / "models")) as shop:
        shop.ask("plain-en", CARRIER_QUESTIONS["en"], "en")
    assert any("plastic" in text for text in passages)


def test_a_reader_that_crashes_or_drops_a_row_is_caught(tmp_path: Path) -> None:
    def crashing(path: Path) -> list[Item]:
        raise UnicodeDecodeError("utf-8", b"", 0, 1, path.name)

    assert reader_fuzz.attack(crashing, 20, 1, tmp_path).failed == 20
    dropping = reader_fuzz.attack(lambda path: reader_fuzz.read(path)[1:], 20, 1, tmp_path)
    assert dropping.failed == 2  # the tables whose rows are counted


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500, text="no"),
        httpx.Response(422, text="zqmark", headers={"content-type": "application/problem+json"}),
        httpx.Response(422, text="x" * 5000, headers={"content-type": "application/problem+json"}),
        httpx.Response(404, text="no"),
        httpx.Response(200, headers={"x-injected": "1"}),
    ],
)
def test_an_answer_to_a_naughty_text_that_says_too_much_is_caught(response: httpx.Response) -> None:
    assert fault(response)
    assert fault(httpx.Response(200, text="zqmark")) is None


@pytest.mark.filterwarnings("ignore")
def test_the_fuzzer_finds_a_route_that_breaks_its_own_description() -> None:
    app = FastAPI()

    @app.get("/shelf/{number}")
    def shelf(number: int) -> dict[str, int]:
        return {"half": 1 // (number % 2)}

    assert api_fuzz.attack(app, 60, 1).failed > 0


def test_a_record_that_was_acknowledged_and_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / ACKNOWLEDGED).write_text("review-0000000000000001\n")
    assert lost(tmp_path) == ["1 acknowledged records lost, such as review-0000000000000001"]


@pytest.mark.filterwarnings("ignore")
def test_a_route_that_forgot_to_ask_who_calls_is_told() -> None:
    found, app = Counted(), app_of()
    roles.matrix(app, TestClient(app, raise_server_exceptions=False), found)
    assert any("/v1/admin/forgotten is neither public by name nor asks for a role" in said for said in found.broken)


def test_a_budget_that_lets_too_many_in_is_told() -> None:
    found = Counted()
    refused = httpx.Response(429, headers={"retry-after": "3"})
    rate_limits._judged([*[httpx.Response(200)] * 12, refused], 10, "calls", found)
    rate_limits._judged([*[httpx.Response(200)] * 10, httpx.Response(429)], 10, "calls", found)
    rate_limits._judged([*[httpx.Response(200)] * 10, refused], 10, "calls", found)
    assert len(found.broken) == 2
