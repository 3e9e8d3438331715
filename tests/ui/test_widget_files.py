"""The panel's files: small, without inline anything, both languages from one table."""

import gzip
import json
import re

from fastapi.testclient import TestClient

from chat.labels import LABELS
from ui.strings import CONSOLE, PAGE, PANEL, typeset
from ui.widget.files import FILES, FOLDER, strings_module

LIMIT = 20_000
SOURCES = {path.name: path.read_text() for path in sorted(FOLDER.glob("*.js"))}


def test_the_whole_panel_is_under_20_kb_gzipped() -> None:
    sizes = {name: len(gzip.compress(path.read_bytes())) for name, path in FILES.items()}
    sizes["strings.js"] = len(gzip.compress(strings_module().encode()))
    assert len(sizes) == 8
    assert sum(sizes.values()) <= LIMIT, sizes


def test_markup_is_never_parsed_and_code_never_evaluated() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*[\"']"
    assert [(name, found) for name, source in SOURCES.items() for found in re.findall(forbidden, source)] == []


def test_nothing_is_stored() -> None:
    forbidden = r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\b"
    assert [name for name, source in SOURCES.items() if re.search(forbidden, source)] == []


def test_every_word_the_panel_asks_for_is_in_the_table_in_both_languages() -> None:
    strings = json.loads(strings_module().removeprefix("export const STRINGS = ").rstrip().rstrip(";"))
    asked = {key for source in SOURCES.values() for key in re.findall(r"\bsay\(\"(\w+)\"", source)}
    assert len(asked) > 20
    assert asked <= strings["fr"].keys()
    assert strings["fr"].keys() == strings["en"].keys()
    assert strings["fr"]["notice"].startswith("Vous parlez à un assistant automatique (IA)")


def test_no_table_is_half_translated_or_hides_anothers_word() -> None:
    for table in (PAGE, PANEL, CONSOLE):
        assert all(set(both) == {"fr", "en"} and all(both.values()) for both in table.values())
        for both in table.values():
            assert sorted(re.findall(r"\{\w+\}", both["fr"])) == sorted(re.findall(r"\{\w+\}", both["en"]))
    assert not PANEL.keys() & LABELS.keys()


def test_french_signs_never_begin_a_line() -> None:
    assert typeset("Vraiment ? « Oui » ; non : peut-être !", "fr").count("\u00a0") == 6
    assert typeset("Really ? ", "en") == "Really ? "


def test_other_sites_may_load_the_panel_and_nothing_else(shop: TestClient) -> None:
    for name in (*FILES, "strings.js"):
        response = shop.get(f"/widget/{name}")
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert response.headers["content-type"].startswith(("text/javascript", "text/css"))
        assert response.headers["x-content-type-options"] == "nosniff"
    assert shop.get("/widget/files.py").status_code == 404
    assert "access-control-allow-origin" not in shop.get("/v1/products").headers
