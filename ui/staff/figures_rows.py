"""The rows of the shop's figures, as the API gives them and as a spreadsheet opens them."""

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from chat.api_schemas import about

MONTH = about("month of publication, such as 2026-01; null: not communicated, or not told apart", "2026-01")
PRODUCT = about("the product; null: all products, or not told apart", "creme-confort")
TOPIC = about("the topic's name in the vocabulary", "dry_skin")
Gap = Literal["", "nobody", "brand_only"]
Why = Literal["", "asked", "beside"]
Row = TypeVar("Row", bound=BaseModel)


class FigureRow(BaseModel):
    """One line of a figure."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, populate_by_name=True)


class ContentRow(FigureRow):
    """How much there is of something; what is not told apart is null."""

    kind: Annotated[str | None, about("kind of record", "review")] = None
    language: Annotated[str | None, about("language of the record", "fr")] = None
    product_id: Annotated[str | None, PRODUCT] = None
    month: Annotated[str | None, MONTH] = None
    records: Annotated[int, about("served records", 12)]
    copies: Annotated[int, about("further copies of the same words, counted once", 1)]


class TopicRow(FigureRow):
    """What customers say of a topic, one voice an author, and the stars of their reviews."""

    topic: Annotated[str, TOPIC]
    label_fr: Annotated[str, about("its name in French", "l'effet sur peau sèche")]
    label_en: Annotated[str, about("its name in English", "dry skin")]
    product_id: Annotated[str | None, PRODUCT] = None
    month: Annotated[str | None, MONTH] = None
    for_: Annotated[int, about("voices in favour", 11, serialization_alias="for", validation_alias="for")]
    against: Annotated[int, about("voices against", 3)]
    mixed: Annotated[int, about("voices that say both", 0)]
    voices: Annotated[int, about("all voices", 14)]
    rated: Annotated[int, about("of them with stars", 13)]
    rating: Annotated[float | None, about("mean of the stars of those reviews", 4.2)] = None


class VideoRow(FigureRow):
    """How often moments of one video were cited in answers, and what readers thought of those answers."""

    record_id: Annotated[str, about("the video", "transcript-1f0c9a3b5d7e2460")]
    product_id: Annotated[str, about("its product", "creme-confort")]
    title: Annotated[str | None, about("its title", "Trois semaines en plein vent")]
    creator: Annotated[str | None, about("who made it", "lina.skin")]
    format: Annotated[str | None, about("its format, where the source says it", "field_test")]
    hook: Annotated[str, about("its opening: as the source gives it, or else its first words", "Il est sept heures")]
    language: Annotated[str, about("its language", "fr")]
    cited: Annotated[int, about("answers that cite a moment of it", 9)]
    moment: Annotated[float | None, about("second of the moment cited most", 42.0)] = None
    helpful: Annotated[int, about("times such an answer was found helpful", 4)]
    unhelpful: Annotated[int, about("times it was found unhelpful", 1)]
    wrong: Annotated[int, about("times it was found wrong", 0)]


class CoverageRow(FigureRow):
    """A topic on a product: how often it is asked about, who speaks of it, and what is said of products of its kind."""

    product_id: Annotated[str, about("the product", "creme-confort")]
    topic: Annotated[str, TOPIC]
    label_fr: Annotated[str, about("its name in French", "l'effet sur peau sèche")]
    label_en: Annotated[str, about("its name in English", "dry skin")]
    asked: Annotated[int, about("questions about it", 6)]
    unanswered: Annotated[int, about("of them that ended without an answer, or with part of one", 2)]
    question: Annotated[str | None, about("such a question nobody answered, in a shopper's words", "Et l'hiver ?")]
    people: Annotated[int, about("records of customers that may speak of it, by their words", 14)]
    brand: Annotated[int, about("records of the brand that speak of it", 1)]
    beside: Annotated[list[str], about("products of the same kind whose customers speak of it, by id", ["serum"])]
    beside_people: Annotated[int, about("records of customers that speak of it on products of the same kind", 14)]
    beside_of: Annotated[int, about("records of customers on those products", 159)]
    share: Annotated[float, about("the share the former are of the latter", 0.088)]
    gap: Annotated[Gap, about("what is missing: nobody speaks of it, or only the brand does; empty: nothing", "nobody")]
    why: Annotated[Why, about("why it is expected: asked in vain, or spoken of on its kind", "beside")]


class OutcomeRow(FigureRow):
    """How questions of one day ended."""

    day: Annotated[date, about("day, UTC", "2026-01-18")]
    language: Annotated[str, about("language of the answers", "fr")]
    intent: Annotated[str, about("what was asked for", "product_question")]
    outcome: Annotated[str, about("how it ended", "answered")]
    answers: Annotated[int, about("how many", 31)]
    milliseconds: Annotated[float, about("median time of an answer", 48.5)]


class FeedbackRow(FigureRow):
    """What one reader said of one answer, or of a record they report."""

    at: Annotated[datetime, about("when", "2026-01-18T09:30:00Z")]
    verdict: Annotated[str, about("helpful, unhelpful, wrong or report", "wrong")]
    reason: Annotated[str | None, about("why, in the reader's words", "The second quote is of another size.")]
    answer_id: Annotated[str, about("the answer, or the record reported", "answer-5d7e24601f0c9a3b")]
    product_id: Annotated[str | None, PRODUCT] = None
    language: Annotated[str | None, about("language of the answer, where it is known", "fr")] = None
    intent: Annotated[str | None, about("what was asked for, where it is known", "size")] = None
    topic: Annotated[str | None, about("the topic asked about, where it is known", "dry_skin")] = None
    outcome: Annotated[str | None, about("how the question ended, where it is known", "answered")] = None


class Progress(FigureRow):
    """How far a count has come."""

    done: Annotated[int, about("steps done", 40)]
    of: Annotated[int, about("steps in all", 191)]


class Figure(BaseModel, Generic[Row]):
    """A figure: its rows, and whether a newer one is being counted."""

    revision: Annotated[int | None, about("revision of the ledger it was counted on; null: none is counted yet", 412)]
    counted: Annotated[datetime | None, about("when it was counted; null: not yet", "2026-01-18T09:30:00Z")]
    pending: Annotated[Progress | None, about("how far the count of a newer one has come; null: none is made", None)]
    rows: Annotated[list[Row], about("its rows", [])]
