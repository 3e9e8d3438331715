"""The assistant: a question in, an answer made of checked quotes out, with the trace of how it came about."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import cast

from chat.answer import Answer, Citation, Generated, Outcome, Sentence, Stance
from chat.answers.brand_fact import brand_fact
from chat.answers.compare import compare
from chat.answers.evidence import considered, product_question, show_me
from chat.answers.fixed import FIXED, fixed
from chat.answers.objection import objection
from chat.answers.size import size
from chat.catalogue import Catalogue
from chat.contract import Event, Evidence, ProductSummary, Reply
from chat.conversation import Conversation
from chat.deciding import Decision, fitted_decision
from chat.draft import Draft
from chat.followup import standalone
from chat.gate import Gate, fitted_gate
from chat.intent import BRAND_FACTS, Intent
from chat.llm.opening import open_writer
from chat.llm.wording import worded
from chat.llm.writer import Writer
from chat.shelf_facts import suggestions, summaries
from chat.sources import Sources
from chat.stance.model import fitted_stance
from chat.tally.asking import count, topic_wanted
from chat.tally.tallier import Tallier, TopicTally
from chat.understanding.intent_model import fitted_intents
from chat.understanding.products import products_compared
from chat.understanding.recognition import Recognised, recognise_last
from chat.way import Way
from chat.wording import say
from data.errors import LedgerError
from data.home import Home
from data.identity import digest
from data.journal import AskedQuestion, Feedback
from data.languages import question_language
from data.ledger import Ledger
from data.privacy import mask_text
from data.records import Kind, Record
from data.settings import Settings
from retrieval.assembly import open_searcher
from retrieval.search import Searcher

log = logging.getLogger("temoin.answers")
ANSWERS: dict[Intent, Callable[[Way, Sources], Draft]] = {
    Intent.OBJECTION: objection,
    Intent.SHOW_ME: show_me,
    Intent.SIZE: size,
    Intent.COMPARE: compare,
    **dict.fromkeys(BRAND_FACTS, brand_fact),
    **dict.fromkeys(FIXED, fixed),
}
"""How each intent is answered; what is not named here is a product question."""


class Assistant:
    """Answers over one ledger and one index; safe to call from several threads."""

    def __init__(
        self,
        ledger: Ledger,
        searcher: Searcher,
        gate: Gate,
        today: Callable[[], date] = date.today,
        writer: Writer | None = None,
        decision: Decision | None = None,
        *,
        keeps_questions: bool = True,
    ) -> None:
        """`today` is the clock, for what an answer says of its age; `writer` words answers with a chat model.

        Questions nobody answers are kept in the journal, unless it is a test that asks (`keeps_questions`).
        """
        self._ledger, self._searcher, self._writer = ledger, searcher, writer
        self._keeps_questions = keeps_questions
        self._catalogue = Catalogue(ledger)
        judge, decision = fitted_stance(), decision or fitted_decision()
        self._sources = Sources(ledger, self._catalogue, searcher, gate, Tallier(judge), judge, decision, today)

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question (`NotFoundError` for an unknown product)."""
        *_, reply = self.stream(conversation, product_id)
        return cast(Reply, reply)

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        """The same answer as `Evidence`, then each `Sentence`, then the whole `Reply`."""
        way = self._understood(conversation, self._catalogue.known(product_id))
        draft = ANSWERS.get(way.intent, product_question)(way, self._sources)
        yield Evidence(draft.citations)
        said = []
        for sentence in worded(way, draft, self._writer) if self._writer else draft.sentences:
            said.append(sentence)
            yield sentence
        self._note_unanswered(way, draft)
        yield self._reply(way, draft, tuple(said))

    def considered(self, conversation: Conversation, product_id: str | None) -> dict[str, float]:
        """The figures the decision to answer a question about a product rests on, by `chat.deciding.NAMES`."""
        way = self._understood(conversation, self._catalogue.known(product_id))
        considered(way, self._sources)
        return way.figures

    def products(self) -> list[ProductSummary]:
        """Every product with a sheet or with records, by id."""
        return summaries(self._ledger)

    def product(self, product_id: str) -> ProductSummary:
        """One product, by id or alias (`NotFoundError`)."""
        known = self._catalogue.known(product_id)
        return next(summary for summary in self.products() if summary.product.id == known)

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        """Served records of one product, newest first."""
        kinds = None if kind is None else [Kind(kind)]
        return list(self._ledger.records(self._catalogue.known(product_id), kinds))

    def record(self, record_id: str) -> Record:
        """One served record (`NotFoundError`)."""
        return self._ledger.record(record_id)

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        """Best spans for a question, numbered by rank, answerable or not."""
        known = self._catalogue.known(product_id)
        hits = self._searcher.search(question, question_language(question), known, limit=limit)
        return self._sources.cited([hit.span for hit in hits])

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        """Three questions this product's records answer."""
        known = self._catalogue.known(product_id) or product_id
        key = ("suggestions", known, language)
        return self._catalogue.remembered(key, lambda: suggestions(self._ledger, known, language))

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """Everyone who judges a topic, given by its name, a few words or a question (`NotFoundError`)."""
        known = self._catalogue.known(product_id) or product_id
        return count(known, topic_wanted(topic, language), self._searcher, self._sources.tallier)

    def note_feedback(self, about: str, verdict: str, reason: str | None) -> None:
        """Write down what a reader says of an answer, or of a record it reports."""
        self._ledger.journal.add_feedback(Feedback(about, verdict, reason, datetime.now(UTC)))

    def ready(self) -> str | None:
        """`None` when questions can be answered, else what is missing."""
        return self._searcher.ready()

    def _understood(self, conversation: Conversation, product_id: str | None) -> Way:
        """Language, standalone question and intent."""
        language = conversation.language or question_language(conversation.question, conversation.earlier)
        way = Way(Conversation(conversation.turns, language), product_id, language)
        way.question = way.stage("question", lambda: standalone(way.conversation), lambda s: s)[0]
        found = way.stage("intent", lambda: self._recognised(way), lambda told: (told.intent.value, told.reason))
        way.intent = found.intent
        if way.intent is Intent.COMPARE:
            sheets = list(self._catalogue.shelves().sheets.values())
            way.products = products_compared(way.conversation, sheets, product_id)
        return way

    def _note_unanswered(self, way: Way, draft: Draft) -> None:
        """Keep what nobody answers, masked, for those who ask customers for content; nothing about who asked.

        A ledger that cannot be written, on a full or read-only disk, does not keep a shopper from the answer.
        """
        if (
            not self._keeps_questions
            or way.intent in FIXED
            or draft.outcome not in (Outcome.NO_EVIDENCE, Outcome.PARTIAL)
        ):
            return
        text = mask_text(way.conversation.question, way.language).text
        asked = AskedQuestion(text, way.product_id, way.language, draft.outcome.value, datetime.now(UTC))
        try:
            self._ledger.journal.add_question(asked)
        except LedgerError as error:
            log.warning("an unanswered question was not kept: %s", error)

    def _recognised(self, way: Way) -> Recognised:
        model = fitted_intents(self._searcher.model_id)
        vector = self._searcher.embedded(way.question) if model else None
        return recognise_last(way.conversation.question, way.question, model, vector, shop_wide=way.product_id is None)

    def _reply(self, way: Way, draft: Draft, said: tuple[Sentence, ...]) -> Reply:
        quotes = [f"{c.record_id}:{c.start}-{c.end}" for c in draft.citations]
        answer = Answer(
            id=f"answer-{digest(way.question, way.product_id or '', way.language, *quotes)[:24]}",
            question=way.conversation.question,
            product_id=way.product_id,
            language=way.language,
            outcome=draft.outcome,
            generated=_generated(draft, said),
            sentences=said,
            citations=draft.citations,
            disclosure=say("disclosure", way.language),
            nearest=draft.nearest,
            limit=draft.limit,
            tally=draft.tally,
            standings=draft.standings,
            size=draft.size,
            searched=self._catalogue.searched(way.product_id),
            suggestions=self.suggestions(way.product_id, way.language) if way.product_id else (),
        )
        return Reply(answer, way.trace())


def _generated(draft: Draft, said: tuple[Sentence, ...]) -> Generated:
    if said != draft.sentences:
        return Generated.LLM
    return Generated.ASSEMBLED if draft.citations else Generated.NONE


def open_assistant(settings: Settings, *, keeps_questions: bool = True) -> Assistant:
    """The assistant of one installation, model loaded; see `Assistant` for `keeps_questions`.

    Raises:
        TemoinError: home, ledger or model cannot be opened.
    """
    home = Home(settings.home).prepare()
    ledger = Ledger.open(settings.ledger_url or home.ledger_url)
    return Assistant(
        ledger,
        open_searcher(settings, home),
        fitted_gate(),
        writer=open_writer(settings, _side),
        keeps_questions=keeps_questions,
    )


def _side(text: str, language: str) -> Stance:
    """What a text says as a whole, for the verification of a chat model's sentences."""
    return fitted_stance().judge(text, language).stance
