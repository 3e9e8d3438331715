"""A text that was embedded once is not embedded again."""

import numpy as np
import pytest
from numpy.typing import NDArray

from data.errors import LedgerError
from data.ledger import Ledger

RANDOM = np.random.default_rng(7)


def some_vectors(count: int) -> dict[str, NDArray[np.float32]]:
    """Vectors of 8 dimensions by the hash of a text."""
    return {f"hash-{n}": RANDOM.normal(size=8).astype(np.float32) for n in range(count)}


def test_vectors_come_back_to_the_last_bit_and_can_be_written_to(ledger: Ledger) -> None:
    given = some_vectors(2000)
    ledger.put_vectors("e5", given)
    back = ledger.vectors("e5", [*given, "unknown"])
    assert back.keys() == given.keys()
    assert all(np.array_equal(back[key], vector) for key, vector in given.items())
    assert back["hash-0"].dtype == np.float32
    assert back["hash-0"].flags.writeable


def test_each_model_has_its_own_vectors(ledger: Ledger) -> None:
    ledger.put_vectors("e5", {"a": np.ones(4, np.float32)})
    ledger.put_vectors("other", {"a": np.zeros(4, np.float32)})
    assert ledger.vectors("e5", ["a"])["a"].tolist() == [1, 1, 1, 1]
    assert ledger.vectors("third", ["a"]) == {}


def test_a_vector_written_again_replaces_the_first(ledger: Ledger) -> None:
    ledger.put_vectors("e5", {"a": np.ones(4, np.float32)})
    ledger.put_vectors("e5", {"a": np.full(4, 2, np.float64)})
    assert ledger.vectors("e5", ["a"])["a"].tolist() == [2, 2, 2, 2]


def test_pruning_drops_what_is_not_to_be_kept_of_one_model(ledger: Ledger) -> None:
    ledger.put_vectors("e5", some_vectors(10))
    ledger.put_vectors("other", some_vectors(10))
    assert ledger.prune_vectors("e5", keep={"hash-1", "hash-3", "unknown"}) == 8
    assert ledger.vectors("e5", list(some_vectors(10))).keys() == {"hash-1", "hash-3"}
    assert ledger.prune_vectors("other", keep=()) == 10


def test_what_is_not_a_vector_is_refused(ledger: Ledger) -> None:
    for spoilt in map(np.array, ([[1.0]], [1, np.nan], [], 1.0)):
        with pytest.raises(LedgerError, match=r"vector of text a by e5 .* expected one row of finite numbers"):
            ledger.put_vectors("e5", {"a": spoilt})


def test_no_vectors_are_written_and_read_in_peace(ledger: Ledger) -> None:
    ledger.put_vectors("e5", {})
    assert ledger.vectors("e5", []) == {}


def test_vectors_are_no_change_of_what_is_served(ledger: Ledger) -> None:
    ledger.put_vectors("e5", some_vectors(1))
    assert ledger.revision() == 0
