"""Numbers that lead to a person: accounts, cards, identity numbers, orders, licence plates."""

import re
from collections.abc import Iterator

from data.privacy import checksums
from data.privacy.references import DATE, REFERENCE

Piece = tuple[int, int]

IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\s?\d{2}(?:[\s.-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
FEWEST_DIGITS = 8
IBAN_CUE = re.compile(r"(?:\biban|\brib|compte)\b[^\n]{0,25}$", re.IGNORECASE)
CARD = re.compile(r"(?<![\w.,-])\d(?:[\s.\-\u00a0\u202f]?\d){11,18}(?![\w-]|[.,]\d)")
CARD_CUE = re.compile(
    r"\b(?:cartes?|cards?|cb|cc|visa|mastercard|amex|american express|d[ée]bit|cr[ée]dit)\b[^\n\d]{0,25}$",
    re.IGNORECASE,
)
CARD_AFTER = re.compile(r"[\s,(]{1,3}(?:(?:de |sur )?ma (?:carte|cb)|(?:is |on )?my (?:card|visa))\b", re.IGNORECASE)
CARD_LENGTHS = {"3": (14, 15, 16), "4": (16, 19), "5": (16,), "6": (16, 17, 18, 19), "2": (16,)}
NIR = re.compile(
    r"(?<!\w)[1-478](?:[\s.\-]?[0-9]){4}[\s.\-]?[0-9][0-9ABab](?:[\s.\-]?[0-9]){6}(?:[\s./\-]*[0-9]{2})?(?!\w)"
)
NIR_CUE = re.compile(
    r"(?:s[ée]cu(?:rit[ée] sociale)?|\bnir\b|num[ée]ro d['’]assur[ée]e?|carte vitale|n[°º] ?ss)[^\d\n]{0,25}$",
    re.IGNORECASE,
)
NIR_GROUPS = re.compile(
    r"(?<!\w)[12][\s.](?:\d\d)[\s.](?:0[1-9]|1[0-2])[\s.](?:\d\d|2[ABab])[\s.]\d{3}[\s.]\d{3}(?:[\s./]{1,3}\d\d)?(?!\w)"
)
"""Grouped as on the card: sex, year, month, department; no other number is written so."""
PAPER = re.compile(
    r"\b(?:passe?ports?|carte (?:nationale )?d['’]identit[ée]|cni|titre de s[ée]jour|permis de conduire|"
    r"id card|identity card|driv(?:er['’]?s|ing) licen[cs]e|ssn|social security(?: number)?|"
    r"national insurance(?: number)?|"
    r"ni number|nino|num[ée]ro fiscal|tax (?:id|number))\b[^\d\n.!?]{0,20}?"
    r"\b(?P<own>(?=(?:[A-Z -]{0,9}\d){5})(?-i:[A-Z0-9])(?:[ -]?[A-Z0-9]){6,14}|"
    r"(?-i:(?=(?:[A-Z]*\d){2})[A-Z0-9]{8,12}))(?!\w)",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])|(?<!\w)[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s\d{2}\s\d{2}\s?[A-D](?!\w)"
)
ORDER_THINGS = (
    r"commandes?|cde|cmd|orders?|purchase|facture|invoice|suivi|tracking|colis|parcel|dossier|ticket|customer|account|"
    r"n[°º] ?(?:de )?client|num[ée]ro (?:de |d['’]\s?)?client|compte client|booking|r[ée]servation|case|claim|"
    r"r[ée]clamation|return|retour|rma|colissimo|chronopost|mondial relay|relais colis|royal mail|parcelforce|evri|"
    r"dpd|gls|ups|dhl|fedex|usps"
)
ORDER_LINK = (
    r"(?:(?:is|was|est|[ée]tait|numbers?|num[ée]ro|num|no|nr|ref(?:erence)?|r[ée]f(?:[ée]rence)?|id|code)\b\.?"
    r"|n[°º]|[#:=(])\s*"
)
ORDER_OWN = r"(?=[A-Z0-9/_-]{5,})(?=(?:[A-Z/_-]*\d){4})(?:[A-Z]{1,6}[-_/]?)?\d[A-Z0-9]*(?:[-_/][A-Z0-9]+)*"
NO_AMOUNT = r"(?![\w%€$£]|[.,]\d|\s?(?:€|euros?\b))"
ORDER = re.compile(
    rf"\b(?:{ORDER_THINGS})(?: sav)?\s*(?:{ORDER_LINK}){{0,4}}(?P<own>{ORDER_OWN}){NO_AMOUNT}", re.IGNORECASE
)
ORDER_SHORT = re.compile(
    r"\b(?:booking|confirmation|r[ée]servation|order|commande|tracking|suivi)\s(?:number|num[ée]ro|n[°º]|ref(?:erence)?|"
    r"r[ée]f(?:[ée]rence)?|code|id)\.?\s?(?:is|est|was|:|=|#)?\s?(?P<own>(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{5,12})\b"
)
"""Letters and figures mixed: the word before must say whose they are."""
ORDER_AFTER = re.compile(
    rf"\b(?:r[ée]f(?:[ée]rence)?|num[ée]ro|n[°º]|number|reference)\s?:?\s?(?P<own>{ORDER_OWN})\s(?:de|of) "
    r"(?:ma|mon|my|la|notre|our) (?:commande|order|colis|parcel|dossier)\b",
    re.IGNORECASE,
)
PARCEL = re.compile(r"(?<!\w)(?:[A-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?[A-Z]{2}|1Z[0-9A-Z]{16})(?!\w)")
"""As the post of every country (UPU S10) and one carrier number parcels: known without a word."""
ORDER_WORD = re.compile(
    r"\b(?:num[ée]ro|n[°º]|number)\s*(?:de\s+(?:ma\s+|la\s+|votre\s+)?commande|de\s+suivi|of\s+my\s+order)\s*"
    rf"(?:est|is|[:=])?\s*(?P<own>#?{ORDER_OWN})",
    re.IGNORECASE,
)
PLATE = re.compile(r"(?<![\w-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\w-])")
PLATE_CUE = re.compile(
    r"(?:\bplaques?|immatricul\w*|(?:licen[cs]e|number)[ -]plates?|registration|\breg\b|\bplate)\b[^\n\d]{0,20}?"
    r"(?P<own>[A-Z]{1,3}[ -]?\d{1,4}[ -]?[A-Z]{1,3}|\d{1,4}[ -]?[A-Z]{2,3}[ -]?\d{2,3})(?!\w)",
    re.IGNORECASE,
)


def accounts(text: str) -> Iterator[Piece]:
    """International account numbers whose remainder is right, or that are announced as such."""
    for found in IBAN.finditer(text):
        start, length = found.start(), checksums.IBAN_LENGTHS.get(found.group()[:2].upper(), 0)
        end = _end_of(text, *found.span(), length)
        number = re.sub(r"[\s.-]", "", text[start:end])
        written = text[start:end].isupper() or " " not in text[start:end]  # words pass the check once in a hundred
        if written and checksums.iban(number.upper()):
            yield start, end
        elif written and IBAN_CUE.search(text, max(0, start - 40), start):
            last = end if len(number) == length else _before_words(text, *found.span())
            if sum(c.isdigit() for c in text[start:last]) >= FEWEST_DIGITS:
                yield start, last


def cards(text: str) -> Iterator[Piece]:
    """Payment cards by length, first digit and check digit, or announced as a card."""
    for found in CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        before = max(0, found.start() - 45)
        if REFERENCE.search(text, before, found.start()) or "\n" in found.group():
            continue
        lengths = CARD_LENGTHS.get(digits[0], ())
        told = CARD_CUE.search(text, before, found.start()) or CARD_AFTER.match(text, found.end())
        if (len(digits) in lengths and checksums.luhn(digits)) or told:
            yield found.span()


def identities(text: str) -> Iterator[Piece]:
    """French social security numbers by key or shape or announced, American and British ones, numbers of papers."""
    for found in NIR.finditer(text):
        number = re.sub(r"[\s./-]", "", found.group())
        if checksums.nir(number) or NIR_CUE.search(text, max(0, found.start() - 50), found.start()):
            yield found.span()
    yield from (found.span() for found in NIR_GROUPS.finditer(text))
    yield from (found.span("own") for found in PAPER.finditer(text))
    for found in SOCIAL.finditer(text):
        if not REFERENCE.search(text, max(0, found.start() - 40), found.start()):
            yield found.span()


def orders(text: str) -> Iterator[Piece]:
    """Numbers of orders, parcels, invoices and customers, after the word that announces them."""
    yield from (found.span() for found in PARCEL.finditer(text))
    for pattern in (ORDER_WORD, ORDER, ORDER_SHORT, ORDER_AFTER):
        yield from (found.span("own") for found in pattern.finditer(text) if not DATE.fullmatch(found.group("own")))


def plates(text: str) -> Iterator[Piece]:
    """French licence plates by their shape, others after the word that announces them."""
    for found in PLATE.finditer(text):
        if not REFERENCE.search(text, max(0, found.start() - 40), found.start()):
            yield found.span()
    yield from (found.span("own") for found in PLATE_CUE.finditer(text))


def _end_of(text: str, start: int, end: int, length: int) -> int:
    """Where `length` letters and figures from `start` end; words after an account number may look like more of it."""
    told = [place for place in range(start, end) if text[place].isalnum()][:length]
    return told[-1] + 1 if told else start


def _before_words(text: str, start: int, end: int) -> int:
    """The end of the groups that hold a digit."""
    last = start
    for group in re.finditer(r"[A-Za-z0-9]+", text[start:end]):
        if not any(c.isdigit() for c in group.group()) and group.start() > 2:
            break
        last = start + group.end()
    return last
