"""Telephone numbers: by the shape of a country's own, or by a word that announces one."""

import re
from collections.abc import Iterator

from data.privacy import checksums
from data.privacy.references import DATE, REFERENCE

Piece = tuple[int, int]

RUN = re.compile(
    r"(?<![\w.,/@#-])[+(]?\d[\d ().\u00a0\u202f/-]{5,24}\d(?:\s?(?:x|ext\.?|poste)\s?\d{1,6})?(?![\w€$£%°]|[.,]\d|"
    r"\s?(?:€|euros?\b|cm\b|mm\b|kg\b|ml\b|km\b|g\b|mAh\b))"
)
PHONE_CUE = re.compile(
    r"(?:t[ée]l(?:[ée]ph(?:one[rz]?|oner|onez)?)?|tel|phones?|fax|mobiles?|portables?|fixe|cell(?:ular|phone)?|desk|"
    r"whats\s?app|sms|textos?|text|joindre|joignez|joignable|rappel\w*|appel\w*|call(?:ed|ing)?|ring|reach\w*|"
    r"contact\w*|"
    r"(?:my|our|your|his|her|phone|mobile|cell|contact|mon|notre|son|ce|de)\s(?:num[ée]ro|number)|answering|"
    r"registered)\b"
    r"(?P<between>[^.!?\n\d]{0,30})$|\b(?:au|le|sur le)\s$|\b(?:num[ée]ro|number)\s?:\s?$",
    re.IGNORECASE,
)
OF_A_THING = re.compile(r"\b(?:for|of|part|model|filter|item|version|code)\b", re.IGNORECASE)
PHONE_AFTER = re.compile(
    r"\s{0,2}\(?(?:(?:office|fax|mobile|cell|home|work|desk|bureau|portable|domicile)\b|"
    r"(?:pour|to) (?:me |nous )?(?:joindre|rappeler|appeler|reach|call|text)\b)",
    re.IGNORECASE,
)
FRENCH = re.compile(r"(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|\(?0)[1-9](?:[\s.\-/\u00a0\u202f]?\d{2}){4}\)?")
AMERICAN = re.compile(
    r"(?:(?:\+|00)?1[\s.-]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[\s.-])[2-9]\d{2}[\s.-]\d{4}(?:\s?(?:x|ext\.?)\s?\d+)?"
)
BRITISH = re.compile(
    r"\(?0(?:7\d{3}\)?\s?\d{3}\s?\d{3}|7\d{2}\)?\s\d{4}\s?\d{3}|2\d\)?\s?\d{4}\s?\d{4}|1\d{2,3}\)?\s\d{3}\s?\d{3,4}|"
    r"800\s\d{3}\s?\d{3,4})"
)
DISGUISED = re.compile(r"(?<!\w)[0Oo][67](?:[\s._-]{1,3}(?:\d|[Oo])(?:[\s._-]?(?:\d|[Oo]))){4}(?!\w)")
"""A French mobile with letters for noughts or lines between, to slip past those who look for digits."""
FEWEST_WITHOUT_CUE = 9
"""Digits of a number nothing announces."""
COMPUTER = re.compile(r"\(?(?!(?:\d\d\.){3}\d\d$)(?:\d{1,3}\.){3}\d{1,3}")
"""An IPv4 address; four pairs may be a telephone."""
REGIONS = ("FR", "BE", "CH", "CA", "GB", "US")


def phones(text: str) -> Iterator[Piece]:
    """Telephone numbers: by their shape where it is one of a country's own, else by a word that announces one."""
    for found in RUN.finditer(text):
        start, end = _trimmed(text, *found.span())
        piece, digits = text[start:end], re.sub(r"\D", "", text[start:end])
        if not 7 <= len(re.sub(r"\D", "", re.split("[xe]|poste", piece)[0])) <= 16 or REFERENCE.search(
            text, max(0, start - 40), start
        ):
            continue
        if _is_phone(text, start, end, piece, digits):
            yield start, end
    yield from (found.span() for found in DISGUISED.finditer(text) if not DATE.match(found.group()))
    for shape in (FRENCH, AMERICAN):
        yield from (m.span() for m in shape.finditer(text) if _stands_alone(text, *m.span()))


def _is_phone(text: str, start: int, end: int, piece: str, digits: str) -> bool:
    if DATE.fullmatch(piece.strip("() ")) or COMPUTER.fullmatch(piece):
        return False
    cue = PHONE_CUE.search(text, max(0, start - 50), start)
    if PHONE_AFTER.match(text, end) or (cue and not OF_A_THING.search(cue["between"] or "")):
        return True
    if piece.startswith("+"):
        return len(digits) >= 9
    if FRENCH.fullmatch(piece):
        alone = piece == text.strip() and not checksums.isbn(digits)
        return alone or not piece.isdigit() or digits.startswith(("06", "07", "0033"))
    if AMERICAN.fullmatch(piece) or BRITISH.fullmatch(piece):
        return not piece.isdigit() or piece.startswith("07")
    spaced = piece.startswith("0") and not piece.isdigit() and len(digits) >= FEWEST_WITHOUT_CUE
    return (spaced or piece.startswith(("00", "("))) and _is_dialled(piece)


def _is_dialled(piece: str) -> bool:
    """Whether a telephone network knows the number; the tables are loaded for the few that come so far."""
    from phonenumbers import NumberParseException, is_valid_number, parse

    for region in REGIONS:
        try:
            if is_valid_number(parse(piece, region)):
                return True
        except NumberParseException:
            continue
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a shape is no part of a longer code, with separators that make it a telephone's."""
    piece = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    whole = not (
        before.isalnum() or before in ("-", "/", ".", ",", "_", "#") or after.isalnum() or after in ("-", "/", "_")
    )
    return (
        whole
        and not piece.isdigit()
        and not DATE.match(piece)
        and not REFERENCE.search(text, max(0, start - 40), start)
    )


def _trimmed(text: str, start: int, end: int) -> Piece:
    while end > start and not (text[end - 1].isdigit()):
        end -= 1
    return start, end
