"""Pages of other origins, over real connections: those on the list may ask, no page may send a key."""

from collections.abc import Iterator

import httpx
import pytest

from chat.api import create_api
from chat.serving_rules import ServingRules, rules_of
from data.errors import SettingsError
from data.settings import Settings
from tests.chat.serving.wire import Served, client_of, get, serving
from tests.fakes_assistant import FakeAssistant

SHOP = "https://shop.example"
ASKED = {"question": "peau seche ?"}


@pytest.fixture(scope="module")
def open_to_shop() -> Iterator[Served]:
    rules = ServingRules(cors_origins=frozenset({SHOP}), questions_per_minute=5)
    with serving(create_api(FakeAssistant(), rules=rules)) as served:
        yield served


def preflight(served: Served, origin: str, method: str = "POST", headers: str = "content-type") -> httpx.Response:
    asked = {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    with client_of(served.address) as page:
        return page.options("/v1/chat/stream", headers=asked)


def test_a_page_of_the_list_may_ask_and_read_when_to_come_back(open_to_shop: Served) -> None:
    allowed = preflight(open_to_shop, SHOP)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, SHOP)
    assert allowed.headers["access-control-allow-headers"] == "Content-Type"
    with client_of(open_to_shop.address, headers={"Origin": SHOP}) as page:
        answers = [page.post("/v1/chat/stream", json=ASKED) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    for answer in (*answers, allowed):
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
    assert "Retry-After" in answers[-1].headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("origin", "method", "headers"),
    [
        ("https://evil.example", "POST", "content-type"),
        ("https://shop.example.evil.example", "POST", "content-type"),
        ("http://shop.example", "POST", "content-type"),
        ("null", "POST", "content-type"),
        (SHOP, "DELETE", "content-type"),
        (SHOP, "POST", "content-type, authorization"),
    ],
)
def test_any_other_page_method_or_header_is_refused(
    open_to_shop: Served, origin: str, method: str, headers: str
) -> None:
    refused = preflight(open_to_shop, origin, method, headers)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert "evil" not in refused.text


def test_what_a_page_off_the_list_gets_it_cannot_read(open_to_shop: Served) -> None:
    got = get(f"{open_to_shop.address}/v1/products", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in got.headers
    assert got.headers["cross-origin-resource-policy"] == "same-origin"
    assert got.headers["vary"] == "Origin"


def test_without_a_list_no_origin_is_told_anything() -> None:
    with serving(create_api(FakeAssistant())) as served:
        assert preflight(served, SHOP).status_code == 403
        got = get(f"{served.address}/v1/products", headers={"Origin": SHOP})
    assert not [name for name in got.headers if name.startswith("access-control")]


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]  # fields by name


def test_origins_and_proxies_are_read_from_the_settings() -> None:
    rules = rules_of(settings(cors_origins=f"{SHOP}, http://localhost:3000", trusted_proxies="10.0.0.7, 10.1.0.0/16"))
    assert rules.cors_origins == {SHOP, "http://localhost:3000"}
    assert [str(network) for network in rules.trusted_proxies] == ["10.0.0.7/32", "10.1.0.0/16"]


@pytest.mark.parametrize("said", ["*", "shop.example", "https://shop.example/", "https://Shop.example", "https://a b"])
def test_what_is_no_origin_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(
        SettingsError, match=r"TEMOIN_CORS_ORIGINS holds .*: an origin .* such as https://shop\.example"
    ):
        rules_of(settings(cors_origins=said))


def test_what_is_no_network_is_refused_with_an_example() -> None:
    with pytest.raises(SettingsError, match=r"TEMOIN_TRUSTED_PROXIES holds '10\.0\.0\.0/99'.*10\.0\.0\.7"):
        rules_of(settings(trusted_proxies="10.0.0.0/99"))


@pytest.mark.parametrize(
    ("given", "budgets"),
    [
        ({}, (0, 0)),
        ({"host": "0.0.0.0"}, (60, 600)),  # noqa: S104 – what a container listens on
        ({"trusted_proxies": "127.0.0.1"}, (60, 600)),
        ({"questions_per_minute": 7}, (7, 0)),
        ({"host": "192.0.2.1", "requests_per_minute": 0}, (60, 0)),
    ],
)
def test_budgets_hold_wherever_others_can_reach_the_server(given: dict[str, object], budgets: tuple[int, int]) -> None:
    rules = rules_of(settings(**given))
    assert (rules.questions_per_minute, rules.requests_per_minute) == budgets


def test_an_empty_variable_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMOIN_QUESTIONS_PER_MINUTE", "")
    monkeypatch.setenv("TEMOIN_CHAT_MODEL", "")
    assert settings().questions_per_minute is None
    assert settings().chat_model is None
