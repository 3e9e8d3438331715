"""An erased contributor leaves no byte and no vector, nobody else loses one, and they don't come back."""

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from data.answer_log import LoggedAnswer
from data.erasures import noted
from data.errors import NotFoundError
from data.identity import text_hash
from data.journal import AskedQuestion, Decision, Feedback
from data.ledger import Ledger
from data.ledger_vectors import Vector
from data.records import Provenance, Record
from ingest.__main__ import main
from ingest.chunking import cut
from ingest.erasure import erase, preview
from ingest.erasure_contributor import Contributor
from ingest.erasure_gate import Gate
from ingest.erasure_plan import pending
from ingest.erasure_receipt import Receipt, receipts
from ingest.moderation.decisions import statements
from ingest.pipeline import Stores
from retrieval.passages import passages
from tests.imports_for_tests import Importer, assert_index_says_what_the_ledger_says, balanced, row
from tests.records_for_tests import Watcher, review

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = """zip strap lining colour smell weight hood pocket sleeve collar seam tag winter rain city bike office train dog
 beach morning cousin parcel wash iron stitch buckle fabric button hem pattern""".split()


def said(number: int) -> str:
    """Two sentences of words nobody else uses, with letters that JSON may escape."""
    words = [f"{word}{number}é" for word in Random(number).sample(WORDS, 12)]  # noqa: S311 - a game, not a secret
    return f"Très {' and the '.join(words[:6])} déjà. Bought for {', '.join(words[6:])} “days”."


def stores(importer: Importer) -> Stores:
    return Stores(importer.home, importer.ledger, importer.index, importer.model)


def erased(importer: Importer, *names: str, **more: object) -> Receipt:
    # fields by name, as each test gives them
    return erase(stores(importer), Contributor(names, **more), "sofia", Watcher())  # type: ignore[arg-type]


def of(importer: Importer, author: str) -> list[Record]:
    return [record for record in importer.ledger.records(served_only=False) if record.author == author]


def vectors_of(importer: Importer, records: list[Record]) -> list[Vector]:
    hashes = [text_hash(text) for record in records for p in passages(record, cut(record)) for text in p.texts]
    return list(importer.ledger.vectors("fake-1", hashes).values())


