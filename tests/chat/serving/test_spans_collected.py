"""Spans as a shop's collector gets them: over the wire, without a word, and no server waits for one that is not there."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)

from tests.chat.serving.test_spans import ROOT

TELLING = """
import os
from chat.spans import open_spans
from data.settings import Settings
from tests.chat.serving.test_spans import told
spans = open_spans(Settings(_env_file=None), os.environ)
told(spans)
"""
LONGEST_EXIT_S = 12


class Collector(TraceServiceServicer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.got: list[ExportTraceServiceRequest] = []

    def Export(self, request: ExportTraceServiceRequest, context: grpc.ServicerContext) -> ExportTraceServiceResponse:
        self.got.append(request)
        return ExportTraceServiceResponse()


@pytest.fixture
def collector() -> Iterator[tuple[Collector, str]]:
    """A collector on this machine, and its address."""
    kept, server = Collector(), grpc.server(ThreadPoolExecutor(1))
    add_TraceServiceServicer_to_server(kept, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield kept, f"http://127.0.0.1:{port}"
    server.stop(None).wait()


def told_in_a_process(endpoint: str) -> float:
    """Seconds a process takes that tells of one answer and ends."""
    around = os.environ | {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", TELLING], cwd=ROOT, env=around, check=True, timeout=120)
    return time.monotonic() - began


def test_what_waits_is_sent_when_the_server_ends_and_holds_no_word(collector: tuple[Collector, str]) -> None:
    kept, endpoint = collector
    told_in_a_process(endpoint)
    spans = [
        span
        for request in kept.got
        for of in request.resource_spans
        for scope in of.scope_spans
        for span in scope.spans
    ]
    assert len(spans) == 6
    sent = b"".join(request.SerializeToString() for request in kept.got)
    for word in (b"eczema", b"Claire", b"Dubois"):
        assert word not in sent


def test_a_collector_that_is_not_there_holds_up_no_end_of_the_server() -> None:
    assert told_in_a_process("http://127.0.0.1:9") < LONGEST_EXIT_S
