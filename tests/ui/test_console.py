"""The console's parts, without Gradio: inert text, cards, tables, and the doors that stay closed."""

import html
from dataclasses import replace

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from chat.conversation import Conversation
from tests.fakes_assistant import XSS, FakeAssistant
from tests.ui.fake_shop import FakeShop
from ui.console.cards import answer_markdown, proofs_markdown, summary_markdown
from ui.console.guard import ConsoleGuard, allowed
from ui.console.inert import inert
from ui.console.mount import MadeWhenAsked
from ui.console.phrases import REFUSALS, in_language
from ui.console.tables import candidate_headers, candidate_rows, candidate_widths, stage_headers, stage_rows
from ui.console.words_trace import trace_name, trace_told

REPLY = FakeAssistant().answer(Conversation.of("Convient-elle aux peaux sèches ?", "fr"), "creme-rosee")


@pytest.mark.parametrize(
    "text", [XSS, "# titre", "**gras**", "$x$", "a_b_c", "`x`", "| a | b |", "&lt;", "1. un", "😀 é"]
)
def test_inert_text_has_no_sign_left_and_reads_the_same(text: str) -> None:
    made = inert(text)
    assert not set(made.replace("&#", "").replace(";", "")) & set("<>[]()*_`$|#\"'!:/\\~=.&")
    assert html.unescape(made) == text


def test_line_breaks_stay() -> None:
    assert inert("un\ndeux\r\ntrois") == "un<br>deux<br>trois"


def test_the_answer_is_what_the_shopper_reads_each_quote_once() -> None:
    shown = html.unescape(answer_markdown(REPLY.answer))
    assert shown.startswith("<strong>Selon les clients, plutôt oui")
    assert shown.count("Un peu légère pour moi") == 1
    assert "3 pour · 1 nuancé · 1 contre" in shown
    assert "À savoir : 4 de ces 5 voix" in shown


def test_proof_cards_carry_dates_labels_stance_and_a_link() -> None:
    shown = html.unescape(proofs_markdown(REPLY.answer, "fr"))
    assert shown.count("<div class='proof'>") == 4
    assert "Avis vérifié · Publié le 18 janvier 2026 · Expérience du 4 janvier 2026" in shown
    assert "lina.peau · 0:42–0:47" in shown
    assert "<span class='against'>Contre</span>" in shown
    assert "href='https://fauvette.example/videos/1#t=42'" in shown
    assert "Verified review" in proofs_markdown(REPLY.answer, "en")


def test_absence_shows_the_nearest_as_such() -> None:
    answer = FakeAssistant().answer(Conversation.of("Et au ski ?", "fr"), "creme-rosee").answer
    shown = html.unescape(proofs_markdown(answer, "fr"))
    assert "sans y répondre" in shown
    assert "il faut juste attendre deux minutes" in shown


def test_nothing_hostile_survives_in_a_card() -> None:
    quote = replace(
        REPLY.answer.citations[0], quote=XSS, author=XSS, title=XSS, language="'><script>", url="javascript:x"
    )
    answer = replace(REPLY.answer, citations=(quote,), limit=XSS, sentences=())
    for shown in (
        proofs_markdown(answer, "fr"),
        answer_markdown(answer),
        summary_markdown(replace(REPLY, answer=answer), "fr"),
    ):
        assert "<script" not in shown
        assert "<img" not in shown
        assert "javascript:" not in shown
        assert "**" not in shown
        assert "https://evil" not in shown


def test_the_trace_becomes_two_tables_with_every_score() -> None:
    assert stage_rows(REPLY.trace, "en")[2] == ["search", "4 sentences", "hybrid search", "11.8"]
    assert len(stage_headers("en")) == 4
    headers, rows = candidate_headers(REPLY.trace, "fr"), candidate_rows(REPLY.trace, "fr")
    assert headers == ["sort", "texte", "dense", "mots", "enregistrement"]
    assert (rows[0][0], *rows[0][2:4]) == ("gardé", "0,86", "0,7")
    assert rows[-1][0] == "autre sujet"
    assert {len(row) for row in rows} == {len(headers)} == {len(candidate_widths(REPLY.trace, "fr"))}


