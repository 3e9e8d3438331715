"""The panel's files, for any page that loads its one script; the strings come from the table both languages share."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from chat.labels import LABELS, LANGUAGES
from chat.wording import SAYINGS
from ui.strings import PANEL, words

FOLDER: Final = Path(__file__).parent
FILES: Final = {path.name: path for path in sorted((*FOLDER.glob("*.js"), *FOLDER.glob("*.css")))}
TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
# Shops load these from their own pages; there is nothing secret in them.
OWN_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)


@router.get("/widget/strings.js")
def strings() -> Response:
    """Both languages of every word the panel shows."""
    return Response(strings_module(), media_type="text/javascript", headers=OWN_HEADERS)


@router.get("/widget/{name}")
def file(name: str) -> FileResponse:
    """One script or the style sheet."""
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(FILES[name], media_type=TYPES[FILES[name].suffix], headers=OWN_HEADERS)


@cache
def strings_module() -> str:
    """The strings as an ES module."""
    tongues = {f"language_{code}": names for code, names in LANGUAGES.items()}
    table = {**PANEL, **LABELS, **tongues, "notice": SAYINGS["disclosure"]}
    both = {language: words(table, language) for language in ("fr", "en")}
    return f"export const STRINGS = {json.dumps(both, ensure_ascii=False, separators=(',', ':'))};\n"
