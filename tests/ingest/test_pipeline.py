"""An import accounts for every row, does no work twice, and leaves an index that says what the ledger says."""

import gzip
import json
from random import Random

import pytest

from data.errors import IngestError
from tests.imports_for_tests import Importer, assert_index_says_what_the_ledger_says, balanced, row

DRY = "My very dry skin drinks it up and there is no tightness left after two days of use."
DRY_AGAIN = "My very dry skin drinks it up, and there is no tigthness left after two days of use!"
PUMP = "The pump broke within a week."
SCENT = "Smells of fresh almond, which I like."


def test_what_was_read_is_kept_served_and_indexed(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP), row(3, SCENT, product_id="balm"))
    report = importer.run()
    assert (report.read, report.new, report.generation) == (3, 3, "gen-000001")
    assert balanced(report)
    assert importer.served() == {"1": DRY, "2": PUMP, "3": SCENT}
    assert_index_says_what_the_ledger_says(importer)


def test_every_record_is_told_its_language_and_its_proof_score(importer: Importer) -> None:
    importer.write("a.csv", row(1, "La pompe s'est cassée au bout d'une semaine.", language=""), row(2, DRY))
    report = importer.run()
    french, english = sorted(importer.ledger.records(), key=lambda record: str(record.provenance.external_id))
    assert (french.language, english.language) == ("fr", "en")
    assert report.languages == {"fr": 1, "en": 1}
    assert 0 < french.proof_score < english.proof_score


def test_the_same_id_twice_in_one_import_is_a_duplicate_and_the_first_row_counts(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP), row(1, "Another text under the same number."))
    report = importer.run()
    assert (report.read, report.new, report.duplicate) == (3, 2, 1)
    assert importer.served() == {"1": DRY, "2": PUMP}


def test_a_near_copy_is_counted_marked_and_not_indexed(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, DRY_AGAIN), row(3, PUMP))
    report = importer.run()
    assert (report.read, report.new, report.duplicate) == (3, 2, 1)
    assert importer.served() == {"1": DRY, "3": PUMP}
    (kept,) = set(importer.ledger.duplicates().values())
    assert importer.ledger.record(kept).duplicates == 1
    assert_index_says_what_the_ledger_says(importer)


def test_reading_the_same_again_changes_nothing_and_loads_no_model(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, DRY_AGAIN), row(3, PUMP), row(3, PUMP))
    importer.run()
    again = importer.run()
    assert (again.read, again.unchanged, again.duplicate) == (4, 3, 1)
    assert balanced(again)
    assert (again.generation, again.embedded, importer.model.opened) == (None, 0, 1)
    assert importer.index.snapshot().version == "gen-000001"


def test_one_changed_review_is_one_embedding(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY), row(2, "The pump still works after a year."))
    report = importer.run()
    assert (report.changed, report.unchanged, report.embedded) == (1, 1, 1)
    assert importer.model.embedder.read == ["The pump still works after a year."]
    assert_index_says_what_the_ledger_says(importer)


def test_a_changed_rating_is_written_without_embedding_anything(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY))
    importer.run()
    importer.write("a.csv", row(1, DRY, rating=1))
    report = importer.run()
    assert (report.changed, report.generation, report.embedded) == (1, "gen-000002", 0)
    (page,) = importer.index.snapshot().store.pages()
    assert {found.about.rating for found in page} == {1.0}


def test_a_value_taken_back_by_the_source_is_gone_from_the_index_too(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY, skin_type="dry"))
    importer.run()
    importer.write("a.csv", row(1, DRY, rating="", author="", skin_type=""))
    importer.run()
    (page,) = importer.index.snapshot().store.pages()
    assert {(found.about.rating, found.about.author) for found in page} == {(None, None)}
    assert [dict(found.about.attributes) for found in page] == [{}]


def test_a_changed_record_that_becomes_a_copy_is_a_duplicate_beside_a_new_one(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY), row(2, DRY_AGAIN), row(3, SCENT))
    report = importer.run()
    assert (report.new, report.changed, report.unchanged, report.duplicate) == (1, 0, 1, 1)
    assert importer.served() == {"1": DRY, "3": SCENT}
    assert_index_says_what_the_ledger_says(importer)


def test_a_copy_that_finds_words_of_its_own_is_served_again(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, DRY_AGAIN))
    importer.run()
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    report = importer.run()
    assert (report.changed, report.duplicate) == (1, 0)
    assert importer.served() == {"1": DRY, "2": PUMP}
    assert_index_says_what_the_ledger_says(importer)


def test_a_dry_run_counts_and_writes_nothing(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(1, DRY), row(2, PUMP), row(3, ""))
    report = importer.run(dry_run=True)
    assert (report.read, report.new, report.duplicate, report.refused) == (4, 2, 1, 1)
    assert balanced(report)
    assert (report.generation, report.quarantine) == (None, None)
    assert (importer.ledger.revision(), importer.served(), importer.index.manifest()) == (0, {}, None)
    assert list(importer.home.quarantine.iterdir()) == []


def test_a_dry_run_on_what_is_known_tells_new_from_changed_from_unchanged(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY), row(2, "The pump works."), row(3, SCENT))
    report = importer.run(dry_run=True)
    assert (report.new, report.changed, report.unchanged) == (1, 1, 1)
    assert importer.served() == {"1": DRY, "2": PUMP}


