"""The panel's scripts: small, without inline anything, both languages from one table."""

import json
import re

from fastapi.testclient import TestClient

from chat.labels import LABELS
from ui.strings import CONSOLE, PAGE, PANEL, typeset
from ui.widget.files import FOLDER, LITERAL, SCRIPTS, TABLE, ready, squeezed

LIMIT = 20_000
SOURCES = {path.name: path.read_text() for path in sorted(FOLDER.glob("*.js"))}


def test_panel_and_carousel_together_are_under_20_kb_gzipped() -> None:
    sizes = {name: len(ready(name).packed) for name in SCRIPTS}
    assert sum(sizes.values()) <= LIMIT, sizes
    assert sizes["temoin.js"] <= 5_000, sizes  # what every page of a shop loads


def test_every_module_is_in_a_script_and_nothing_has_to_be_fetched_besides() -> None:
    scripts = "".join(ready(name).plain.decode() for name in SCRIPTS)
    for name, source in SOURCES.items():
        first = re.search(r"^(?:export )?(?:async )?(?:function\*?|class) (\w+)", source, re.MULTILINE)
        assert first, name
        assert re.search(rf"(?:function\*?|class) {first[1]}\b", scripts), name
    assert not re.search(r"^import |^export (?!const (?:panel|snippets))", scripts, re.MULTILINE)


def test_no_two_modules_name_something_the_same_as_they_share_one_scope() -> None:
    named = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
    names = [name for source in SOURCES.values() for name in named.findall(source)]
    assert len(names) > 50
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_squeezing_keeps_every_text_and_drops_only_blanks() -> None:
    for source in SOURCES.values():
        tight = squeezed(source)
        assert len(tight) < len(source)
        assert LITERAL.findall(tight) == LITERAL.findall(source)
    assert squeezed("a = f ( b, 'c , d' ) ;") == "a=f(b,'c , d');"
    assert squeezed("f((one) => g(one));") == "f(one=>g(one));"


def test_no_comment_ends_a_line_of_code_which_squeezing_would_make_swallow_the_next() -> None:
    for name, source in SOURCES.items():
        assert not re.search(r"//", LITERAL.sub("", re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE))), name


def test_markup_is_never_parsed_and_code_never_evaluated() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*[\"']"
    assert [(name, found) for name, source in SOURCES.items() for found in re.findall(forbidden, source)] == []


def test_nothing_is_stored() -> None:
    forbidden = r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\b"
    assert [name for name, source in SOURCES.items() if re.search(forbidden, source)] == []


def test_every_word_the_panel_asks_for_is_in_the_table_in_both_languages() -> None:
    asked = {key for source in SOURCES.values() for key in re.findall(r"\b(?:say|count)\(\"(\w+)\"", source)}
    asked |= {key for source in SOURCES.values() for key in re.findall(r"\bwords\.(\w*_\w+)", source)}
    assert len(asked) > 40
    held = set[str]()
    for made, name in (("STRINGS", "panel"), ("LAUNCHER_WORDS", "temoin"), ("SNIPPETS_WORDS", "snippets")):
        (found,) = re.findall(rf"const {made} = (\[.*?\]);$", ready(f"{name}.js").plain.decode(), re.MULTILINE)
        keys, french, english = (lines.split("\n") for lines in json.loads(found))
        assert len(keys) == len(french) == len(english)
        assert all(french + english)
        held |= set(keys)
    assert {key for key in asked if not {key, f"{key}_one", f"{key}_many"} & held} == set()
    assert held | {"snippets_criteria"} == TABLE.keys()


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
    for name in SCRIPTS:
        response = shop.get(f"/widget/{name}")
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["content-type"].startswith("text/javascript")
        assert response.headers["x-content-type-options"] == "nosniff"
    assert shop.get("/widget/files.py").status_code == 404
    assert "access-control-allow-origin" not in shop.get("/v1/products").headers


def test_scripts_travel_packed_where_they_can_be_unpacked_and_once(shop: TestClient) -> None:
    packed = shop.get("/widget/panel.js", headers={"accept-encoding": "gzip"})
    plain = shop.get("/widget/panel.js", headers={"accept-encoding": "identity"})
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.content == plain.content == ready("panel.js").plain
    assert plain.headers["vary"] == "Accept-Encoding"
    again = shop.get("/widget/panel.js", headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
