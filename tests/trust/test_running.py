"""The command: resumed where it stopped, told in a table, and red when a promise is broken."""

import json
from pathlib import Path

import pytest

from tests.trust import __main__ as command
from tests.trust.journal import Journal, Result
from tests.trust.outcome import Outcome, Tally
from tests.trust.plan import PLAN, Check, check_of
from tests.trust.socket_guard import is_local
from tests.trust.table import figures, markdown


class Attack:
    """A check of three parts that is interrupted in the second, the first time."""

    def __init__(self, failed: int = 0) -> None:
        self.parts: list[tuple[int, int]] = []
        self.failed, self.interrupted = failed, False

    def run(self, amount: int, seed: int, scratch: object) -> Outcome:
        if len(self.parts) == 1 and not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        self.parts.append((amount, seed))
        return Outcome(amount, self.failed, {"seen": amount, "worst seconds": seed}, ("wrong",) * self.failed)


@pytest.fixture
def attack(monkeypatch: pytest.MonkeyPatch) -> Attack:
    one = Attack()
    check = Check("T1", "a trial", "none", 5, 25, 10, "tries", "0")
    monkeypatch.setattr(Check, "run", lambda self, amount, seed, scratch: one.run(amount, seed, scratch))
    monkeypatch.setattr(command, "PLAN", (check,))
    monkeypatch.setattr(command, "check_of", lambda name: check)
    return one


def test_an_interrupted_run_goes_on_where_it_stopped(
    attack: Attack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["--json", str(tmp_path / "trust.json"), "--models", str(tmp_path), "--keep"]
    with pytest.raises(KeyboardInterrupt):
        command.main(typed)
    assert json.loads((tmp_path / "trust.json").read_text())["full T1"]["done"] == 10
    assert command.main(typed) == 0
    assert attack.parts == [(10, 1), (10, 2), (5, 3)]
    assert "| T1 | a trial | 25 | 0 | seen 25, worst seconds 3 | 0 |" in (tmp_path / "trust.md").read_text()
    assert command.main(typed) == 0
    assert len(attack.parts) == 3
    assert "T1  0 of 25 failed" in capsys.readouterr().out


def test_a_broken_promise_is_exit_1_with_its_example(
    attack: Attack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attack.failed = attack.interrupted = True
    assert command.main(["--quick", "--json", str(tmp_path / "t.json"), "--models", str(tmp_path)]) == 1
    assert "not reached: 1 of 5: wrong" in capsys.readouterr().out


def test_every_id_of_the_plan_is_there_once_with_a_module_of_its_own() -> None:
    ids = [check.id for check in PLAN]
    assert ids == "S1 S2 S3 X1 X3 F1 F2 R1 R2 R3 R4 R5 R6 R7 G1 G2 A1 L1 L2 L3 L4 N1".split()
    assert len({check.module for check in PLAN}) == len(PLAN)
    assert all((Path(__file__).parent / f"{check.module}.py").is_file() for check in PLAN)
    with pytest.raises(KeyError, match="one of S1, S2"):
        check_of("Z9")


def test_nothing_tried_is_not_a_success_and_a_figure_that_was_not_measured_is_not_reached() -> None:
    assert check_of("S1").broken(Outcome()) == "nothing was tried"
    assert check_of("F2").broken(Outcome(1)) == "worst seconds a file was not measured"
    assert "at most 1 was expected" in str(check_of("F2").broken(Outcome(1, 0, {"worst seconds a file": 2.0})))
    assert check_of("F2").broken(Outcome(1, 0, {"worst seconds a file": 2.0}), slower=3.0) is None
    assert check_of("L2").broken(Outcome(1, 0, {"worst percent of RSS growth": 6.0}), slower=3.0)
    assert check_of("S3").broken(Outcome(1, 0, {"answered when clean": 10, "as when clean": 9}), slower=3.0)
    assert check_of("S3").broken(Outcome(1, 0, {"answered when clean": 10, "as when clean": 10})) is None


def test_parts_add_up_and_the_worst_stays_the_worst() -> None:
    both = Outcome(2, 1, {"a": 1, "worst b": 3}, ("x",)) + Outcome(3, 0, {"a": 2, "worst b": 1, "c": 1})
    assert (both.tried, both.failed, both.examples) == (5, 1, ("x",))
    assert figures(both) == "a 3, c 1, worst b 3"
    counted = Tally()
    counted.check(None)
    counted.check(["one", "two"])
    assert (counted.outcome.tried, counted.outcome.failed, counted.outcome.examples) == (2, 1, ("one; two",))


def test_results_of_another_commit_are_not_taken_for_these(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "trust.json")
    journal.put(Result("S1", "abc", "full", 10).plus(5, Outcome(5), 1.0))
    again = Journal(tmp_path / "trust.json")
    fresh = Result("S1", "def", "full", 10)
    assert again.begin(fresh).done == 0
    assert again.begin(fresh, keep=True).done == 5
    assert "5 (5 of 10 poisoned reviews)" in markdown(PLAN, again)


@pytest.mark.parametrize(
    ("address", "local"),
    [(("127.0.0.1", 80), True), (("::1", 80, 0, 0), True), (("localhost", 80), True), ("/run/socket", True), (("127.9.9.9", 1), True),
     (("192.0.2.1", 80), False), (("evil.example", 80), False), (("2001:db8::1", 80, 0, 0), False), (("8.8.8.8", 53), False)],
)  # fmt: skip
def test_the_guard_knows_this_machine_from_another(address: object, local: bool) -> None:
    assert is_local(address) is local