def test_sizes_and_comparisons_are_what_the_shopper_sees_drawn() -> None:
    shop = FakeShop()
    sized = html.unescape(answer_markdown(shop.answer(Conversation.of("Quelle taille ?", "fr"), "foulque-3").answer))
    assert "<strong>Taille habituelle + 0,5 (42,5)</strong>\u00a0: 3 à la bonne taille, 1 en retour" in sized
    compared = shop.answer(Conversation.of("Compare for dry skin", "en"), "creme-rosee").answer
    lines = html.unescape(answer_markdown(compared)).split("\n")
    assert "| Product | For | Mixed | Against |" in lines
    assert "| Foulque 3 | 1 | 0 | 0 |" in lines


@pytest.mark.parametrize(
    ("told", "french"),
    [
        ("a rating from 1 to 5 was expected", "une note de 1 à 5 était attendue"),
        ("one of fr, en was expected", "une de ces valeurs était attendue\u00a0: fr, en"),
        (
            "a real date was expected, such as 2026-03-14, 14 mars 2026 or il y a 3 mois (day is out of range for month)",
            "une vraie date était attendue, comme 2026-03-14, 14 mars 2026",
        ),
        ("it is written in runes", "it is written in runes"),
    ],
)
def test_why_a_row_is_refused_is_read_in_the_readers_language(told: str, french: str) -> None:
    assert in_language(told, REFUSALS, "fr") == french
    assert in_language(told, REFUSALS, "en") == told


@pytest.mark.parametrize(
    ("told", "french", "english"),
    [
        ("does not answer: probability 0.12", "ne répond pas\u00a0: probabilité 0,12", None),
        ("15 for · 2 against · 0 mixed", "15 pour · 2 contre · 0 nuancés", None),
        (
            "answered from 0.47, nearly from 0.36",
            "répond dès 0,47, en partie dès 0,36",
            "answers from 0.47, in part from 0.36",
        ),
        (
            "on no product's page; else size: model: size 0.61, objection 0.30",
            "sur aucune page de produit\u00a0; sinon taille\u00a0: d'après le modèle\u00a0: taille 0,61, reproches 0,30",
            "on no product's page; else size: by the model: size 0.61, what is wrong with it 0.30",
        ),
        (
            "topic dry_skin: every review of creme-rosee, one voice an author",
            "sujet «\u00a0l'effet sur peau sèche\u00a0»\u00a0: tous les avis de creme-rosee, une voix par auteur",
            "topic “dry skin”: every review of creme-rosee, one voice an author",
        ),
        ("skin_type dry, child_age 1.5", "peau sèche, âge de l'enfant 1,5", "skin dry, child's age 1.5"),
        (
            "3 voices counted, 1 others; foot_width wide, usual size 42",
            "3 voix comptées, 1 autres\u00a0; pied large, taille habituelle 42",
            "3 voices counted, 1 others; foot wide, usual size 42",
        ),
        ("dropped “So; buy”: borrows an order, buy; dropped “Hm”: cites nothing; TimeoutError: no sentence within 2.5 s",
         "“So; buy”\u00a0: reprend un ordre, buy · “Hm”\u00a0: ne cite rien · le modèle n'a écrit aucune phrase en 2,5 s",
         "“So; buy”: borrows an order, buy · “Hm”: cites nothing · the model wrote no sentence within 2.5 s"),
        ("a reason nobody has written yet", "a reason nobody has written yet", None),
    ],
)  # fmt: skip
def test_the_trace_is_read_in_the_readers_language(told: str, french: str, english: str | None) -> None:
    assert trace_told(told, "fr") == french
    assert trace_told(told, "en") == (english or told)
    assert trace_name("gate", "fr") == "tri des preuves"
    assert trace_name("no_evidence", "fr") == "personne n'en parle"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://evil.example",
        "/gradio_api/component_server", "/gradio_api/run/x", "/gradio_api/call/x", "/monitoring", "/gradio_api/runs",
        "/login", "/gradio_api/vibe-code", "/gradio_api/deep_link", "/gradio_api/stream/x", "/assets/../config",
        "/openapi.json", "/gradio_api/queue/status",
    ],
)  # fmt: skip
def test_what_the_console_does_not_use_is_closed(path: str) -> None:
    assert not allowed(path)


