"""A hand-written assistant that remembers what it was asked, over eleven records that look like real ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from chat.answer import Answer, Citation, Generated, Outcome, Sentence, Stance, Tally
from chat.contract import Event, Evidence, ProductSummary, Reply, Understood
from chat.conversation import Conversation
from chat.links import at_second
from chat.signatures import signed
from chat.tally.asking import topic_wanted
from chat.tally.tallier import CountedVoice, TopicTally
from chat.tracing import Candidate, Stage, Trace
from chat.wording import SAYINGS
from data.errors import NotFoundError
from data.products import Fact, Product
from data.records import Cue, Kind, Provenance, Record, Votes
from data.spans import Span
from retrieval.filters import RecordFacts

CREAM = Product(
    id="creme-rosee",
    name={"fr": "Crème Rosée", "en": "Rosée Cream"},
    brand="Maison Fauvette",
    category="face-cream",
    description={
        "fr": "Une crème de jour souple, au beurre de karité et à l'eau de mélisse. Elle se pose en deux minutes et se "
        "fait oublier ; les peaux très sèches en remettront le soir.",
        "en": "A supple day cream with shea butter and lemon balm water. It settles in two minutes and lets itself be "
        "forgotten; very dry skin will want more in the evening.",
    },
    facts=(
        Fact({"fr": "Contenance", "en": "Size"}, {"fr": "50 ml, flacon pompe", "en": "50 ml, pump bottle"}),
        Fact({"fr": "Type de peau", "en": "Skin type"}, {"fr": "Normale à sèche", "en": "Normal to dry"}),
        Fact({"fr": "Parfum", "en": "Scent"}, {"fr": "Mélisse, 0,1 %", "en": "Lemon balm, 0.1%"}),
    ),
    price="34.00",
    currency="EUR",
    availability="in_stock",
    delivery={"fr": "France : 2 à 3 jours, 4,90 €.", "en": "France: 2–3 days, €4.90."},
    returns={"fr": "30 jours, flacon fermé.", "en": "30 days, unopened."},
    warranty={},
    url="https://fauvette.example/creme-rosee",
    aliases=("MF-CR-50",),
)
SHOE = Product(
    id="foulque-3",
    name={"fr": "Foulque 3", "en": "Foulque 3"},
    brand="Pas Perdus",
    category="running_shoes",
    description={"fr": "Une chaussure de course à l'avant-pied large.", "en": "A running shoe with a wide forefoot."},
    sizes=("39", "40", "41", "42", "43", "44"),
    price="119.00",
    currency="EUR",
    availability="out_of_stock",
)
XSS = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> Très bien. [cliquez](javascript:alert(1)) '
    "![](https://evil.example/p.png) **gras** https://evil.example"
)
VIDEO_LINES = (
    (0.0, 4.5, "Alors voilà, trois semaines avec la Rosée, en plein mois de janvier."),
    (42.0, 47.5, "Sur peau sèche je mets deux pressions, sinon ça ne suffit pas."),
    (47.5, 51.0, "Et le soir, j'ajoute une goutte d'huile."),
)
VIDEO_TEXT = " ".join(line for _, _, line in VIDEO_LINES)


def _cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(VIDEO_TEXT.index(line), VIDEO_TEXT.index(line) + len(line), start_s, end_s, "lina")
        for start_s, end_s, line in VIDEO_LINES
    )


RECORDS = (
    Record(
        "review-0000000000000001", Kind.REVIEW, "creme-rosee",
        "Enfin une crème d'hiver 🌿\nJ'ai la peau très sèche et plus aucun tiraillement au bout de deux jours. "
        "La pompe est un peu dure au début.",
        Provenance("boutique", verified=True), "fr", author="Claire", published=date(2026, 1, 18),
        experienced=date(2026, 1, 4), rating=5.0, votes=Votes(helpful=7),
        attributes={"skin_type": "dry", "age": "35-44"},
    ),
    Record(
        "review-0000000000000002", Kind.REVIEW, "creme-rosee",
        "Un peu légère pour moi en plein hiver, j'ajoute une huile. L'odeur est agréable.",
        Provenance("boutique", verified=False), "fr", author="Marion", published=date(2026, 1, 9), rating=3.0,
        attributes={"skin_type": "dry"},
    ),
    Record(
        "review-0000000000000003", Kind.REVIEW, "creme-rosee",
        "My skin is dry all year round and this is the first cream that lasts until evening. Not greasy at all.",
        Provenance("boutique", verified=True, incentive="gifted"), "en", author="Bex W.", published=date(2025, 12, 2),
        experienced=date(2025, 11, 20), rating=4.0,
    ),
    Record(
        "review-0000000000000004", Kind.REVIEW, "creme-rosee",
        "Sur ma peau sèche, elle tient toute la journée, même au bureau.",
        Provenance("boutique", translated_from="de", origin="hautpflege.example"), "fr", author="Katrin",
        rating=4.0, duplicates=1,
    ),
    Record(
        "review-0000000000000005", Kind.REVIEW, "creme-rosee", XSS, Provenance("boutique"), "fr",
        author="<b onmouseover=alert(1)>Bob</b>", published=date(2025, 6, 1), rating=5.0, url="javascript:alert(1)",
        media=("javascript:alert(1)", "https://fauvette.example/photo.jpg"),
    ),
    Record(
        "transcript-0000000000000006", Kind.TRANSCRIPT, "creme-rosee", VIDEO_TEXT,
        Provenance("videos", incentive="sponsored"), "fr", title="Trois semaines de Rosée", author="lina.peau",
        published=date(2026, 2, 3), url="https://fauvette.example/videos/1", cues=_cues(),
    ),
    Record(
        "faq-0000000000000007", Kind.FAQ, "creme-rosee",
        "Elle est formulée pour les peaux normales à sèches. Sur peau très sèche, appliquez-la matin et soir.",
        Provenance("faq", by_brand=True), "fr", title="Convient-elle aux peaux sèches ?", published=date(2025, 9, 1),
    ),
    Record(
        "question-0000000000000008", Kind.QUESTION, "creme-rosee",
        "Oui, je la mets sous mon fond de teint sans souci, il faut juste attendre deux minutes.",
        Provenance("communauté"), "fr", title="Elle va sous le maquillage ?", author="Inès",
        published=date(2025, 10, 12), thread="q-1",
    ),
    Record(
        "product-0000000000000009", Kind.PRODUCT, "creme-rosee", CREAM.description["fr"],
        Provenance("brand", by_brand=True), "fr", title="Crème Rosée",
    ),
    Record(
        "review-0000000000000010", Kind.REVIEW, "foulque-3",
        "Usually a 9, wide forefoot, the 9.5 is perfect even on long runs.",
        Provenance("boutique", verified=True), "en", author="Tom", published=date(2026, 3, 2), rating=4.0,
    ),
    Record(
        "review-0000000000000011", Kind.REVIEW, "foulque-3", "Kept my normal size, snug at first, fine after a week.",
        Provenance("boutique"), "en", author="Ana", published=date(2026, 2, 11), rating=4.0,
    ),
)  # fmt: skip
DISCLOSURE = SAYINGS["disclosure"]
DRY = (
    (
        "review-0000000000000001",
        "J'ai la peau très sèche et plus aucun tiraillement au bout de deux jours.",
        Stance.FOR,
    ),
    ("review-0000000000000002", "Un peu légère pour moi en plein hiver, j'ajoute une huile.", Stance.AGAINST),
    ("transcript-0000000000000006", "Sur peau sèche je mets deux pressions, sinon ça ne suffit pas.", Stance.MIXED),
    ("faq-0000000000000007", "Elle est formulée pour les peaux normales à sèches.", Stance.NONE),
)
WORDS = {
    "fr": {
        "head": "Selon les clients, plutôt oui : 3 des 5 personnes qui parlent de peau sèche en sont contentes, 1 non.",
        "limit": "À savoir : 4 de ces 5 voix datent de l'hiver ; personne ne parle de peau sèche et acnéique.",
        "none": "Aucun client n'en parle encore.",
        "brand": "Selon la marque",
    },
    "en": {
        "head": "According to customers, mostly yes: 3 of the 5 people who mention dry skin are happy, 1 is not.",
        "limit": "Note: 4 of these 5 voices are from winter; nobody mentions dry and acne-prone skin.",
        "none": "No customer speaks of this yet.",
        "brand": "According to the brand",
    },
}
SUGGESTIONS = {
    "fr": ("Convient-elle aux peaux sèches ?", "Est-ce que ça sent fort ?", "Elle va sous le maquillage ?"),
    "en": ("Is it good for dry skin?", "Does it smell strong?", "Can I wear it under make-up?"),
}


def cite(number: int, record: Record, quote: str, stance: Stance = Stance.NONE) -> Citation:
    """A citation of a quote that really stands in a record."""
    start = record.text.index(quote)
    cue = next((cue for cue in record.cues if cue.start == start), None)
    return Citation(
        number, record.id, start, start + len(quote), quote, record.kind, record.by_brand, record.language,
        signed(record), record.title, record.published, record.experienced, record.rating, record.provenance.verified,
        record.provenance.incentive, record.provenance.origin, record.provenance.translated_from,
        at_second(record.url, cue.start_s if cue else None),
        cue.start_s if cue else None, cue.end_s if cue else None, stance,
    )  # fmt: skip


@dataclass
class FakeAssistant:
    """Knows about dry skin and nothing else; `asked` keeps each conversation, `closed` each stream left early."""

    missing: str | None = None
    asked: list[tuple[Conversation, str | None]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    heard: list[tuple[str, str, str | None]] = field(default_factory=list)
    broken: Exception | None = None
    extra: tuple[Record, ...] = ()

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        self.asked.append((conversation, product_id))
        if self.broken:
            raise self.broken
        question = conversation.question.lower()
        language = conversation.language or ("en" if "skin" in question or "is " in question else "fr")
        if product_id:
            self.product(product_id)
        known = any(word in question for word in ("sèche", "seche", "dry"))
        hostile = "bob" in question
        answer = (
            self._hostile(conversation, product_id, language)
            if hostile
            else self._dry(conversation, product_id, language)
            if known
            else self._nothing(conversation, product_id, language)
        )
        return Reply(answer, self._trace(conversation, answer))

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        reply = self.answer(conversation, product_id)
        try:
            yield Understood(reply.trace.standalone_question, "product_question")
            yield Evidence(reply.answer.citations)
            yield from reply.answer.sentences
            yield reply
        except GeneratorExit:
            self.closed.append(conversation.question)
            raise

    def products(self) -> list[ProductSummary]:
        return [self.product(product.id) for product in (CREAM, SHOE)]

    def product(self, product_id: str) -> ProductSummary:
        for product in (CREAM, SHOE):
            if product_id in (product.id, *product.aliases):
                records = self.records(product.id)
                kinds = [record.kind.value for record in records]
                ratings = [record.rating for record in records if record.rating is not None]
                counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
                return ProductSummary(product, counts, sum(ratings) / len(ratings))
        raise NotFoundError(f"no product has the id or alias {product_id!r}: no product has a similar id")

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        found = [r for r in (*RECORDS, *self.extra) if r.product_id == product_id and kind in (None, r.kind)]
        dated = sorted((r for r in found if r.published), key=lambda r: r.published or date.min, reverse=True)
        return [*dated, *(r for r in found if not r.published)]

    def record(self, record_id: str) -> Record:
        for record in (*RECORDS, *self.extra):
            if record.id == record_id:
                return record
        raise NotFoundError(f"no record has the id {record_id!r}: it was never stored, or it was erased")

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        return self._proofs()[:limit]

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        return SUGGESTIONS[language]

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """Everyone who reviewed the product, all for it."""
        reviews = self.records(product_id, "review")
        facts = {
            r.id: RecordFacts(r.id, r.product_id, r.kind, r.language, incentive=r.provenance.incentive) for r in reviews
        }
        voices = (
            CountedVoice(Span(r.id, 0, len(r.text), r.text), facts[r.id], Stance.FOR, 0.9, (0, 5)) for r in reviews
        )
        return TopicTally(topic_wanted(topic, language), tuple(voices))

    def note_feedback(self, about: str, verdict: str, reason: str | None) -> None:
        self.heard.append((about, verdict, reason))

    def ready(self) -> str | None:
        return self.missing

    def _proofs(self) -> tuple[Citation, ...]:
        return tuple(cite(n, self.record(i), quote, stance) for n, (i, quote, stance) in enumerate(DRY, start=1))

    def _dry(self, conversation: Conversation, product_id: str | None, language: str) -> Answer:
        words, proofs = WORDS[language], self._proofs()
        tally = Tally("peau sèche", 3, 1, 1, 5, tuple(r.id for r in (*RECORDS[:4], RECORDS[5])))
        brand = Sentence(f"{words['brand']} : « {proofs[3].quote} »", (4,))
        quotes = tuple(Sentence(f"« {c.quote} » — {c.author}, {c.rating or 'vidéo'}", (c.number,)) for c in proofs[:3])
        return Answer(
            "answer-00000000000000aa", conversation.question, product_id, language, Outcome.ANSWERED,
            Generated.ASSEMBLED, (Sentence(words["head"], (1, 2, 3)), *quotes, brand), proofs, DISCLOSURE[language],
            limit=words["limit"], tally=tally, searched={"review": 5, "transcript": 1, "faq": 1, "question": 1},
            suggestions=SUGGESTIONS[language][1:],
        )  # fmt: skip

    def _hostile(self, conversation: Conversation, product_id: str | None, language: str) -> Answer:
        proof = cite(1, self.record("review-0000000000000005"), XSS)
        answer = self._dry(conversation, product_id, language)
        lines = (Sentence("Un client dit :", (1,)), Sentence(f"« {XSS} » — Bob", (1,)))
        return replace(answer, sentences=lines, citations=(proof,), tally=None, limit=XSS, suggestions=(XSS[:60],))

    def _nothing(self, conversation: Conversation, product_id: str | None, language: str) -> Answer:
        return Answer(
            "answer-00000000000000bb", conversation.question, product_id, language, Outcome.NO_EVIDENCE,
            Generated.ASSEMBLED, (Sentence(WORDS[language]["none"]),), (), DISCLOSURE[language],
            nearest=(cite(1, self.record("question-0000000000000008"), "il faut juste attendre deux minutes"),),
            searched={"review": 5, "transcript": 1, "faq": 1, "question": 1}, suggestions=SUGGESTIONS[language],
        )  # fmt: skip

    def _trace(self, conversation: Conversation, answer: Answer) -> Trace:
        high, low = {"dense": 0.86, "lexical": 0.7}, {"dense": 0.79, "lexical": 0.0}
        chosen = [Candidate(c.record_id, c.start, c.end, c.quote, high) for c in answer.citations]
        odour = Candidate("review-0000000000000002", 60, 82, "L'odeur est agréable.", low, "autre sujet")
        stages = (
            Stage("language", answer.language, "forced" if conversation.language else "detected", 0.2),
            Stage("intent", "product question", "asks about a use", 0.4),
            Stage("evidence", f"{len(chosen)} spans kept", "hybrid search", 11.8),
            Stage("answerable", str(answer.outcome), "0.91 over 0.50", 0.6),
        )
        return Trace(conversation.question, stages, (*chosen, odour), {"answerable": 0.91})
