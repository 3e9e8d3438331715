"""Who speaks of a topic and on which side: the list behind a count, to be opened and checked."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chat.answer import Citation
from chat.api_needs import Assistant, LanguageWanted, Limit, Offset, ProductId
from chat.api_requests import Question
from chat.api_schemas import CitationOut, about
from chat.citing import cite
from chat.contract import AssistantLike
from chat.problems import responses
from chat.tally.tallier import CountedVoice, TopicTally
from data.errors import NotFoundError

router = APIRouter(prefix="/v1")
PROBLEMS: Final = responses(404, 422, 500, 503)
TopicWanted = Annotated[
    Question, Query(description="what to count: a topic's name, a few words, or a question", examples=["peau sèche"])
]


class TallyPage(BaseModel):
    """A count over all reviews of a product, one voice an author, and one page of its voices."""

    product_id: Annotated[str, about("the product", "creme-confort")]
    topic: Annotated[str, about("the topic's name; empty where only the words asked with are known", "dry_skin")]
    label: Annotated[str, about("the topic in a sentence", "l'effet sur peau sèche")]
    language: Annotated[str, about("language of the label", "fr")]
    for_: Annotated[int, about("voices in favour of the product", 11, serialization_alias="for")]
    against: Annotated[int, about("voices against it", 3)]
    mixed: Annotated[int, about("voices that say both", 0)]
    of: Annotated[int, about("all voices that judge the topic", 14)]
    incentivised: Annotated[int, about("how many of them got something for their review", 2)]
    suspected: Annotated[int, about("voices of a suspected burst of reviews, counted on no side", 0)]
    offset: Annotated[int, about("voices before this page", 0)]
    limit: Annotated[int, about("voices on a page", 20)]
    voices: Annotated[
        list[CitationOut], about("what each says, by side: for, against, mixed; `number` counts from the first", [])
    ]


@router.get(
    "/products/{product_id}/tally", summary="Count who speaks of a topic", tags=["products"], responses=PROBLEMS
)
def count_topic(
    assistant: Assistant,
    product_id: ProductId,
    topic: TopicWanted,
    lang: LanguageWanted = "fr",
    offset: Offset = 0,
    limit: Limit = 20,
) -> TallyPage:
    """How many customers are for, against and in two minds, and the words of each, so that all can be checked."""
    known = assistant.product(product_id).product.id
    counted = assistant.tally(known, topic, lang)
    told = counted.told(lang)
    return TallyPage(
        product_id=known,
        topic=counted.topic.name,
        label=told.topic,
        language=lang,
        for_=told.for_,
        against=told.against,
        mixed=told.mixed,
        of=told.of,
        incentivised=counted.incentivised,
        suspected=len(counted.apart),
        offset=offset,
        limit=limit,
        voices=[CitationOut.model_validate(one) for one in _cited(assistant, counted, offset, limit)],
    )


def _cited(assistant: AssistantLike, counted: TopicTally, offset: int, limit: int) -> list[Citation]:
    """The page's voices in the words of the ledger; one whose record has left it since is not shown."""
    wanted = frozenset(stem for phrase in counted.topic.words for stem in phrase.split())
    page = enumerate(counted.voices[offset : offset + limit], start=offset + 1)
    return [citation for number, voice in page if (citation := _citation(assistant, voice, number, wanted))]


def _citation(assistant: AssistantLike, voice: CountedVoice, number: int, wanted: frozenset[str]) -> Citation | None:
    try:
        record = assistant.record(voice.span.record_id)
    except NotFoundError:
        return None
    span = voice.span
    same = record.text[span.start : span.end] == span.text
    return replace(cite(number, span, record, wanted), stance=voice.stance) if same else None
