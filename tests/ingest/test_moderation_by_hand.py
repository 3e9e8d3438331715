"""What people decide holds: published, held back, a passage hidden for good, or left to the rules again."""

from datetime import UTC, datetime

import pytest

from data.errors import IngestError, NotFoundError
from data.records import Record, Status
from ingest.moderation.by_hand import UNREAD, Action, Order, carry_out
from ingest.moderation.decisions import statements
from ingest.moderation.hiding import Mark, hide, is_masked, marks_of, placeholders_in, read, written
from ingest.moderation.judging import rules_version
from tests.imports_for_tests import Importer, assert_index_says_what_the_ledger_says, row
from tests.records_for_tests import review

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SAID = "Warm and light. Julie Marchand at the counter was rude. I still wear it every day."
OTHER = "Seams held through a whole winter of cycling to work."
INSULT = "The zip broke on day one. Your helpdesk is thick as a brick, you thieving gits."


@pytest.fixture
def shop(importer: Importer) -> Importer:
    importer.write("a.csv", row(1, SAID), row(2, OTHER), row(3, INSULT))
    importer.run()
    return importer


def record_of(shop: Importer, number: int) -> Record:
    found = {one.provenance.external_id: one for one in shop.ledger.records(served_only=False)}
    return found[str(number)]


def ordered(shop: Importer, action: Action, *numbers: int, passages: tuple[str, ...] = ()) -> dict[str, str]:
    ids = tuple(record_of(shop, number).id for number in numbers)
    return carry_out(shop.ledger, Order(action, ids, "because", "Ada", passages), AT).refused


def test_a_hidden_passage_is_gone_from_the_ledger_and_the_rest_is_served(shop: Importer) -> None:
    assert ordered(shop, Action.MASK, 1, passages=("julie  MARCHAND", "nowhere")) == {}
    kept = record_of(shop, 1)
    assert kept.text == SAID.replace("Julie Marchand", "[passage removed]")
    assert kept.status is Status.MASKED
    assert kept.text in shop.served().values()
    newest = statements(shop.ledger, kept.id)[0]
    assert (newest.rule, newest.decided_by, newest.automatic) == ("passage", "Ada", False)
    assert "Marchand" not in repr(newest)


def test_what_was_hidden_stays_hidden_when_its_source_is_read_again(shop: Importer) -> None:
    ordered(shop, Action.MASK, 1, passages=("Julie Marchand",))
    hidden = record_of(shop, 1).text
    assert shop.run().changed == 0
    shop.write("a.csv", row(1, f"{SAID} Edited."), row(2, OTHER), row(3, INSULT))
    shop.run()
    assert record_of(shop, 1).text == f"{hidden} Edited."
    assert record_of(shop, 1).status is Status.MASKED
    shop.write("a.csv", row(1, f"{SAID} Edited twice."), row(2, OTHER), row(3, INSULT))
    shop.run()
    assert record_of(shop, 1).text == f"{hidden} Edited twice."
    assert_index_says_what_the_ledger_says(shop)


def test_words_that_hide_in_another_form_wait_for_a_person(shop: Importer) -> None:
    ordered(shop, Action.MASK, 1, passages=("Julie Marchand",))
    shop.write("a.csv", row(1, SAID.replace("Julie Marchand", "J. Marchand")), row(2, OTHER), row(3, INSULT))
    shop.run()
    assert record_of(shop, 1).status is Status.PENDING


def test_hiding_twice_keeps_both_passages_hidden(shop: Importer) -> None:
    ordered(shop, Action.MASK, 1, passages=("Julie Marchand",))
    ordered(shop, Action.MASK, 1, passages=("every day",))
    shop.write("a.csv", row(1, f"{SAID} Edited."), row(2, OTHER), row(3, INSULT))
    shop.run()
    assert record_of(shop, 1).text.count("[passage removed]") == 2


def test_a_withdrawn_mask_brings_the_words_back_with_the_next_import(shop: Importer) -> None:
    ordered(shop, Action.MASK, 1, passages=("Julie Marchand",))
    ordered(shop, Action.RESTORE, 1)
    assert "Marchand" not in record_of(shop, 1).text
    assert shop.ledger.fingerprints([record_of(shop, 1).id]) == {record_of(shop, 1).id: UNREAD}
    shop.run()
    assert record_of(shop, 1).text == SAID
    assert record_of(shop, 1).status is Status.APPROVED


def test_a_content_left_to_the_rules_is_what_they_say(shop: Importer) -> None:
    before = record_of(shop, 3).status
    assert before is Status.PENDING
    ordered(shop, Action.APPROVE, 3)
    assert record_of(shop, 3).status is Status.APPROVED
    ordered(shop, Action.RESTORE, 3)
    assert record_of(shop, 3).status is before
    ordered(shop, Action.REJECT, 2)
    ordered(shop, Action.RESTORE, 2)
    assert record_of(shop, 2).status is Status.APPROVED


def test_publishing_what_was_masked_leaves_it_masked(shop: Importer) -> None:
    ordered(shop, Action.MASK, 1, passages=("Julie Marchand",))
    ordered(shop, Action.REJECT, 1)
    ordered(shop, Action.APPROVE, 1)
    assert record_of(shop, 1).status is Status.MASKED


def test_many_are_decided_at_once_and_those_that_cannot_be_are_named(shop: Importer) -> None:
    ids = [record_of(shop, number).id for number in (1, 2)]
    shop.ledger.retire([ids[1]])
    done = carry_out(shop.ledger, Order(Action.REJECT, (*ids, "review-unknown"), "spam", "Ada"), AT)
    assert [record.id for record in done.kept] == ids[:1]
    assert done.refused == {ids[1]: "gone", "review-unknown": "gone"}
    assert ordered(shop, Action.MASK, 1, passages=("not there",)) == {ids[0]: "passage"}


@pytest.mark.parametrize(("reason", "actor"), [(" ", "Ada"), ("spam", ""), ("spam", "rules@1"), ("spam", "source:x")])
def test_a_decision_needs_a_reason_and_a_persons_name(shop: Importer, reason: str, actor: str) -> None:
    with pytest.raises(IngestError, match="--by NAME"):
        carry_out(shop.ledger, Order(Action.REJECT, (record_of(shop, 1).id,), reason, actor), AT)
    with pytest.raises(NotFoundError):
        shop.ledger.record("review-unknown", served_only=False)


def test_marks_survive_being_written_and_know_only_their_own_words() -> None:
    marks = marks_of(["Julie Marchand", "…", "julie   marchand"], "salt")
    assert len(marks) == 1
    assert read(written(marks)) == marks
    assert "marchand" not in written(marks).casefold()
    record = review(1, "Ask Julie. Marchand? JULIE MARCHAND!", title="Julie Marchand", author="Julie Marchand")
    kept, found = hide(record, marks, "salt")
    assert kept.text == "Ask [passage removed]? [passage removed]!"
    assert (kept.title, kept.author) == ("[passage removed]", "[passage removed]")
    assert found == {*marks}
    assert hide(record, marks, "other salt") == (record, frozenset())
    assert hide(record, [Mark(2, "0" * 24)], "salt")[0] == record


def test_placeholders_are_found_whoever_put_them() -> None:
    text = "Call [téléphone masqué] or [email removed · 1f0c9a], not [this]. [passage masqué]"
    assert [text[start:end] for start, end in placeholders_in(text)] == [
        "[téléphone masqué]", "[email removed · 1f0c9a]", "[passage masqué]",
    ]  # fmt: skip
    assert is_masked(review(1, text))
    assert not is_masked(review(1, "Nothing [at all]."))
    assert rules_version().startswith("privacy")
