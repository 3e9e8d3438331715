"""A rule as `rules.toml` holds it, for whoever switches it on."""

import json

from ingest.moderation.rules import LANGUAGES, Rule
from ui.staff.moderation_schemas import TrialIn

UNWRITTEN = "…"


def as_toml(asked: TrialIn, before: Rule | None) -> str:
    """The rule's table; the words for the public are those of the rule it replaces, or left to be written."""
    if before and before.like:
        return f'# likeness.toml: code = "{asked.code}", status = "{asked.status}"; likeness.json: "threshold": ' + (
            f"{asked.threshold}\n" if asked.threshold else "unchanged\n"
        )
    version = str(int(before.version) + 1) if before and before.version.isdecimal() else "1"
    lines = ["[[rule]]", f'code = "{asked.code}"', f'version = "{version}"', f'status = "{asked.status}"']
    for name, said in (("title", before.title if before else {}), ("reason", before.reason if before else {})):
        lines += [f"{name}.{language} = {_basic(said.get(language, UNWRITTEN))}" for language in LANGUAGES]
    lines += ["patterns = [", *(f"    {_literal(pattern)}," for pattern in asked.patterns), "]"]
    if asked.also:
        lines += ["also = [", *(f"    {_literal(pattern)}," for pattern in asked.also), "]"]
    return "\n".join(lines) + "\n"


def _literal(pattern: str) -> str:
    """Without escapes where that can be, since patterns are full of backslashes."""
    plain = "'''" not in pattern and not pattern.endswith("'") and pattern.isprintable()
    return f"'''{pattern}'''" if plain else _basic(pattern)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
