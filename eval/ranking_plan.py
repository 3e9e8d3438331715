"""What a public set asks of the search: which records are indexed, which questions asked, what is right for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from data.errors import EvalError
from data.records import Record
from eval.public_records import record_of, video_of
from eval.public_sets import DocumentRow, Grades, PublicSet, QuestionRow


@dataclass(frozen=True, slots=True)
class Task:
    """What to rank, and for which questions; languages are ISO 639-1 codes, `None` for all.

    With `group_by`, a field such as `meta.video_id`, groups of documents are ranked instead of documents.
    """

    scope: str
    query_language: str | None = None
    document_language: str | None = None
    min_relevance: int = 1
    group_by: str | None = None
    limit_questions: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`unit_of` gives what is ranked by record id: the record itself or its group; `grades` judge units."""

    task: Task
    records: tuple[Record, ...]
    unit_of: Mapping[str, str]
    questions: tuple[QuestionRow, ...]
    grades: Grades
    skipped: int


def planned(given: PublicSet, task: Task) -> Plan:
    """Select and group; questions without a relevant unit in scope are left out and counted as skipped.

    Raises:
        EvalError: when a document lacks the field to group by, or no question is left.
    """
    documents = [d for d in given.documents if task.document_language in (None, d.lang)]
    asked = [q for q in given.questions if task.query_language in (None, q.lang)]
    unit_of = {d.id: d.id if task.group_by is None else value_of(d, task.group_by) for d in documents}
    product_of = {d.id: d.product_id for d in documents}
    graded = {q.id: _grades(q, given.grades.get(q.id, {}), task, unit_of, product_of) for q in asked}
    answered = [q for q in asked if max(graded[q.id].values(), default=0) >= task.min_relevance]
    kept = answered[: task.limit_questions]
    if not kept:
        raise EvalError(
            f"none of {len(asked)} questions has a document of relevance {task.min_relevance} or more in scope: "
            "look at --query-lang, --doc-lang, --min-relevance and --scope"
        )
    records, unit_of_record = _records(documents, unit_of, grouped=task.group_by is not None)
    return Plan(
        task, records, unit_of_record, tuple(kept), {q.id: graded[q.id] for q in kept}, len(asked) - len(answered)
    )


def value_of(document: DocumentRow, field: str) -> str:
    """A field of a document by its path, such as `meta.video_id` (`EvalError` where it has none)."""
    content: Any = document.model_dump()
    found = reduce(lambda at, name: at.get(name) if isinstance(at, dict) else None, field.split("."), content)
    if found in (None, ""):
        raise EvalError(f"document {document.id!r} has no {field}: choose another field with --group-by")
    return str(found)


def _grades(
    question: QuestionRow,
    judged: Mapping[str, int],
    task: Task,
    unit_of: Mapping[str, str],
    product_of: Mapping[str, str | None],
) -> dict[str, int]:
    """Best grade of each unit that may be found for a question."""
    units: dict[str, int] = {}
    for document, grade in judged.items():
        in_scope = task.scope == "corpus" or product_of.get(document) == question.product_id
        if document in unit_of and in_scope:
            units[unit_of[document]] = max(grade, units.get(unit_of[document], grade))
    return units


def _records(
    documents: Sequence[DocumentRow], unit_of: Mapping[str, str], *, grouped: bool
) -> tuple[tuple[Record, ...], Mapping[str, str]]:
    """Records and the unit of each; the timed sentences of one video are one record, as in the product."""
    timed = grouped and all(isinstance(d.meta.get(at), int | float) for d in documents for at in ("start", "end"))
    if not timed:
        return tuple(map(record_of, documents)), unit_of
    videos: dict[str, list[DocumentRow]] = {}
    for document in documents:
        videos.setdefault(unit_of[document.id], []).append(document)
    return tuple(video_of(unit, sentences) for unit, sentences in videos.items()), {unit: unit for unit in videos}
