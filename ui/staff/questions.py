"""Unanswered questions for the staff: what is asked in vain, a draft that asks customers, an answer of the brand."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Body, Path, Query

from chat.api_needs import Limit, Offset, Staff
from chat.api_requests import Id
from chat.problems import responses
from data.errors import NotFoundError
from data.ledger import Ledger
from data.products import Product, in_language
from ingest.brand_answers import BrandAnswer, keep_answers
from ingest.pipeline import bring_up
from ui.staff.needs import OfficeNeeded
from ui.staff.office import Office
from ui.staff.questions_drafts import request_draft
from ui.staff.questions_gaps import SHOWN, Gap, gaps_of
from ui.staff.questions_schemas import (
    BrandAnswerOut,
    BrandAnswersIn,
    BrandAnswersOut,
    DraftOut,
    GapOut,
    GapsPage,
    GapState,
    RequestOut,
    WordingOut,
)
from ui.staff.refusals import Refusal, StaffRoute
from ui.staff.signing import signature

router = APIRouter(prefix="/v1/staff/questions", tags=["questions"], route_class=StaffRoute)
READ: Final = responses(401, 403, 422, 500, 503)
ONE: Final = responses(401, 403, 404, 422, 500, 503)
WRITTEN: Final = responses(400, 401, 403, 404, 409, 422, 500, 503)
NO_GAP: Final = {
    "fr": "Cette question n'est plus dans la liste : rechargez-la.",
    "en": "This question is no longer in the list: reload it.",
}
NO_PRODUCT: Final = {
    "fr": "Choisissez le produit auquel cette réponse s'applique : la question a été posée à toute la boutique.",
    "en": "Choose the product this answer is about: the question was asked of the whole shop.",
}
UNKNOWN_PRODUCT: Final = {
    "fr": "Ce produit n'existe pas : choisissez-en un de la liste.",
    "en": "There is no such product: choose one of the list.",
}
GapId = Annotated[
    str, Path(description="id of a gap", examples=["gap-5d7e24601f0c9a3b"], pattern=r"^gap-[0-9a-f]{16}$")
]
StateWanted = Annotated[GapState, Query(description="which", examples=["open"])]
OfProduct = Annotated[Id | None, Query(description="only this product", examples=["creme-confort"])]


@router.get("", summary="List what is asked in vain", responses=READ)
def list_gaps(
    _: Staff,
    office: OfficeNeeded,
    state: StateWanted = "open",
    product_id: OfProduct = None,
    offset: Offset = 0,
    limit: Limit = 20,
) -> GapsPage:
    """Questions nobody answers, grouped by topic and product, the most asked first."""
    every, sheets = gaps_of(office.ledger), _sheets(office.ledger)
    states: dict[GapState, list[Gap]] = {"open": [], "answered": []}
    for gap in every:
        states["answered" if gap.answered else "open"].append(gap)
    found = [gap for gap in states[state] if product_id in (None, gap.product_id)]
    products: dict[str, int] = {}
    for gap in states[state]:
        products[gap.product_id or ""] = products.get(gap.product_id or "", 0) + 1
    return GapsPage(
        state=state,
        counts={name: len(gaps) for name, gaps in states.items()},
        products=dict(sorted(products.items())),
        total=len(found),
        offset=offset,
        limit=limit,
        gaps=[_shown(gap, sheets) for gap in found[offset : offset + limit]],
    )


@router.get("/{gap_id}/request", summary="Draft a request to customers", responses=ONE)
def draft_request(_: Staff, office: OfficeNeeded, gap_id: GapId) -> RequestOut:
    """A message that asks customers for what is missing, in French and English; nothing is sent."""
    gap, sheets = _gap(office, gap_id), _sheets(office.ledger)
    sheet = sheets.get(gap.product_id or "")
    drafts = {
        language: request_draft(
            gap, language, sheet.title(language) if sheet else gap.product_id, sheet.brand if sheet else None
        )
        for language in ("fr", "en")
    }
    return RequestOut(**{language: DraftOut.model_validate(draft) for language, draft in drafts.items()})


@router.post("/{gap_id}/answers", status_code=201, summary="Answer for the brand", responses=WRITTEN)
def answer(
    caller: Staff,
    office: OfficeNeeded,
    gap_id: GapId,
    given: Annotated[BrandAnswersIn, Body(description="question and answer, in one language or both")],
) -> BrandAnswersOut:
    """A FAQ entry of the brand, kept like an imported one and served when this is answered."""
    gap = _gap(office, gap_id)
    wanted = gap.product_id or given.product_id
    if wanted is None:
        raise Refusal(422, NO_PRODUCT)
    product_id = _known(office.ledger, wanted)
    answers = [BrandAnswer(product_id, one.language, one.question, one.answer) for one in given.entries]
    with office.writing() as stores:
        kept = keep_answers(stores.ledger, answers, gap.id, signature(caller, given.by, office), datetime.now(UTC))
        built = bring_up(stores)
    return BrandAnswersOut(record_ids=[one.id for one in kept], product_id=product_id, generation=built.version)


def _gap(office: Office, gap_id: str) -> Gap:
    found = next((gap for gap in gaps_of(office.ledger) if gap.id == gap_id), None)
    if found is None:
        raise Refusal(404, NO_GAP)
    return found


def _known(ledger: Ledger, product_id: str) -> str:
    """The id behind an id or alias of something sold here."""
    try:
        return ledger.product(product_id).id
    except NotFoundError as error:
        if product_id in ledger.counts():
            return product_id
        raise Refusal(404, UNKNOWN_PRODUCT) from error


def _sheets(ledger: Ledger) -> dict[str, Product]:
    return {product.id: product for product in ledger.products()}


def _shown(gap: Gap, sheets: dict[str, Product]) -> GapOut:
    sheet = sheets.get(gap.product_id or "")
    names = {language: in_language(sheet.name, language) or sheet.id for language in ("fr", "en")} if sheet else {}
    wordings = [
        WordingOut(text=text, language=language, asked=count)
        for (text, language), count in gap.wordings.most_common(SHOWN)
    ]
    answers = [BrandAnswerOut(record_id=a.record_id, question=a.reason, by=a.actor, at=a.at) for a in gap.answers]
    return GapOut.model_validate(
        {
            "id": gap.id,
            "state": "answered" if gap.answered else "open",
            "topic": gap.labels,
            "product_id": gap.product_id,
            "product": names,
            "asked": gap.asked,
            "first": gap.first,
            "last": gap.last,
            "outcomes": dict(gap.outcomes),
            "wordings": wordings,
            "answers": answers,
        }
    )
