"""Puts the new value of a follow-up in the place of the old one: "aux peaux sèches ?", then "et grasses ?"."""

import re
import tomllib
from functools import cache
from pathlib import Path

from chat.sizing.folding import folded

LINK = re.compile(
    r"^(?:(?:pour|sur|avec|en|au|aux|a|a la|a l'|dans|par|les?|la|l'|des|du|une?|mes|mon|ma|"
    r"for|on|with|in|at|to|the|an?|my|is it|if it'?s|one)\s+|l')+"
)
"""Small words between the opening of a follow-up and its value."""
ARTICLE = re.compile(r"(?:^|\s|-)((?:les?|la|une?|des|du|en|aux?|a la|de la|in the|in)\s|(?:a |de )?l')$")
A = {"le": "au ", "la": "à la ", "les": "aux ", "l'": "à l'"}
DE = {"le": "du ", "la": "de la ", "les": "des ", "l'": "de l'"}
JOINED = {**dict.fromkeys(("au", "aux", "a la", "a l'"), A), **dict.fromkeys(("du", "de la", "de l'"), DE)}
"""Articles after "à" and "de", by the old form (folded), then the new article."""
NUMBER = re.compile(r"\b\d+(?:[.,]\d+)?\b")


@cache
def _groups() -> tuple[re.Pattern[str], ...]:
    """One pattern for each group of values that exclude one another, of `slots.toml`."""
    tables = tomllib.loads(Path(__file__).with_name("slots.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(rf"\b(?:{'|'.join([*table['fr'], *table['en']])})\b") for table in tables.values())


def swapped(before: str, value: str) -> str | None:
    """`before` with its value replaced by `value`, where both hold exactly one of the same kind; else `None`.

    `value` is a follow-up without its opening ("and", "et") and closing mark.
    """
    old, new = folded(before), folded(value)
    for group in _groups():
        there, wanted = list(group.finditer(old)), list(group.finditer(new))
        if len(there) == 1 and len(wanted) == 1 and there[0].group() != wanted[0].group():
            return _replaced(before, there[0], value, wanted[0])
    numbers, number = list(NUMBER.finditer(old)), list(NUMBER.finditer(new))
    if len(numbers) == 1 and len(number) == 1 and len(value.split()) <= 4:
        return before[: numbers[0].start()] + value[number[0].start() : number[0].end()] + before[numbers[0].end() :]
    return None


def _with_preposition(old: str, new: str) -> str:
    """The new article after the preposition of the old one: "à la pluie", then "le vent" gives "au vent"."""
    table = JOINED.get(old.strip())
    article = folded(new).strip()
    return table[article] if table and article in table else new


def _replaced(before: str, there: re.Match[str], value: str, wanted: re.Match[str]) -> str | None:
    """A bare value changes the value; one with words of its own behind it brings them along; else nothing is sure."""
    lead = LINK.match(folded(value))
    start = lead.end() if lead else 0
    head = value[start : wanted.start()].strip()
    if head and folded(head) not in folded(before):
        return None
    rest, behind = value[wanted.end() :].rstrip(), before[there.end() :]
    if folded(behind).startswith(folded(rest)):
        rest = ""
    first, article = there.start(), ""
    old = ARTICLE.search(folded(before[: there.start()]))
    new = ARTICLE.search(folded(value[: wanted.start()]))
    if old and new:
        # the new value keeps the article it was typed with: "la pluie", then "le vent"
        first, article = old.start(1), _with_preposition(old.group(1), value[new.start(1) : wanted.start()])
    return before[:first] + article + value[wanted.start() : wanted.end()] + rest + behind
