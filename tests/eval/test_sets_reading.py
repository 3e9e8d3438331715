"""Reading question sets: references resolved, and every mistake told before anything is run."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.errors import EvalError
from data.products import Product
from data.records import Kind, Provenance, Record
from eval.corpus import Corpus
from eval.questions import split_of
from eval.set_rows import SetRow, TallyRow, VariantRow
from eval.sets_reading import SHIPPED, read_questions, set_paths
from ingest.readers import read_paths
from tests.eval.small_sets import COPY, CORPUS, LINES, TALLY, write_lines, written_set
from tests.fakes_assistant import RECORDS

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def changed(number: int, **changes: Any) -> dict[str, Any]:
    return {**LINES[number], **changes}


def test_references_of_every_kind_become_ids_of_served_records(tmp_path: Path) -> None:
    """An id, a fragment, and the id of a copy all end at the record that is kept; aliases end at the product."""
    lines = [LINES[0], LINES[1], changed(0, id="copy", evidence=[[COPY.id, "review-0000000000000002"]])]
    first, second, copy, *_ = read_questions([written_set(tmp_path, lines)], CORPUS)
    assert first.evidence == (("review-0000000000000001",), ("review-0000000000000002",))
    assert second.product_id == "creme-rosee"
    assert copy.evidence == (("review-0000000000000001", "review-0000000000000002"),)


def test_external_ids_resolve_by_id_by_address_and_by_the_end_of_an_address() -> None:
    """What an export calls a record is enough, however much of the address it wrote."""
    corpus = Corpus.of([], RECORDS, {})
    named = Corpus(corpus.names, corpus.records, corpus.kept, {"a-7": frozenset({RECORDS[0].id})})
    assert named.resolve("ext:a-7") == RECORDS[0].id
    assert named.resolve("ext:https://shop.example/p#a-7") == RECORDS[0].id
    assert corpus.resolve("ext:https://fauvette.example/videos/1") == RECORDS[5].id


def test_a_name_of_several_records_is_settled_by_the_product_or_refused() -> None:
    """The same words under two products mean the one asked about."""
    both = Corpus.of([], RECORDS, {})
    shared = Corpus(both.names, both.records, both.kept, {"7": frozenset({RECORDS[0].id, RECORDS[9].id})})
    assert shared.resolve("ext:7", ["foulque-3"]) == RECORDS[9].id
    with pytest.raises(EvalError, match="names 2 records"):
        shared.resolve("ext:7", ["something-else"])


def test_a_part_of_a_sheet_means_the_whole_sheet_and_any_other_record_itself() -> None:
    """A sheet is kept as description and facts; whoever names one of them means what the sheet says."""
    parts = [
        Record(id=f"product-{n}", kind=Kind.PRODUCT, product_id=product, text=f"part {n}", provenance=Provenance("csv"))
        for n, product in enumerate(("creme-rosee", "creme-rosee", "foulque-3"))
    ]
    corpus = Corpus.of([], [*RECORDS, *parts], {})
    own = {record.id for record in RECORDS if record.kind is Kind.PRODUCT and record.product_id == "creme-rosee"}
    assert set(corpus.sheet("product-0")) == {"product-0", "product-1", *own}
    assert corpus.sheet(RECORDS[0].id) == []


def test_the_history_comes_before_the_question(tmp_path: Path) -> None:
    """A follow-up is asked with what was said before it."""
    followup = read_questions([written_set(tmp_path)], CORPUS)[1]
    assert [turn.role for turn in followup.conversation.turns] == ["shopper", "assistant", "shopper"]
    assert followup.conversation.question == "Is it good for dry skin?"


def test_a_hand_count_is_asked_in_both_languages(tmp_path: Path) -> None:
    """The two questions share the count and the half they are in."""
    french, english = read_questions([written_set(tmp_path)], CORPUS)[-2:]
    assert (french.id, english.id) == ("dry-t~fr", "dry-t~en")
    assert french.tally == english.tally
    assert french.split == english.split
    assert french.tally
    assert french.tally.against == ("review-0000000000000002",)


def test_every_mistake_is_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    """One run of the reader is enough to mend a whole file."""
    path = written_set(
        tmp_path,
        [
            LINES[0],
            "{not json",
            changed(1, evidence=[["review-404"]]),
            changed(2, product="no-such-product"),
            LINES[0],
            changed(2, id="odd", answerable="maybe"),
            changed(2, id="kept?", evidence=[]),
            changed(2, id="none", evidence=[["review-0000000000000001"]]),
            changed(0, id="bare", evidence=[]),
            changed(3, id="backwards", moment={"record": "review-0000000000000001", "start": 9, "end": 3}),
            changed(0, id="typo", evidences=[]),
        ],
        [{**TALLY, "against": ["review-0000000000000001"]}],
    )
    with pytest.raises(EvalError) as caught:
        read_questions([path], CORPUS)
    told = str(caught.value)
    for line in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11):
        assert f"dry.jsonl, line {line}:" in told
    assert "dry.tallies.jsonl, line 1: a review is counted twice" in told
    assert told.startswith("11 mistakes, nothing was run")
    assert "'review-404' names no served record" in told
    assert "no-such-product" in told
    assert "creme-rosee" in told


def test_an_empty_set_is_refused(tmp_path: Path) -> None:
    """Figures over nothing would look like figures."""
    with pytest.raises(EvalError, match="it holds no question"):
        read_questions([written_set(tmp_path, [], [])], CORPUS)


def test_a_set_for_another_corpus_is_told_in_one_line(tmp_path: Path) -> None:
    """A thousand unknown records have one cause."""
    path = written_set(tmp_path, [changed(0, product="veste")], [])
    with pytest.raises(EvalError) as caught:
        read_questions([path], CORPUS)
    assert "written for another corpus: of its products veste the ledger has none" in str(caught.value)
    assert "names no served record" not in str(caught.value).splitlines()[1]


def test_a_set_that_is_not_there_names_those_that_are() -> None:
    """The remedy is in the message."""
    with pytest.raises(EvalError, match=r"no question set at nowhere\.jsonl.*crachin"):
        set_paths(["crachin", "nowhere.jsonl"])


def test_a_variant_has_the_gold_and_the_half_of_its_original(tmp_path: Path) -> None:
    """Only its words are its own; one of nothing is a mistake."""
    path = written_set(tmp_path)
    rows = [{"of": "dry-fr-1", "rule": "capitals", "question": "CONVIENT-ELLE ?"}]
    write_lines(tmp_path / "dry.variants.jsonl", rows)
    variant = read_questions([path], CORPUS, variants=True)[-1]
    assert (variant.id, variant.variant_of, variant.rule) == ("dry-fr-1~capitals", "dry-fr-1", "capitals")
    assert variant.split == split_of("dry-fr-1")
    assert variant.evidence
    write_lines(tmp_path / "dry.variants.jsonl", [{**rows[0], "of": "gone"}])
    with pytest.raises(EvalError, match="'gone' is no question of dry"):
        read_questions([path], CORPUS, variants=True)


def shipped(suffix: str) -> list[dict[str, Any]]:
    paths = [path for path in SHIPPED.glob(f"*{suffix}") if path.name.count(".") == suffix.count(".")]
    return [json.loads(line) for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_shipped_sets_are_well_formed_and_as_large_as_promised() -> None:
    """The counts the README gives are those of the files."""
    rows = [SetRow.model_validate(row) for row in shipped(".jsonl")]
    tallies = [TallyRow.model_validate(row) for row in shipped(".tallies.jsonl")]
    tagged = {tag: sum(tag in row.tags for row in rows) for tag in ("followup", "near_miss", "hostile")}
    intents = {name: sum(row.intent == name for row in rows) for name in ("size", "show_me", "compare", "brand_fact")}
    assert len({row.id for row in rows}) == len(rows) >= 240
    assert abs(2 * sum(row.language == "fr" for row in rows) - len(rows)) <= 0.05 * len(rows)
    assert sum(row.answerable == "none" for row in rows) >= 60
    assert tagged["followup"] >= 40
    assert tagged["hostile"] >= 20
    assert intents["size"] >= 30
    assert intents["show_me"] >= 30
    assert intents["brand_fact"] >= 20
    assert len(tallies) >= 100


def test_the_shipped_variants_are_of_shipped_questions() -> None:
    """A variant is kept with its set; after a change of the set they are made anew."""
    ids = {row["id"] for row in shipped(".jsonl")}
    variants = [VariantRow.model_validate(row) for row in shipped(".variants.jsonl")]
    assert len(variants) >= 240
    assert {row.of for row in variants} <= ids


def test_every_reference_of_the_shipped_sets_names_one_record_of_the_sample() -> None:
    """Read from the exports as the product reads them, so that a change of a reader that loses records is seen."""
    items = list(read_paths([SAMPLE], today=date(2027, 1, 1)))
    products = [item for item in items if isinstance(item, Product)]
    records = [item for item in items if isinstance(item, Record)]
    questions = read_questions(set_paths([]), Corpus.of(products, records, {}), variants=True)
    assert sum(bool(one.evidence) for one in questions if one.variant_of is None) >= 400
