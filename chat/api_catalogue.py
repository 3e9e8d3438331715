"""Products, their records, and the best spans for a question: what a page shows and what a proof opens."""

from typing import Final

from fastapi import APIRouter

from chat.api_needs import Assistant, KindWanted, LanguageWanted, Limit, Offset, ProductId, QuestionText, RecordId
from chat.api_records import ProductSheet, ProductsPage, RecordOut, RecordsPage
from chat.api_schemas import EvidenceOut, SuggestionsOut
from chat.problems import responses

router = APIRouter(prefix="/v1")
PROBLEMS: Final = responses(404, 422, 500, 503)


@router.get("/products", summary="List the products", tags=["products"], responses=responses(422, 500, 503))
def list_products(assistant: Assistant, offset: Offset = 0, limit: Limit = 50) -> ProductsPage:
    """Every product with records or a sheet, by id."""
    return ProductsPage.of(assistant.products(), offset, limit)


@router.get("/products/{product_id}", summary="Read a product", tags=["products"], responses=PROBLEMS)
def read_product(assistant: Assistant, product_id: ProductId) -> ProductSheet:
    """Everything the brand says of one product."""
    return ProductSheet.of(assistant.product(product_id))


@router.get("/products/{product_id}/evidence", summary="Find the best proofs", tags=["products"], responses=PROBLEMS)
def find_evidence(assistant: Assistant, product_id: ProductId, q: QuestionText, limit: Limit = 10) -> EvidenceOut:
    """The spans that speak most directly of a question, whether or not they answer it."""
    return EvidenceOut.of(assistant.evidence(assistant.product(product_id).product.id, q, limit))


@router.get("/products/{product_id}/suggestions", summary="Suggest questions", tags=["chat"], responses=PROBLEMS)
def suggest_questions(assistant: Assistant, product_id: ProductId, language: LanguageWanted = "fr") -> SuggestionsOut:
    """Questions this product's records answer, to show before the first one is asked."""
    known = assistant.product(product_id).product.id
    return SuggestionsOut(product_id=known, language=language, suggestions=assistant.suggestions(known, language))


@router.get("/products/{product_id}/records", summary="List what was said", tags=["records"], responses=PROBLEMS)
def list_records(
    assistant: Assistant, product_id: ProductId, kind: KindWanted = None, offset: Offset = 0, limit: Limit = 20
) -> RecordsPage:
    """One product's records, the newest publication first, undated ones last."""
    known = assistant.product(product_id).product.id
    found = assistant.records(known, kind)
    return RecordsPage(
        product_id=known,
        kind=kind,
        total=len(found),
        offset=offset,
        limit=limit,
        records=[RecordOut.of(record) for record in found[offset : offset + limit]],
    )


@router.get("/records/{record_id}", summary="Read one record", tags=["records"], responses=PROBLEMS)
def read_record(assistant: Assistant, record_id: RecordId) -> RecordOut:
    """The whole of one record: what a quote was taken from."""
    return RecordOut.of(assistant.record(record_id))
