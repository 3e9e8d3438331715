"""What stands around a street: the house, flat or floor before and after it, then the postcode, town and country."""

import re

from data.privacy.shapes import BRITISH, CODE, LINK, PROPER, TOWN, UNIT

Piece = tuple[int, int]

BREAK = r"\s*\n\W{0,5}"
"""A new line, which may begin with a sign of quoting."""
SEPARATOR = rf"(?:,?[^\S\n]+|\s*,{BREAK}|{BREAK},?[^\S\n]?|,[^\S\n]*)"
BEFORE = re.compile(
    rf"(?:(?:(?:{UNIT}|(?i:r[ée]s(?:idence|\.)|immeuble|villa|lotissement|lot\.)\s(?:{LINK})*{PROPER}(?:\s{PROPER}){{0,2}})"
    rf"[,\s]{{1,3}})+(?:\d{{1,5}}\s)?|(?<![\w.,-])\d{{1,6}}\s"
    rf"|\b(?i:flat|apt|unit|appt|bât)\.?\s)$"
)
LOOK_BACK = 70
"""Characters before a street in which its house and flat are looked for."""
AFTER_UNIT = re.compile(
    rf"(?:{SEPARATOR}(?:\(?{PROPER}\)?(?:[\s-]+{LINK}{{0,2}}{PROPER}){{0,3}}\)?|{CODE}|nan\b|\d{{2}}\b)){{1,5}}"
)
UNITS = re.compile(rf"(?:{SEPARATOR}{UNIT}){{1,3}}")
AFTER = re.compile(
    rf"(?:[\s,;\n-]{{1,4}}(?:à\s|in\s|in\b)?(?:{CODE}[\s,]{{1,3}}{TOWN}(?:\sCEDEX(?:\s\d{{1,2}})?)?|"
    rf"{TOWN}[,\s]{{1,3}}{CODE}|{CODE}|(?<=,\s){TOWN}(?:,\s{TOWN})?(?=\s*[,.;\n(]|$)))?(?:,\s?{BRITISH})?"
)
ON_LINES = re.compile(
    rf"(?:{SEPARATOR}(?:{PROPER}(?: (?:{LINK})?{PROPER}){{0,2}}|nan|\d{{2}}\b)){{1,4}}(?:{SEPARATOR}|\s)\d{{5}}\b"
)
AFTER_TOWN = re.compile(rf"\s*,\s*{TOWN}(?=\s*[,.;\n]|$)(?:\s*,\s*{CODE})?")


def whole(text: str, start: int, end: int) -> Piece:
    """A street with all that belongs to its address, in code points."""
    opened = max(0, start - LOOK_BACK)
    before = BEFORE.search(text[opened:start])
    first = opened + before.start() if before else start
    units = UNITS.match(text, end)
    last = units.end() if units else end
    if units and (town := AFTER_UNIT.match(text, last)):
        return first, town.end()
    if lines := ON_LINES.match(text, last):
        return first, lines.end()
    after = AFTER.match(text, last)
    last = after.end() if after else last
    if last == end and (named := AFTER_TOWN.match(text, end)):
        return first, named.end()
    return first, last
