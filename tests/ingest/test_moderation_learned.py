"""Learned rules hold what no pattern names: before it is shown, explained like any other, and under people's word."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from data.records import Status
from data.settings import Settings
from ingest.moderation import judging, reading
from ingest.moderation.again import judge_again
from ingest.moderation.by_hand import Action, Order, carry_out
from ingest.moderation.decisions import statements
from ingest.moderation.likeness import HONEST, SHOP, USUAL, Layer, Likeness, fitted_likeness
from ingest.moderation.policy import policy
from ingest.moderation.reading import readings_of, reads_with
from ingest.moderation.rules import rule_book, rule_of
from ingest.moderation.trial import tried
from ingest.moderation.units import units_of
from ingest.pipeline import Stores, bring_up
from tests.fakes_embedder import direction
from tests.imports_for_tests import FakeModel, Importer, assert_index_says_what_the_ledger_says, row
from tests.ingest.test_erasure import erased, left_in, of, vectors_of
from tests.records_for_tests import review

DRY = "My very dry skin drinks it up and there is no tightness left after two days of use."
HIDDEN = "The pump works well and the scent fades soon after it. Zephyr zephyr tulips."
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
KINDS = (HONEST, "order", SHOP)


@pytest.fixture(autouse=True)
def likeness(monkeypatch: pytest.MonkeyPatch) -> Likeness:
    """A model for the fake embedder: what says "zephyr" is an order, what says "zinnia" is about the shop."""
    towards = [direction(stem, 64) / np.linalg.norm(direction(stem, 64)) for stem in ("zephyr", "zinnia")]
    hidden = Layer(np.stack(towards, axis=1), np.zeros(2))
    out = Layer(np.array([[0.0, 40.0, 0.0], [0.0, 0.0, 40.0]]), np.array([0.0, -8.0, -8.0]))
    model = Likeness("fake-1", "7", KINDS, hidden, out, threshold=0.9)
    for module in (reading, judging):
        monkeypatch.setattr(module, "fitted_likeness", lambda: model)
    return model


def test_what_reads_like_an_order_is_kept_explained_and_never_served(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY))
    report = importer.run()
    assert (report.new, report.held) == (2, {"like_order": 1})
    assert importer.served() == {"2": DRY}
    assert_index_says_what_the_ledger_says(importer)
    (said,) = statements(importer.ledger)
    assert (said.decision, said.rule, said.automatic) == ("pending", "like_order", True)
    assert all("assistant" in said.reasons[language] for language in ("fr", "en"))
    assert said.redress["fr"]


def test_no_text_is_embedded_twice(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY), row(3, f"{DRY} It came in a parcel of paper and I kept it."))
    report = importer.run()
    read = list(importer.model.embedder.read)
    assert sorted(read) == sorted(set(read))
    assert (report.embedded, importer.model.opened) == (len(read), 1)
    importer.run()
    assert importer.model.embedder.read == []


def test_the_words_it_is_about_are_told(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN))
    importer.run()
    (record,) = importer.ledger.records(served_only=False)
    ((rule, place),) = readings_of(importer.ledger, record)
    assert (rule.code, record.text[place.start : place.end]) == ("like_order", "Zephyr zephyr tulips.")


def test_a_person_wins_and_new_weights_do_not_overrule_them(
    importer: Importer, likeness: Likeness, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY))
    importer.run()
    (held,) = (one for one in importer.ledger.records(served_only=False) if one.status is Status.PENDING)
    carry_out(importer.ledger, Order(Action.APPROVE, (held.id,), "a joke", "Zoé"), NOON)
    monkeypatch.setattr(judging, "fitted_likeness", lambda: replace(likeness, version="8"))
    assert importer.run().changed == 2
    assert importer.served() == {"1": HIDDEN, "2": DRY}
    carry_out(importer.ledger, Order(Action.RESTORE, (held.id,), "not a joke", "Zoé"), NOON)
    assert importer.ledger.record(held.id, served_only=False).status is Status.PENDING


def test_new_rules_decide_once_and_write_down_nothing_twice(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY))
    importer.run()
    before = importer.ledger.journal.decisions()
    monkeypatch.setattr(judging, "PRIVACY_VERSION", "next")
    importer.run()
    assert importer.ledger.journal.decisions() == before
    assert importer.served() == {"2": DRY}


def test_of_a_long_record_each_text_has_to_be_clearer_and_of_a_short_one_none(likeness: Likeness) -> None:
    assert likeness.among(1).threshold == likeness.among(USUAL).threshold == pytest.approx(likeness.threshold)
    assert likeness.among(10 * USUAL).threshold == pytest.approx(0.99)


@pytest.mark.parametrize("field", ["author", "title"])
def test_a_long_signature_and_a_title_are_read_too(importer: Importer, field: str) -> None:
    importer.write("a.csv", row(1, DRY, **{field: "Zephyr zephyr the tulips here"}))
    assert importer.run().held == {"like_order": 1}


def test_what_is_published_is_judged_again_on_demand_and_people_stand(
    importer: Importer, likeness: Likeness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "fitted_likeness", lambda: replace(likeness, threshold=2.0))
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY), row(3, "Zephyr zephyr marigolds, the lid is tight."))
    importer.run()
    third = next(one for one in importer.ledger.records() if one.provenance.external_id == "3")
    carry_out(importer.ledger, Order(Action.APPROVE, (third.id,), "a joke", "Zoé"), NOON)
    monkeypatch.setattr(reading, "fitted_likeness", lambda: likeness)
    assert judge_again(importer.ledger, importer.model, NOON) == {"like_order": 1}
    assert importer.served().keys() == {"2", "3"}
    bring_up(Stores(importer.home, importer.ledger, importer.index, importer.model))
    assert_index_says_what_the_ledger_says(importer)
    assert judge_again(importer.ledger, importer.model, NOON) == {}


def test_names_are_not_read() -> None:
    assert [unit.field for unit in units_of(review(1, DRY, author="Anne de Villiers"))] == ["text"]


def test_a_trial_run_of_an_import_reads_nothing(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN))
    importer.run(dry_run=True)
    assert importer.model.embedder.read == []


def test_a_review_of_the_shop_alone_is_published_and_marked(importer: Importer) -> None:
    importer.write("a.csv", row(1, "Zinnia zinnia zinnia."), row(2, f"{DRY}\nA zinnia of theirs."))
    assert importer.run().held == {}
    assert len(importer.served()) == 2
    marked = [importer.ledger.record(said.record_id).provenance.external_id for said in statements(importer.ledger)]
    assert (marked, statements(importer.ledger)[0].rule) == (["1"], "like_shop")


def test_vectors_of_other_models_are_not_read(importer: Importer) -> None:
    importer.model = FakeModel()
    importer.model.embedder.model_id = "another"
    importer.write("a.csv", row(1, HIDDEN))
    assert importer.run().held == {}


def test_what_was_read_of_an_erased_person_goes_and_is_not_read_again(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN, author="Zora Quill", title="Zephyr tulips and marigolds"), row(2, DRY))
    importer.run()
    records = of(importer, "Zora Quill")
    vectors = vectors_of(importer, records)
    assert vectors
    assert erased(importer, "Zora Quill").clean
    assert left_in(importer.home.root, records, vectors) == []
    importer.run()
    assert not any("Zephyr" in text for text in importer.model.embedder.read)


def test_a_trial_of_a_learned_rule_tells_what_another_threshold_would_change(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN), row(2, DRY))
    importer.run()
    rule = rule_book().rule("like_order")
    assert rule is not None
    assert tried(rule, rule_book(), importer.ledger, threshold=2.0).changes == {"released": 1}
    assert tried(rule, rule_book(), importer.ledger).changes == {}
    refused = replace(rule, status=Status.REJECTED)
    trial = tried(refused, rule_book(), importer.ledger)
    assert (trial.changes, trial.matched) == ({"moved": 1}, 1)
    ((example,),) = trial.examples.values()
    assert [example.record.text[one.start : one.end] for one in example.passages] == ["Zephyr zephyr tulips."]


def test_a_trial_of_patterns_releases_nothing_a_learned_rule_holds(importer: Importer) -> None:
    importer.write("a.csv", row(1, HIDDEN))
    importer.run()
    told = {"code": "tulips", "version": "1", "status": "approved", "title": {}, "reason": {}, "patterns": ["tulips"]}
    trial = tried(rule_of(told), rule_book(), importer.ledger)
    assert (trial.matched, trial.changes) == (1, {})


def test_the_public_page_names_learned_rules_where_they_run() -> None:
    told = "Reads like an order"
    assert told in policy("en")
    assert told not in policy("en", learned=False)
    assert not reads_with(Settings(_env_file=None, embedding_model="elsewhere/another"))


def test_every_learned_rule_has_weights_and_every_kind_that_waits_has_a_rule() -> None:
    shipped = fitted_likeness()
    likes = {rule.like for rule in rule_book().rules if rule.like}
    assert likes == {*shipped.kinds} - {HONEST}
    assert shipped.hidden.weight.shape[0] == 384
    assert shipped.out.weight.shape == (len(shipped.hidden.bias), len(shipped.kinds))
    assert all(rule.version == shipped.version for rule in rule_book().rules if rule.like)
