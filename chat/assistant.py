"""The assistant: a question in, an answer made of checked quotes out, with the trace of how it came about."""

from collections.abc import Callable, Iterator
from datetime import date

from chat.answer import Answer, Citation, Generated, Outcome, Sentence
from chat.assembled import limit, sentences
from chat.brand_facts import brand_sentence, brand_value
from chat.citing import cite
from chat.contract import Event, Evidence, ProductSummary, Reply
from chat.conversation import Conversation
from chat.followup import standalone
from chat.gate import Gate, fitted_gate
from chat.intent import BRAND_FACTS, Intent, intent_of, without_framing
from chat.selection import Proof, select
from chat.shelf_facts import suggestions, summaries
from chat.way import Way
from chat.wording import say, searched
from data.errors import NotFoundError
from data.home import Home
from data.identity import digest
from data.languages import question_language
from data.ledger import Ledger
from data.records import Kind, Record
from data.settings import Settings
from retrieval.assembly import open_searcher
from retrieval.filters import Filters
from retrieval.hits import Hit
from retrieval.search import Searcher

POOL, CLOSE, NEAREST = 40, 3, 2
SHOW_ME = 0.6
"""A moment offered for a look claims less than an answer: the gate opens at this share of its probabilities."""
BRAND = Filters(kinds=frozenset({Kind.PRODUCT, Kind.FAQ}))
UNHAPPY = Filters(kinds=frozenset({Kind.REVIEW}), max_rating=3)
VIDEOS = Filters(kinds=frozenset({Kind.TRANSCRIPT}))
FILTERS = dict.fromkeys(BRAND_FACTS, BRAND) | {Intent.OBJECTION: UNHAPPY, Intent.SHOW_ME: VIDEOS}
FIXED = {Intent.UNSAFE: Outcome.REFUSED, Intent.ORDER_SUPPORT: Outcome.HANDED_OVER, Intent.GREETING: Outcome.ANSWERED}


