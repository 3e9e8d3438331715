"""The demo shop's addresses: products, one page each, how reviews are treated, and the files they need."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from chat.api_needs import Assistant
from data.errors import NotFoundError, TemoinError
from ingest.moderation.reading import reads_with
from ui.page import embeds
from ui.page.featured import featured
from ui.page.linked_data import linked_data
from ui.page.policy import policy_blocks
from ui.page.rendering import FOLDER, SUPPORT, PageLanguage, opening, page
from ui.page.view import product_card, product_page, review_page

FILES: Final = {path.name: path for path in (FOLDER / "shop.css", *sorted((FOLDER / "drawings").glob("*.svg")))}

router = APIRouter(include_in_schema=False)
router.include_router(embeds.router)


@router.get("/")
def shop(request: Request, assistant: Assistant, language: PageLanguage) -> Response:
    """Every product there is, three of them first."""
    try:
        found = assistant.products()
    except TemoinError:
        return opening(request, language)
    described = [summary for summary in found if summary.product.name]  # the others are known by their reviews only
    first = featured(described or found)
    rest = [summary for summary in described or found if summary not in first]
    return page(
        "products.html",
        request,
        language,
        featured=[product_card(summary, language) for summary in first],
        products=[product_card(summary, language) for summary in rest],
    )


@router.get("/p/{product_id:path}")
def product(request: Request, assistant: Assistant, language: PageLanguage, product_id: str) -> Response:
    """One product: the brand's words, then everything people said."""
    try:
        view = product_page(assistant, product_id, language, _page_number(request))
        suggestions = assistant.suggestions(view.product.card.id, language)
    except NotFoundError:
        return page("not_found.html", request, language, 404)
    except TemoinError:
        return opening(request, language)
    data = linked_data(view, language)
    return page("product.html", request, language, view=view, suggestions=suggestions, support=SUPPORT, data=data)


@router.get("/r/{record_id}")
def record(request: Request, assistant: Assistant, language: PageLanguage, record_id: str) -> Response:
    """Where the shop shows a record: on its product's page, at the place of its words."""
    try:
        found = assistant.record(record_id)
        number = review_page(assistant, found)
    except NotFoundError:
        return page("not_found.html", request, language, 404)
    except TemoinError:
        return opening(request, language)
    return RedirectResponse(f"/p/{quote(found.product_id)}?lang={language}&page={number}#{quote(found.id)}", 303)


@router.get("/avis")
def treatment(request: Request, language: PageLanguage) -> Response:
    """How reviews are treated, told from the rules that run."""
    office = getattr(request.app.state, "office", None)
    learned = office is None or reads_with(office.settings)
    return page("policy.html", request, language, blocks=policy_blocks(language, learned=learned))


@router.get("/favicon.ico")
def icon() -> FileResponse:
    """What browsers ask for by themselves."""
    return file("parcel.svg")


@router.get("/shop/{name}")
def file(name: str) -> FileResponse:
    """The style sheet or a drawing."""
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(FILES[name], headers={"Cache-Control": "no-cache"})


def _page_number(request: Request) -> int:
    asked = request.query_params.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