def test_the_quarantine_file_holds_every_refusal(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, ""), row(3, PUMP, rating=11))
    report = importer.run()
    assert (report.new, report.refused) == (1, 2)
    assert balanced(report)
    assert report.quarantine is not None
    kept = [json.loads(line) for line in report.quarantine.read_text(encoding="utf-8").splitlines()]
    assert [(entry["file"], entry["line"]) for entry in kept] == [("exports/a.csv", 3), ("exports/a.csv", 4)]
    assert all(entry["reason"] for entry in kept)


def test_two_imports_in_one_second_leave_two_quarantine_files(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, ""))
    first, second = importer.run(), importer.run()
    assert first.quarantine != second.quarantine
    assert len(list(importer.home.quarantine.iterdir())) == 2


def test_only_a_full_export_retires_what_it_no_longer_holds(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY))
    assert (importer.run().retired, len(importer.served())) == (0, 2)
    report = importer.run(full=True)
    assert (report.retired, report.unchanged) == (1, 1)
    assert importer.served() == {"1": DRY}
    assert_index_says_what_the_ledger_says(importer)
    assert importer.run(full=True).retired == 0


def test_a_full_export_of_one_product_and_source_leaves_the_others_alone(importer: Importer) -> None:
    reviews = importer.write("a.csv", row(1, DRY), row(2, PUMP), row(3, SCENT, product_id="balm"))
    faq = importer.write("faq.csv", {"product_id": "cream", "question": "Is it vegan?", "answer": "Yes, entirely."})
    importer.run()
    importer.write("a.csv", row(1, DRY))
    assert importer.run(reviews, full=True).retired == 1
    assert sorted(record.text for record in importer.ledger.records()) == sorted([DRY, SCENT, "Yes, entirely."])
    assert importer.run(faq, full=True).retired == 0


def test_a_full_export_that_could_not_be_read_to_its_end_retires_nothing(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY))
    (importer.exports / "b.csv.gz").write_bytes(gzip.compress(b"review_id,text,rating\n" * 9)[:-12])
    report = importer.run(full=True)
    assert (report.retired, report.spared, report.refused) == (0, True, 1)
    assert any("nothing retired" in line for line in report.lines())
    assert importer.served() == {"1": DRY, "2": PUMP}


def test_a_retired_review_that_is_back_in_the_export_is_new(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.write("a.csv", row(1, DRY))
    importer.run(full=True)
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    report = importer.run()
    assert (report.new, report.unchanged, report.embedded) == (1, 1, 0)
    assert_index_says_what_the_ledger_says(importer)


def test_when_the_kept_review_is_retired_its_copy_takes_its_place(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, DRY_AGAIN))
    importer.run()
    importer.write("a.csv", row(2, DRY_AGAIN))
    report = importer.run(full=True)
    assert (report.retired, report.unchanged) == (1, 1)
    assert importer.served() == {"2": DRY_AGAIN}
    assert_index_says_what_the_ledger_says(importer)


def test_reviews_under_an_alias_find_the_product_of_an_earlier_import(importer: Importer) -> None:
    sheet = importer.write("sheet.csv", {"id": "cream", "name": "Night cream", "brand": "A", "aliases": "SKU-77"})
    importer.run(sheet)
    importer.run(importer.write("a.csv", row(1, DRY, product_id="SKU-77"), row(2, PUMP, product_id="night cream")))
    assert {record.product_id for record in importer.ledger.records()} == {"cream"}


def test_without_paths_and_without_rebuild_there_is_nothing_to_read(importer: Importer) -> None:
    with pytest.raises(IngestError, match=r"nothing to read: .*no path"):
        importer.read([])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_becomes_of_an_export_every_row_is_counted_once_and_the_index_follows(
    importer: Importer, seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - a game, not a secret
    subjects = ["pump", "scent", "texture", "tube", "price", "skin", "tint", "label"]

    def text() -> str:
        chosen = dice.sample(subjects, 5)
        return f"After {dice.randint(2, 40)} days the {chosen[0]}, the {chosen[1]} and the {' '.join(chosen[2:])} hold."

    rows = {number: row(number, text()) for number in range(1, 9)}
    for _ in range(6):
        for number in dice.sample(range(1, 13), 4):
            change = dice.choice(["drop", "copy", "empty", "words", "rating"])
            if change == "drop":
                rows.pop(number, None)
            elif change == "copy" and rows:
                rows[number] = row(number, str(dice.choice(list(rows.values()))["text"]).replace("days", "dais"))
            elif change == "rating" and number in rows:
                rows[number]["rating"] = dice.choice([1, 2, 3, 11])
            else:
                rows[number] = row(number, "" if change == "empty" else text())
        importer.write("a.csv", *rows.values(), *dice.sample(list(rows.values()), min(2, len(rows))))
        report = importer.run(full=dice.random() < 0.5, rebuild=dice.random() < 0.2)
        assert balanced(report)
        assert report.read == len(rows) + min(2, len(rows))
        assert_index_says_what_the_ledger_says(importer)
    assert balanced(importer.run(dry_run=True))
    assert importer.run().generation is None
