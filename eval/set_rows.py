"""The lines of a question set as its files hold them; `eval/sets/README.md` documents each field."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.questions import Answerable, IntentName

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Words = Annotated[str, Field(pattern=r"\S", max_length=4_000)]
Ref = Annotated[str, Field(pattern=r"\S", max_length=500)]
Language = Literal["fr", "en"]


class Strict(BaseModel):
    """A line whose unknown fields are mistakes: a misspelt field would silently not be judged."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TurnRow(Strict):
    """One earlier message."""

    role: Literal["shopper", "assistant"]
    text: Words


class MomentRow(Strict):
    """The passage of a video to be found, in seconds."""

    record: Ref
    start: float = Field(ge=0, allow_inf_nan=False)
    end: float = Field(gt=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _forward(self) -> "MomentRow":
        if self.end <= self.start:
            raise ValueError(f"it ends at {self.end} s, which is not after its start at {self.start} s")
        return self


class SetRow(Strict):
    """One question of a set."""

    id: Name
    language: Language
    product: Ref | None = None
    question: Words
    history: tuple[TurnRow, ...] = ()
    intent: IntentName
    answerable: Answerable
    evidence: tuple[Annotated[tuple[Ref, ...], Field(min_length=1)], ...] = ()
    facts: tuple[Words, ...] = ()
    products: tuple[Ref, ...] = ()
    moment: MomentRow | None = None
    tags: tuple[Name, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> "SetRow":
        if self.answerable == "none" and self.evidence:
            raise ValueError("answerable is none but evidence is given: empty it, or say full or partial")
        if self.answerable != "none" and not self.evidence:
            raise ValueError(f"answerable is {self.answerable} but no evidence is given: name a record, or say none")
        if self.moment and self.intent != "show_me":
            raise ValueError(f"a moment belongs to a show_me question, not to {self.intent}")
        return self


class TallyRow(Strict):
    """One hand count, asked in both languages."""

    id: Name
    product: Ref
    topic: Name
    question_fr: Words
    question_en: Words
    for_: tuple[Ref, ...] = Field(alias="for")
    against: tuple[Ref, ...]
    mixed: tuple[Ref, ...]
    note: str = ""

    @model_validator(mode="after")
    def _counts(self) -> "TallyRow":
        if not (self.for_ or self.against or self.mixed):
            raise ValueError("no voice is counted: name at least one review for, against or mixed")
        return self


class VariantRow(Strict):
    """One question in other words, made by a rule."""

    of: Name
    rule: Name
    question: Words
