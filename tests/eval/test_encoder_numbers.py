"""The numbers that bring the embedding model to eight bits are taken from texts, of every part of every layer."""

from pathlib import Path

import numpy as np
import pytest

from data.home import Home
from eval.encoder_numbers import SHORT, cosines, met, scenario_texts
from eval.scenarios import shipped_scenarios
from retrieval.built_in_model import built_in_model
from retrieval.embedder import Embedder
from retrieval.encoder_files import met_numbers
from retrieval.quantized_graph import MEAN, PARTS, REACH

PARTS_OF_TWELVE = {f"encoder.layer.{layer}.{part}" for layer in range(12) for part in PARTS}


@pytest.mark.model
def test_a_text_more_reaches_as_far_or_farther_and_the_mean_stays_within(model_home: Path) -> None:
    folder = built_in_model(Home(model_home).models)
    one, two = (met(folder, texts) for texts in (["query: sec ?"], ["query: sec ?", "passage: It dries in an hour."]))
    assert set(one) == set(two) == {part + end for part in PARTS_OF_TWELVE for end in (REACH, MEAN)}
    for part in PARTS_OF_TWELVE:
        assert (two[part + REACH] >= one[part + REACH]).all()
        assert (np.abs(two[part + MEAN]) <= two[part + REACH]).all()
    assert any((two[part + REACH] > one[part + REACH]).any() for part in PARTS_OF_TWELVE)


def test_what_is_shipped_has_the_numbers_of_every_part() -> None:
    shipped = met_numbers()
    assert set(shipped) == {part + end for part in PARTS_OF_TWELVE for end in (REACH, MEAN)}
    for name, numbers in shipped.items():
        assert numbers.shape == ((1536,) if ".output" in name and "attention" not in name else (384,))
        assert np.isfinite(numbers).all()


def test_texts_are_drawn_of_all_lengths_with_the_prompt_each_is_read_with() -> None:
    texts = scenario_texts([one for one in shipped_scenarios() if not one.held_out][:40], 200, 1)
    assert len(texts) == 200 + 2 * len(SHORT)
    questions = [text for text in texts if text.startswith("query: ")]
    assert len(questions) == 50 + len(SHORT)
    assert all(text.startswith("passage: ") for text in texts if text not in questions)
    assert max(map(len, texts)) > 1000 > min(map(len, texts))


def test_cosines_are_of_the_same_text_in_both() -> None:
    class Fixed(Embedder):
        """Vectors by text."""

        def __init__(self, turned: bool) -> None:
            self.turned = turned

        def documents(self, texts: object, progress: object = None) -> np.ndarray:  # type: ignore[type-arg]  # any array
            return np.array([[0.6, 0.8], [0.8, 0.6] if self.turned else [1.0, 0.0]], np.float32)

    # the rest of an embedder is not asked for
    found = cosines(Fixed(False), Fixed(True), ["a", "b"])  # type: ignore[abstract]
    assert found.tolist() == pytest.approx([1.0, 0.8])
