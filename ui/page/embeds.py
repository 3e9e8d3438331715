"""What other sites put into their pages: the conversation in a frame, and customers' words for listing pages."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from chat.api_needs import Assistant
from chat.api_requests import Id
from ui.page.extracts import Extract, extracts
from ui.page.rendering import POLICY, PageLanguage, html, page
from ui.strings import PANEL, typeset

router = APIRouter(prefix="/embed", include_in_schema=False)
MOST_PRODUCTS: Final = 3
# Public words, asked for by listing pages of any origin; a shopper's own words go through the API's list of origins.
OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Language",
}
Products = Annotated[list[Id], Query(min_length=1, max_length=MOST_PRODUCTS, alias="product")]


class ExtractOut(BaseModel, from_attributes=True):
    """One review's words as listing pages show them."""

    quote: str
    language: str
    by: str
    marks: tuple[str, ...]
    product_id: str
    product: str


class ExtractsOut(BaseModel):
    """Words for a listing page, and how they were chosen."""

    snippets: list[ExtractOut]
    criteria: str


def _found(assistant: Assistant, language: PageLanguage, product: Products) -> tuple[Extract, ...]:
    return extracts(assistant, product, language)


Found = Annotated[tuple[Extract, ...], Depends(_found)]


@router.get("/snippets")
def snippets(found: Found, language: PageLanguage, response: Response) -> ExtractsOut:
    """Customers' words as data, for the script that shows them."""
    response.headers.update(OPEN)
    return ExtractsOut(snippets=[ExtractOut.model_validate(one) for one in found], criteria=_criteria(language))


@router.get("/snippets.html")
def snippets_html(found: Found, language: PageLanguage) -> HTMLResponse:
    """The same as HTML, for a shop's server to put into its page where search engines read it."""
    text = html("snippets.html", language, extracts=found, criteria=_criteria(language))
    return HTMLResponse(text, headers=OPEN | {"Content-Language": language})


@router.get("/frame")
def frame(
    request: Request,
    language: PageLanguage,
    product: Annotated[Id | None, Query()] = None,
    support: Annotated[str | None, Query(max_length=2_000)] = None,
) -> Response:
    """The conversation alone, for an `<iframe>` in pages of the origins the settings list."""
    ancestors = " ".join(["'self'", *sorted(getattr(request.app.state, "shop_origins", ()))])
    headers = {
        "Content-Security-Policy": POLICY.format(ancestors=ancestors),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return page("frame.html", request, language, headers=headers, product=product, support=support)


def _criteria(language: str) -> str:
    return typeset(PANEL["snippets_criteria"][language], language)
