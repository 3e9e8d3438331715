"""Answers as they leave the server; the command line prints the same."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from chat.answer import Answer, Citation, Generated, Outcome, Sentence, Stance
from chat.contract import Reply
from chat.links import safe_url
from chat.quoting import only_quotes
from chat.tracing import Trace
from data.records import Kind

SafeUrl = Annotated[str | None, BeforeValidator(safe_url)]


def about(description: str, example: object, **more: Any) -> Any:
    """A documented field: what it says and one example of it."""
    return Field(description=description, examples=[example], **more)


class FromInside(BaseModel):
    """Read from the frozen values of the inside, field by field."""

    model_config = ConfigDict(from_attributes=True, serialize_by_alias=True)


class CitationOut(FromInside):
    """A verbatim quote: `quote` is `text[start:end]` of the record, in code points."""

    number: Annotated[int, about("what the sentences refer to", 1)]
    record_id: Annotated[str, about("the record quoted: GET /v1/records/{id}", "review-1f0c9a3b5d7e2460")]
    start: Annotated[int, about("first code point of the quote in the record's text", 0)]
    end: Annotated[int, about("code point after the quote", 62)]
    quote: Annotated[str, about("the words themselves", "Plus aucun tiraillement au bout de deux jours.")]
    kind: Annotated[Kind, about("what is quoted", "review")]
    by_brand: Annotated[bool, about("whether the brand speaks", False)]
    language: Annotated[str, about("the quote's language, ISO 639-1 or und", "fr")]
    author: Annotated[str | None, about("who speaks: first name and initial, or a pseudonym", "Claire")] = None
    title: Annotated[
        str | None, about("the question answered, or the video's name", "Trois semaines en plein vent")
    ] = None
    published: Annotated[date | None, about("publication date; null: not communicated", "2026-01-18")] = None
    experienced: Annotated[date | None, about("date of the experience; null: not communicated", "2026-01-04")] = None
    rating: Annotated[float | None, about("from 1 to 5", 5.0)] = None
    verified: Annotated[bool | None, about("verified purchase; null: the source does not say", True)] = None
    incentive: Annotated[str | None, about("what the author got for it: gifted or sponsored", "gifted")] = None
    origin: Annotated[str | None, about("site it was first published on", "beauty-forum.example")] = None
    translated_from: Annotated[str | None, about("original language of a translation", "de")] = None
    url: Annotated[SafeUrl, about("where it stands in public", "https://shop.example/videos/1")] = None
    start_s: Annotated[float | None, about("second of the video where the quote begins", 42.0)] = None
    end_s: Annotated[float | None, about("second of the video where it ends", 51.5)] = None
    stance: Annotated[Stance, about("what it says of the topic asked about", "for")] = Stance.NONE
    cut_before: Annotated[bool, about("begins inside a sentence: show […] before it", False)] = False
    cut_after: Annotated[bool, about("ends inside a sentence: show […] after it", False)] = False


class SentenceOut(FromInside):
    """One line of an answer; in a stream, the data of a `sentence` event."""

    text: Annotated[str, about("the line, without its numbers", "Selon les clients, plutôt oui : 3 sur 4.")]
    citations: Annotated[tuple[int, ...], about("numbers of the citations it stands on", [1, 2])] = ()
    only_quote: Annotated[bool, about("its words are one proof's: a face may show the proof instead", False)] = False

    @classmethod
    def of(cls, sentence: Sentence, quotes: Mapping[int, str]) -> "SentenceOut":
        """A line beside the quotes, by number, it may repeat."""
        return cls(text=sentence.text, citations=sentence.citations, only_quote=only_quotes(sentence, quotes))


class TallyOut(FromInside):
    """Voices over all matching records, one per author: `of` is `for` + `against` + `mixed`."""

    topic: Annotated[str, about("what was counted", "peau sèche")]
    for_: Annotated[int, about("voices in favour", 3, validation_alias="for_", serialization_alias="for")]
    against: Annotated[int, about("voices against", 1)]
    mixed: Annotated[int, about("voices that say both", 0)]
    of: Annotated[int, about("all voices", 4)]
    record_ids: Annotated[tuple[str, ...], about("the records counted", ["review-1f0c9a3b5d7e2460"])] = ()


class StandingOut(FromInside):
    """One product of a comparison."""

    product_id: Annotated[str, about("the product", "foulee-2")]
    name: Annotated[str, about("its name in the answer's language", "Foulée 2")]
    tally: Annotated[TallyOut | None, about("its voices on the topic; null when none was asked about", None)] = None
    rated: Annotated[int, about("reviews with stars", 52)]
    high: Annotated[int, about("of them with 4 or 5", 41)]
    low: Annotated[int, about("of them with 1 or 2", 6)]
    citations: Annotated[tuple[int, ...], about("numbers of its proofs", [1, 2])] = ()


class SizeChoiceOut(FromInside):
    """What some people took and how it turned out, in numbers of people."""

    step: Annotated[float | None, about("sizes above the usual one; null where only the size is known", 1.0)] = None
    size: Annotated[str | None, about("the size taken, where the usual one is not known", None)] = None
    suited: Annotated[int, about("it was right", 9)]
    small: Annotated[int, about("it was too small", 0)]
    large: Annotated[int, about("it was too large", 1)]
    returned: Annotated[int, about("it was sent back", 3)]
    unsaid: Annotated[int, about("they do not say", 0)]


class SizeSpreadOut(FromInside):
    """What people like the shopper took."""

    of: Annotated[int, about("voices counted", 14)]
    step: Annotated[float | None, about("sizes above the usual one most point to; null: no advice", 1.0)] = None
    size: Annotated[str | None, about("the size that makes for the shopper, where it can be told", "43")] = None
    choices: Annotated[tuple[SizeChoiceOut, ...], about("most voices first", [])] = ()
    record_ids: Annotated[tuple[str, ...], about("the records counted", ["review-1f0c9a3b5d7e2460"])] = ()


class StageOut(FromInside):
    """One step of the way to an answer."""

    name: Annotated[str, about("the step", "intent")]
    decision: Annotated[str, about("what it decided", "product question")]
    reason: Annotated[str, about("why", "asks about a use")] = ""
    ms: Annotated[float, about("milliseconds it took", 1.4)] = 0.0


class CandidateOut(FromInside):
    """One span that was considered."""

    record_id: Annotated[str, about("its record", "review-1f0c9a3b5d7e2460")]
    start: Annotated[int, about("first code point", 0)]
    end: Annotated[int, about("code point after it", 62)]
    text: Annotated[str, about("its words", "Plus aucun tiraillement.")]
    scores: Annotated[dict[str, float], about("scores by name", {"dense": 0.84, "lexical": 0.61})]
    refused: Annotated[str | None, about("why it is not in the answer; null when it is", "below the best four")] = None


class TraceOut(FromInside):
    """Why the answer is what it is; for staff."""

    standalone_question: Annotated[str, about("the question as it was understood", "Convient-elle aux peaux sèches ?")]
    stages: Annotated[tuple[StageOut, ...], about("steps in order", [])] = ()
    candidates: Annotated[tuple[CandidateOut, ...], about("spans considered, best first", [])] = ()
    figures: Annotated[dict[str, float], about("figures the decisions rest on", {"answerable": 0.93})] = {}
    prompt: Annotated[
        tuple[tuple[str, str], ...], about("role and text of what a chat model was given, when one was asked", [])
    ] = ()


class ChatAnswer(FromInside):
    """A whole answer; in a stream, the data of the `done` event."""

    id: Annotated[str, about("id of the answer", "answer-5d7e24601f0c9a3b")]
    product_id: Annotated[str | None, about("the product asked about", "creme-confort")]
    outcome: Annotated[Outcome, about("how the question ended", "answered")]
    language: Annotated[str, about("the answer's language", "fr")]
    generated: Annotated[Generated, about("who wrote the words around the quotes", "assembled")]
    disclosure: Annotated[
        str, about("says that a machine speaks; show it", "Vous parlez à un assistant automatique (IA).")
    ]
    text: Annotated[str, about("the sentences as one text, numbers in brackets", "Plutôt oui : 3 sur 4. [1] [2]")]
    sentences: Annotated[tuple[SentenceOut, ...], about("the lines of the answer", [])]
    citations: Annotated[tuple[CitationOut, ...], about("the proofs, by number", [])]
    nearest: Annotated[
        tuple[CitationOut, ...], about("what comes nearest when nothing answers; label it as such", [])
    ] = ()
    limit: Annotated[str | None, about("the one honest reservation", "À savoir : 4 avis seulement.")] = None
    tally: Annotated[TallyOut | None, about("the count behind the answer", None)] = None
    standings: Annotated[tuple[StandingOut, ...], about("products compared, the best founded first", [])] = ()
    size: Annotated[SizeSpreadOut | None, about("what people like the shopper took, for a question on sizes", None)] = (
        None
    )
    searched: Annotated[dict[str, int], about("records looked through, by kind", {"review": 61, "transcript": 4})] = {}
    suggestions: Annotated[tuple[str, ...], about("questions to ask next", ["Est-elle parfumée ?"])] = ()
    trace_id: Annotated[str, about("what to give the support team", "4bf92f3577b34da6a3ce929d0e0e4736")]
    trace: Annotated[TraceOut | None, about("why; for staff, else null", None)] = None

    @classmethod
    def of(cls, answer: Answer, trace_id: str, trace: Trace | None = None) -> "ChatAnswer":
        """An answer under the trace id of its request, with its trace where that may be shown."""
        inside = {name: getattr(answer, name) for name in cls.model_fields if hasattr(answer, name)}
        quotes = {citation.number: citation.quote for citation in answer.citations}
        inside["sentences"] = tuple(SentenceOut.of(sentence, quotes) for sentence in answer.sentences)
        return cls.model_validate({**inside, "trace_id": trace_id, "trace": trace}, from_attributes=True)


def answer_of(reply: Reply, *, trace_id: str | None = None, with_trace: bool = False) -> ChatAnswer:
    """What leaves the server of a reply."""
    return ChatAnswer.of(reply.answer, trace_id or new_trace_id(), reply.trace if with_trace else None)


def new_trace_id() -> str:
    """A fresh W3C trace id: 32 hex digits."""
    return secrets.token_hex(16)


class UnderstoodOut(BaseModel):
    """What was understood, before anything is looked for; the data of the `understood` event of a stream."""

    model_config = ConfigDict(from_attributes=True)

    question: Annotated[str, about("the question as it stands alone, after those before it", "et pour l'hiver ?")]
    intent: Annotated[str, about("what it wants: a product question, a size, to be shown, …", "product_question")]


class EvidenceOut(BaseModel):
    """Proofs for a question; in a stream, the data of the `evidence` event."""

    citations: Annotated[list[CitationOut], about("the best spans, numbered by rank", [])]

    @classmethod
    def of(cls, citations: tuple[Citation, ...]) -> "EvidenceOut":
        """The same citations, ready to leave."""
        return cls(citations=[CitationOut.model_validate(citation) for citation in citations])


class SuggestionsOut(BaseModel):
    """Questions worth asking about a product."""

    product_id: Annotated[str, about("the product", "creme-confort")]
    language: Annotated[str, about("their language", "fr")]
    suggestions: Annotated[tuple[str, ...], about("the questions", ["Convient-elle aux peaux sèches ?"])]
