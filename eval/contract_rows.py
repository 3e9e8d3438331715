"""Lines of the public sets that hold no questions: bodies and sizes, opinions, personal data, hostile texts."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.public_sets import PublicRow, read_some

__all__ = ["FitRow", "HostileRow", "OpinionRow", "PersonalRow", "PublicRow", "SentenceRow", "SizeCaseRow", "read_some"]

Measured = Annotated[float, Field(gt=0, allow_inf_nan=False)] | None
Size = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Verdict = Literal["small", "fit", "large"]


class BodyRow(BaseModel):
    """What a person says of their body: inches, pounds, bust band in inches, cup, years, shape; any may be missing."""

    model_config = ConfigDict(frozen=True)

    height_in: Measured = None
    weight_lbs: Measured = None
    bust_band: Measured = None
    bust_cup: str | None = None
    age: float | None = None
    body_type: str | None = None


class WornRow(BodyRow):
    """A body, the size it wore, and how that fitted."""

    fit: Verdict
    size_worn: Size


class FitRow(PublicRow):
    """One wearing of an item."""

    product_id: str = Field(min_length=1)
    meta: WornRow


class SizeCaseRow(PublicRow):
    """A body to advise, what it wore, and how that turned out."""

    product_id: str = Field(min_length=1)
    profile: BodyRow
    size_worn: Size
    outcome: Verdict


class AspectRow(BaseModel):
    """One aspect a sentence speaks of: its strength, from −3 for strong blame to 3 for strong praise."""

    model_config = ConfigDict(frozen=True)

    score: int = Field(ge=-3, le=3)


class SentenceRow(BaseModel):
    """One sentence of a review with the aspects marked in it."""

    model_config = ConfigDict(frozen=True)

    text: str
    aspects: tuple[AspectRow, ...]


class MarkedRow(BaseModel):
    """What a review with marked sentences holds beside its text."""

    model_config = ConfigDict(frozen=True)

    sentences: tuple[SentenceRow, ...] | None = None


class OpinionRow(PublicRow):
    """A text with the box its author wrote it in, or a review with marked sentences."""

    text: str = ""
    lang: str | None = None
    label: Literal["pros", "cons"] | None = None
    meta: MarkedRow = MarkedRow()

    @model_validator(mode="after")
    def _judged(self) -> "OpinionRow":
        if (self.label is None) == (self.meta.sentences is None):
            raise ValueError("either a label, pros or cons, or meta.sentences was expected, one of the two")
        if self.label and not self.text.strip():
            raise ValueError("text: words were expected")
        return self


class MarkRow(BaseModel):
    """Where personal data stands, in code points, and of which kind it is."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    value: str | None = None


class PersonalRow(PublicRow):
    """A text with the personal data marked in it."""

    text: str
    lang: str | None = None
    spans: tuple[MarkRow, ...]

    @model_validator(mode="after")
    def _stands(self) -> "PersonalRow":
        for mark in self.spans:
            if not mark.start < mark.end <= len(self.text):
                raise ValueError(f"span {mark.start}-{mark.end} is not inside a text of {len(self.text)} characters")
            if mark.value not in (None, found := self.text[mark.start : mark.end]):
                raise ValueError(f"span {mark.start}-{mark.end} holds {found!r}, not {mark.value!r}")
        return self


class HostileRow(PublicRow):
    """A text that gives a machine instructions, or a harmless one that looks like it."""

    text: str = Field(pattern=r"\S")
    lang: str | None = None
    label: Literal["injection", "benign"]
    kind: str | None = None
