"""The assistant: a question in, an answer made of checked quotes out, with the trace of how it came about."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from time import perf_counter
from typing import cast

from chat.answer import Answer, Citation, Generated, Outcome, Sentence, Stance
from chat.answer_keeping import AnswerKeeper
from chat.answers.brand_fact import brand_fact
from chat.answers.compare import compare
from chat.answers.evidence import considered, product_question, show_me
from chat.answers.fixed import FIXED, fixed
from chat.answers.objection import objection
from chat.answers.overview import on_a_product
from chat.answers.several import of_named_product, several
from chat.answers.size import size
from chat.catalogue import Catalogue
from chat.contract import Event, Evidence, ProductSummary, Reply, Understood
from chat.conversation import Conversation
from chat.deciding import Decision, fitted_decision
from chat.draft import Draft
from chat.gate import Gate, fitted_gate
from chat.intent import BRAND_FACTS, Intent
from chat.llm.opening import open_writer
from chat.llm.wording import worded
from chat.llm.writer import Writer
from chat.manner import Manner, MannerRefusedError
from chat.reading import understood, ways_of_parts
from chat.reading_ahead import LARGE, read_ahead, read_rules, read_sizes_ahead
from chat.shelf_facts import suggestions, summaries
from chat.sources import Sources
from chat.spans import Spans, open_spans
from chat.stance.model import fitted_stance
from chat.tally.asking import count, topic_wanted
from chat.tally.tallier import Tallier, TopicTally
from chat.topics.topic import topic_of
from chat.way import Way
from chat.wording import say
from data.answer_log import LoggedAnswer
from data.errors import LedgerError
from data.home import Home
from data.identity import digest
from data.journal import AskedQuestion, Feedback
from data.languages import question_language
from data.ledger import Ledger
from data.memory import settle
from data.privacy import mask_text
from data.records import Kind, Record
from data.settings import Settings
from retrieval.assembly import open_searcher
from retrieval.model import Model
from retrieval.search import Searcher

log = logging.getLogger("temoin.answers")
ANSWERS: dict[Intent, Callable[[Way, Sources], Draft]] = {
    Intent.PRODUCT: on_a_product,
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
        spans: Spans | None = None,
        *,
        keeps_questions: bool = True,
    ) -> None:
        """`today` is the clock, for what an answer says of its age; `writer` words answers with a chat model.

        `spans` are told of every answer, for a shop that follows its servers.

        Questions nobody answers are kept in the journal, and how each ended in the log of answers, unless it is a test
        that asks (`keeps_questions`).
        """
        self._ledger, self._searcher, self._writer, self._spans = ledger, searcher, writer, spans
        self._keeps_questions, self._keeper = keeps_questions, AnswerKeeper(ledger.answers)
        self._catalogue = Catalogue(ledger)
        judge, decision = fitted_stance(), decision or fitted_decision()
        self._sources = Sources(
            ledger, self._catalogue, searcher, gate, Tallier(judge, searcher.cross_encoder), judge, decision, today
        )

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question (`NotFoundError` for an unknown product)."""
        *_, reply = self.stream(conversation, product_id)
        return cast(Reply, reply)

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        """The same answer as `Understood`, `Evidence`, then each `Sentence`, then the whole `Reply`.

        Raises:
            NotFoundError: an unknown product.
            MannerRefusedError: the conversation wants a manner that is not set up here.
        """
        started = perf_counter()
        sources, writer = self._sources.under(conversation.manner), self._writer_of(conversation.manner)
        way = understood(conversation, self._catalogue.known(product_id), sources)
        yield Understood(way.question, way.intent)
        parts = ways_of_parts(way, sources)
        draft = self._drafted(way, parts, sources)
        way.show(draft.citations)
        writer = None if parts else writer
        yield Evidence(draft.citations)
        said = []
        for sentence in worded(way, draft, writer) if writer else draft.sentences:
            said.append(sentence)
            yield sentence
        reply = self._reply(way, draft, tuple(said))
        if self._keeps_questions and way.conversation.manner.kept:
            self._note_unanswered(way, draft)
            self._keeper.keep(_logged(way, reply.answer, (perf_counter() - started) * 1000))
        if self._spans:
            self._spans.tell(reply, perf_counter() - started)
        yield reply

    def considered(self, conversation: Conversation, product_id: str | None) -> dict[str, float]:
        """The figures the decision to answer a question about a product rests on, by `chat.deciding.NAMES`."""
        way = understood(conversation, self._catalogue.known(product_id), self._sources)
        considered(way, self._sources)
        return way.figures

    def products(self) -> list[ProductSummary]:
        """Every product with a sheet or with records, by id."""
        return list(self._catalogue.remembered(("summaries",), lambda: summaries(self._ledger)))

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
        wanted = topic_wanted(topic, language, self._sources.spoken(known))
        return count(known, wanted, self._searcher, self._sources.tallier)

    def note_feedback(self, about: str, verdict: str, reason: str | None) -> None:
        """Write down what a reader says of an answer or of a record, the personal data in it hidden."""
        said = reason and mask_text(reason, question_language(reason)).text
        self._ledger.journal.add_feedback(Feedback(about, verdict, said, datetime.now(UTC)))

    def ready(self) -> str | None:
        """`None` when questions can be answered, else what is missing."""
        return self._searcher.ready()

    def read_ahead(self, stop: threading.Event) -> None:
        """Read rules, and reviews of the products most is said of, until `stop` is set; see `chat.reading_ahead`."""
        read_rules()
        counts = {product: of.get(Kind.REVIEW, 0) for product, of in self._catalogue.shelves().counts.items()}
        large = sorted((product for product, count in counts.items() if count >= LARGE), key=lambda p: (-counts[p], p))
        read_ahead((self._searcher.shelf(product) for product in large), self._sources.judge, stop)
        for product in large:
            reviews = self._ledger.records(product, [Kind.REVIEW])
            read_sizes_ahead(((review.text, review.language) for review in reviews), stop)
        settle()

    def close(self) -> None:
        """Write down what is still to be noted of the last answers."""
        self._keeper.close()

    def _writer_of(self, manner: Manner) -> Writer | None:
        if manner.answerer == "llm" and self._writer is None:
            raise MannerRefusedError("answerer", "no chat model is set up here: TEMOIN_CHAT_MODEL names one")
        return None if manner.answerer == "assembled" else self._writer

    def _drafted(self, way: Way, parts: Sequence[Way], sources: Sources) -> Draft:
        """The draft of the way's intent, or of both its parts; it names its product where that is not the page's."""
        if parts:
            return several(way, parts, [ANSWERS.get(part.intent, product_question)(part, sources) for part in parts])
        draft = ANSWERS.get(way.intent, product_question)(way, sources)
        if way.product_id and way.moved:
            return of_named_product(draft, self._catalogue.name(way.product_id, way.language), way.language)
        return draft

    def _note_unanswered(self, way: Way, draft: Draft) -> None:
        """Keep what nobody answers, masked, for those who ask customers for content; nothing about who asked.

        A ledger that cannot be written, on a full or read-only disk, does not keep a shopper from the answer.
        """
        if way.intent in FIXED or draft.outcome not in (Outcome.NO_EVIDENCE, Outcome.PARTIAL):
            return
        text = mask_text(way.conversation.question, way.language).text
        asked = AskedQuestion(text, way.product_id, way.language, draft.outcome.value, datetime.now(UTC))
        try:
            self._ledger.journal.add_question(asked)
        except LedgerError as error:
            log.warning("an unanswered question was not kept: %s", error)

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


