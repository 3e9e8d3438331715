"""E-mail addresses, plain and spelled out, handles after a cue, and addresses of computers."""

import re
from collections.abc import Iterator

Piece = tuple[int, int]

WORD_AT = r"\s*[\[({<]\s*(?:at|arobase|arobas|chez|@)\s*[\])}>]\s*|\s+(?:at|arobase|arobas|@)\s+|\s*@\s*"
WORD_DOT = r"\s*[\[({<]\s*(?:dot|point|\.)\s*[\])}>]\s*|\s+(?:dot|point)\s+|\."
TIGHT = re.compile(
    r"(?<![\w.+-])\w[\w.+'’!#$%&*/=?^`{|}~-]{0,80}?[@＠](?:[\w-]+\.)*(?:[\w-]+\.[^\W\d_]{2,24}\b|[\w.-]*…)"
)
SPELLED = re.compile(
    rf"(?<![\w.+'’-])(?:[a-z]{{1,2}}['’])?[a-z0-9_+-]+(?:(?:{WORD_DOT})[a-z0-9_+-]+){{0,3}}(?:{WORD_AT})"
    rf"[a-z0-9-]+(?:(?:{WORD_DOT})"
    rf"[a-z0-9-]+){{0,2}}"
    rf"(?:{WORD_DOT})(?:fr|com|net|org|be|ch|ca|eu|uk|de|es|it|info|io|co|me|shop|example|exemple|test)\b(?:\.uk)?",
    re.IGNORECASE,
)
MAIL_HOUSES = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|aol|gmx|proton|protonmail|orange|wanadoo|free|sfr|"
    "laposte|bbox|neuf|numericable|club-internet"
)
AT_A_HOUSE = re.compile(
    rf"(?<![\w.+'’-])(?:[a-z]{{1,2}}['’])?[a-z0-9_+-]+(?:\.[a-z0-9_+-]+){{0,3}}(?:{WORD_AT})(?:{MAIL_HOUSES})"
    rf"(?:(?:{WORD_DOT}|\s?\.\s?)(?:fr|com|net|"
    rf"me|ch|be|uk|ca|de))?\b",
    re.IGNORECASE,
)
HOUSE_NEEDS = re.compile(r"arobas|[@＠\[({]|\s(?:dot|point)\s|\.(?:fr|com|net)\b", re.IGNORECASE)
HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|twitter|facebook|fb|messenger|telegram|discord|whats\s?app|"
    r"skype|linkedin|pinterest|threads|bluesky|mastodon)\b"
    r"(?:\s*(?:handle|account|compte|pseudo|id|name|username|user))?"
    r"(?:\s*(?::|=|->|→|@|\bis\b|\best\b|c['’]est)\s*)+@?(?P<own>[\w.-]*\w)",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:mon|ma|my|notre|our)\s$", re.IGNORECASE)
FOLLOW = re.compile(
    r"\b(?:suivez|suis|ajoutez|ajoute|contactez|retrouvez)(?:-|\s)moi\b[^@\n.]{0,25}(?P<fr>@[\w.]*\w)"
    r"|\b(?:follow|add|dm|message|find)\s+me\b[^@\n.]{0,25}(?P<en>@[\w.]*\w)"
    r"|\b(?:mon|my|notre|our)\s+(?:pseudo|compte|handle|username|account|insta\w*)\s*(?::|est|is)?\s*(?P<my>@[\w.]*\w)",
    re.IGNORECASE,
)
IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
AT_HOME = re.compile(r"(?:0|10|127|255|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.")
"""Addresses every router gives, which lead to nobody."""
IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])", re.IGNORECASE)
VERSION_BEFORE = re.compile(r"(?:\bv|version|firmware|build|release|rev)\.?\s*$", re.IGNORECASE)


def emails(text: str) -> Iterator[Piece]:
    """Addresses as they are written, and as people spell them to escape robots."""
    if "@" in text or "＠" in text:
        yield from (found.span() for found in TIGHT.finditer(text))
    low = text.lower()
    if "arobas" in low or "@" in low or " at " in low or ("at" in low and HOUSE_NEEDS.search(text)):
        yield from (found.span() for found in SPELLED.finditer(text) if _is_spelled(found.group()))
        yield from (found.span() for found in AT_A_HOUSE.finditer(text) if HOUSE_NEEDS.search(found.group()))


def handles(text: str) -> Iterator[Piece]:
    """The name of a social account after the network's name, or after an invitation to follow."""
    for found in HANDLE.finditer(text):
        if not _is_word(found.group("own"), found.group(), text[max(0, found.start() - 12) : found.start()]):
            yield found.span("own")
    for found in FOLLOW.finditer(text):
        yield next(found.span(name) for name in ("fr", "en", "my") if found.group(name))


def computers(text: str) -> Iterator[Piece]:
    """IPv4 and IPv6 addresses; versions of programs look alike and are left."""
    if text.count(".") > 2:
        for found in IP4.finditer(text):
            parts = [int(part) for part in found.group().split(".")]
            told = max(parts) <= 255 and max(parts) > 9 and not AT_HOME.match(found.group())
            if told and not VERSION_BEFORE.search(text, max(0, found.start() - 20), found.start()):
                yield found.span()
    if text.count(":") > 2:
        yield from (found.span() for found in IP6.finditer(text) if _is_ip6(found.group()))


def _is_spelled(address: str) -> bool:
    """Whether "at" and "dot" really stand for signs: words on both sides of a plain "at" make any sentence."""
    low = address.lower()
    return low[0:1].isalpha() and bool(
        re.search(r"[@＠]|arobas|[\[({<]", low) or re.search(r"\sat\s.*\s(?:dot|point)\s", low)
    )


def _is_word(handle: str, whole: str, before: str) -> bool:
    """Whether it may be any word: "my insta: claire" is a handle, "instagram: great" is an opinion."""
    return "@" not in whole and not re.search(r"[\d._]", handle) and not OWN.search(before)


def _is_ip6(address: str) -> bool:
    groups = [group for group in address.split(":") if group]
    times = all(group.isdigit() and len(group) <= 2 for group in groups)
    return not times and (len(groups) == 8 or "::" in address)
