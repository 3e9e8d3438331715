"""JSON documents and lines: found wherever the rows are, kept as far as they hold."""

from pathlib import Path

import pytest

from data.errors import IngestError
from tests.ingest.exports import read, read_as, written

ROW = {"product_id": "P", "rating": 5, "text": "bien"}


@pytest.mark.parametrize(
    "document",
    [
        [ROW],
        {"reviews": [ROW]},
        {"meta": {"page": 1}, "data": {"items": [ROW]}},
        {"reviews": {"r1": ROW, "r2": ROW | {"text": "doux"}}},
        ROW,
    ],
)
def test_rows_are_found_at_any_place_of_a_document(tmp_path: Path, document: object) -> None:
    assert read_as(tmp_path, "r.json", document).records[0].text == "bien"


def test_one_document_may_hold_several_layouts(tmp_path: Path) -> None:
    document = {
        "reviews": [ROW],
        "products": [{"id": "P", "name": {"fr": "Botte"}, "price": "9"}],
        "faq": [{"product_id": "P", "question": "Taille ?", "answer": "Oui."}],
    }
    got = read_as(tmp_path, "all.json", document)
    assert [product.id for product in got.products] == ["P"]
    assert [record.kind.value for record in got.records] == ["faq", "review"]


def test_json_lines_survive_a_bad_line_and_know_its_number(tmp_path: Path) -> None:
    lines = (
        '{"product_id":"P","rating":5,"text":"a"}\n{"product_id":\n\n[1]\n{"product_id":"P","rating":5,"text":"b"}\n'
    )
    got = read_as(tmp_path, "r.jsonl", lines)
    assert [record.text for record in got.records] == ["a", "b"]
    assert [refusal.line for refusal in got.refusals] == [2, 4]


def test_json_lines_named_json_are_read_as_lines(tmp_path: Path) -> None:
    lines = '{"product_id":"P","rating":5,"text":"a"}\n{"product_id":"P","rating":5,"text":"b"}\n'
    assert len(read_as(tmp_path, "r.json", lines).records) == 2


def test_an_array_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    content = (
        '[\n{"product_id":"P","rating":5,"text":"a"},\n{"product_id":"P","rating":9,"text":"b"},\n{"product_id":"P'
    )
    got = read_as(tmp_path, "r.json", content)
    assert [record.text for record in got.records] == ["a"]
    rating, cut = got.refusals
    assert (rating.line, rating.column) == (3, "rating")
    assert "breaks at line 4" in cut.reason
    assert "the rows before were read" in cut.reason


def test_strange_numbers_and_half_characters_harm_nobody(tmp_path: Path) -> None:
    lines = (
        '{"product_id":"P","rating":NaN,"text":"a \\ud83d b","date":null}\n'
        '{"product_id":"P","rating":1e999,"text":"x"}\n'
        '{"product_id":12,"rating":5.0,"text":["deux","lignes"]}\n'
        '{"product_id":"P","rating":' + "9" * 5000 + ',"text":"x"}\n'
    )
    got = read_as(tmp_path, "r.jsonl", lines)
    assert [(record.product_id, record.text, record.rating) for record in got.records] == [
        ("P", "a  b", None),
        ("12", "deux\nlignes", 5.0),
    ]
    assert [refusal.line for refusal in got.refusals] == [2, 4]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "{", "[1, 2", '"only a text"', "42"])
def test_a_document_without_rows_is_an_error_not_a_crash(tmp_path: Path, content: str) -> None:
    with pytest.raises(IngestError):
        read(written(tmp_path, "r.json", content))


def test_a_huge_document_is_read_row_by_row(tmp_path: Path) -> None:
    """Larger than any single value may be, in an object, minified on one line."""
    row = '{"product_id":"P","rating":5,"text":"' + "a" * 9000 + '"}'
    path = written(tmp_path, "r.json", '{"total":600,"reviews":[' + ",".join([row] * 600) + "]}")
    assert path.stat().st_size > 5_000_000
    assert len(read(path).records) == 600
