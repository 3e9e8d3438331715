"""The one way a file comes in through the console: handed on to the staff's API with the caller's own key.

Gradio's own uploads stay closed. Nothing is kept here, and nothing is ever given back.
"""

from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.console.credentials import passed_on

ADDRESS: Final = "/uploads"
IMPORTS: Final = "/v1/staff/imports"

CHOOSE: Final = """async (product, language) => {
    const file = await new Promise((chosen) => {
        const input = document.createElement("input");
        input.type = "file";
        input.addEventListener("change", () => chosen(input.files[0] || null));
        input.addEventListener("cancel", () => chosen(null));
        input.click();
    });
    if (!file) return "";
    const query = new URLSearchParams({name: file.name});
    if (product?.trim()) query.set("product_id", product.trim());
    const at = location.pathname.split("/console")[0] + "/console/uploads?" + query;
    try {
        const sent = await fetch(at, {method: "POST", body: file, headers: {"Accept-Language": language}});
        const said = await sent.json();
        return JSON.stringify({status: sent.status, id: said.id || "", name: file.name, detail: said.detail || ""});
    } catch {
        return JSON.stringify({status: 0, id: "", name: file.name, detail: ""});
    }
}"""
"""Runs in the browser: lets a file be chosen and sends it; what was answered, as JSON, or nothing."""


class Uploads:
    """ASGI application: POST to `ADDRESS` goes to the imports of `api`, everything else to `console`."""

    def __init__(self, api: ASGIApp, console: ASGIApp) -> None:
        self._api, self._console = api, console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; whoever comes so far is staff, and the API asks again."""
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        if scope["type"] == "http" and path == ADDRESS and scope["method"] == "POST":
            await self._api(handed_on(scope), receive, send)
        else:
            await self._console(scope, receive, send)


def handed_on(scope: Scope) -> dict[str, Any]:
    """The request as the API takes it: its address, and the key a browser sends as a password."""
    said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    kept = {name: said[name] for name in ("content-length", "content-type", "accept-language") if name in said}
    headers = [(name.encode(), value.encode("latin-1")) for name, value in {**passed_on(said), **kept}.items()]
    same = ("type", "asgi", "http_version", "scheme", "query_string", "client", "server", "extensions")
    plain = {name: scope[name] for name in same if name in scope}
    return {
        **plain,
        "method": "POST",
        "path": IMPORTS,
        "raw_path": IMPORTS.encode(),
        "root_path": "",
        "headers": headers,
    }
