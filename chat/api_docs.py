"""The API's own pages: /docs rendered from the OpenAPI document, so that it needs no script and no network."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader

from chat.problems import describe_problems

FOLDER: Final = Path(__file__).parent / "docs_page"
POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
OWN_HEADERS: Final = {"Content-Security-Policy": POLICY}

router = APIRouter(include_in_schema=False)


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _openapi(request: Request) -> dict[str, Any]:
    return describe_problems(request.app.openapi())


OpenApi = Annotated[dict[str, Any], Depends(_openapi)]


@router.get("/openapi.json")
def openapi_document(openapi: OpenApi) -> JSONResponse:
    """The OpenAPI document, for machines."""
    return JSONResponse(openapi)


@router.get("/docs")
def docs(openapi: OpenApi) -> HTMLResponse:
    """Every address, what it takes and what it gives back, on one page."""
    page = _pages().get_template("docs.html").render(api=openapi, routes=_routes(openapi), models=_models(openapi))
    return HTMLResponse(page, headers=OWN_HEADERS)


@router.get("/docs/style.css")
def style() -> FileResponse:
    """The page's style."""
    return FileResponse(FOLDER / "docs.css", media_type="text/css")


def _routes(openapi: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"method": method.upper(), "path": path, "answers": _answers(about), "body": _body(about)} | about
        for path, methods in openapi["paths"].items()
        for method, about in methods.items()
    ]


def _answers(about: dict[str, Any]) -> list[dict[str, str]]:
    """Status, words and model of each response."""
    return [
        {"status": status, "description": response["description"], "model": _model(response.get("content", {}))}
        for status, response in about["responses"].items()
    ]


def _body(about: dict[str, Any]) -> str:
    return _model(about.get("requestBody", {}).get("content", {}))


def _model(content: dict[str, Any]) -> str:
    """Name of the model some content has, empty for a stream of events."""
    schemas = (of_type.get("schema", {}) for of_type in content.values())
    return next((schema["$ref"].rpartition("/")[2] for schema in schemas if "$ref" in schema), "")


def _models(openapi: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {
                    "name": field,
                    "type": _type(about),
                    "description": about.get("description", ""),
                    "example": _example(about),
                    "required": field in schema.get("required", ()),
                }
                for field, about in schema.get("properties", {}).items()
            ],
            "values": schema.get("enum", ()),
        }
        for name, schema in sorted(openapi["components"]["schemas"].items())
    ]


def _type(about: dict[str, Any]) -> str:
    """A field's type in words, such as `list of CitationOut` or `string or null`."""
    if "$ref" in about:
        name: str = about["$ref"].rpartition("/")[2]
        return name
    if "anyOf" in about:
        return " or ".join(_type(choice) for choice in about["anyOf"])
    if "enum" in about:
        return " or ".join(map(str, about["enum"]))
    if about.get("type") == "array":
        return f"list of {_type(about.get('items', {}))}"
    if isinstance(about.get("additionalProperties"), dict):
        return f"map to {_type(about['additionalProperties'])}"
    return str(about.get("const") or about.get("format") or about.get("type", "any"))


def _example(about: dict[str, Any]) -> str:
    examples = about.get("examples") or []
    return json.dumps(examples[0], ensure_ascii=False) if examples else ""