def _logged(way: Way, answer: Answer, milliseconds: float) -> LoggedAnswer:
    """What is kept of an answer: of its question the topic's name, where it has one, and never a word."""
    topic = None if way.intent in FIXED else topic_of(way.question, way.language)
    cited = tuple((citation.record_id, citation.start_s) for citation in answer.citations)
    return LoggedAnswer(
        answer.id,
        way.product_id,
        way.language,
        way.intent.value,
        topic.name or None if topic else None,
        answer.outcome.value,
        cited,
        round(milliseconds, 2),
        datetime.now(UTC),
    )


def _generated(draft: Draft, said: tuple[Sentence, ...]) -> Generated:
    if said != draft.sentences:
        return Generated.LLM
    return Generated.ASSEMBLED if draft.citations else Generated.NONE


def open_assistant(settings: Settings, *, keeps_questions: bool = True, embedding: Model | None = None) -> Assistant:
    """The assistant of one installation, model loaded; see `Assistant` for `keeps_questions`.

    `embedding` is the embedding model where other parts of the process share it.

    Raises:
        TemoinError: home, ledger or model cannot be opened.
    """
    home = Home(settings.home).prepare()
    ledger = Ledger.open(settings.ledger_url or home.ledger_url)
    return Assistant(
        ledger,
        open_searcher(settings, home, embedding),
        fitted_gate(),
        writer=open_writer(settings, _side),
        spans=open_spans(settings, os.environ),
        keeps_questions=keeps_questions,
    )


def _side(text: str, language: str) -> Stance:
    """What a text says as a whole, for the verification of a chat model's sentences."""
    return fitted_stance().judge(text, language).stance
