"""F1: the API fuzzed from its own description with Schemathesis: alone, route by route, and in stateful runs."""

import warnings
from collections.abc import Callable
from typing import Any, Final

from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.staffed import LOCAL, staffed_app

STATEFUL: Final = 5
"""One call in so many is made by the stateful machine, which feeds what one route answers to the next."""
STEPS: Final = 8


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """About `amount` calls; every answer is held against the description."""
    with staffed_app(scratch) as app, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return attack(app, amount, seed)


class Counting:
    """Counts the calls of an application, which it makes a local client's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.calls, self.statuses = app, 0, dict[int, int]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application."""
        if scope["type"] == "http":
            self.calls += 1
            scope = {**scope, "client": LOCAL["client"]}

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                kind = message["status"] // 100
                self.statuses[kind] = self.statuses.get(kind, 0) + 1
            await send(message)

        await self.app(scope, receive, told)


def attack(app: ASGIApp, amount: int, seed: int) -> Outcome:
    """Fuzz any application that describes itself at /openapi.json."""
    import schemathesis
    from schemathesis.checks import not_a_server_error, response_schema_conformance
    from schemathesis.core.result import Ok

    counting, tally = Counting(app), Tally()
    TestClient(counting).get("/openapi.json")  # made once; on a busy machine that takes longer than the loader waits
    schema = schemathesis.openapi.from_asgi("/openapi.json", counting)
    checks = [not_a_server_error, response_schema_conformance]
    operations: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    each = max(1, amount * (STATEFUL - 1) // STATEFUL // len(operations))
    for operation in operations:
        _each(operation, each, seed, checks, tally)
    calls = counting.calls
    _stateful(schema, max(1, (amount - calls) // STEPS), seed, checks, tally)
    tally.count("routes", len(operations))
    tally.count("calls of stateful runs", counting.calls - calls)
    for kind, count in counting.statuses.items():
        tally.count(f"answered {kind}xx", count)
    tally.tried = counting.calls
    return tally.outcome


def _each(operation: Any, count: int, seed: int, checks: list[Any], tally: Tally) -> None:
    import hypothesis

    @hypothesis.settings(_bounds(count))
    @hypothesis.seed(seed)
    @hypothesis.given(case=operation.as_strategy())
    def one(case: Any) -> None:
        case.call_and_validate(checks=checks)

    _told(f"{operation.method.upper()} {operation.path}", one, tally)


def _stateful(schema: Any, runs: int, seed: int, checks: list[Any], tally: Tally) -> None:
    import hypothesis

    class Machine(schema.as_state_machine()):  # type: ignore[misc]  # the class is made from the description
        """Holds every answer to the promise alone: by default a machine has its own opinion of what to refuse."""

        def validate_response(self, response: Any, case: Any, additional_checks: Any = None, **kwargs: Any) -> None:
            case.validate_response(response, checks=checks, transport_kwargs=kwargs)

    hypothesis.seed(seed)(Machine)
    settings = hypothesis.settings(_bounds(runs), stateful_step_count=STEPS)
    _told("stateful", lambda: Machine.run(settings=settings), tally)


def _bounds(count: int) -> Any:
    import hypothesis

    return hypothesis.settings(
        max_examples=count, deadline=None, database=None, derandomize=False, print_blob=False,
        phases=[hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip


def _told(what: str, attack: Callable[[], object], tally: Tally) -> None:
    try:
        attack()
    except Exception as error:  # noqa: BLE001 - whatever the fuzzer raises is a finding
        tally.broken.append(f"{what}: {' '.join(str(error).split())[:350]}")
    except BaseExceptionGroup as errors:
        tally.broken.append(f"{what}: {' '.join(str(errors.exceptions[0]).split())[:350]}")
