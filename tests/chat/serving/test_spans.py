"""Spans tell how long answers take and how they end; nothing of what was asked, and nothing at all unless wanted."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chat.contract import Reply
from chat.conversation import Conversation
from chat.spans import CONVENTIONS, OPERATION, Spans, open_spans
from chat.tracing import Stage, Trace
from data.settings import Settings
from tests.fakes_assistant import FakeAssistant

ROOT = Path(__file__).parents[3]
QUESTION = "Is it good for my eczema, says Claire Dubois?"
STAGES = (
    Stage("question", QUESTION, QUESTION, 1.0),
    Stage("intent", "product", QUESTION, 2.0),
    Stage("evidence", "12 spans", "Claire Dubois", 20.0),
    Stage("gate", "3 answer", "", 5.0),
    Stage("writing", "2 of 3 kept", QUESTION, 400.0),
)


def told(spans: Spans) -> None:
    given = FakeAssistant().answer(Conversation.of(QUESTION, "en"), None)
    spans.tell(Reply(given.answer, Trace(QUESTION, STAGES)), 0.5)


def test_without_a_setting_there_are_no_spans_and_nothing_is_loaded() -> None:
    assert open_spans(Settings(), {}) is None
    said = "import sys, chat.spans; print([name for name in sys.modules if name.startswith('opentelemetry')])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_setting_or_the_standard_variable_turns_them_on() -> None:
    exporter = InMemorySpanExporter()
    assert open_spans(Settings(otel=True), {}, exporter) is not None
    assert open_spans(Settings(), {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}, exporter) is not None


def test_an_answer_is_a_span_with_one_inside_for_each_of_its_stages() -> None:
    exporter = InMemorySpanExporter()
    spans = open_spans(Settings(otel=True, chat_model="openai:gpt-4.1-mini"), {}, exporter)
    assert spans is not None
    told(spans)
    *stages, whole = exporter.get_finished_spans()
    assert whole.name == "invoke_agent temoin"
    assert [span.name for span in stages] == ["understand", "understand", "retrieve", "verify", "generate"]
    assert all(span.parent and span.context and span.parent.span_id == whole.context.span_id for span in stages)
    assert stages[2].attributes is not None
    assert stages[2].attributes[OPERATION] == "retrieval"
    assert stages[4].attributes is not None
    assert stages[4].attributes["gen_ai.request.model"] == "openai:gpt-4.1-mini"
    assert (stages[4].end_time or 0) - (stages[4].start_time or 0) == 400_000_000
    assert (whole.end_time or 0) - (whole.start_time or 0) == 500_000_000
    assert {span.instrumentation_scope.schema_url for span in (*stages, whole)} == {CONVENTIONS}


def test_no_span_holds_a_word_of_the_question_or_a_name() -> None:
    exporter = InMemorySpanExporter()
    spans = open_spans(Settings(otel=True), {}, exporter)
    assert spans is not None
    told(spans)
    everything = json.dumps([json.loads(span.to_json()) for span in exporter.get_finished_spans()])
    assert len(exporter.get_finished_spans()) == 6
    for word in ("eczema", "Claire", "Dubois", "12 spans", str(date.today().year) + "-answer"):
        assert word not in everything


def test_an_exporter_that_fails_is_no_fault_of_the_answer() -> None:
    class Failing(InMemorySpanExporter):
        def export(self, spans: object) -> object:  # type: ignore[override]  # it only fails, whatever it is given
            raise RuntimeError("no collector")

    spans = open_spans(Settings(otel=True), {}, Failing())
    assert spans is not None
    told(spans)
    assert spans is not None
