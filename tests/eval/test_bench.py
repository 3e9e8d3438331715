"""The benchmark: contestants take turns, noise is told, and every speed stands beside how right the answers were."""

import argparse
import json
import os
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

import pytest

from data.errors import EvalError
from data.settings import Settings
from eval.bench import search_rows
from eval.bench.measuring import Race, Times, exponent, race
from eval.bench.plots import growth_chart
from eval.bench.row import Row, absent, row_of
from eval.bench.sections import SECTIONS, Opened, Workshop
from eval.bench.shops import bring_in
from eval.bench.simulated import sentences, write_reviews
from eval.bench.table import as_json, markdown, versions
from eval.bench.tiers import QUICK, Tier
from eval.commands import bench
from tests.fakes_embedder import FakeEmbedder

TINY = Tier("tiny", (240, 480), 4, 1, 12, 600, 20, 4, 4)
FLOORS = {
    "again": ("the same", 10.0),
    "search": ("search inside a product", 1.0),
    "encode": ("encode", 0.8),
}
"""Far below what is reached, for a machine that does other things meanwhile: section to the row and the least value."""


def race_of(*rounds: tuple[float, float], loads: tuple[float, ...] = (0.1, 0.1, 0.1)) -> Race:
    """Rounds of (theirs, ours) in CPU seconds, nobody waiting."""
    told = [{"theirs": Times((a,), (a,)), "ours": Times((b,), (b,))} for a, b in rounds]
    return Race(tuple(told), loads[: len(rounds)])


def test_contestants_take_turns() -> None:
    order: list[str] = []
    timed = race({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=3, calls=2)
    assert order == ["a", "a", "b", "b"] * 3
    assert len(timed.of("a").cpu) == 6


def test_a_ratio_is_the_median_of_the_rounds_so_that_one_bad_minute_changes_nothing() -> None:
    assert race_of((2, 1), (2, 1), (90, 1)).ratio("theirs", "ours") == 2


def test_rounds_in_which_somebody_waited_or_the_machine_was_full_are_noisy() -> None:
    waited = Race(({"ours": Times((1.0,), (2.0,))}, {"ours": Times((1.0,), (1.1,))}), (0.1, 0.1))
    assert waited.noisy == 1
    assert race_of((1, 1), (1, 1), loads=(0.1, 99.0)).noisy == 1


def test_twice_the_size_at_twice_the_cost_has_the_exponent_one() -> None:
    assert exponent({10: 1.0, 20: 2.0, 40: 4.0}) == pytest.approx(1)
    assert exponent({10: 1.0, 20: 4.0}) == pytest.approx(2)


def test_a_row_tells_its_mark_whether_it_is_reached_and_what_the_answers_were_worth() -> None:
    row = row_of("search", "a peer", 2.0, "×", "recall 1.000", race_of((2, 1)), "ours", at_least=3)
    assert (row.reached, row.reach) == (False, "≥ 3 ×")
    told = markdown([row, absent("search", "txtai", "txtai")])
    assert "| ✗ |" in told
    assert "recall 1.000" in told
    assert "not installed; pip install txtai" in told
    stored = as_json([row], "quick")
    assert json.loads(json.dumps(stored))["rows"][0]["reached"] is False


def test_a_row_without_a_mark_is_neither_reached_nor_missed() -> None:
    assert Row("x", "y", 1.0, "×", "–").reached is None


def test_a_package_that_is_not_there_is_said_to_be_so() -> None:
    assert versions(["numpy", "no-such-package"])["no-such-package"] == "not installed"


def test_a_plot_is_a_drawing_with_a_point_for_every_size() -> None:
    drawn = growth_chart("An import", {"whole": {1_000: 2.0, 10_000: 21.0}, "rest": {1_000: 0.2}}, "spans", "s")
    circles = [one for one in ElementTree.fromstring(drawn).iter() if one.tag.endswith("circle")]  # noqa: S314 - our own
    assert len(circles) == 3


def test_simulated_reviews_are_the_same_every_time_and_no_two_say_the_same(tmp_path: Path) -> None:
    pool = sentences(20)
    for name in ("a", "b"):
        write_reviews(tmp_path / name, 60, pool, big=10)
    told = [json.loads(line) for line in (tmp_path / "a").read_text(encoding="utf-8").splitlines()]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len({one["text"] for one in told}) == 60
    assert [one["product_id"] for one in told].count("big") == 10


def test_a_small_shop_is_measured_with_exact_answers(tmp_path: Path) -> None:
    """Peers, servers and the real model left out: what remains takes seconds."""
    settings = Settings(_env_file=None, home=tmp_path / "home", threads=1)
    with ExitStack() as stack:
        at = Workshop(TINY, settings, stack)
        at.__dict__["source"] = Opened(FakeEmbedder())
        small, large = at.shops
        assert search_rows.recall(large.searcher, large.products[0]) == 1.0
        rows = [
            search_rows.warm(small, large, 1),
            search_rows.cold_shelf(large, 1),
            *SECTIONS["besides"](at),
            *SECTIONS["answers"](at),
        ]
        assert bring_in(small.export, small.stores).embedded == 0
    assert all(row.value is not None and row.accuracy for row in rows)
    (whole,) = [row for row in rows if row.name.endswith("reviews, p95")]
    true, of = whole.accuracy.split(" quotes")[0].split(" of ")
    assert true == of != "0"


def test_an_unknown_section_is_told_with_those_there_are() -> None:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    with pytest.raises(EvalError, match="no section is called speed: encode, ingest"):
        bench.run(parser.parse_args(["--only", "speed"]))


@pytest.mark.model
@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(not os.environ.get("TEMOIN_BENCH"), reason="three minutes: set TEMOIN_BENCH=1, as CI does")
def test_the_quick_tier_keeps_loose_floors(model_home: Path) -> None:
    settings = Settings(_env_file=None, home=model_home, threads=1)
    with ExitStack() as stack:
        at = Workshop(QUICK, settings, stack)
        rows = {section: SECTIONS[section](at) for section in FLOORS}
    found = {
        section: [row.value for row in of if row.name.startswith(FLOORS[section][0]) and row.unit == "×"]
        for section, of in rows.items()
    }
    low = {section: values for section, values in found.items() if any(v and v < FLOORS[section][1] for v in values)}
    assert low == {}
