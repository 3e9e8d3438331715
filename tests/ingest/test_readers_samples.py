"""The sample corpus is read whole: every row kept or refused, every broken row found."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from data.records import Kind, Status
from tests.ingest.exports import SAMPLE, Read, read

BRANDS = ("aubepine-et-sel", "crachin", "maison-tilleul", "pas-de-cote", "popote-et-fils")


@pytest.fixture(scope="module", params=BRANDS)
def brand(request: pytest.FixtureRequest) -> tuple[Path, Read]:
    folder = SAMPLE / request.param
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder, read(folder)


def test_nothing_is_refused_as_a_whole_and_few_rows_are(brand: tuple[Path, Read]) -> None:
    _, got = brand
    assert all(refusal.line is not None and refusal.column for refusal in got.refusals)
    assert 1 <= len(got.refusals) <= 8


def test_every_row_of_a_table_is_a_record_or_a_refusal(brand: tuple[Path, Read]) -> None:
    folder, got = brand
    tables = [path for path in folder.glob("*.csv") if "produits" not in path.name]
    for path in tables:
        content = path.read_bytes()
        encoding = "utf-8-sig" if "boutique" not in path.name else "cp1252"
        text = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if "boutique" in path.name else ","))
        refused = [refusal for refusal in got.refusals if refusal.file.endswith(f"/{path.name}")]
        kept = len(read(path).records)
        assert kept + len(refused) == sum(any(row) for row in rows) - 1, path.name


def test_every_kind_is_there_in_both_languages(brand: tuple[Path, Read]) -> None:
    _, got = brand
    kinds = Counter(record.kind for record in got.records)
    assert set(kinds) == set(Kind)
    assert kinds[Kind.REVIEW] >= 120
    assert kinds[Kind.TRANSCRIPT] >= 8
    for kind in (Kind.FAQ, Kind.QUESTION, Kind.TRANSCRIPT, Kind.PRODUCT):
        assert {"fr", "en"} <= {record.language for record in got.records if record.kind is kind}, kind


def test_ids_are_unique_and_texts_are_never_empty(brand: tuple[Path, Read]) -> None:
    _, got = brand
    assert max(Counter(record.id for record in got.records).values()) == 1
    assert all(record.text.strip() for record in got.records)


def test_records_find_their_products_whatever_id_the_export_uses(brand: tuple[Path, Read]) -> None:
    _, got = brand
    known = {product.id for product in got.products} | {"shop"}
    strangers = [record for record in got.records if record.product_id not in known]
    assert len(strangers) <= 2


def test_cues_are_exact_in_order_and_apart(brand: tuple[Path, Read]) -> None:
    _, got = brand
    for record in got.records:
        if record.kind is Kind.TRANSCRIPT:
            assert len(record.cues) > 10
            assert all(record.text[cue.start : cue.end].strip() for cue in record.cues)
            assert all(one.end_s <= two.start_s for one, two in zip(record.cues, record.cues[1:], strict=False))
            assert record.url
            assert record.attributes["hook"]


def test_threads_hold_several_answers_and_some_questions_have_none(brand: tuple[Path, Read]) -> None:
    _, got = brand
    questions = [record for record in got.records if record.kind is Kind.QUESTION]
    threads = Counter(record.thread for record in questions)
    assert max(threads.values()) >= 3
    assert any(record.attributes.get("unanswered") == "yes" for record in questions)
    assert any(record.by_brand for record in questions)


def test_hostile_words_are_kept_as_words_and_hidden_ones_lose_their_cover(brand: tuple[Path, Read]) -> None:
    _, got = brand
    assert not any(character in record.text for record in got.records for character in "\u200b\u2060\ufeff\x00")
    hostile = [record for record in got.records if "onerror=" in record.text or "<script" in record.text]
    assert all(record.kind is Kind.REVIEW for record in hostile)


def test_states_of_the_vendor_are_kept() -> None:
    folder = SAMPLE / "crachin"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    states = Counter((record.status, record.status_reason) for record in read(folder).records)
    assert states[Status.REJECTED, "spam"] >= 1
    assert states[Status.PENDING, "unpublished"] >= 1


def test_the_sample_manifest_of_json_cues_needs_none() -> None:
    folder = SAMPLE / "popote-et-fils" / "videos"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    named = {json.loads(path.read_text(encoding="utf-8"))["video_id"] for path in folder.glob("*.json")}
    assert named <= {record.provenance.external_id for record in read(folder).records}
