"""What a server allows whom: the settings on origins, proxies, budgets and limits, checked and ready for use."""

import re
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from chat.client_address import Network
from chat.loopback import is_loopback
from data.errors import SettingsError
from data.settings import Settings

QUESTIONS_PER_MINUTE: Final = 60
REQUESTS_PER_MINUTE: Final = 600
ORIGIN: Final = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?")
HEALTH: Final = ("/healthz", "/readyz")
FILES: Final = ("/widget/", "/shop/", "/docs/", "/favicon.ico")
CONSOLE: Final = ("/console",)


@dataclass(frozen=True, slots=True)
class ServingRules:
    """Rules of one server; a budget of 0 is no limit.

    `free` are beginnings of addresses that cost no budget, `timeless` those whose requests may last and are not
    counted among those worked on: health must answer under load, and the console's streams stay open by design.
    """

    cors_origins: frozenset[str] = frozenset()
    trusted_proxies: tuple[Network, ...] = ()
    questions_per_minute: int = 0
    requests_per_minute: int = 0
    key_budget: int = 10
    max_requests: int = 200
    answer_s: float = 60.0
    free: tuple[str, ...] = HEALTH + FILES + CONSOLE
    timeless: tuple[str, ...] = HEALTH + CONSOLE


def rules_of(settings: Settings) -> ServingRules:
    """The rules the settings ask for; on loopback, with no proxy in front, no budgets unless they are given.

    Raises:
        SettingsError: an origin or a proxy is not one.
    """
    alone = serves_this_machine(settings)
    questions, requests = settings.questions_per_minute, settings.requests_per_minute
    return ServingRules(
        cors_origins=frozenset(_origin(said) for said in _listed(settings.cors_origins)),
        trusted_proxies=_proxies(settings),
        questions_per_minute=(0 if alone else QUESTIONS_PER_MINUTE) if questions is None else questions,
        requests_per_minute=(0 if alone else REQUESTS_PER_MINUTE) if requests is None else requests,
        key_budget=settings.key_budget,
        max_requests=settings.max_requests,
        answer_s=settings.answer_s,
    )


def serves_this_machine(settings: Settings) -> bool:
    """Whether nobody but people at this machine can reach the server: it needs no key to show what is for staff."""
    return is_loopback(settings.host) and not _listed(settings.trusted_proxies)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _origin(said: str) -> str:
    if not ORIGIN.fullmatch(said):
        raise SettingsError(
            f"TEMOIN_CORS_ORIGINS holds {said!r}: an origin in small letters such as https://shop.example or "
            "http://localhost:3000 was expected, without a path, and no *"
        )
    return said


def _proxies(settings: Settings) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(said, strict=False) for said in _listed(settings.trusted_proxies))
    except ValueError as error:
        raise SettingsError(
            f"TEMOIN_TRUSTED_PROXIES holds {settings.trusted_proxies!r}: addresses or networks such as 10.0.0.7 or "
            f"10.0.0.0/24 were expected ({error})"
        ) from error
