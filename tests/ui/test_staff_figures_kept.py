"""Counts that take long: made once for each state of the shop, kept from one server to the next."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from chat.tally.tallier import TopicTally
from data.errors import IndexUnavailableError
from data.settings import Settings
from retrieval.index import Index
from retrieval.manifest import Manifest
from tests.fakes_assistant import FakeAssistant
from tests.ui.fake_shop import FakeShop
from tests.ui.figures_shop import filled
from tests.ui.staffed_shop import StaffedShop
from ui.staff.figures_ahead import renewing
from ui.staff.figures_file import TopicsFile
from ui.staff.figures_kept import Behind, Counted, Made, Stand, Tell
from ui.staff.figures_rows import TopicRow
from ui.staff.figures_source import FigureSource
from ui.staff.office import Office

FIRST, SECOND = Stand(1), Stand(2)
ROW = TopicRow(topic="smell", label_fr="l'odeur", label_en="the smell", for_=2, against=1, mixed=0, voices=3, rated=0)


class Slow:
    """Counts when it is let, and remembers how often."""

    def __init__(self) -> None:
        self.counted, self.fails = 0, False

    def __call__(self, tell: Tell) -> int:
        tell(1, 3)
        if self.fails:
            raise IndexUnavailableError("there is no index")
        self.counted += 1
        time.sleep(0.05)
        return self.counted


def ended(figure: Behind[int], stand: Stand) -> Counted[int]:
    """The figure of a state, once it is there."""
    for _ in range(200):
        told = figure.get(stand)
        if told.pending is None and told.revision == stand.revision:
            return told
        time.sleep(0.01)
    raise AssertionError("it is never counted")


def test_a_count_is_made_once_a_state_and_the_last_one_serves_meanwhile() -> None:
    count = Slow()
    kept = Behind(count, patience_s=2)
    assert (kept.get(FIRST).value, kept.get(FIRST).value, count.counted) == (1, 1, 1)
    hasty = Behind(count, patience_s=0)
    first = hasty.get(FIRST)
    assert (first.value, first.revision, first.pending is not None) == (None, None, True)
    assert ended(hasty, FIRST).value == 2
    later = hasty.get(SECOND)
    assert (later.value, later.revision, later.pending is not None) == (2, 1, True)


def test_a_count_that_fails_is_told_and_tried_again() -> None:
    count = Slow()
    count.fails = True
    kept = Behind(count, patience_s=2)
    with pytest.raises(IndexUnavailableError):
        kept.get(FIRST)
    count.fails = False
    assert kept.get(FIRST).value == 1


def test_only_what_was_counted_once_is_counted_ahead() -> None:
    count = Slow()
    kept = Behind(count, patience_s=2)
    kept.renew(FIRST)
    assert count.counted == 0
    kept.get(FIRST)
    kept.renew(FIRST)
    assert count.counted == 1
    kept.renew(SECOND)
    assert (ended(kept, SECOND).value, count.counted) == (2, 2)


def test_a_file_gives_back_what_it_was_given_and_nothing_where_it_is_damaged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = TopicsFile(tmp_path / "figures.json")
    assert file.read() is None
    made = Made([ROW], Stand(7, "by"), datetime(2026, 1, 18, 9, 30, tzinfo=UTC))
    file.write(made)
    assert file.read() == made
    assert [path.name for path in tmp_path.iterdir()] == ["figures.json"]
    assert caplog.text == ""
    file.path.write_text(file.path.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    assert file.read() is None
    assert "topics are counted anew" in caplog.text
    TopicsFile(tmp_path / "no" / "figures.json").write(made)
    assert "counted again at the next start" in caplog.text


class Counting(FakeShop):
    """An assistant that remembers how often it was asked to count."""

    tallied: int = 0

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        self.tallied += 1
        return super().tally(product_id, "peau sèche", language)


def topics(source: FigureSource) -> Counted[list[TopicRow]]:
    """The topics, once they are counted."""
    for _ in range(200):
        told = source.topics()
        if told.pending is None:
            return told
        time.sleep(0.05)
    raise AssertionError("they are never counted")


Opened = Callable[..., tuple[FigureSource, Counting]]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens what a server that starts over a home counts with, over an index where one is given."""
    home, shops = filled(tmp_path), list[StaffedShop]()

    def opened(index: Index | None = None) -> tuple[FigureSource, Counting]:
        shop, assistant = StaffedShop(home), Counting()
        shop.office._index = index
        shops.append(shop)
        return FigureSource(shop.office, lambda: assistant), assistant

    yield opened
    for shop in shops:
        shop.close()


def test_a_server_that_starts_again_shows_the_figures_at_once_and_when_they_were_counted(opened: Opened) -> None:
    first, counting = opened()
    counted = topics(first)
    assert counted.value
    assert counting.tallied > 0
    again, idle = opened()
    shown = again.topics()
    assert (shown.value, shown.at, shown.pending) == (counted.value, counted.at, None)
    assert idle.tallied == 0


class Generations:
    """An index whose generation can be changed."""

    def __init__(self) -> None:
        self.made: Manifest | None = Manifest("model", 1)

    def manifest(self) -> Manifest | None:
        """What the current one was made of."""
        return self.made


def test_a_new_generation_is_counted_behind_and_one_being_written_is_not(opened: Opened) -> None:
    index = Generations()
    source, counting = opened(index)
    before = topics(source)
    once = counting.tallied
    index.made = None
    assert (source.topics().at, counting.tallied) == (before.at, once)
    index.made = Manifest("model", 2)
    shown = source.topics()
    assert (shown.value, shown.revision) == (before.value, 1) or counting.tallied > once
    assert topics(source).revision == 2
    assert counting.tallied == 2 * once


def test_a_server_counts_a_new_generation_before_anybody_asks(opened: Opened) -> None:
    index = Generations()
    source, counting = opened(index)
    topics(source)
    once = counting.tallied
    index.made = Manifest("model", 2)

    @asynccontextmanager
    async def plain(_: FastAPI) -> AsyncIterator[None]:
        yield

    async def serve() -> None:
        async with renewing(plain, source, FakeAssistant().ready, every_s=0.02)(FastAPI()):
            for _ in range(200):
                if counting.tallied == 2 * once:
                    return
                await asyncio.sleep(0.02)

    asyncio.run(serve())
    assert counting.tallied == 2 * once
    assert topics(source).revision == 2


def test_an_office_without_an_index_says_so(tmp_path: Path) -> None:
    office = Office(Settings(_env_file=None, home=tmp_path))
    assert office.served() is None
    office.close()
