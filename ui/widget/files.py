"""The panel's three scripts, each whole in one file: words and styles are put in, so that nothing else is fetched."""

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from chat.labels import LABELS
from chat.wording import SAYINGS
from ui.strings import PANEL, Table, words

FOLDER: Final = Path(__file__).parent
TABLE: Final[Table] = {**PANEL, **LABELS, "notice": SAYINGS["disclosure"]}
LAUNCHER: Final = (
    "launch", "ask_title", "loading", "offline", "your_question", "placeholder", "send", "notice",
)  # fmt: skip
SNIPPETS: Final = ("snippets", "snippets_carousel", "snippets_back", "snippets_on")
ELSEWHERE: Final = {*LAUNCHER, *SNIPPETS, "snippets_criteria"}
TOOLS: Final = (
    "{ LAUNCHER_WORDS, askForm, contained, h, held, icon, iconButton, inLanguage, link, questions, safe, styled }"
)
# Shops load these from their own pages; there is nothing secret in them.
OWN_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Script:
    """One script as it leaves: plain, packed, and the tag that tells whether a browser has it already."""

    plain: bytes
    packed: bytes
    tag: str


@router.get("/widget/{name}")
def script(name: str, request: Request) -> Response:
    """One of the scripts, packed where the browser can unpack it."""
    if name not in SCRIPTS:
        raise HTTPException(404)
    made = ready(name)
    headers = OWN_HEADERS | {"ETag": made.tag}
    if request.headers.get("if-none-match") == made.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(made.plain, media_type="text/javascript", headers=headers)
    return Response(made.packed, media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})


@cache
def ready(name: str) -> Script:
    """A script by its public name."""
    plain = SCRIPTS[name]().encode()
    return Script(plain, gzip.compress(plain, mtime=0), f'"{sha256(plain).hexdigest()[:16]}"')


def launcher() -> str:
    """What a page loads by itself: it must run as a plain script, so it has a scope of its own."""
    made = _made(LAUNCHER_WORDS=_both(LAUNCHER), LAUNCHER_STYLE=_style("launcher.css"))
    return f'(() => {{\n"use strict";\n{made}{_joined("dom", "asking", "launcher")}}})();\n'


def panel() -> str:
    """What opening the panel loads: a module that is given the launcher's tools."""
    strings = _made(STRINGS=_both(TABLE.keys() - ELSEWHERE))
    style = _made(PANEL_STYLE=_style("panel.css"))  # last, as modules stand in this order: it packs smallest so
    modules = _joined("words", "panel", "opinion", "sheet", "stream", "answer", "proof", "figures", "voices")
    return f"export const panel = ({TOOLS}) => {{\n{strings}{modules}{style}return {{ Panel }};\n}};\n"


def snippets() -> str:
    """What a listing page loads when customers' words are about to be seen: the same kind of module."""
    made = _made(SNIPPETS_WORDS=_both(SNIPPETS), SNIPPETS_STYLE=_style("snippets.css"))
    return f"export const snippets = ({TOOLS}) => {{\n{made}{_joined('snippets')}return {{ fill }};\n}};\n"


SCRIPTS: Final = {"temoin.js": launcher, "panel.js": panel, "snippets.js": snippets}


def _both(keys: Iterable[str]) -> list[str]:
    """Keys, French and English of some words, each of them lines in the same order: they pack smallest so."""
    table = {key: TABLE[key] for key in sorted(keys)}
    return ["\n".join(lines) for lines in (table, words(table, "fr").values(), words(table, "en").values())]


def _made(**values: object) -> str:
    lines = (
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, value in values.items()
    )
    return "".join(lines)


def _joined(*modules: str) -> str:
    """The modules one after the other in one scope: their imports go, and what they export is just there."""
    return "".join(_unwrapped((FOLDER / f"{name}.js").read_text(encoding="utf-8")) for name in modules)


def _unwrapped(source: str) -> str:
    without_imports = re.sub(r"^import .*;\n", "", source, flags=re.MULTILINE)
    without_exports = re.sub(r"^export ", "", without_imports, flags=re.MULTILINE)
    return squeezed(re.sub(r"^\s*(//.*)?\n", "", without_exports, flags=re.MULTILINE))


# Texts, templates and regular expressions keep every blank; between signs of the language none is needed.
LITERAL: Final = re.compile(r"""("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|'[^'\n]*'|/(?![ /*])(?:[^/\\\n]|\\.)+/[a-z]*)""")


def squeezed(source: str) -> str:
    """The same script without the blanks it does not need."""
    pieces = LITERAL.split(source)
    return "".join(piece if place % 2 else _tight(piece) for place, piece in enumerate(pieces))


def _tight(code: str) -> str:
    tight = re.sub(r"\s*([=+\-*<>?:;,{}()\[\]&|!])\s*", r"\1", code)
    return re.sub(r"(?<!\w)\((\w+)\)(?==>)", r"\1", re.sub(r",(?=[}\])])|;(?=})", "", tight))


def _style(name: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", re.sub(r"\s*([{;,>]|:(?= ))\s+", r"\1", text)).replace(";}", "}")
