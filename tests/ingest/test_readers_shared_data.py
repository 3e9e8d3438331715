"""Public data sets nobody here wrote, in their own layouts; skipped where they are not beside the repository."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from data.identity import record_id
from data.records import Kind
from tests.ingest.exports import SHARED, Read, read, written

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not beside the repository"),
]


HEAD = 400
"""Lines of a corpus looked at: its layout shows in them."""


def kept(name: str) -> Read:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not there")
    return read(path)


def head(name: str, folder: Path) -> tuple[Read, int]:
    """What the first lines of a corpus give, and how many lines they are."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not there")
    with path.open(encoding="utf-8") as file:
        lines = list(islice(file, HEAD))
    return read(written(folder, path.name, "".join(lines))), len(lines)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("en_product_qa_epqa/corpus.jsonl", {Kind.REVIEW, Kind.QUESTION, Kind.PRODUCT}),
        ("fr_en_faq_parallel/corpus.jsonl", {Kind.FAQ}),
        ("fr_qa_piaf/corpus.jsonl", {Kind.PRODUCT}),
        ("reviews_womens_clothing/reviews.jsonl", {Kind.REVIEW}),
        ("reviews_aspects_huliu/reviews.jsonl", {Kind.REVIEW}),
        ("en_faq/tor_support_faq.jsonl", {Kind.FAQ}),
        ("en_grounded_answers_hetpqa/triples.jsonl", {Kind.REVIEW, Kind.QUESTION, Kind.PRODUCT}),
        ("size_fit_rtr/reviews_with_text.jsonl", {Kind.REVIEW}),
    ],
)
def test_every_line_of_a_corpus_is_a_record_under_the_id_it_came_with(
    tmp_path: Path, name: str, kinds: set[Kind]
) -> None:
    got, lines = head(name, tmp_path)
    assert not got.refusals
    assert len(got.records) == lines
    assert {record.kind for record in got.records} == kinds
    one = got.records[0]
    assert one.id == record_id(one.kind, "corpus", str(one.provenance.external_id))


def test_bodies_sizes_and_fit_are_attributes_also_without_words(tmp_path: Path) -> None:
    got, lines = head("size_fit_rtr/fit_records.jsonl", tmp_path)
    assert len(got.records) == lines
    first = got.records[0]
    assert first.text == ""
    assert {"fit", "size_worn", "height_in", "body_type"} <= set(first.attributes)
    assert all(record.rating is None or 1 <= record.rating <= 5 for record in got.records)


def test_skin_and_votes_are_kept_and_products_have_their_ingredients(tmp_path: Path) -> None:
    got, lines = head("reviews_skincare_sephora/products.jsonl", tmp_path)
    assert len(got.products) == lines
    assert any("Ingredients:" in record.text for record in got.records)
    reviews, _ = head("reviews_skincare_sephora/reviews.jsonl", tmp_path)
    assert Counter(record.attributes.get("skin_type") for record in reviews.records)["dry"] > 10
    assert any(record.votes.helpful for record in reviews.records)


def test_tutorials_are_gathered_from_their_sentences_with_exact_times(tmp_path: Path) -> None:
    got, lines = head("video_tutorials_pstuts/corpus.jsonl", tmp_path)
    assert sum(len(record.cues) for record in got.records) > 0.98 * lines
    for record in got.records:
        assert all(record.text[cue.start : cue.end] for cue in record.cues)


def test_subtitles_as_published_are_read_without_a_tag_left() -> None:
    got = kept("subtitles_native")
    files = [path for path in (SHARED / "subtitles_native").rglob("*") if path.suffix in (".vtt", ".srt", ".sbv")]
    assert len(got.records) == len(files)
    for record in got.records:
        assert not any(mark in record.text for mark in ("-->", "<v", "</", "&nbsp;", "WEBVTT"))
    assert Counter(record.language for record in got.records)["fr"] > 10


@pytest.mark.parametrize("name", ["raw_quirks", "security_pii", "security_prompt_injection", "schema_org_examples"])
def test_what_is_no_export_is_refused_in_one_sentence_a_file(name: str) -> None:
    got = kept(name)
    files = [path for path in (SHARED / name).iterdir() if path.name != "README.md"]
    assert len(got.refusals) == len(files)
    assert not got.records


def test_evaluation_files_are_left_to_the_evaluation() -> None:
    got = kept("fr_en_faq_parallel")
    skipped = {Path(skipped.file).name for skipped in got.skipped}
    assert {"queries.jsonl", "qrels.tsv", "README.md"} <= skipped
