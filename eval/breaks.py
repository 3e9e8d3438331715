"""Ways to break an assistant on purpose; each is a function from a good reply to a bad one."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chat.answer import Answer, Citation, Outcome, Sentence, Tally
from chat.citing import cite
from chat.contract import AssistantLike, Reply
from chat.conversation import Conversation
from data.records import Record
from data.spans import Span
from eval.questions import EvalQuestion, GoldTally

SEED = 7
SHIFT = 20
"""Percentage points a broken count is off."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question being answered, and the good assistant; what a break does may depend on the gold."""

    assistant: AssistantLike
    conversation: Conversation
    product_id: str | None
    gold: EvalQuestion | None

    @property
    def chance(self) -> random.Random:
        """The same chance for the same question."""
        return random.Random(f"{SEED}:{self.conversation.question}")  # noqa: S311 - no secret


Break = Callable[[Reply, Case], Reply]


class Broken:
    """An assistant whose every reply goes through a break; the gold is found by question and product."""

    def __init__(
        self, assistant: AssistantLike, breaking: Break, questions: Mapping[tuple[str, str | None], EvalQuestion]
    ):
        """Stand before `assistant`."""
        self._assistant, self._breaking, self._questions = assistant, breaking, questions

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """The broken reply."""
        gold = self._questions.get((conversation.question, product_id))
        case = Case(self._assistant, conversation, product_id, gold)
        return self._breaking(self._assistant.answer(conversation, product_id), case)

    def record(self, record_id: str) -> Record:
        """The record as it is: the evidence is not what is broken."""
        return self._assistant.record(record_id)


def shuffled_ranking(reply: Reply, case: Case) -> Reply:
    """Proofs drawn by lot from the product's records in place of the best."""
    ids = [candidate.record_id for candidate in reply.trace.candidates]
    if not reply.answer.citations or not ids:
        return reply
    named = case.product_id or case.assistant.record(ids[0]).product_id
    drawn = case.chance.sample(case.assistant.records(named), len(reply.answer.citations))
    citations = tuple(_first_words(c.number, record) for c, record in zip(reply.answer.citations, drawn, strict=False))
    return _with(reply, citations=citations, sentences=_quoting(citations))


def dropped_citation(reply: Reply, _case: Case) -> Reply:
    """The sentences stay, what they stand on is gone."""
    bare = tuple(Sentence(sentence.text) for sentence in reply.answer.sentences)
    return _with(reply, citations=(), sentences=bare)


def altered_quote(reply: Reply, _case: Case) -> Reply:
    """A word in the quotes that nobody said."""
    citations = tuple(replace(c, quote=_altered(c.quote)) for c in reply.answer.citations)
    return _with(reply, citations=citations, sentences=_quoting(citations) or reply.answer.sentences)


def always_answer(reply: Reply, case: Case) -> Reply:
    """Whatever is nearest, told as an answer."""
    answer = reply.answer
    if answer.outcome is Outcome.ANSWERED:
        return reply
    nearest = answer.nearest or (
        case.assistant.evidence(case.product_id, answer.question, 2) if case.product_id else ()
    )
    return _with(reply, outcome=Outcome.ANSWERED, citations=nearest, nearest=(), sentences=_quoting(nearest))


def never_answer(reply: Reply, _case: Case) -> Reply:
    """Nothing is ever known."""
    sentences = reply.answer.sentences[:1]
    bare = tuple(Sentence(sentence.text) for sentence in sentences)
    return _with(reply, outcome=Outcome.NO_EVIDENCE, citations=(), tally=None, sentences=bare)


def wrong_language(_reply: Reply, case: Case) -> Reply:
    """French where English was asked, and the other way round."""
    asked = case.gold.language if case.gold else _reply.answer.language
    other = "en" if asked == "fr" else "fr"
    return case.assistant.answer(replace(case.conversation, language=other), case.product_id)


def one_sided(reply: Reply, case: Case) -> Reply:
    """The smaller side's voices left out."""
    tally = case.gold.tally if case.gold else None
    silenced = set(tally.minority) if tally else set()
    citations = tuple(c for c in reply.answer.citations if c.record_id not in silenced)
    numbers = {citation.number for citation in citations}
    kept = tuple(s for s in reply.answer.sentences if not s.citations or numbers & {*s.citations})
    return _with(reply, citations=citations, sentences=kept)


def right_tally(reply: Reply, case: Case) -> Reply:
    """No break: the answer's own count, or the one made by hand where it gives none, so that gates keep something."""
    gold = case.gold.tally if case.gold else None
    if gold is None or reply.answer.tally:
        return reply
    voices = (*gold.for_, *gold.against, *gold.mixed)
    return _with(reply, tally=_in_hundred(gold.topic, _shares(gold), voices))


def tally_off(reply: Reply, case: Case) -> Reply:
    """The count moved twenty points further from the truth, and the smaller side's voices not behind it."""
    gold, told = case.gold.tally if case.gold else None, right_tally(reply, case).answer.tally
    if gold is None or told is None or not told.of:
        return reply
    in_favour, against, mixed = (100 * n / told.of for n in (told.for_, told.against, told.mixed))
    away = SHIFT if in_favour > _shares(gold)[0] or in_favour < SHIFT else -SHIFT
    if in_favour + away > 100:
        away = -SHIFT
    kept = tuple(voice for voice in told.record_ids if voice not in gold.minority)
    return _with(reply, tally=_in_hundred(gold.topic, (in_favour + away, against - away, mixed), kept))


def _shares(gold: GoldTally) -> tuple[float, float, float]:
    """Percentages for, against and mixed."""
    return (100 * len(gold.for_) / gold.of, 100 * len(gold.against) / gold.of, 100 * len(gold.mixed) / gold.of)


def _in_hundred(topic: str, shares: tuple[float, float, float], voices: tuple[str, ...]) -> Tally:
    counts = [round(share) for share in shares]
    return Tally(topic, counts[0], counts[1], counts[2], sum(counts), voices)


def _first_words(number: int, record: Record) -> Citation:
    end = min(len(record.text), 120)
    cue = record.cues[0] if record.cues else None
    seconds = (cue.start_s, cue.end_s) if cue else (None, None)
    return cite(number, Span(record.id, 0, end, record.text[:end], *seconds), record)


def _quoting(citations: tuple[Citation, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(f"“{citation.quote}”", (citation.number,)) for citation in citations)


def _altered(quote: str) -> str:
    first, _, rest = quote.partition(" ")
    return f"{first} certainly {rest}".strip()


def _with(reply: Reply, **changes: object) -> Reply:
    answer: Answer = replace(reply.answer, **changes)  # type: ignore[arg-type]  # fields by name, each of its type
    return replace(reply, answer=answer)
