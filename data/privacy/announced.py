"""Addresses whose street has no word of its own: known by what announces them, by their flat, or by an army's post."""

import re
from collections.abc import Iterator

from data.privacy.shapes import LINK, PROPER, TOWN, UNIT
from data.privacy.surroundings import SEPARATOR

Piece = tuple[int, int]

HOME = (
    r"addresse?s?(?: of [^.\n]{2,50}?| [^.:\n]{2,30}(?=:))?\s?(?:is|are|:)|lives? at|living at|located at|"
    r"meet (?:me |you )?at|adresse(?: de livraison| postale)?\s?(?:est|:)|"
    r"(?:j['’]habite|demeurant|domicili[ée]e?|r[ée]side)(?: [àa]u?)?"
)
SENT = (
    r"live[sd]? in(?= \d{1,6}[a-d]?,? \S+ \S)|(?:sent|send it|shipped?|deliver(?:ed)?|post(?:ed)?) to|"
    r"(?:livr(?:er|[ée]e?)|envoy(?:er|[ée]e?)) (?:au?|à)"
)
AT_HOME = rf"\b(?i:{HOME})\s+"
SAID = rf"\b(?i:{HOME}|{SENT})\s+"
NAMED = rf"(?:{PROPER}|[a-zà-ÿ]{{1,2}}\.|{LINK})"
WORD = rf"(?:{NAMED}|\d{{1,4}}(?:st|nd|rd|th)?)"
NUMBER_FIRST = re.compile(
    rf"{SAID}(?P<own>\d{{1,6}}[a-d]?,?(?!\s?(?:AM|PM|Noon|h)\b)(?: {WORD}){{1,6}})"
    r"(?=\s*(?:[,.;\n]|$|\b(?i:apt|suite|unit)\b))"
)
NUMBER_LAST = re.compile(
    rf"{AT_HOME}(?P<own>{PROPER}(?: {LINK}*{PROPER}){{0,3}},? \d{{1,5}}[a-z]?)(?=\s*(?:[,.;\n]|$))"
)
STREET_LAST = re.compile(
    rf"(?<!\w)(?:Rue|Avenue|Av\.|Boulevard|Bd|Chemin|Route|Place|Quai|All[ée]e|Impasse|Chauss[ée]e|Drève) (?:{LINK})*"
    rf"{PROPER}(?: (?:{LINK})*{PROPER}){{0,4}},? \d{{1,4}}[a-z]?,?\s(?:{SEPARATOR})?(?:[A-Z]{{1,2}}-)?\d{{4,5}}\s{TOWN}"
)
NO_STREET = re.compile(
    rf"\b(?i:lieu[- ]dit|r[ée]sidence|hameau|villa|immeuble)\s(?:{LINK})*{PROPER}(?:[\s-](?:{LINK})*{PROPER}){{0,3}}"
    rf"(?=(?:{SEPARATOR}{UNIT})|,?\s\d{{5}}\s{TOWN})"
)
BY_ITS_FLAT = re.compile(
    rf"(?<![\w.,/])(?:\d{{2,6}}[A-Za-z]?{SEPARATOR}{NAMED}(?:{SEPARATOR}(?:{NAMED}|\d{{1,5}}[a-z]?\.?)){{0,6}}"
    rf"|{PROPER}(?: {PROPER}){{0,3}} \d{{1,5}}(?: {PROPER}){{0,4}})"
    rf"(?={SEPARATOR}(?i:apt|suite|appt|appartement|b[âa]t)\b\.?\s?\d)"
)
IN_SMALL_LETTERS = re.compile(
    rf"{AT_HOME}(?P<own>\d{{1,6}}(?: [\w'’.-]+){{1,5}}? (?:\d{{1,5}}|(?=(?:apt|suite|appt|unit)\b)))", re.IGNORECASE
)
CORNER = re.compile(
    rf"\b(?i:(?:the )?corner of|[àa] l['’]angle (?:de la|du|de l['’]))\s(?P<own>(?:[\w'’.-]+ ){{0,3}}?{PROPER}"
    rf"(?: {PROPER}| [\w.]+ \d{{1,4}}| \d{{1,4}}){{0,3}}(?: St)?\.? (?:and|et)"
    rf"(?: de la| du)? {PROPER}(?: {PROPER}){{0,3}})"
)
ARMY = re.compile(
    r"(?:(?i:unit \d{3,5} box \d{3,5}|psc \d{2,4},? box \d{3,5})|(?:USS|USNS|USCGC|HMS) [\w'’-]+)"
    r"\s*[,\n]\W{0,4}(?i:[afd]po a[aep]) \d{5}|\b[AFD]PO A[AEP] \d{5}\b"
)
PATTERNS = (NUMBER_FIRST, NUMBER_LAST, STREET_LAST, NO_STREET, BY_ITS_FLAT, IN_SMALL_LETTERS, CORNER, ARMY)


def announced(text: str) -> Iterator[Piece]:
    """Streets and houses, without what stands around them."""
    for pattern in PATTERNS:
        own = "own" if "own" in pattern.groupindex else 0
        yield from (found.span(own) for found in pattern.finditer(text))
