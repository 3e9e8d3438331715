"""The console's parts, without Gradio: inert text, cards, tables, and the doors that stay closed."""

import html
from dataclasses import replace

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from chat.conversation import Conversation
from tests.fakes_assistant import XSS, FakeAssistant
from ui.console.cards import answer_markdown, proofs_markdown, summary_markdown
from ui.console.guard import ConsoleGuard, allowed
from ui.console.inert import inert
from ui.console.tables import candidate_headers, candidate_rows, candidate_widths, stage_headers, stage_rows

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
    assert "href='https://fauvette.example/videos/1'" in shown
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
    assert stage_rows(REPLY.trace)[2] == ["evidence", "4 spans kept", "hybrid search", 11.8]
    assert len(stage_headers("en")) == 4
    headers, rows = candidate_headers(REPLY.trace, "fr"), candidate_rows(REPLY.trace, "fr")
    assert headers == ["sort", "dense", "lexical", "texte", "enregistrement"]
    assert rows[0][:3] == ["gardé", 0.86, 0.7]
    assert rows[-1][0] == "autre sujet"
    assert {len(row) for row in rows} == {len(headers)} == {len(candidate_widths(REPLY.trace))}


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