def every_byte(home: Path) -> dict[str, bytes]:
    """Each file of a home, as it lies there and unpacked."""
    found = {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
    return found | {f"{name} unpacked": gzip.decompress(raw) for name, raw in found.items() if name.endswith(".gz")}


def left_in(home: Path, records: list[Record], vectors: list[Vector]) -> list[tuple[str, str]]:
    """Where anything of some records still stands, looked for without the code under test."""
    said_by = [
        piece for r in records for piece in (r.id, *(r.text[at : at + 30] for at in range(0, len(r.text) - 30, 10)))
    ]
    forms: dict[str, tuple[bytes, ...]] = {
        p: (p.encode(), p.encode("utf-16-le"), p.encode("utf-16-be"), json.dumps(p)[1:-1].encode()) for p in said_by
    }
    forms |= {f"vector {i}": (v.astype("<f4").tobytes()[:24],) for i, v in enumerate(vectors)}
    bytes_ = every_byte(home)
    return [(path, p) for path, raw in bytes_.items() for p, kinds in forms.items() if any(k in raw for k in kinds)]


def journal(ledger: Ledger, record: Record) -> None:
    """Everything that may be said around a record."""
    ledger.journal.add_decisions(
        [Decision(record.id, "insult", "3", "pending", f"says {record.text[:20]}", "rules@1", NOW)]
    )
    ledger.journal.add_feedback(Feedback(record.id, "report", "I know who that is", NOW))
    ledger.journal.add_feedback(Feedback("answer-1", "wrong", f"it quotes “{record.text[5:60]}”", NOW))
    ledger.journal.add_question(AskedQuestion(f"what did {record.author} say?", "cream", "en", "no_evidence", NOW))
    ledger.journal.add_question(AskedQuestion(f"is it {record.text[3:50]} ?", "cream", "en", "no_evidence", NOW))
    cited = ((record.id, None), ("review-0000000000000000", 3.0))
    ledger.answers.add([LoggedAnswer("answer-1", "cream", "en", "product", None, "answered", cited, 12.0, NOW)])
    ledger.originals.put({record.id: b"sealed"}, NOW)
    run = ledger.journal.start_import(f"export of {record.author}.csv", NOW)
    ledger.journal.finish_import(run, {"refused": [{"value": record.text}, {"value": "something else"}]}, NOW)
    ledger.journal.add_source(text_hash(record.text), f"{record.author}.csv", NOW)


def litter(home: Path, record: Record) -> None:
    """Files in which a record may lie about."""
    refused = {"file": "a.csv", "line": 3, "column": "rating", "value": record.text, "reason": "a number was expected"}
    other = refused | {"value": "nobody's words"}
    lines = "\n".join(json.dumps(line) for line in (refused, other)) + "\n"
    (home / "quarantine" / "20260101.jsonl").write_text(lines, encoding="utf-8")
    (home / "exports").mkdir(exist_ok=True)
    (home / "exports" / "theirs.json").write_text(json.dumps({"text": record.text}), encoding="utf-8")
    (home / "exports" / "old.csv.gz").write_bytes(gzip.compress(record.text.encode()))
    (home / "exports" / "wide.csv").write_bytes(record.text.encode("utf-16"))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve reviews by as many authors; the third is said by a fourth author too, in nearly the same words."""
    folder = tmp_path_factory.mktemp("imported")
    importer = Importer(folder)
    rows = [row(number, said(number)) for number in range(12)]
    importer.write("a.csv", *rows, row(20, said(3).replace("Bought", "Boguht"), author="author 20"))
    importer.run()
    importer.ledger.close()
    return folder


@pytest.fixture
def shop(imported: Path, tmp_path: Path) -> Iterator[Importer]:
    """A home of this test's own with those reviews."""
    importer = Importer(shutil.copytree(imported, tmp_path / "shop"))
    yield importer
    importer.ledger.close()


def test_twenty_contributors_leave_no_byte_and_no_vector_and_the_others_stay(importer: Importer) -> None:
    importer.write("a.csv", *(row(number, said(number)) for number in range(24)))
    importer.run()
    for number in range(0, 20, 4):
        names = [f"author {number + one}" for one in range(4)]
        gone = [record for name in names for record in of(importer, name)]
        vectors = vectors_of(importer, gone)
        assert len(vectors) == 12
        receipt = erased(importer, *(f"{name.title()} " for name in names))
        assert (receipt.clean, receipt.scan["left"], receipt.notes) == (True, {}, ())
        assert (receipt.erased["records"], receipt.erased["vectors"]) == (4, 12)
        assert left_in(importer.home.root, gone, vectors) == []
    assert importer.served() == {str(number): said(number) for number in range(20, 24)}
    assert [path.name for path in importer.home.index.glob("gen-*")] == ["gen-000006"]
    assert_index_says_what_the_ledger_says(importer)
    assert len(receipts(importer.home)) == 5


def test_what_was_said_around_a_record_and_files_that_hold_it_go_and_the_rest_stays(shop: Importer) -> None:
    (record,), (other,) = of(shop, "author 5"), of(shop, "author 6")
    for one in (record, other):
        journal(shop.ledger, one)
    litter(shop.home.root, record)
    assert len({path for path, _ in left_in(shop.home.root, [record], [])}) >= 6
    receipt = erased(shop, "author 5")
    assert receipt.clean
    assert left_in(shop.home.root, [record], []) == []
    expected = {"records": 1, "decisions": 1, "feedback": 2, "questions": 2, "answers": 1, "originals": 1, "imports": 1}
    assert {name: receipt.erased[name] for name in expected} == expected
    assert receipt.files == {"lines": 1, "files": 3}
    journal_ = shop.ledger.journal
    kept = [(one.record_id, one.rule, one.reason) for one in journal_.decisions()]
    assert kept == [(other.id, "insult", f"says {other.text[:20]}"), ("erased", "insult", None)]
    assert {one.answer_id for one in journal_.feedback()} == {other.id, "answer-1"}
    assert all("author 6" in one.text or other.text[3:50] in one.text for one in journal_.questions())
    assert [[i for i, _ in one.cited] for one in shop.ledger.answers.read()][1] == ["review-0000000000000000"]
    assert shop.ledger.originals.count() == 1
    reports = [run.report for run in journal_.imports()]
    assert reports[1] == {"refused": [{"value": "erased"}, {"value": "something else"}]}
    assert "nobody's words" in (shop.home.quarantine / "20260101.jsonl").read_text(encoding="utf-8")


def test_a_copy_by_somebody_else_takes_the_place_of_the_erased_record(shop: Importer) -> None:
    assert shop.ledger.duplicates()
    kept_id = next(iter(shop.ledger.duplicates().values()))
    kept = shop.ledger.record(kept_id)
    other = "author 20" if kept.author == "author 3" else "author 3"
    assert erased(shop, str(kept.author)).clean
    (heir,) = of(shop, other)
    assert (shop.ledger.record(heir.id).duplicates, shop.ledger.duplicates()) == (0, {})
    assert_index_says_what_the_ledger_says(shop)


def test_the_next_export_brings_nobody_back_by_name_by_number_or_by_their_words(shop: Importer) -> None:
    erased(shop, "author 5")
    again = shop.run()
    assert (again.new, again.refused, balanced(again)) == (0, 1, True)
    assert "asked to be erased" in again.refusals[0].reason
    assert "5" not in shop.served()
    shop.write(
        "a.csv",
        row(5, "Other words under the old number.", author=""),
        row(90, said(5).upper(), author=""),
        row(91, "Entirely other words of the same person.", author="AUTHOR  5"),
        row(92, "What somebody else says.", author="author 55"),
    )
    assert (shop.run().refused, shop.served().get("92")) == (3, "What somebody else says.")
    assert left_in(shop.home.root, [], []) == []


def test_an_author_whose_address_was_hidden_is_found_by_the_address_and_by_the_alias(importer: Importer) -> None:
    rows = [row(1, said(1), author="lea@poste.example"), row(2, said(2), author="max@poste.example"), row(3, said(3))]
    importer.write("a.csv", *rows)
    importer.run()
    aliases = {str(r.provenance.external_id): str(r.author) for r in importer.ledger.records()}
    assert "poste" not in aliases["1"]
    assert erased(importer, "Lea@poste.example").kinds == {"review": 1}
    assert erased(importer, aliases["2"]).kinds == {"review": 1}
    assert importer.run().refused == 2
    assert list(importer.served()) == ["3"]


def test_single_records_go_without_their_author_whose_other_words_stay(importer: Importer) -> None:
    importer.write("a.csv", row(1, said(1), author="Zoé"), row(2, said(2), author="Zoé"), row(3, said(3)))
    importer.run()
    first, second = sorted(of(importer, "Zoé"), key=lambda record: str(record.provenance.external_id))
    assert erased(importer, record_ids=(first.id,)).clean
    assert importer.run().refused == 1
    assert importer.ledger.record(second.id).author == "Zoé"
    assert left_in(importer.home.root, [first], []) == []


def test_one_source_may_be_named_and_what_stands_in_others_stays(importer: Importer) -> None:
    both = [review(n, said(n), author="Zoé", provenance=Provenance(f"shop-{n}", str(n))) for n in (1, 2)]
    importer.ledger.put_records([(record, "print") for record in both])
    assert erased(importer, "Zoé", source="shop-1").kinds == {"review": 1}
    assert [record.provenance.source for record in importer.ledger.records()] == ["shop-2"]
    gate = Gate.of(importer.ledger)
    again = [
        review(n, "Some other words they may say some day.", author="zoé", provenance=Provenance(f"shop-{n}", "9"))
        for n in (1, 2)
    ]
    assert [gate.refuses(record, record) for record in again] == [True, False]


def test_a_preview_changes_nothing_and_says_who_else_bears_the_name(shop: Importer) -> None:
    shop.write("b.csv", row(60, "As author 5 says, the hood is small and the pocket too.", author="author 60"))
    shop.run()
    before = every_byte(shop.home.root)
    found = preview(stores(shop), Contributor(("author 5",)))
    assert [record.author for record in found.records] == ["author 5"]
    assert (found.traces["records"], found.traces["vectors"], found.mentioned) == (1, 3, 1)
    changed = {name for name, raw in every_byte(shop.home.root).items() if before.get(name) != raw}
    assert not [name for name in changed if "ledger" not in name]
    assert erased(shop, "author 5").notes == ("mentions",)


def test_whom_nothing_is_held_of_is_said_and_whether_they_were_erased_before(shop: Importer) -> None:
    with pytest.raises(NotFoundError, match="write the name as the source shows it"):
        erased(shop, "nobody")
    erased(shop, "author 5")
    with pytest.raises(NotFoundError, match="they were erased before"):
        erased(shop, "author 5")
    with pytest.raises(NotFoundError, match="'review-none'"):
        erased(shop, record_ids=("review-none",))


def test_the_receipt_names_nobody_and_lists_the_backups(shop: Importer) -> None:
    (record,) = of(shop, "author 5")
    shop.ledger.care.backup(shop.home.backups, NOW, lambda done, total: None)
    receipt = erased(shop, "author 5")
    (kept,) = receipt.backups
    assert (kept.made, kept.expires) == ("2026-06-01T12:00:00+00:00", "2026-07-01T12:00:00+00:00")
    assert "backups" in receipt.notes
    written = json.dumps(receipt.as_dict(), ensure_ascii=False) + "\n".join(receipt.lines())
    assert not [word for word in ("author 5", record.id, record.text[:20]) if word in written]
    assert receipts(shop.home) == [receipt]
    assert {c for one in noted(shop.home.erased) for c in one.contributors} == shop.ledger.journal.tombstones()


class Stopped(BaseException):
    """A kill, as far as the code can see: nothing catches it."""


STEPS = ["_bury", "clear_files", "build", "scan_cache", "drop_plan"]


@pytest.mark.parametrize("step", STEPS)
def test_stopped_anywhere_and_run_again_it_ends_the_same(
    step: str, shop: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = of(shop, "author 5")
    vectors = vectors_of(shop, gone)
    litter(shop.home.root, gone[0])
    with monkeypatch.context() as patched:
        patched.setattr(f"ingest.erasure.{step}", stop)
        with pytest.raises(Stopped):
            erased(shop, "author 5")
    assert pending(shop.home) is not None
    receipt = erased(shop, "author 5")
    assert (receipt.clean, receipt.erased["records"], receipt.erased["vectors"]) == (True, 1, 3)
    assert left_in(shop.home.root, gone, vectors) == []
    assert pending(shop.home) is None
    assert not shop.home.to_rebuild.exists()
    assert_index_says_what_the_ledger_says(shop)


def stop(*_: object, **__: object) -> None:
    raise Stopped


def test_a_reader_that_keeps_an_older_state_open_is_told_and_the_next_run_ends_it(
    shop: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.database.SCRUB_S", 0)
    gone = of(shop, "author 5")
    with Ledger.open(shop.home.ledger_url) as other:
        reading = other.records()
        next(reading)
        receipt = erased(shop, "author 5")
        assert (receipt.clean, receipt.notes) == (False, ("log_busy", *receipt.notes[1:]))
        assert pending(shop.home) is not None
        reading.close()  # type: ignore[attr-defined]  # a generator
    assert erased(shop, "author 5").clean
    assert left_in(shop.home.root, gone, []) == []


def test_an_export_tells_everything_that_is_held(shop: Importer) -> None:
    from ingest.erasure_export import contributor_export

    (record,) = of(shop, "author 5")
    journal(shop.ledger, record)
    held = contributor_export(shop.ledger, Contributor(("author 5",)), NOW)
    (one,) = json.loads(json.dumps(held, default=str))["records"]
    assert (one["id"], one["text"], one["provenance"]["source"]) == (record.id, record.text, record.provenance.source)
    assert (one["vectors"], one["sealed_original_kept"], one["cited_in_answers"]) == (3, True, 1)
    assert [decision["rule"] for decision in one["decisions"]] == [s.rule for s in statements(shop.ledger, record.id)]
    assert one["reports"] == [{"verdict": "report", "at": NOW.isoformat()}]
    with pytest.raises(NotFoundError):
        contributor_export(shop.ledger, Contributor(("nobody",)), NOW)


@pytest.fixture
def typed(shop: Importer, monkeypatch: pytest.MonkeyPatch) -> Importer:
    """The shop, as commands find it."""

    @contextmanager
    def opened(_: object) -> Iterator[Stores]:
        yield stores(shop)

    monkeypatch.setattr("ingest.assembly.open_stores", opened)
    return shop


def test_the_command_shows_asks_and_erases(
    typed: Importer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["erase", "--author", "author 5", "--dry-run"]) == 0
    assert "1 records" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert main(["erase", "--author", "author 5"]) == 1
    assert len(of(typed, "author 5")) == 1
    capsys.readouterr()
    assert main(["erase", "--author", "author 5", "--yes", "--json", "--by", "Sofia"]) == 0
    assert json.loads(capsys.readouterr().out)["clean"]
    assert of(typed, "author 5") == []
    assert [receipt.actor for receipt in receipts(typed.home)] == ["Sofia"]


@pytest.mark.parametrize("words", [["erase"], ["export"], ["erase", "--author", "nobody", "--yes"]])
def test_a_command_without_anybody_says_what_to_type(
    words: list[str], typed: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert capsys.readouterr().err.startswith("ingest: ")
    assert len(of(typed, "author 5")) == 1


def test_the_export_command_writes_a_document(typed: Importer, tmp_path: Path) -> None:
    file = tmp_path / "held.json"
    assert main(["export", "--author", "author 5", "--to", str(file)]) == 0
    (record,) = of(typed, "author 5")
    assert [one["id"] for one in json.loads(file.read_text(encoding="utf-8"))["records"]] == [record.id]
