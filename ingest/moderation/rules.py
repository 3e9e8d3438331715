"""The rules as they run, read from the one place that both judges and explains.

Those of `rules.toml` and `people.toml` are patterns; those of `likeness.toml` were learned (`likeness.py`).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.records import Status
from ingest.moderation.likeness import fitted_likeness

RULES = tuple(Path(__file__).with_name(name) for name in ("people.toml", "rules.toml", "likeness.toml"))
LANGUAGES = ("fr", "en")
SHARED = re.compile(r"\(\?&(?P<name>\w+)\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `title` and `reason` are its words for the public, by language.

    A learned one has no patterns; `like` is the kind of text it is learned from.
    """

    code: str
    version: str
    status: Status
    title: dict[str, str]
    reason: dict[str, str]
    patterns: tuple[re.Pattern[str], ...]
    also: tuple[re.Pattern[str], ...] = ()
    like: str | None = None

    def holds(self, views: tuple[str, ...]) -> bool:
        """Whether any view of a text has one of the patterns, and one of `also` where there are any."""
        return any(_any(self.patterns, view) and (not self.also or _any(self.also, view)) for view in views)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule in the order of the file, and the version of them all."""

    version: str
    rules: tuple[Rule, ...]

    @property
    def learned(self) -> frozenset[str]:
        """Codes of the rules a model learned: their word is in the decisions, no pattern tells it again."""
        return frozenset(rule.code for rule in self.rules if rule.like)

    @property
    def actor(self) -> str:
        """Who decides when a rule does."""
        return f"rules@{self.version}"

    def rule(self, code: str) -> Rule | None:
        """The rule of that code, if it still runs."""
        return next((rule for rule in self.rules if rule.code == code), None)


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rules that run."""
    people, others, learned = (tomllib.loads(path.read_text(encoding="utf-8")) for path in RULES)
    pieces = people["fragment"] | others["fragment"]
    told = [rule_of(entry, pieces) for entry in people["rule"] + others["rule"]]
    likeness = {"version": fitted_likeness().version, "patterns": ()}
    return RuleBook(others["version"], (*told, *(rule_of(entry | likeness) for entry in learned["rule"])))


def rule_of(entry: Mapping[str, Any], fragments: Mapping[str, str] = MappingProxyType({})) -> Rule:
    """A rule as `rules.toml` writes it (`re.error` for a pattern that is none).

    Args:
        fragments: what `(?&name)` stands for in a pattern.
    """
    return Rule(
        entry["code"],
        entry["version"],
        Status(entry["status"]),
        entry["title"],
        entry["reason"],
        tuple(_compiled(pattern, fragments) for pattern in entry["patterns"]),
        tuple(_compiled(pattern, fragments) for pattern in entry.get("also", ())),
        entry.get("like"),
    )


def _compiled(pattern: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    while (whole := SHARED.sub(lambda found: fragments.get(found["name"], found.group()), pattern)) != pattern:
        pattern = whole
    return re.compile(pattern)


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)
