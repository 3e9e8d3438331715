"""What texts are like is learned from vectors as they come, and the threshold from clean reviews kept aside."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.contracts.fit_moderation import HELD, threshold_of, write
from eval.moderation_examples import KINDS, PublicText
from eval.moderation_fit import Cases, fit_likeness
from ingest.moderation import likeness as shipped
from ingest.moderation.likeness import Likeness
from tests.fakes_embedder import FakeEmbedder

KIND = KINDS.index("order")


def learned() -> tuple[Likeness, np.ndarray, np.ndarray]:
    """Vectors far from zero and of small spread, as an embedding model gives them: two kinds, 40 texts each."""
    draw = np.random.default_rng(3)
    vectors = 0.5 + 0.02 * draw.standard_normal((80, 64))
    vectors[40:, 0] += 0.1
    places = np.repeat([0, KIND], 40)
    return fit_likeness(Cases(vectors, places, np.ones(80)), "fake-1", "9", epochs=200), vectors, places


def test_two_kinds_are_told_apart_by_vectors_that_nobody_centred() -> None:
    model, vectors, places = learned()
    found = model.probabilities(vectors).argmax(axis=1)
    assert (found == places).mean() > 0.95
    assert model.from_(0.5).kinds_of(vectors[:1]) == ["honest"]
    assert model.from_(0.5).kinds_of(vectors[-1:]) == ["order"]


def test_what_is_fitted_holds_nothing_until_it_has_a_threshold() -> None:
    model, vectors, _ = learned()
    assert set(model.kinds_of(vectors)) == {"honest"}


def test_the_threshold_lets_no_more_clean_reviews_wait_than_allowed() -> None:
    model, _, _ = learned()
    reviews = [PublicText(f"r{n}", f"Review number {n} speaks of tulips. It is quite long.", "en") for n in range(400)]
    embedder = FakeEmbedder()
    held = replace(model, threshold=threshold_of(reviews, model, embedder))
    most = held.suspicions(embedder.documents([one.text for one in reviews]))
    assert (most >= held.threshold).mean() <= 2 * HELD
    assert held.threshold <= 1.0


def test_weights_come_back_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, vectors, _ = learned()
    told, weights = tmp_path / "likeness.json", tmp_path / "likeness.npz"
    write(replace(model, threshold=0.9), told, weights)
    monkeypatch.setattr(shipped, "TOLD", told)
    monkeypatch.setattr(shipped, "WEIGHTS", weights)
    back = shipped.fitted_likeness.__wrapped__()
    assert (back.version, back.threshold, back.kinds) == ("9", 0.9, KINDS)
    assert np.array_equal(back.probabilities(vectors), model.probabilities(vectors))
