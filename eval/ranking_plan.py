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
    groups = _groups(documents, task.group_by)
    unit_of = {document.id: unit for unit, members in groups.items() for document in members}
    product_of = {document.id: document.product_id for document in documents}
    asked = [q for q in given.questions if task.query_language in (None, q.lang)]
    grades: dict[str, dict[str, int]] = {}
    for question in asked:
        units: dict[str, int] = {}
        for document, grade in given.grades.get(question.id, {}).items():
            if document in unit_of and (task.scope == "corpus" or product_of[document] == question.product_id):
                units[unit_of[document]] = max(grade, units.get(unit_of[document], 0))
        if max(units.values(), default=0) >= task.min_relevance:
            grades[question.id] = units
    kept = [question for question in asked if question.id in grades][: task.limit_questions]
    if not kept:
        raise EvalError(
            f"none of {len(asked)} questions has a document of relevance {task.min_relevance} or more in scope: "
            "look at --query-lang, --doc-lang, --min-relevance and --scope"
        )
    records, unit_of_record = _records(groups)
    chosen = {question.id: grades[question.id] for question in kept}
    return Plan(records, unit_of_record, tuple(kept), chosen, len(asked) - len(grades))


def _groups(documents: Sequence[DocumentRow], field: str | None) -> dict[str, list[DocumentRow]]:
    if field is None:
        return {document.id: [document] for document in documents}
    groups: dict[str, list[DocumentRow]] = {}
    for document in documents:
        groups.setdefault(_value(document, field), []).append(document)
    return groups


def _value(document: DocumentRow, field: str) -> str:
    content: Any = document.model_dump()
    found = reduce(lambda at, name: at.get(name) if isinstance(at, dict) else None, field.split("."), content)
    if found in (None, ""):
        raise EvalError(f"document {document.id!r} has no {field}: choose another field with --group-by")
    return str(found)
