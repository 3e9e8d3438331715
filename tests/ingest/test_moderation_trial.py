"""A rule on trial tells what it would change, writes nothing, and ends when it takes too long."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from data.records import Status
from ingest.moderation.by_hand import Action, Order, carry_out
from ingest.moderation.rules import Rule, rule_book, rule_of
from ingest.moderation.trial import Trial, tried, with_rule
from ingest.moderation.trial_process import (
    EndlessPatternError,
    PatternError,
    Proposal,
    StarvedTrialError,
    try_rule,
)
from tests.imports_for_tests import Importer, row

INSULT = "The zip broke on day one. Your helpdesk is thick as a brick, you thieving gits."


def rule(code: str, status: str, *patterns: str) -> Rule:
    return rule_of(
        {"code": code, "version": "trial", "status": status, "title": {}, "reason": {}, "patterns": patterns}
    )


@pytest.fixture
def shop(importer: Importer) -> Importer:
    texts = ["A counterfeit, I am sure of it.", "This one is counterfeit too.", "A fine coat for the rain.", INSULT]
    importer.write("a.csv", *(row(number, text) for number, text in enumerate(texts, 1)))
    importer.run()
    return importer


def run(shop: Importer, tested: Rule, **more: Callable[[], bool]) -> Trial:
    before = (shop.ledger.revision(), len(shop.ledger.journal.decisions()))
    trial = tried(tested, rule_book(), shop.ledger, **more)
    assert (shop.ledger.revision(), len(shop.ledger.journal.decisions())) == before
    return trial


def test_a_new_rule_tells_what_it_would_hold_back_and_where(shop: Importer) -> None:
    trial = run(shop, rule("counterfeit", "pending", r"\bcounterfeit"))
    assert (trial.read, trial.matched, trial.whole) == (4, 2, True)
    assert trial.changes == {"held": 2}
    example = trial.examples["held"][0]
    (place,) = example.passages
    assert example.record.text[place.start : place.end].startswith("counterfeit")
    assert example.after is Status.PENDING


def test_an_edited_rule_tells_what_it_would_release(shop: Importer) -> None:
    trial = run(shop, rule("insult", "pending", "nobody says this"))
    assert trial.changes == {"released": 1}
    assert run(shop, rule("insult", "rejected", "thieving gits")).changes == {"moved": 1}
    assert len(with_rule(rule_book(), rule("insult", "pending", "x")).rules) == len(rule_book().rules)


def test_a_persons_decision_stands_whatever_the_rule_says(shop: Importer) -> None:
    kept = next(one for one in shop.ledger.records() if "sure" in one.text)
    carry_out(shop.ledger, Order(Action.APPROVE, (kept.id,), "an opinion", "Ada"), datetime.now(UTC))
    trial = run(shop, rule("counterfeit", "rejected", r"\bcounterfeit"))
    assert (trial.matched, trial.by_people, trial.changes) == (2, 1, {"held": 1})


def test_a_trial_that_had_enough_says_so(shop: Importer) -> None:
    assert not run(shop, rule("x", "pending", "zzz"), spent=lambda: True).whole


def test_the_trial_in_a_process_of_its_own_tells_the_same(shop: Importer) -> None:
    found = try_rule(shop.home.ledger_url, Proposal("counterfeit", "pending", (r"\bcounterfeit",)), 60, 300)
    assert (found["read"], found["matched"], found["changes"]) == (4, 2, {"held": 2})
    assert found["examples"][0]["after"] == "pending"
    with pytest.raises(PatternError, match="pattern 2"):
        try_rule(shop.home.ledger_url, Proposal("x", "pending", ("fine",), ("(broken",)), 60, 300)


def test_an_endless_pattern_is_bound_by_its_work_and_a_busy_machine_is_not_held_against_a_fine_one(
    shop: Importer,
) -> None:
    endless = Proposal("x", "pending", (r"(?:.|..)+\d\d$",))  # two ways for each letter of eighty: no machine ends it
    with pytest.raises(EndlessPatternError, match="after 4 s"):
        try_rule(shop.home.ledger_url, endless, 4, 300)
    with pytest.raises(StarvedTrialError, match="try again"):  # no process starts within a hundredth of a second
        try_rule(shop.home.ledger_url, Proposal("counterfeit", "pending", (r"\bcounterfeit",)), 60, 0.01)
