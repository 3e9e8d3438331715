"""Every id of the trust plan: what is attacked, by which module, how often, and the figure to reach."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from tests.trust.forked import forked
from tests.trust.outcome import Outcome
from tests.trust.scratch import Scratch

Run = Callable[[int, int, Scratch], Outcome]
Reach = Callable[[Outcome, float], str | None]
"""Which promise an outcome breaks beside its failures, on a machine so many times slower than a quiet one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One id. `quick` and `full` are amounts, `chunk` the part after which a long run is saved.

    `reach` says of a whole outcome which promise it breaks beside its failures, or nothing.
    """

    id: str
    what: str
    module: str
    quick: int
    full: int
    chunk: int
    unit: str
    aim: str
    reach: Reach = lambda outcome, slower: None

    def run(self, amount: int, seed: int, scratch: Scratch) -> Outcome:
        """Attack that often; the same seed makes the same attacks.

        In a process of its own: some attacks fork, which nothing may do after a model or Chroma has started its threads.

        Raises:
            RuntimeError: the attack could not be run.
        """
        found = forked(lambda: cast(Run, import_module(f"tests.trust.{self.module}").run)(amount, seed, scratch), None)
        if not isinstance(found, Outcome):
            raise RuntimeError(found)
        return found

    def broken(self, outcome: Outcome, slower: float = 1.0) -> str | None:
        """Which promise an outcome breaks; `None` when all hold. Bounds in time are stretched `slower` times."""
        if outcome.tried == 0:
            return "nothing was tried"
        if outcome.failed:
            return f"{outcome.failed} of {outcome.tried}: {outcome.examples[0]}"
        return self.reach(outcome, slower)


def at_most(figure: str, limit: float, *, timed: bool = True) -> Reach:
    """A reach: a figure that must have been measured, and may not exceed a limit; `timed` ones are bounds in time."""

    def reach(outcome: Outcome, slower: float) -> str | None:
        if figure not in outcome.figures:
            return f"{figure} was not measured"
        value, most = outcome.figures[figure], limit * (slower if timed else 1.0)
        return f"{figure} is {value:.4g}, at most {most:.4g} was expected" if value > most else None

    return reach


def share_at_least(part: str, whole: str, limit: float) -> Reach:
    """A reach: one count must be at least a share of another."""

    def reach(outcome: Outcome, slower: float) -> str | None:
        of = outcome.figures.get(whole, 0)
        if not of:
            return f"{whole} was not measured"
        share = outcome.figures.get(part, 0) / of
        return f"{part} are {share:.1%} of {whole}, at least {limit:.0%} was expected" if share < limit else None

    return reach


def both(*reaches: Reach) -> Reach:
    """A reach: the first that is broken."""
    return lambda outcome, slower: next((said for reach in reaches if (said := reach(outcome, slower))), None)


PLAN: Final = (
    Check("S1", "poisoned reviews, assembled answers", "poisoned_answers", 300, 5400, 100, "poisoned reviews",
          "0 violations"),
    Check("S2", "poisoned reviews, a chat model that obeys them", "obedient_model", 600, 5400, 300,
          "poisoned reviews", "0 violations"),
    Check("S3", "usefulness beside 1, 3 and 5 poisoned reviews", "useful_answers", 50, 600, 150, "questions",
          "≥ 95 % as when clean; ≤ 1 % of clean reviews held",
          both(share_at_least("as when clean", "answered when clean", 0.95),
               lambda o, slower: None if o.figures.get("clean reviews held", 0) <= 0.01 * o.figures.get("clean reviews", 0)
               else "more than 1 % of the clean reviews are held back")),
    Check("X1", "markup as review, author, question, transcript, in a real browser", "markup", 300, 6000, 150,
          "payloads", "0 executed, 0 foreign requests"),
    Check("X3", "naughty strings in every text field", "naughty_texts", 1, 1, 1, "rounds",
          "0 × 5xx; > 64 KiB is 413; error bodies ≤ 4 KiB, without the input"),
    Check("F1", "the API fuzzed from its own description", "api_fuzz", 1000, 50_000, 2500, "calls",
          "0 × 5xx, 0 schema breaches"),
    Check("F2", "damaged exports of every layout", "reader_fuzz", 2000, 200_000, 10_000, "files",
          "in = kept + refused, no crash, none over 1 s", at_most("worst seconds a file", 1.0)),
    Check("R1", "kill -9 at random moments of an import", "random_kills", 20, 500, 25, "kills",
          "0 acknowledged records lost, 0 duplicates"),
    Check("R2", "kill -9 at index write, pointer flip, ledger commit", "aimed_kills", 20, 200, 10, "kills",
          "old or new generation served, never neither"),
    Check("R3", "damaged index files", "index_damage", 10, 100, 5, "damages",
          "found before serving, rebuilt from the ledger, no 5xx"),
    Check("R4", "a second builder, a second owner of the port", "second_owner", 1, 5, 5, "rounds",
          "refused ≤ 2 s with a message", at_most("worst seconds to refusal", 2.0)),
    Check("R5", "disk full, read-only, SIGTERM in an import, clock jump", "failing_machine", 5, 50, 5, "accidents",
          "fails clean, serving goes on"),
    Check("R6", "a chat model's server that fails in every way", "model_faults", 12, 120, 12, "faults",
          "0 visible errors, answer ≤ 3 s, breaker opens", at_most("worst seconds to the answer", 3.0)),
    Check("R7", "backup, restore, verify while writing", "restored", 1, 20, 5, "cycles",
          "same ledger hash, same answers"),
    Check("G1", "a contributor erased: byte and vector scan", "erased", 20, 200, 10, "people",
          "0 bytes of text, id or vector left; the tombstone holds"),
    Check("G2", "personal data masked, and none in the logs", "masked", 200, 20_000, 2000, "texts",
          "recall ≥ 99 %; ≤ 1 % false; 0 in logs",
          both(share_at_least("hidden", "contacts", 0.99),
               lambda o, slower: None if o.figures.get("clean texts touched", 0) <= 0.01 * o.figures.get("clean texts", 0)
               else "more than 1 % of the clean texts are touched")),
    Check("A1", "every route × every role; guessed ids", "roles", 1000, 1000, 1000, "guessed ids",
          "100 % deny by default, 0 leaks"),
    Check("L1", "concurrent shoppers over real answers", "shoppers", 30, 600, 600, "seconds",
          "0 errors, first event p95 ≤ 500 ms", at_most("worst p95 ms to the first event", 500)),
    Check("L2", "soak", "soak", 60, 3600, 3600, "seconds", "RSS growth ≤ 5 %, threads and files flat",
          at_most("worst percent of RSS growth", 5.0, timed=False)),
    Check("L3", "half-open, silent and flooding clients", "hostile_clients", 100, 400, 100, "clients",
          "health p95 ≤ 200 ms; cut ≤ 15 s",
          both(at_most("worst p95 ms of health", 200), at_most("worst seconds until cut", 15))),
    Check("L4", "rate limit", "rate_limits", 1, 10, 5, "rounds",
          "accepted = budget ± 2 %, 429 + Retry-After, spoofed address useless"),
    Check("N1", "sockets of a whole import, a server and its answers", "phone_home", 1, 1, 1, "runs",
          "0 non-loopback connections"),
)  # fmt: skip


def check_of(check_id: str) -> Check:
    """The check of an id (`KeyError` with the ids there are)."""
    for check in PLAN:
        if check.id == check_id:
            return check
    raise KeyError(f"{check_id}: one of {', '.join(check.id for check in PLAN)} was expected")
