"""The brand's word on a question nobody had answered, written in the console and kept as a FAQ like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from data.identity import content_id, digest, fingerprint
from data.journal import Decision
from data.ledger import Ledger
from data.records import Kind, Provenance, Record
from ingest.moderation.decisions import BRAND
from ingest.moderation.judging import judge, rules_version

SOURCE: Final = "console"
"""No export is called so: no import of one ever retires these."""


@dataclass(frozen=True, slots=True)
class BrandAnswer:
    """A question and the brand's answer in one language; whoever writes to the same question replaces the answer."""

    product_id: str
    language: str
    question: str
    answer: str


def keep_answers(
    ledger: Ledger, answers: Sequence[BrandAnswer], about: str, actor: str, at: datetime
) -> tuple[Record, ...]:
    """Keep answers as FAQ records of the brand; `about` names what they answer, and goes into the decision.

    The caller brings the index up afterwards, once.
    """
    given = [_record(answer, at) for answer in answers]
    prints = {record.id: digest(fingerprint(record), rules_version()) for record in given}
    kept = [one.record for one in judge(given, ledger, at)]
    ledger.journal.add_decisions(
        [Decision(record.id, BRAND, about, record.status, record.title, actor, at) for record in kept]
    )
    ledger.put_records([(record, prints[record.id]) for record in kept])
    return tuple(kept)


def answers_kept(ledger: Ledger) -> dict[str, Decision]:
    """The decision behind each such record that is still served, by record id: its version names what it answers."""
    ids = ledger.records_among(ledger.ids_of_source(SOURCE))
    return ledger.journal.last_decisions(ids, (BRAND,))


def _record(answer: BrandAnswer, at: datetime) -> Record:
    question = " ".join(answer.question.split())
    return Record(
        id=content_id(Kind.FAQ, SOURCE, answer.product_id, answer.language, question.casefold()),
        kind=Kind.FAQ,
        product_id=answer.product_id,
        text=answer.answer.strip(),
        provenance=Provenance(SOURCE, by_brand=True),
        language=answer.language,
        title=question,
        published=at.date(),
    )
