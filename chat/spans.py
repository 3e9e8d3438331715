"""OpenTelemetry spans of each answer: how long each stage took and how it ended; never a word, never who asked.

Off unless the settings or the standard variable ask for it, and then with a provider of its own: what other libraries
would trace goes nowhere. The conventions for generative AI are still in development, so their version is pinned.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from chat.answer import Generated
from chat.contract import Reply
from chat.tracing import Stage
from data.errors import SettingsError
from data.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Tracer

CONVENTIONS: Final = "https://opentelemetry.io/schemas/1.44.0"
"""Version of the semantic conventions the names below are of."""
ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
SERVICE: Final = "temoin"
OPERATION: Final = "gen_ai.operation.name"
PHASES: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("question", "intent", "fact", "product", "profile", "parts"), ("understand", "invoke_agent")),
    **dict.fromkeys(("evidence", "people like the shopper"), ("retrieve", "retrieval")),
    "writing": ("generate", "chat"),
}
"""What a stage of the trace is part of, with the conventions' name of the operation; every other one verifies."""
VERIFY: Final = ("verify", "invoke_agent")


class Spans:
    """Tells one tracer of every answer; a fault of its exporter is no fault of the answer."""

    def __init__(self, tracer: "Tracer", model: str | None = None) -> None:
        """`model` is the name of the chat model that words answers, if any."""
        self._tracer, self._model = tracer, model

    def tell(self, reply: Reply, seconds: float) -> None:
        """A span of the answer that just ended, after so many seconds, and one of each of its stages."""
        from opentelemetry.trace import SpanKind, set_span_in_context

        ended = time.time_ns()
        begun, answer = ended - int(seconds * 1e9), reply.answer
        with suppress(Exception):
            whole = self._tracer.start_span(
                f"invoke_agent {SERVICE}",
                start_time=begun,
                kind=SpanKind.INTERNAL,
                attributes={
                    OPERATION: "invoke_agent",
                    "gen_ai.agent.name": SERVICE,
                    "gen_ai.provider.name": SERVICE,
                    "temoin.language": answer.language,
                    "temoin.outcome": answer.outcome.value,
                    "temoin.generated": answer.generated.value,
                    "temoin.citations": len(answer.citations),
                },
            )
            inside, at = set_span_in_context(whole), begun
            for stage in reply.trace.stages:  # one begins where the one before it ends
                at = self._stage(stage, at, inside, worded=answer.generated is Generated.LLM)
            whole.end(ended)

    def _stage(self, stage: Stage, begun: int, inside: "Context", *, worded: bool) -> int:
        """One stage, by its name and its time alone: what it decided may hold the shopper's words."""
        phase, operation = PHASES.get(stage.name, VERIFY)
        told = {OPERATION: operation, "gen_ai.agent.name": SERVICE, "temoin.stage": stage.name}
        if phase == "generate":
            told |= {"gen_ai.provider.name": (self._model or "").partition(":")[0], "temoin.kept": str(worded).lower()}
            told |= {"gen_ai.request.model": self._model} if self._model else {}
        ended = begun + int(stage.ms * 1e6)
        self._tracer.start_span(phase, inside, start_time=begun, attributes=told).end(ended)
        return ended


def open_spans(
    settings: Settings, environment: Mapping[str, str], exporter: "SpanExporter | None" = None
) -> Spans | None:
    """The spans of one server; `None`, and nothing is loaded, where neither the settings nor `environment` want any.

    Args:
        exporter: where they go, instead of to the collector that the standard variables name.

    Raises:
        SettingsError: they are wanted and OpenTelemetry is not installed.
    """
    if not (settings.otel or environment.get(ENDPOINT)):
        return None
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

        provider = TracerProvider(resource=Resource({"service.name": SERVICE}))
        if exporter is not None:
            provider.add_span_processor(SimpleSpanProcessor(exporter))
        else:
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

            provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    except ImportError as error:
        raise SettingsError(
            f"TEMOIN_OTEL or {ENDPOINT} asks for spans and {error.name} is not installed: "
            "pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-grpc, or unset it"
        ) from error
    return Spans(provider.get_tracer(SERVICE, schema_url=CONVENTIONS), settings.chat_model)
