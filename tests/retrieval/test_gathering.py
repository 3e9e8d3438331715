"""Questions asked at the same time are read together; nobody waits for others to come."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from data.errors import ModelError
from retrieval.gathering import Gathering
from retrieval.vectors import Floats

WAIT_S = 10


class Reader:
    """A reader that remembers what was read together; it stops inside the first run until told to go on."""

    def __init__(self, fails: bool = False) -> None:
        self.runs: list[list[str]] = []
        self.inside, self.go_on, self.fails = Event(), Event(), fails

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.runs.append(list(texts))
        if len(self.runs) == 1:
            self.inside.set()
            assert self.go_on.wait(WAIT_S)
        if self.fails and "bad" in texts:
            raise ModelError("the model is gone")
        return np.array([[len(text), ord(text[0])] for text in texts], np.float32).reshape(len(texts), 2)


def gathered(gathering: Gathering, reader: Reader, asked: list[list[str]]) -> list[Future[Floats]]:
    """The first call runs and is held until all the others have come."""
    with ThreadPoolExecutor(len(asked)) as pool:
        first = pool.submit(gathering, asked[0])
        assert reader.inside.wait(WAIT_S)
        others = []
        for texts in asked[1:]:
            others.append(pool.submit(gathering, texts))
            while len(gathering._waiting) < len(others):
                pass
        reader.go_on.set()
        return [first, *others]


def test_one_caller_waits_for_nobody() -> None:
    reader = Reader()
    reader.go_on.set()
    gathering = Gathering(reader)
    assert gathering(["ab", "c"]).tolist() == [[2, ord("a")], [1, ord("c")]]
    assert gathering(["d"]).tolist() == [[1, ord("d")]]
    assert reader.runs == [["ab", "c"], ["d"]]


def test_those_who_come_during_a_run_share_the_next_one_and_each_gets_its_own() -> None:
    reader = Reader()
    asked = [["first"], ["b", "bb"], ["ccc"], []]
    results = gathered(Gathering(reader), reader, asked)
    assert reader.runs == [["first"], ["b", "bb", "ccc"]]
    assert [result.result()[:, 0].tolist() for result in results] == [[5], [1, 2], [3], []]


def test_no_run_is_shared_by_more_than_the_most() -> None:
    reader = Reader()
    asked = [[letter] for letter in "abcdef"]
    results = gathered(Gathering(reader, most=2), reader, asked)
    assert reader.runs == [["a"], ["b", "c"], ["d", "e"], ["f"]]
    assert [chr(int(result.result()[0, 1])) for result in results] == list("abcdef")


def test_an_error_is_raised_to_all_who_shared_the_run_and_to_no_other() -> None:
    reader = Reader(fails=True)
    gathering = Gathering(reader, most=2)
    results = gathered(gathering, reader, [["first"], ["bad"], ["beside"], ["after"]])
    for result in results[1:3]:
        with pytest.raises(ModelError, match="the model is gone"):
            result.result()
    assert [result.result().shape for result in (results[0], results[3])] == [(1, 2), (1, 2)]
    assert gathering(["later"]).shape == (1, 2)
