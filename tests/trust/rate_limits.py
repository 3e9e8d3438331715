"""L4: exactly the budget is accepted, the rest is told when to come back, and a made-up address buys nothing."""

from collections.abc import Sequence

import httpx

from chat.api import create_api
from chat.serving_rules import rules_of
from data.settings import Settings
from tests.chat.serving.wire import client_of, serving
from tests.fakes_assistant import FakeAssistant
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

ASKED = {"question": "peau seche ?"}


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """One round: the rules of a server open to others, over real connections."""
    del seed
    tally = Tally()
    rules = rules_of(Settings(_env_file=None, home=scratch.folder, host="0.0.0.0"))  # noqa: S104 - only a setting
    for number in range(amount):
        with serving(create_api(FakeAssistant(), rules=rules)) as served, client_of(served.address) as client:
            _questions(client, rules.questions_per_minute, number, tally)
        with serving(create_api(FakeAssistant(), rules=rules)) as served, client_of(served.address) as client:
            _calls(client, rules.requests_per_minute, tally)
    return tally.outcome


def _questions(client: httpx.Client, budget: int, number: int, tally: Tally) -> None:
    """Half as many again as are allowed, each from an address of its own making."""
    answers = [
        client.post("/v1/chat", json=ASKED, headers={"X-Forwarded-For": f"198.51.{number % 256}.{n % 256}", "X-Real-IP": "::1"})
        for n in range(budget * 3 // 2)
    ]  # fmt: skip
    _judged(answers, budget, "questions", tally)


def _calls(client: httpx.Client, budget: int, tally: Tally) -> None:
    """Other calls have a budget of their own; health is always answered."""
    answers = [client.get("/v1/products/creme-rosee/suggestions") for _ in range(budget + 60)]
    _judged(answers, budget, "calls", tally)
    healthy = client.get("/healthz").status_code
    tally.check(None if healthy == 200 else f"health answered {healthy} after the budget was spent")


def _judged(answers: Sequence[httpx.Response], budget: int, what: str, tally: Tally) -> None:
    statuses = [answer.status_code for answer in answers]
    accepted = statuses.count(200)
    tally.count(f"{what} accepted", accepted)
    tally.count(f"{what} allowed", budget)
    tally.worst(f"percent off the budget of {what}", abs(accepted - budget) / budget * 100)
    tally.check(None if abs(accepted - budget) <= 0.02 * budget else f"{accepted} of {budget} {what} accepted")
    refused = [answer for answer in answers if answer.status_code != 200]
    wrong = [a for a in refused if a.status_code != 429 or not 0 < int(a.headers.get("retry-after", 0)) <= 60]
    tally.check(f"{len(wrong)} {what} refused otherwise than with 429 and Retry-After" if wrong else None)
