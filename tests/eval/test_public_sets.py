"""Public sets are read whole or not at all, and every mistake in them is told at once."""

from pathlib import Path

import pytest

from data.errors import EvalError
from data.records import Kind
from eval.public_records import record_of, video_of
from eval.public_sets import DocumentRow
from tests.eval.public_files import KETTLES, document, question, written


def test_a_set_is_read_in_the_order_of_its_files(tmp_path: Path) -> None:
    given = written(tmp_path, *KETTLES).read()
    assert [row.id for row in given.documents] == ["handle", "noise", "lid", "noise-fr", "toaster-noise"]
    assert [row.id for row in given.questions] == ["cool", "loud", "weight"]
    assert given.grades["loud"] == {"noise": 2, "toaster-noise": 2}
    assert given.strays == 0


def test_a_file_without_documents_or_questions_is_a_mistake(tmp_path: Path) -> None:
    """A figure over nothing would look like a run."""
    with pytest.raises(
        EvalError, match=r"2 mistakes.*\n.*corpus\.jsonl: holds no line.*\n.*queries\.jsonl: holds no line"
    ):
        written(tmp_path, [], [], []).read()


def test_every_malformed_line_of_every_file_is_named_with_its_number(tmp_path: Path) -> None:
    files = written(
        tmp_path,
        [document("a", "Fine."), "{not json", document("a", "Again."), {"id": "b"}, '["a", "list"]'],
        [question("q", "Why?"), question("empty", "  "), {"id": "no-text"}],
        [("q", "a", 1), "q\ta", "q\ta\tmuch", ("q", "a", 2)],
    )
    with files.queries.open("ab") as file:
        file.write(b'{"id": "latin", "text": "o\xf9 ?"}\n')
    with pytest.raises(EvalError) as raised:
        files.read()
    told = str(raised.value)
    for place in (
        "corpus.jsonl, line 2: not JSON",
        "corpus.jsonl, line 3: id 'a' was there before",
        "corpus.jsonl, line 4: text: Field required",
        "corpus.jsonl, line 5: row",
        "queries.jsonl, line 2: text",
        "queries.jsonl, line 3: text: Field required",
        "queries.jsonl, line 4: byte 27 is not UTF-8",
        "qrels.tsv, line 3: question id, document id and a whole number were expected",
        "qrels.tsv, line 4: question id, document id and a whole number were expected",
        "qrels.tsv, line 5: q and a were judged 1 before",
    ):
        assert place in told
    assert told.startswith("10 mistakes, nothing was run")


def test_a_missing_file_is_a_mistake_like_any_other(tmp_path: Path) -> None:
    files = written(tmp_path, *KETTLES)
    files.qrels.unlink()
    with pytest.raises(EvalError, match=r"qrels\.tsv: cannot be read"):
        files.read()


def test_blank_lines_a_byte_order_mark_and_a_missing_header_do_no_harm(tmp_path: Path) -> None:
    files = written(tmp_path, *KETTLES)
    files.corpus.write_bytes(b"\xef\xbb\xbf" + files.corpus.read_bytes() + b"\r\n\n")
    files.qrels.write_text("cool\thandle\t2\n\n", encoding="utf-8")
    given = files.read()
    assert len(given.documents) == 5
    assert given.grades == {"cool": {"handle": 2}}


def test_judgments_of_what_is_not_there_are_left_out_and_counted(tmp_path: Path) -> None:
    given = written(tmp_path, KETTLES[0], KETTLES[1], [("cool", "handle", 2), ("cool", "gone", 2), ("gone", "lid", 1)])
    assert given.read().grades == {"cool": {"handle": 2}}
    assert given.read().strays == 2


def test_a_document_becomes_a_record_of_its_text_and_nothing_else() -> None:
    row = DocumentRow(
        id="f", text="Yes, on\u200b every hob.", source_type="faq", lang="en", meta={"question": "Induction?"}
    )
    record = record_of(row)
    assert (record.id, record.text, record.title, record.kind) == ("f", "Yes, on every hob.", None, Kind.FAQ)


def test_sentences_with_times_become_one_video_in_the_order_of_time() -> None:
    late = DocumentRow(id="v:2", text="Then crop it.", source_type="video_segment", meta={"start": 9.0, "end": 12.0})
    early = DocumentRow(id="v:1", text=">> Open it.", source_type="video_segment", meta={"start": 1.0, "end": 3.5})
    video = video_of("v", [late, early], "Cropping")
    assert (video.text, video.title, video.kind) == ("Open it. Then crop it.", "Cropping", Kind.TRANSCRIPT)
    assert [(cue.start_s, video.text[cue.start : cue.end]) for cue in video.cues] == [
        (1.0, "Open it."),
        (9.0, "Then crop it."),
    ]
