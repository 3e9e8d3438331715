"""The assistant: a question in, an answer made of checked quotes out, with the trace of how it came about."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import cast

from chat.answer import Answer, Citation, Generated, Sentence
from chat.answers.brand_fact import brand_fact
from chat.answers.evidence import objection, product_question, show_me
from chat.answers.fixed import FIXED, fixed
from chat.catalogue import Catalogue
from chat.contract import Event, Evidence, ProductSummary, Reply
from chat.conversation import Conversation
from chat.draft import Draft
from chat.followup import standalone
from chat.gate import Gate, fitted_gate
from chat.intent import BRAND_FACTS, Intent, intent_of
from chat.llm.opening import open_writer
from chat.llm.wording import worded
from chat.llm.writer import Writer
from chat.shelf_facts import suggestions, summaries
from chat.sources import Sources
from chat.way import Way
from chat.wording import say
from data.home import Home
from data.identity import digest
from data.languages import question_language
from data.ledger import Ledger
from data.records import Kind, Record
from data.settings import Settings
from retrieval.assembly import open_searcher
from retrieval.search import Searcher

ANSWERS: dict[Intent, Callable[[Way, Sources], Draft]] = {
    Intent.OBJECTION: objection,
    Intent.SHOW_ME: show_me,
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
    ) -> None:
        """`today` is the clock, for what an answer says of its age; `writer` words answers with a chat model."""
        self._ledger, self._searcher, self._writer = ledger, searcher, writer
        self._catalogue = Catalogue(ledger)
        self._sources = Sources(ledger, self._catalogue, searcher, gate, today)

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
        yield self._reply(way, draft, tuple(said))

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
        return suggestions(self._ledger, self._catalogue.known(product_id) or product_id, language)

    def ready(self) -> str | None:
        """`None` when questions can be answered, else what is missing."""
        return self._searcher.ready()

    def _understood(self, conversation: Conversation, product_id: str | None) -> Way:
        """Language, standalone question and intent."""
        language = conversation.language or question_language(conversation.question, conversation.earlier)
        way = Way(Conversation(conversation.turns, language), product_id, language)
        way.question = way.stage("question", lambda: standalone(way.conversation), lambda s: s)[0]
        way.intent = way.stage("intent", lambda: _intent(way), lambda i: (i.value, "patterns of intents.toml"))
        return way

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
            searched=self._catalogue.searched(way.product_id),
            suggestions=self.suggestions(way.product_id, way.language) if way.product_id else (),
        )
        return Reply(answer, way.trace())


def _generated(draft: Draft, said: tuple[Sentence, ...]) -> Generated:
    if said != draft.sentences:
        return Generated.LLM
    return Generated.ASSEMBLED if draft.citations else Generated.NONE


def _intent(way: Way) -> Intent:
    own = intent_of(way.conversation.question)
    return own if own is not Intent.PRODUCT else intent_of(way.question)


def open_assistant(settings: Settings) -> Assistant:
    """The assistant of one installation, model loaded.

    Raises:
        TemoinError: home, ledger or model cannot be opened.
    """
    home = Home(settings.home).prepare()
    ledger = Ledger.open(settings.ledger_url or home.ledger_url)
    return Assistant(ledger, open_searcher(settings, home), fitted_gate(), writer=open_writer(settings))
