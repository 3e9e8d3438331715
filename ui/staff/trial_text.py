"""A rule as `rules.toml` holds it, for whoever switches it on."""

import json
from collections.abc import Sequence

from ingest.moderation.rules import LANGUAGES, Rule

UNWRITTEN = "…"


def as_toml(code: str, status: str, patterns: Sequence[str], also: Sequence[str], before: Rule | None) -> str:
    """The rule's table; the words for the public are those of the rule it replaces, or left to be written."""
    version = str(int(before.version) + 1) if before and before.version.isdecimal() else "1"
    lines = ["[[rule]]", f'code = "{code}"', f'version = "{version}"', f'status = "{status}"']
    for name, said in (("title", before.title if before else {}), ("reason", before.reason if before else {})):
        lines += [f"{name}.{language} = {_basic(said.get(language, UNWRITTEN))}" for language in LANGUAGES]
    lines += ["patterns = [", *(f"    {_literal(pattern)}," for pattern in patterns), "]"]
    if also:
        lines += ["also = [", *(f"    {_literal(pattern)}," for pattern in also), "]"]
    return "\n".join(lines) + "\n"


def _literal(pattern: str) -> str:
    """Without escapes where that can be, since patterns are full of backslashes."""
    plain = "'''" not in pattern and not pattern.endswith("'") and pattern.isprintable()
    return f"'''{pattern}'''" if plain else _basic(pattern)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
