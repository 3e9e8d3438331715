"""From a reply to a result: quotes checked against the ledger, facts looked for, own words told from quoted ones."""

import re
from collections.abc import Callable, Iterable

from chat.answer import Answer, Citation, Outcome
from chat.contract import Reply
from chat.quoting import even
from data.errors import NotFoundError
from data.languages import question_language
from data.records import Record
from eval.questions import EvalQuestion
from eval.results import Cited, Result, SaidTally

CONSIDERED = 20
"""Records kept of those considered; no measure looks further."""
FAILED = "error"
CUT = re.compile(r"\[(?:…|\.\.\.)\]")
"""What stands for words left out of a quote."""

Lookup = Callable[[str], Record]
"""A served record by id (`NotFoundError`)."""


def judge(question: EvalQuestion, reply: Reply, look_up: Lookup) -> Result:
    """The result of one reply."""
    answer, trace = reply.answer, reply.trace
    records = _records([*answer.citations, *answer.nearest], look_up)
    false = [*_altered(answer, records), *_unproven(answer, records)]
    ranked = dict.fromkeys(candidate.record_id for candidate in trace.candidates)
    return Result(
        id=question.id,
        outcome=answer.outcome.value,
        intent=next((stage.decision for stage in trace.stages if stage.name == "intent"), ""),
        language=answer.language,
        spoken=_spoken(answer),
        sentences=(*(sentence.text for sentence in answer.sentences), *([answer.limit] if answer.limit else [])),
        citations=tuple(_cited(citation, records) for citation in answer.citations),
        nearest=tuple(_cited(citation, records) for citation in answer.nearest),
        quotes=len(answer.citations) + len(answer.nearest) + sum(len(_quotes(s.text)) for s in answer.sentences),
        false_quotes=tuple(false),
        facts_said=tuple(_says(answer, fact) for fact in question.facts),
        confidence=_confidence(reply),
        similarity=max((candidate.scores.get("span", 0.0) for candidate in trace.candidates), default=0.0),
        ranked=tuple(ranked)[:CONSIDERED],
        tally=_tally(answer),
        size_probability=trace.figures.get("size_probability"),
    )


def failed(question: EvalQuestion, error: Exception) -> Result:
    """The result of a question that the assistant could not take."""
    return Result(question.id, FAILED, "", "", error=f"{type(error).__name__}: {error}")


def _records(citations: Iterable[Citation], look_up: Lookup) -> dict[str, Record]:
    found = {}
    for record_id in {citation.record_id for citation in citations}:
        try:
            found[record_id] = look_up(record_id)
        except NotFoundError:
            continue
    return found


def _is_true(citation: Citation, records: dict[str, Record]) -> bool:
    record = records.get(citation.record_id)
    return bool(record and citation.quote and record.text[citation.start : citation.end] == citation.quote)


def _altered(answer: Answer, records: dict[str, Record]) -> list[str]:
    """Quotes of citations that do not stand where they say."""
    return [c.quote for c in (*answer.citations, *answer.nearest) if not _is_true(c, records)]


def _unproven(answer: Answer, records: dict[str, Record]) -> list[str]:
    """Words between quotation marks that none of the records cited beside them holds, and numbers that cite nothing."""
    by_number = {citation.number: citation.record_id for citation in answer.citations}
    false = []
    for sentence in answer.sentences:
        false += [f"[{number}]" for number in sentence.citations if number not in by_number]
        cited = [records[by_number[n]] for n in sentence.citations if n in by_number and by_number[n] in records]
        texts = [even(f"{record.text} {record.title or ''}") for record in cited]
        false += [quote for quote in _quotes(sentence.text) if not any(_holds(text, quote) for text in texts)]
    return false


def _holds(text: str, quote: str) -> bool:
    """Whether a text says a quote, its parts in order where […] cuts it."""
    place = 0
    for part in (part for cut in CUT.split(even(quote)) if (part := cut.strip())):
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return place > 0


def _quotes(text: str) -> list[str]:
    """The outermost quoted passages of a sentence; a quote may itself hold quotation marks of the other kind."""
    first, last = min(_places(text, "«“"), default=-1), max(_places(text, "»”"), default=-1)
    if first < 0 or last < first:
        return []
    return [text[first + 1 : last].strip()]


def _places(text: str, marks: str) -> list[int]:
    return [place for mark in marks for place in (text.find(mark), text.rfind(mark)) if place >= 0]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _spoken(answer: Answer) -> str | None:
    """The language of the words that are the answer's own, as far as there are any."""
    told = [sentence.text for sentence in answer.sentences] + ([answer.limit] if answer.limit else [])
    own = " ".join(_without_quotes(text) for text in told).strip()
    return question_language(own) if any(character.isalpha() for character in own) else None


def _without_quotes(text: str) -> str:
    for quote in _quotes(text):
        text = text.replace(quote, "")
    return text.partition("—")[0]


def _says(answer: Answer, fact: str) -> bool:
    """Whether the answer, quotes included, says a fact: as a whole word, a decimal comma or point alike."""
    told = " ".join([*(s.text for s in answer.sentences), *(c.quote for c in answer.citations), answer.limit or ""])
    pattern = re.escape(_plain(fact)).replace(r"\.", "[.,]")
    return bool(re.search(rf"(?<![\w.,]){pattern}(?![\w]|[.,]\d)", _plain(told)))


def _plain(text: str) -> str:
    figures = re.sub(r"(?<=\d),(?=\d)", ".", _flat(text.replace("’", "'")).casefold())
    return re.sub(r"(?<=\d)\.0+(?!\d)", "", figures)


def _confidence(reply: Reply) -> float:
    """How sure the assistant was that it can answer, from 0 to 1.

    Its own figure where it gives one; 1 for what it stated without searching; 0 for what it would not answer at all;
    else the probability of its best candidate.
    """
    if (told := reply.trace.figures.get("answerable")) is not None:
        return told
    if reply.answer.outcome in (Outcome.HANDED_OVER, Outcome.REFUSED):
        return 0.0
    if reply.answer.outcome is Outcome.ANSWERED and not reply.answer.citations:
        return 1.0
    probabilities = [c.scores["probability"] for c in reply.trace.candidates if "probability" in c.scores]
    return max(probabilities, default=0.0)


def _tally(answer: Answer) -> SaidTally | None:
    if (tally := answer.tally) is None:
        return None
    return SaidTally(tally.for_, tally.against, tally.mixed, tally.of, tally.record_ids)


def _cited(citation: Citation, records: dict[str, Record]) -> Cited:
    record = records.get(citation.record_id)
    return Cited(
        citation.record_id,
        record.product_id if record else "",
        citation.kind.value,
        citation.quote,
        _is_true(citation, records),
        citation.start_s,
        citation.end_s,
    )
