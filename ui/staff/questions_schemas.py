"""Unanswered questions as the staff's API speaks of them."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from chat.api_requests import NO_NUL, Id, Language
from chat.api_schemas import FromInside, about
from ui.staff.signing import SignedBy

GapState = Literal["open", "answered"]
LABELS = {"fr": "l'odeur", "en": "the smell"}
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300, pattern=NO_NUL)]
Answered = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=4_000, pattern=NO_NUL)]


class WordingOut(BaseModel):
    """A question as shoppers typed it, personal data hidden."""

    text: Annotated[str, about("the words", "Est-ce qu'elle sent fort ?")]
    language: Annotated[str, about("its language", "fr")]
    asked: Annotated[int, about("how often in these words", 3)]


class BrandAnswerOut(BaseModel):
    """An answer the brand gave."""

    record_id: Annotated[str, about("the FAQ record", "faq-1f0c9a3b5d7e2460")]
    question: Annotated[str | None, about("the question it answers", "Est-elle parfumée ?")]
    by: Annotated[str, about("who wrote it", "Camille")]
    at: Annotated[datetime, about("when", "2026-11-20T09:12:00Z")]


class GapOut(BaseModel):
    """What shoppers ask of one topic of one product, in vain."""

    id: Annotated[str, about("id", "gap-5d7e24601f0c9a3b")]
    state: Annotated[GapState, about("answered: nobody asked in vain since the brand answered", "open")]
    topic: Annotated[dict[str, str], about("the topic's name by language", LABELS)]
    product_id: Annotated[str | None, about("the product; null: the whole shop was asked", "creme-confort")]
    product: Annotated[dict[str, str], about("its name by language", {"fr": "Crème Confort"})]
    asked: Annotated[int, about("how often", 7)]
    first: Annotated[datetime, about("when first", "2026-11-01T10:00:00Z")]
    last: Annotated[datetime, about("when last", "2026-11-20T09:12:00Z")]
    outcomes: Annotated[dict[str, int], about("how these questions ended", {"no_evidence": 5, "partial": 2})]
    wordings: Annotated[list[WordingOut], about("the most frequent wordings", [])]
    answers: Annotated[list[BrandAnswerOut], about("what the brand answered, the newest first", [])]


class GapsPage(BaseModel):
    """One page of the questions without an answer, the most asked first."""

    state: Annotated[GapState, about("which", "open")]
    counts: Annotated[dict[str, int], about("topics of products by state", {"open": 12, "answered": 3})]
    products: Annotated[dict[str, int], about("topics by product; the whole shop is the empty id", {"foulee-2": 4})]
    total: Annotated[int, about("topics that fit the filters", 12)]
    offset: Annotated[int, about("topics before this page", 0)]
    limit: Annotated[int, about("topics on a page", 20)]
    gaps: Annotated[list[GapOut], about("this page's", [])]


class DraftOut(FromInside):
    """A message to be read again before it is sent."""

    subject: Annotated[str, about("its subject", "Crème Confort : racontez-nous ce qu'il en est de l'odeur")]
    text: Annotated[str, about("its text", "Bonjour, …")]


class RequestOut(BaseModel):
    """A request for customers' content, in both languages."""

    fr: Annotated[DraftOut, Field(description="in French")]
    en: Annotated[DraftOut, Field(description="in English")]


class EntryIn(BaseModel):
    """A question and the brand's answer in one language."""

    model_config = ConfigDict(extra="forbid")

    language: Annotated[Language, Field(description="of both", examples=["fr"])]
    question: Annotated[Asked, Field(description="the question", examples=["Est-elle parfumée ?"])]
    answer: Annotated[Answered, Field(description="what the brand says", examples=["Oui, à la mélisse, 0,1 %."])]


class BrandAnswersIn(BaseModel):
    """What the brand answers to an unanswered question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"entries": [{"language": "fr", "question": "Parfumée ?", "answer": "Oui, à la mélisse."}]}]
        },
    )

    entries: Annotated[
        list[EntryIn], Field(description="one in each language at most", examples=[[]], min_length=1, max_length=2)
    ]
    product_id: Annotated[
        Id | None,
        Field(description="the product; needed where the whole shop was asked", examples=["creme-confort"]),
    ] = None
    by: SignedBy = None

    @model_validator(mode="after")
    def _one_a_language(self) -> Self:
        if len({entry.language for entry in self.entries}) < len(self.entries):
            raise ValueError("one entry a language was expected")
        return self


class BrandAnswersOut(BaseModel):
    """The FAQ entries as they are served when this is answered."""

    record_ids: Annotated[list[str], about("the FAQ records", ["faq-1f0c9a3b5d7e2460"])]
    product_id: Annotated[str, about("their product", "creme-confort")]
    generation: Annotated[str | None, about("the index built for them", "gen-000007")]
