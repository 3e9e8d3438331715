"""The public page "How these reviews are treated", told from the rules that run."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.privacy import PersonalKind
from data.records import Status
from ingest.moderation.bursts import DAYS as BURST_DAYS
from ingest.moderation.campaigns import AUTHORS, DAYS
from ingest.moderation.rules import Rule, rule_book

WORDS = Path(__file__).with_name("policy.toml")


def policy(language: str, *, learned: bool = True) -> str:
    """The page in Markdown, in French or English; without the `learned` rules where they do not run.

    Raises:
        KeyError: for another language.
    """
    words, book = _words()[language], rule_book()
    running = [rule for rule in book.rules if learned or not rule.like]
    kept = [rule for rule in running if rule.status is Status.APPROVED]
    lines = [f"# {words['title']}", "", words["control"], ""]
    for status in (Status.REJECTED, Status.PENDING):
        lines += [f"## {words[status.value]}", "", words[f"{status.value}_told"], ""]
        lines += [_line(rule, language) for rule in running if rule.status is status]
        if status is Status.PENDING:
            lines.append(words["campaign"].format(authors=AUTHORS, days=DAYS))
        lines.append("")
    hidden = ", ".join(words["kinds"][kind.value] for kind in PersonalKind)
    lines += [f"## {words['masked']}", "", words["masked_told"].format(kinds=hidden), ""]
    lines += [f"## {words['kept']}", "", words["kept_told"], "", *(_line(rule, language) for rule in kept)]
    lines += [words["burst"].format(days=BURST_DAYS), ""]
    lines += [f"## {words['people']}", "", words["people_told"], "", words["version"].format(version=book.version)]
    return "\n".join(lines) + "\n"


def _line(rule: Rule, language: str) -> str:
    colon = " : " if language == "fr" else ": "
    return f"- **{rule.title[language]}**{colon}{rule.reason[language]} (`{rule.code}`, {rule.version})"


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
