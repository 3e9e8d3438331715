"""What answers are made from, and the moves all of them make: find proofs, cite them."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from chat.answer import Citation, Sentence, Stance
from chat.catalogue import Catalogue
from chat.citing import cite
from chat.deciding import Decision
from chat.followup import without_opening
from chat.gate import Gate
from chat.manner import USUAL, Manner, MannerRefusedError
from chat.selection import Proof, said_to_answer
from chat.sheet_lines import lines_asked_for
from chat.stance.model import StanceModel
from chat.tally.asked import says_what_is_asked
from chat.tally.tallier import SIDES, Tallier, TopicTally
from chat.topics.alive import alive_on, spoken_on
from chat.topics.topic import Topic, topic_of
from chat.understanding.alike import alike, said_alike
from chat.way import Way
from data.ledger import Ledger
from data.records import Kind
from data.spans import Span
from retrieval.filters import Filters
from retrieval.hits import Hit
from retrieval.search import Searcher

POOL = 16
"""Spans read for one answer."""
STATED = 0.9
"""Probability that a line of the sheet answers whose label says what is asked."""
COMPARED = 120
"""Authors compared with the shopper for one answer."""
NARROWED = 1
"""Words that narrow a question from which the name of its topic no longer says what is asked."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Ledger, search, gate, counting and clock of one assistant; safe to share between threads.

    `pool` is how many spans are read for one answer.
    """

    ledger: Ledger
    catalogue: Catalogue
    searcher: Searcher
    gate: Gate
    tallier: Tallier
    judge: StanceModel
    decision: Decision
    today: Callable[[], date]
    pool: int = POOL

    def under(self, manner: Manner) -> "Sources":
        """The same sources for one question to be answered in a manner of its own.

        Raises:
            MannerRefusedError: a reranker is wanted and none is set up.
        """
        if manner == USUAL:
            return self
        if manner.reranked and not self.searcher.reranks:
            raise MannerRefusedError("reranked", "no reranker is set up here: TEMOIN_RERANKER names one")
        answered = self.decision.answered if manner.answered is None else manner.answered
        near = min(self.decision.near, answered) if manner.near is None else manner.near
        decision = replace(self.decision, answered=answered, near=near)
        searcher = self.searcher.without_reranker() if manner.reranked is False else self.searcher
        return replace(self, searcher=searcher, decision=decision, pool=manner.pool or self.pool)

    def proofs(
        self,
        way: Way,
        filters: Filters | None = None,
        *,
        wanted: str | None = None,
        gate: Gate | None = None,
        counted: TopicTally | None = None,
    ) -> list[Proof]:
        """The best spans by their probability of answering; all of them go into the trace.

        Voices of `counted` that were read and answer take the places of those the search ranks last: a topic's words
        of both languages find what no likeness of a question and a span in another language does.
        """
        question, judge = wanted or way.question, gate or self.gate
        stated = self._stated(way, question, filters)
        heard = [*(said_to_answer(counted) if counted else []), *stated]
        room = max(self.pool - len(heard), 1)
        found = way.stage(
            "evidence",
            lambda: self.searcher.search(question, way.language, way.product_id, filters, room, heard),
            lambda found: (
                f"{len(found)} spans",
                f"dense and lexical scores fused; {len(heard)} voices and lines of the sheet",
            ),
        )
        hits = found
        if self.searcher.cross_encoder:
            hits = way.stage(
                "reading",
                lambda: self.searcher.read(found, question),
                lambda read: (
                    f"{sum((hit.scores.answers or 0) > 0 for hit in read)} answer",
                    "question and span read together",
                ),
            )
        proofs = way.stage(
            "gate",
            lambda: sorted(
                (_proof(hit, judge.probability(question, way.language, hit), stated) for hit in hits),
                key=lambda proof: -proof.probability,
            ),
            lambda found: (
                f"best {max((p.probability for p in found), default=0.0):.2f}",
                f"answered from {judge.threshold:.2f}, nearly from {judge.near:.2f}; proofs from {judge.proof:.2f}",
            ),
        )
        way.consider(proofs, judge.proof)
        return proofs

    def _stated(self, way: Way, question: str, filters: Filters | None) -> list[Span]:
        """Lines of the product's sheet that state what is asked."""
        if way.product_id is None or (filters and filters.kinds and Kind.PRODUCT not in filters.kinds):
            return []
        return lines_asked_for(question, way.language, self.searcher.shelf(way.product_id))

    def counted(self, way: Way, product_id: str, question: str | None = None) -> TopicTally | None:
        """Everyone who judges what the question is about; `None` where it names nothing to be counted."""
        shelf = self.searcher.shelf(product_id)
        spoken = self.spoken(product_id)
        topic = self._topic(way, spoken) if question is None else topic_of(question, way.language, heard=spoken)
        if topic is None:
            return None
        vector = self.searcher.vector(topic.question, way.language)
        return way.stage(
            "tally",
            lambda: self.tallier.tally(topic, vector, shelf),
            lambda found: (
                " · ".join(f"{len(found.side(stance))} {stance.value}" for stance in SIDES),
                f"topic {topic.name or 'of the words asked'}: every review of {product_id}, one voice an author",
            ),
        )

    def spoken(self, product_id: str) -> Container[str]:
        """The concepts people speak of on a product's shelf, by which words of several meanings are read."""
        shelf = self.searcher.shelf(product_id)
        return self.catalogue.remembered(("spoken", product_id), lambda: spoken_on(shelf))

    def named(self, way: Way, counted: TopicTally, narrowed: int = NARROWED) -> str | None:
        """What was counted as it stands after "speak"; `None` where a name would say something else than the question.

        That is so where `narrowed` words or more narrow it, and where its own words are hardly used on the shelf:
        "les enlève" of shoes is not make-up removal.
        """
        product_id = way.product_id or ""
        shelf = self.searcher.shelf(product_id)
        alive = self.catalogue.remembered(("alive", product_id), lambda: alive_on(shelf))
        said = counted.topic.groups[0].concepts if counted.topic.groups else ()
        if len(counted.topic.narrowed) >= narrowed or (said and alive.isdisjoint(said)):
            return None
        return counted.topic.about(way.language)

    def alike(self, way: Way, record_ids: Iterable[str]) -> dict[str, float]:
        """How like the shopper the authors of some records are, from −1 to 1; empty where the shopper told nothing."""
        if not way.profile:
            return {}
        wanted = list(dict.fromkeys(record_ids))[:COMPARED]
        return way.stage(
            "people like the shopper",
            lambda: alike(way.profile, self.ledger.records_among(wanted)),
            lambda found: (
                f"{sum(score > 0 for score in found.values())} alike, {sum(score < 0 for score in found.values())} not",
                ", ".join(record_id for record_id, score in found.items() if score > 0),
            ),
        )

    def people_alike(self, way: Way, citations: Sequence[Citation]) -> tuple[Sentence, ...]:
        """The phrase that says who of those quoted is like the shopper, with their numbers; empty when nobody is."""
        people = [citation for citation in citations if not citation.by_brand]
        if not way.profile or not people:
            return ()
        records = self.ledger.records_among([citation.record_id for citation in people])
        quoted = [(citation, records[citation.record_id]) for citation in people if citation.record_id in records]
        said = said_alike(way.profile, way.conversation, quoted, way.language)
        return (said,) if said else ()

    def names_what_is_asked(self, way: Way, counted: TopicTally) -> bool:
        """Whether a count answers: its topic is what was asked, or most of its voices say the rarest word of it.

        A word that narrows the topic is no reason not to count, two are.
        """
        if self.named(way, counted, NARROWED + 1) is not None:
            return True
        return says_what_is_asked(counted, self.searcher.shelf(way.product_id or ""))

    def _topic(self, way: Way, spoken: Container[str]) -> Topic | None:
        """The topic of the last message where it leans on another but names one itself, else of the whole question."""
        own = without_opening(way.conversation.question)
        if way.question != way.conversation.question and way.question.endswith(way.conversation.question):
            topic = topic_of(own, way.language, heard=spoken)
            if topic and topic.name:
                return topic
        return topic_of(way.question, way.language, heard=spoken)

    def cited(
        self, spans: Sequence[Span], wanted: Collection[str] = (), stances: Mapping[str, Stance] = MappingProxyType({})
    ) -> tuple[Citation, ...]:
        """Citations in the order of the spans; a record that changed since is left out.

        `wanted` are the stems a cut quote keeps, `stances` what records say of the topic.
        """
        records = self.ledger.records_among([span.record_id for span in spans])
        there = [(span, records[span.record_id]) for span in spans if span.record_id in records]
        sound = [(span, record) for span, record in there if record.text[span.start : span.end] == span.text]
        return tuple(
            cite(number, span, record, wanted, stances.get(record.id, Stance.NONE))
            for number, (span, record) in enumerate(sound, start=1)
        )


def _proof(hit: Hit, probability: float, stated: Sequence[Span]) -> Proof:
    if hit.span not in stated:
        return Proof(hit, probability)
    return Proof(hit, STATED - stated.index(hit.span) / 100, stated=True)
