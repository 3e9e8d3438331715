"""What clients may send: bounded, clean text and known fields only."""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from chat.conversation import Conversation, Role, Turn
from chat.manner import USUAL, Answerer, Manner
from data.errors import TemoinError

LONGEST_QUESTION: Final = 1_000
LONGEST_MESSAGE: Final = 4_000
MOST_MESSAGES: Final = 40
NO_NUL: Final = r"^[^\x00]*$"
ID_PATTERN: Final = r"^[^\x00-\x1f\x7f/]+$"

Language = Literal["fr", "en"]
Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION, pattern=NO_NUL)
]
MessageText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_MESSAGE, pattern=NO_NUL)
]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ID_PATTERN)]


class Message(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Annotated[Role, Field(description="who spoke", examples=["shopper"])]
    text: Annotated[MessageText, Field(description="the words", examples=["Et pour une peau sensible ?"])]


class SettingsIn(BaseModel):
    """How this one question is to be answered otherwise than usual, for staff; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    answerer: Annotated[
        Answerer | None,
        Field(description="who words the answer: our rules, or the chat model that is set up", examples=["assembled"]),
    ] = None
    reranked: Annotated[
        bool | None, Field(description="whether the reranker that is set up reads the best spans", examples=[False])
    ] = None
    pool: Annotated[int | None, Field(description="how many spans are looked at", ge=5, le=200, examples=[40])] = None
    answered: Annotated[
        float | None,
        Field(description="probability from which a question on a product is answered", ge=0, le=1, examples=[0.6]),
    ] = None
    near: Annotated[
        float | None,
        Field(description="probability from which what comes closest is shown, as that", ge=0, le=1, examples=[0.4]),
    ] = None
    kept: Annotated[
        bool, Field(description="false: a test, which is neither noted nor counted in the figures", examples=[False])
    ] = True


class ChatRequest(BaseModel):
    """A question, alone or at the end of a conversation; the server keeps none, so the client sends it all."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [
                {"required": ["question"], "properties": {"question": {"type": "string"}}},
                {"required": ["messages"], "properties": {"messages": {"type": "array"}}},
            ],
            "examples": [
                {"product_id": "creme-confort", "question": "Convient-elle aux peaux sèches ?", "language": "fr"}
            ],
        },
    )

    product_id: Annotated[
        Id | None,
        Field(description="id or alias of the product; without it, all products are asked", examples=["creme-confort"]),
    ] = None
    question: Annotated[
        Question | None,
        Field(description="one question; give this or `messages`", examples=["Convient-elle aux peaux sèches ?"]),
    ] = None
    messages: Annotated[
        list[Message] | None,
        Field(
            description="the conversation so far, oldest first, ending with the shopper's question of at most "
            f"{LONGEST_QUESTION} characters",
            examples=[[{"role": "shopper", "text": "Convient-elle aux peaux sèches ?"}]],
            min_length=1,
            max_length=MOST_MESSAGES,
        ),
    ] = None
    language: Annotated[
        Language | None,
        Field(description="the answer's language; without it, the question's", examples=["fr"]),
    ] = None
    settings: Annotated[
        SettingsIn | None,
        Field(description="for staff: how this question is to be answered", examples=[{"answerer": "assembled"}]),
    ] = None

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if (self.question is None) == (self.messages is None):
            raise ValueError("give either `question` or `messages`")
        if self.messages and self.messages[-1].role != "shopper":
            raise ValueError("the last message must be the shopper's question")
        if self.messages and len(self.messages[-1].text) > LONGEST_QUESTION:
            raise ValueError(f"the last message must have at most {LONGEST_QUESTION} characters")
        return self

    def conversation(self) -> Conversation:
        """The same as the assistant takes it."""
        messages = self.messages or [Message(role="shopper", text=self.question or "")]
        manner = USUAL if self.settings is None else Manner(**self.settings.model_dump())
        return Conversation(tuple(Turn(message.role, message.text) for message in messages), self.language, manner)


class QuestionRefusedError(TemoinError):
    """A question from the command line is not one the assistant takes."""


def chat_request(question: str, product_id: str | None, language: str | None) -> ChatRequest:
    """The request the HTTP API would get.

    Raises:
        QuestionRefusedError: naming what is wrong with it.
    """
    try:
        return ChatRequest.model_validate({"question": question, "product_id": product_id, "language": language})
    except ValidationError as error:
        mistakes = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise QuestionRefusedError(f"this cannot be asked: {mistakes}") from error


FIELD_NAMES: Final = frozenset(
    {
        "passages",
        "action",
        "entries",
        "answer",
        "code",
        "status",
        "patterns",
        "also",
        "state",
        "rule",
        "body",
        "query",
        "path",
        "product_id",
        "record_id",
        "q",
        "kind",
        "offset",
        "limit",
        "trace",
        "topic",
        "lang",
        "verdict",
        "reason",
        "by",
        "since",
        "until",
        "format",
        "gaps",
        "author",
        "authors",
        "confirm",
        "full",
        "name",
        "record",
        "record_ids",
        "source",
        "product",
        "settings",
    }
    | ChatRequest.model_fields.keys()
    | SettingsIn.model_fields.keys()
    | Message.model_fields.keys()
)
