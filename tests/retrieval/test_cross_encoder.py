"""Question and passage are read together: what answers, what only sounds like it, and on which side it stands."""

from pathlib import Path

import numpy as np
import pytest

from data.errors import ModelError
from data.home import Home
from data.records import Kind
from data.settings import Settings
from retrieval.built_in_model import built_in_model
from retrieval.cross_encoder import BuiltInCrossEncoder, open_cross_encoder, read, told
from retrieval.cross_encoder_files import add_cross_encoder, layers_of, learnt
from tests.fakes_cross_encoder import FakeCrossEncoder
from tests.retrieval.hits_for_tests import hit

FILM = "Does it leave a greasy film?"
CLEAN = "No oily film at all, it sinks in within a minute."
GREASY = "Film gras, oreiller taché, mari mécontent."
PUMP = "The pump broke on the second day."


@pytest.fixture(scope="module")
def encoder(model_home: Path) -> BuiltInCrossEncoder:
    return BuiltInCrossEncoder(built_in_model(Home(model_home).models), 1)


def test_raw_scores_become_log_odds_and_probabilities() -> None:
    found = told(np.array([[1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0]], np.float32))
    assert found.answers[0] == pytest.approx(1 - np.log(2))
    assert found.near[0] == 0
    assert found.sides.sum() == pytest.approx(1)
    assert found.sides[0, 0] == pytest.approx(np.exp(2) / (np.exp(2) + 3))


def test_hits_are_given_what_was_read_in_their_own_span() -> None:
    fake = FakeCrossEncoder(answering=("film",))
    hits = read([hit(1, CLEAN), hit(2, PUMP)], FILM, fake)
    assert [one.scores.answers for one in hits] == [4.0, -4.0]
    assert fake.asked == [(FILM, CLEAN), (FILM, PUMP)]
    assert [one.rank for one in hits] == [1, 2]


@pytest.mark.parametrize("kind", [Kind.FAQ, Kind.QUESTION])
def test_what_answers_a_question_asked_before_is_read_behind_it(kind: Kind) -> None:
    fake = FakeCrossEncoder(answering=("film",))
    hits = [hit(1, "None at all.", kind=kind, title="Any greasy film?"), hit(2, "None at all.", kind=kind)]
    assert [one.scores.answers for one in read(hits, FILM, fake)] == [4.0, -4.0]
    assert fake.asked == [(FILM, "Any greasy film? None at all."), (FILM, "None at all.")]
    titled = read([hit(3, PUMP, title="Any greasy film?")], FILM, fake)
    assert [one.scores.answers for one in titled] == [-4.0]


def test_none_is_opened_where_the_settings_want_none(tmp_path: Path) -> None:
    assert open_cross_encoder(Settings(_env_file=None, cross_encoder="none"), Home(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_what_comes_with_the_product_adapts_its_first_layers() -> None:
    arrays = learnt()
    assert 1 <= layers_of(arrays) <= 12
    assert all(np.isfinite(array).all() for array in arrays.values())


@pytest.mark.model
def test_an_answer_is_told_from_another_matter_in_both_languages(encoder: BuiltInCrossEncoder) -> None:
    for question in (FILM, "elle laisse un film gras ?"):
        clean, greasy, pump = encoder.scores(question, [CLEAN, GREASY, PUMP]).answers
        assert min(clean, greasy) > pump + 1


@pytest.mark.model
def test_the_side_is_that_of_the_product_on_what_is_asked(encoder: BuiltInCrossEncoder) -> None:
    sides = encoder.scores(FILM, [CLEAN, "A greasy film that never sinks in, my pillow is ruined."]).sides
    assert sides[0, 0] > 0.5 > sides[0, 1]
    assert sides[1, 1] > 0.5 > sides[1, 0]


@pytest.mark.model
def test_a_passage_reads_the_same_alone_and_among_others(encoder: BuiltInCrossEncoder, model_home: Path) -> None:
    other = BuiltInCrossEncoder(built_in_model(Home(model_home).models), 1)
    among = encoder.scores("Is it quiet?", [CLEAN, "Quiet as a mouse. " * 20, GREASY]).answers
    assert other.scores("Is it quiet?", [GREASY]).answers[0] == pytest.approx(among[2], abs=1e-3)


@pytest.mark.model
def test_what_several_threads_share_out_comes_back_in_its_order(encoder: BuiltInCrossEncoder, model_home: Path) -> None:
    shared = BuiltInCrossEncoder(built_in_model(Home(model_home).models), 3)
    passages = [f"{text} {'Really. ' * extra}" for extra in range(0, 60, 6) for text in (CLEAN, GREASY, PUMP)]
    one, three = (reader.scores("Is it greasy?", passages).answers for reader in (encoder, shared))
    assert three == pytest.approx(one, abs=1e-3)
    assert len({round(float(answer), 2) for answer in one}) > len(passages) / 2, "told apart"


@pytest.mark.model
def test_a_pair_is_read_once_and_nothing_is_read_of_no_passages(encoder: BuiltInCrossEncoder) -> None:
    first = encoder.scores("Does the pump last?", [PUMP, PUMP])
    assert first.answers[0] == first.answers[1]
    assert np.array_equal(encoder.scores("Does the pump last?", [PUMP]).answers, first.answers[:1])
    nothing = encoder.scores("Does the pump last?", [])
    assert (nothing.answers.shape, nothing.sides.shape) == ((0,), (0, 4))


@pytest.mark.model
@pytest.mark.parametrize("question", ["", " ", "?" * 5000, "👍", "a" * 3000])
def test_any_question_and_passage_can_be_read(encoder: BuiltInCrossEncoder, question: str) -> None:
    found = encoder.scores(question, ["", "ok", "x " * 4000, CLEAN])
    assert np.isfinite(found.answers).all()
    assert found.sides.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-5)


@pytest.mark.model
def test_a_damaged_file_is_told_with_what_helps(model_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for path in built_in_model(Home(model_home).models).iterdir():
        if path.is_file() and not path.name.startswith("cross-encoder"):
            (folder / path.name).symlink_to(path)
    add_cross_encoder(folder).write_bytes(b"not a graph")
    with pytest.raises(ModelError, match="remove the folder"):
        BuiltInCrossEncoder(folder, 1)
