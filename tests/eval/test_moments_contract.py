"""The right video and the right moment in it, judged by the times people marked."""

import json
from pathlib import Path
from typing import Any

import pytest

from data.errors import EvalError
from data.records import Kind
from data.spans import Span
from eval.__main__ import main
from eval.contracts.moments import Gold, gold_of, measure, read_videos
from retrieval.filters import RecordFacts
from retrieval.hits import Hit, Scores
from tests.eval.public_files import Files, document, lines, question, written
from tests.fakes_embedder import FakeEmbedder


def said(video: str, number: int, start: float, end: float, text: str) -> dict[str, Any]:
    return document(
        f"{video}:{number}",
        text,
        product="app",
        source_type="video_segment",
        meta={"video_id": video, "start": start, "end": end},
    )


@pytest.fixture
def tutorials(tmp_path: Path) -> Files:
    documents = [
        said("crop", 1, 0, 9, "Today we look at how to crop a picture to a square."),
        said("crop", 2, 9, 21, "Hold shift and drag the corner until the frame is square."),
        said("crop", 3, 21, 33, "Press enter when you like what you see."),
        said("text", 1, 0, 12, "Here is how to write letters along a curved path."),
        said("text", 2, 12, 24, "Draw the curve with the pen, then click on it."),
    ]
    asked = [
        question(
            "q1", "Which key do I hold for a square frame?", "app", meta={"video_id": "crop", "start": 9, "end": 21}
        ),
        question("q2", "How do I write along a curved path?", "app"),
        question("q3", "Never marked?", "app"),
    ]
    return written(tmp_path, documents, asked, [("q2", "text:1", 1), ("q2", "text:2", 1)])


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    told = {"crop": "Crop a picture", "text": "Text on a path"}
    return lines(tmp_path / "videos.jsonl", [document(i, "", "app", meta={"title": t}) for i, t in told.items()])


def moment(video: str, start: float, end: float) -> Hit:
    about = RecordFacts(video, "app", Kind.TRANSCRIPT, "en")
    return Hit(Span(video, 0, 5, "words", start, end), about, Scores(0, 0, 0, 0), 1)


@pytest.mark.parametrize(
    ("hit", "right"),
    [
        (moment("v", 10, 20), True),
        (moment("v", 28.1, 29.5), True),
        (moment("v", 31.9, 40), True),
        (moment("v", 32.1, 40), False),
        (moment("v", 0, 10), False),
        (moment("v", 0, 10.1), True),
        (moment("other", 10, 20), False),
    ],
)
def test_a_moment_is_right_when_it_starts_within_two_seconds_of_the_interval_or_overlaps_it(
    hit: Hit, right: bool
) -> None:
    assert Gold("v", 10, 30).has(hit) is right


def test_without_a_marked_interval_the_judged_sentences_make_one(tutorials: Files) -> None:
    given = tutorials.read()
    golds = [gold_of(row, given) for row in given.questions]
    assert golds == [Gold("crop", 9, 21), Gold("text", 0, 24), None]


def test_moments_of_the_right_video_are_found(tutorials: Files, videos: Path) -> None:
    embedder = FakeEmbedder()
    figures = measure(tutorials.read(), read_videos(videos), embedder=embedder)
    assert {name: score.value for name, score in figures.measures.items()} == {
        "video_hit@1": 1,
        "moment_hit@1": 1,
        "moment_hit@5": 1,
    }
    assert (figures.measures["video_hit@1"].n, figures.notes["skipped"]) == (2, 1)
    assert any(text.startswith("Text on a path\n") for text in embedder.read)


def test_the_command_writes_the_figures(
    tutorials: Files, videos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    out = tmp_path / "out.json"
    given = ["moments", "--videos", str(videos), *tutorials.options(), "--limit-queries", "1", "--json", str(out)]
    assert main(given) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["measures"]["moment_hit@5"]["n"] == 1


def test_malformed_videos_are_told(tutorials: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = lines(tmp_path / "videos.jsonl", ["{"])
    assert main(["moments", "--videos", str(broken), *tutorials.options()]) == 1
    assert "videos.jsonl, line 1: not JSON" in capsys.readouterr().err


def test_an_empty_list_of_videos_and_a_set_without_any_moment_are_told(
    tutorials: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is indexed."""
    empty = lines(tmp_path / "none.jsonl", [])
    assert main(["moments", "--videos", str(empty), *tutorials.options()]) == 1
    assert "none.jsonl: holds no line, at least one was expected" in capsys.readouterr().err
    unmarked = written(tmp_path, [document("a", "Words.")], [question("q", "Where?")], []).read()
    with pytest.raises(EvalError, match="none of 1 questions has a marked moment"):
        measure(unmarked, [], embedder=FakeEmbedder())
