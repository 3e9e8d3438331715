"""Templates become pages: every text escaped, one strict policy, the language said in the header."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ui.strings import PAGE, words

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("fr", "en")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "media-src 'self' https:; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
HIGH_SIGNS: Final = re.compile(r"((?<!\S)(?:« )?\S{1,24}(?: [;:?!»%€])+|(?<!\S)« \S{1,24})")
"""French signs with the word they belong to: a line must not break between them."""
SUPPORT: Final = "mailto:bonjour@comptoir-temoin.example"
"""Where the demonstration hands shoppers over to a person."""


def spoken(asked: str | None, accepted: str) -> str:
    """The language in the address, else the first of ours the browser asks for, else French."""
    if asked in LANGUAGES:
        return asked
    wanted = (choice.strip()[:2].lower() for choice in accepted.split(","))
    return next((code for code in wanted if code in LANGUAGES), "fr")


def _language(request: Request) -> str:
    return spoken(request.query_params.get("lang"), request.headers.get("accept-language", ""))


PageLanguage = Annotated[str, Depends(_language)]


def page(
    template: str,
    request: Request,
    language: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    """A whole page of the shop."""
    own = {
        "Content-Security-Policy": POLICY.format(ancestors="'none'"),
        "Vary": "Accept-Language",
        "Content-Language": language,
    }
    return HTMLResponse(html(template, language, path=request.url.path, **values), status, own | (headers or {}))


def html(template: str, language: str, **values: Any) -> str:
    """A template with its values."""
    return _templates().get_template(template).render(t=words(PAGE, language), lang=language, **values)


def opening(request: Request, language: str) -> Response:
    """The assistant is not ready: a page that reloads by itself."""
    return page("opening.html", request, language, 503, {"Retry-After": "2", "Refresh": "2"})


def held(text: str) -> Markup:
    """A text whose high signs begin no line; its words and blanks stay as they were written."""
    pieces = enumerate(HIGH_SIGNS.split(text))
    spans = (Markup('<span class="held">{}</span>').format(piece) if n % 2 else escape(piece) for n, piece in pieces)
    return Markup("").join(spans)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["held"] = held
    return made