class Assistant:
    """Answers over one ledger and one index; safe to call from several threads."""

    def __init__(self, ledger: Ledger, searcher: Searcher, gate: Gate, today: Callable[[], date] = date.today) -> None:
        """`today` is the clock, for what an answer says of its age."""
        self._ledger, self._searcher, self._gate, self._today = ledger, searcher, gate, today

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question (`NotFoundError` for an unknown product)."""
        product_id = self._known(product_id)
        language = conversation.language or question_language(conversation.question, conversation.earlier)
        way = Way(Conversation(conversation.turns, language), product_id, language)
        way.question = way.stage("question", lambda: standalone(way.conversation), lambda s: s)[0]
        way.intent = way.stage("intent", lambda: self._intent(way), lambda i: (i.value, "patterns of intents.toml"))
        if way.intent in FIXED:
            return self._fixed(way)
        proofs = self._proofs(way)
        if way.intent is Intent.OBJECTION:
            return self._assembled(way, sorted(proofs, key=_most_telling)) if proofs else self._absence(way, proofs)
        gate = self._gate.eased(SHOW_ME) if way.intent is Intent.SHOW_ME else self._gate
        best = max((proof.probability for proof in proofs), default=0.0)
        passed = [proof for proof in proofs if proof.probability >= _needed(proof, gate)]
        if way.intent in BRAND_FACTS:
            return self._brand_fact(way, proofs, passed)
        if best >= gate.threshold:
            return self._assembled(way, passed)
        near = [proof for proof in proofs if proof.probability >= gate.near]
        return self._nearly(way, near) if near else self._absence(way, proofs)

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        """The same answer as `Evidence`, then each `Sentence`, then the whole `Reply`."""
        reply = self.answer(conversation, product_id)
        yield Evidence(reply.answer.citations)
        yield from reply.answer.sentences
        yield reply

    def products(self) -> list[ProductSummary]:
        """Every product with a sheet or with records, by id."""
        return summaries(self._ledger)

    def product(self, product_id: str) -> ProductSummary:
        """One product, by id or alias (`NotFoundError`)."""
        known = self._known(product_id)
        return next(summary for summary in self.products() if summary.product.id == known)

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        """Served records of one product, newest first."""
        kinds = None if kind is None else [Kind(kind)]
        return list(self._ledger.records(self._known(product_id), kinds))

    def record(self, record_id: str) -> Record:
        """One served record (`NotFoundError`)."""
        return self._ledger.record(record_id)

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        """Best spans for a question, numbered by rank, answerable or not."""
        hits = self._searcher.search(question, question_language(question), self._known(product_id), limit=limit)
        return self._cited(hits)

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        """Three questions this product's records answer."""
        return suggestions(self._ledger, self._known(product_id) or product_id, language)

    def ready(self) -> str | None:
        """`None` when questions can be answered, else what is missing."""
        return self._searcher.ready()

    def _known(self, product_id: str | None) -> str | None:
        if product_id is None:
            return None
        try:
            return self._ledger.product(product_id).id
        except NotFoundError:
            if product_id in self._ledger.counts():
                return product_id  # known by its records only
            raise

    def _intent(self, way: Way) -> Intent:
        own = intent_of(way.conversation.question)
        return own if own is not Intent.PRODUCT else intent_of(way.question)

    def _proofs(self, way: Way) -> list[Proof]:
        """The best hits by their probability of answering; all go into the trace."""
        filters = FILTERS.get(way.intent)
        wanted = without_framing(way.question) if way.intent is Intent.SHOW_ME else way.question
        hits = way.stage(
            "evidence",
            lambda: self._searcher.search(wanted, way.language, way.product_id, filters, POOL),
            lambda found: (f"{len(found)} spans", "dense and lexical scores of span and passage, fused"),
        )
        gate = self._gate.eased(SHOW_ME) if way.intent is Intent.SHOW_ME else self._gate
        proofs = way.stage(
            "gate",
            lambda: sorted(
                (Proof(hit, gate.probability(wanted, way.language, hit)) for hit in hits), key=lambda p: -p.probability
            ),
            lambda found: (
                f"best {max((p.probability for p in found), default=0.0):.2f}",
                f"answered from {gate.threshold:.2f}, nearly from {gate.near:.2f}; proofs from {gate.proof:.2f}",
            ),
        )
        way.consider(proofs, gate.proof)
        return proofs

    def _assembled(self, way: Way, passed: list[Proof]) -> Reply:
        chosen = way.stage(
            "selection", lambda: select(passed, way.intent), lambda c: (f"{len(c)} shown", "one a voice, both sides")
        )
        way.show(chosen)
        citations = self._cited([proof.hit for proof in chosen])
        said = sentences(citations, way.intent, way.language)
        reserve = limit(citations, way.language, self._today())
        return self._reply(way, Outcome.ANSWERED, said, citations, limit=reserve)

    def _nearly(self, way: Way, near: list[Proof]) -> Reply:
        """Nothing answers outright: what comes closest is quoted, and called that."""
        ordered = sorted(near, key=lambda proof: -proof.probability)
        chosen = way.stage(
            "selection",
            lambda: select(ordered, way.intent)[:CLOSE],
            lambda c: (f"{len(c)} shown", "near, none answers"),
        )
        citations = self._cited([proof.hit for proof in chosen])
        opening = Sentence(say("nearly", way.language))
        said = (opening, *sentences(citations, way.intent, way.language)[1:], Sentence(say("ask", way.language)))
        return self._reply(way, Outcome.PARTIAL, said, citations)

    def _brand_fact(self, way: Way, proofs: list[Proof], passed: list[Proof]) -> Reply:
        """Price, stock and conditions: from brand data only, else handed over."""
        product = next((p for p in self._ledger.products() if p.id == way.product_id), None)
        stated = brand_value(product, way.intent, way.language) if product else None
        own = [proof.hit for proof in proofs if stated and stated in proof.hit.span.text][:1]
        citations = self._cited(own or [proof.hit for proof in passed if not stated][:2])
        if citations:
            return self._reply(way, Outcome.ANSWERED, sentences(citations, way.intent, way.language), citations)
        if stated:
            said = Sentence(brand_sentence(stated, way.intent, way.language))
            return self._reply(way, Outcome.ANSWERED, (said,), ())
        return self._reply(way, Outcome.HANDED_OVER, (Sentence(say("no_brand_data", way.language)),), ())

    def _absence(self, way: Way, proofs: list[Proof]) -> Reply:
        counts = self._searched(way.product_id)
        nearest = self._cited([proof.hit for proof in proofs[:NEAREST]])
        said = [Sentence(say("no_evidence", way.language, searched=searched(counts, way.language)))]
        said.append(Sentence(say("ask", way.language)))
        return self._reply(way, Outcome.NO_EVIDENCE, tuple(said), (), nearest=nearest)

    def _fixed(self, way: Way) -> Reply:
        said = (Sentence(say(way.intent.value, way.language)),)
        return self._reply(way, FIXED[way.intent], said, ())

    def _cited(self, hits: list[Hit]) -> tuple[Citation, ...]:
        """Citations in the order of the hits; a record that left the ledger since the index was built is left out."""
        records = self._ledger.records_among([hit.span.record_id for hit in hits])
        there = [(hit.span, records[hit.span.record_id]) for hit in hits if hit.span.record_id in records]
        sound = [(span, record) for span, record in there if record.text[span.start : span.end] == span.text]
        return tuple(cite(number, span, record) for number, (span, record) in enumerate(sound, start=1))

    def _searched(self, product_id: str | None) -> dict[str, int]:
        counts = self._ledger.counts()
        chosen = counts if product_id is None else {product_id: counts.get(product_id, {})}
        total: dict[str, int] = {}
        for kinds in chosen.values():
            for kind, count in kinds.items():
                total[kind.value] = total.get(kind.value, 0) + count
        return dict(sorted(total.items(), key=lambda item: -item[1]))

    def _reply(
        self,
        way: Way,
        outcome: Outcome,
        said: tuple[Sentence, ...],
        citations: tuple[Citation, ...],
        *,
        nearest: tuple[Citation, ...] = (),
        limit: str | None = None,
    ) -> Reply:
        quotes = [f"{c.record_id}:{c.start}-{c.end}" for c in citations]
        answer = Answer(
            id=f"answer-{digest(way.question, way.product_id or '', way.language, *quotes)[:24]}",
            question=way.conversation.question,
            product_id=way.product_id,
            language=way.language,
            outcome=outcome,
            generated=Generated.ASSEMBLED if citations else Generated.NONE,
            sentences=said,
            citations=citations,
            disclosure=say("disclosure", way.language),
            nearest=nearest,
            limit=limit,
            searched=self._searched(way.product_id),
            suggestions=self.suggestions(way.product_id, way.language) if way.product_id else (),
        )
        return Reply(answer, way.trace())


def _needed(proof: Proof, gate: Gate) -> float:
    """The probability a proof needs beside an answer; a stretch of talk needs that of an answer of its own."""
    return gate.threshold if proof.hit.about.kind is Kind.TRANSCRIPT else gate.proof


def _most_telling(proof: Proof) -> float:
    return -proof.hit.about.proof_score


def open_assistant(settings: Settings) -> Assistant:
    """The assistant of one installation, model loaded.

    Raises:
        TemoinError: home, ledger or model cannot be opened.
    """
    home = Home(settings.home).prepare()
    ledger = Ledger.open(settings.ledger_url or home.ledger_url)
    return Assistant(ledger, open_searcher(settings, home), fitted_gate())
