"""The demo shop's addresses: products, one page each, and the files they need."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from chat.api_needs import Assistant
from data.errors import NotFoundError, TemoinError
from ui.page.view import product_card, product_page
from ui.strings import PAGE, words

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("fr", "en")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
OWN_HEADERS: Final = {"Content-Security-Policy": POLICY, "Vary": "Accept-Language"}
FILES: Final = {path.name: path for path in (FOLDER / "shop.css", *sorted((FOLDER / "drawings").glob("*.svg")))}

router = APIRouter(include_in_schema=False)


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _language(request: Request) -> str:
    """The language in the address, else the first of ours the browser asks for, else French."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    wanted = (choice.strip()[:2].lower() for choice in request.headers.get("accept-language", "").split(","))
    return next((code for code in wanted if code in LANGUAGES), "fr")


PageLanguage = Annotated[str, Depends(_language)]


@router.get("/")
def shop(request: Request, assistant: Assistant, language: PageLanguage) -> Response:
    """Every product there is."""
    try:
        found = assistant.products()
    except TemoinError:
        return _opening(request, language)
    described = [summary for summary in found if summary.product.name]  # the others are known by their reviews only
    products = [product_card(summary, language) for summary in described or found]
    return _page("products.html", request, language, products=products)


@router.get("/p/{product_id:path}")
def product(request: Request, assistant: Assistant, language: PageLanguage, product_id: str) -> Response:
    """One product: the brand's words, then everything people said."""
    try:
        view = product_page(assistant, product_id, language, _page_number(request))
    except NotFoundError:
        return _page("not_found.html", request, language, 404)
    except TemoinError:
        return _opening(request, language)
    return _page("product.html", request, language, view=view)


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


def _opening(request: Request, language: str) -> Response:
    return _page("opening.html", request, language, 503, {"Retry-After": "2", "Refresh": "2"})


def _page(
    template: str,
    request: Request,
    language: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    html = (
        _pages().get_template(template).render(t=words(PAGE, language), lang=language, path=request.url.path, **values)
    )
    return HTMLResponse(html, status, OWN_HEADERS | {"Content-Language": language} | (headers or {}))
