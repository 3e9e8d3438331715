"""The fake assistant with everything a panel can show: sizes, a comparison, a person, a wait, a count that opens."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chat.answer import Answer, Outcome, Sentence, SizeChoice, SizeSpread, Stance, Standing, Tally
from chat.contract import Event, Evidence, Reply
from chat.conversation import Conversation
from chat.tally.tallier import CountedVoice, TopicTally
from chat.topics.topic import Topic
from data.spans import Span
from retrieval.filters import RecordFacts
from tests.fakes_assistant import DRY, RECORDS, FakeAssistant, cite

SIZED = {
    "fr": "Les clients au pied large prennent une demi-pointure au-dessus : sur les 6 qui en parlent, 4 l'ont prise.",
    "en": "Customers with wide feet go half a size up: of the 6 who say so, 4 took it.",
}
COMPARED = {"fr": "Voici où en sont ces produits :", "en": "Here is where these products stand:"}
HANDED = {
    "fr": "Je ne vois pas les commandes : le service client peut suivre la vôtre.",
    "en": "I cannot see orders: customer service can follow yours.",
}


@dataclass
class FakeShop(FakeAssistant):
    """Answers by a word of the question; `waiting` holds an answer on a slow question until it is set."""

    waiting: threading.Event = field(default_factory=threading.Event)

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        reply = super().answer(conversation, product_id)
        words, language = conversation.question.lower(), reply.answer.language
        for known, made in (("taille", _sized), ("size", _sized), ("compare", _compared), ("order", _handed)):
            if known in words or (known == "order" and "commande" in words):
                return replace(reply, answer=made(self, reply.answer, language))
        return reply

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        if "slow" in conversation.question:
            yield Evidence(self.evidence(product_id or "", ""))
            self.waiting.wait(20)
        yield from super().stream(conversation, product_id)

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """Three for, one against and one in two minds of dry skin; nobody of anything else."""
        labels = {"fr": "peau sèche", "en": "dry skin"}
        named = Topic("", labels, (), topic, language)
        return TopicTally(named, _voices() if "sèche" in topic or "dry" in topic else ())


def _voices() -> tuple[CountedVoice, ...]:
    sides = (Stance.FOR, Stance.FOR, Stance.FOR, Stance.AGAINST, Stance.MIXED)
    counted = (RECORDS[0], RECORDS[2], RECORDS[3], RECORDS[1], RECORDS[5])
    return tuple(
        CountedVoice(
            Span(record.id, 0, len(record.text), record.text),
            RecordFacts(record.id, record.product_id, record.kind, record.language, author=record.author),
            stance, 1.0, (0, len(record.text)),
        )
        for record, stance in zip(counted, sides, strict=True)
    )  # fmt: skip


def _bare(answer: Answer, line: str) -> Answer:
    return replace(answer, outcome=Outcome.ANSWERED, sentences=(Sentence(line, (1, 2)),), nearest=(), tally=None)


def _sized(assistant: FakeAssistant, answer: Answer, language: str) -> Answer:
    proofs = tuple(cite(n, record, record.text) for n, record in enumerate(RECORDS[9:11], start=1))
    choices = (SizeChoice(0.5, None, 3, 0, 0, 1, 0), SizeChoice(0.0, None, 1, 1, 0, 0, 0))
    spread = SizeSpread(6, 0.5, "42,5", choices, tuple(record.id for record in RECORDS[9:11]))
    return replace(_bare(answer, SIZED[language]), citations=proofs, size=spread, limit=None)


def _compared(assistant: FakeAssistant, answer: Answer, language: str) -> Answer:
    proofs = tuple(
        cite(n, assistant.record(record_id), quote, stance)
        for n, (record_id, quote, stance) in enumerate(DRY[:2], start=1)
    )
    tally = Tally("peau sèche" if language == "fr" else "dry skin", 3, 1, 1, 5, tuple(r.id for r in RECORDS[:4]))
    standings = (
        Standing("creme-rosee", "Crème Rosée" if language == "fr" else "Rosée Cream", tally, 5, 4, 0, (1, 2)),
        Standing("foulque-3", "Foulque 3", replace(tally, for_=1, against=0, mixed=0, of=1, record_ids=()), 2, 2, 0),
    )
    lines = (Sentence(COMPARED[language]), Sentence(f"{standings[0].name} : 3 / 5.", (1, 2)))
    return replace(_bare(answer, ""), sentences=lines, citations=proofs, standings=standings)


def _handed(assistant: FakeAssistant, answer: Answer, language: str) -> Answer:
    line = (Sentence(HANDED[language]),)
    return replace(answer, outcome=Outcome.HANDED_OVER, sentences=line, citations=(), nearest=(), tally=None)