@pytest.mark.parametrize(
    "path", ["/", "/config", "/assets/index.js", "/gradio_api/queue/join", "/gradio_api/queue/data"]
)
def test_what_the_console_uses_is_open(path: str) -> None:
    assert allowed(path)


@pytest.mark.parametrize(
    ("client", "host", "path", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "/console/", 200),
        ("127.0.0.1", "localhost:8000", "/console/gradio_api/upload", 404),
        ("127.0.0.1", "shop.example", "/console/", 403),
        ("203.0.113.9", "localhost", "/console/", 403),
    ],
)
def test_the_console_answers_local_clients_only_under_its_own_policy(
    client: str, host: str, path: str, status: int
) -> None:
    sent: list[Message] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode())]
    scope: Scope = {"type": "http", "path": path, "root_path": "/console", "client": (client, 1), "headers": headers}
    anyio.run(ConsoleGuard(inside), scope, receive, send)
    assert sent[0]["status"] == status
    policy = dict(sent[0]["headers"]).get(b"content-security-policy", b"")
    assert (b"default-src 'self'" in policy) is (status == 200)


class Makes:
    """Makes an application that answers 200, after failing `fails` times; it remembers how often it was asked."""

    def __init__(self, fails: int = 0) -> None:
        self.fails, self.asked, self.started = fails, 0, 0

    def __call__(self) -> "Makes.Made":
        self.asked += 1
        if self.asked <= self.fails:
            raise ImportError("no gradio")
        return Makes.Made(self)

    class Made:
        def __init__(self, maker: "Makes") -> None:
            self.maker = maker

        def get_blocks(self) -> "Makes.Made":
            return self

        def run_startup_events(self) -> None:
            self.maker.started += 1

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await PlainTextResponse("console")(scope, receive, send)


def local_client(maker: Makes) -> TestClient:
    app = FastAPI()
    # the maker here gives less than an interface
    app.mount("/console", ConsoleGuard(MadeWhenAsked(maker)))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1), raise_server_exceptions=False)


def test_the_console_is_made_at_the_first_visit_and_once() -> None:
    maker = Makes()
    with local_client(maker) as client:
        assert maker.asked == 0
        assert [client.get(path).text for path in ("/console", "/console/", "/console/config")] == ["console"] * 3
    assert (maker.asked, maker.started) == (1, 1)


def test_visitors_who_come_while_it_is_made_wait_for_the_same_one() -> None:
    maker, seen = Makes(), list[Message]()
    console = MadeWhenAsked(maker)  # type: ignore[arg-type]  # the maker here gives less than an interface

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        seen.append(message)

    async def visits() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(console, {"type": "http", "path": "/", "headers": []}, receive, send)

    anyio.run(visits)
    assert [message["status"] for message in seen if "status" in message] == [200] * 5
    assert (maker.asked, maker.started) == (1, 1)


def test_a_failure_is_told_and_the_next_visit_tries_again() -> None:
    maker = Makes(fails=1)
    with local_client(maker) as client:
        assert [client.get("/console/").status_code for _ in range(3)] == [500, 200, 200]
    assert maker.asked == 2


def test_a_visit_that_is_refused_makes_nothing() -> None:
    maker = Makes()
    with local_client(maker) as client:
        assert client.get("/console/gradio_api/upload").status_code == 404
        assert client.get("/console/", headers={"host": "shop.example"}).status_code == 403
    assert maker.asked == 0
