"""The copy of a text that rules read: one form for what people write in many to slip past them."""

import base64
import binascii
import re
import unicodedata

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏѵԛԝкмтвнгпАВЕКМНОРСТХУІЈЅ" + "αβεικνορτυχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "ıɡɑɩʀᴀᴇɪᴏᴛᴜ",
    "aeopcyxijsdhlvqwkmtbhrnABEKMHOPCTXYIJS" + "abeiknoptuxynwABEZHIKMNOPTYX" + "igairaeiotu",
)
LATIN = re.compile(r"[A-Za-z]")
APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
SPELLED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_-]){4,}[^\W\d_](?!\w)")
SPACES = re.compile(r"[^\S\n]+")
TAGS = re.compile(r"<[^<>\n]{0,200}>|[*_~`]+(?=\w)|(?<=\w)[*_~`]+")
ENCODED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,}={0,2}(?![A-Za-z0-9+/=])")
READABLE = 0.85
"""Share of letters and spaces from which decoded bytes are taken for words."""


def folded(text: str) -> str:
    """Without case, accents, invisible characters and look-alike letters; words written letter by letter joined."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs") or c == "\n")
    if LATIN.search(plain):
        plain = plain.translate(LOOK_ALIKES)
    plain = unicodedata.normalize("NFD", plain.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("œ", "oe").replace("æ", "ae")
    plain = SPELLED_OUT.sub(lambda found: re.sub(r"[ .*_-]", "", found.group()), plain)
    return SPACES.sub(" ", plain)


def views(text: str) -> tuple[str, ...]:
    """The folded text, the same without markup, and the words of what is encoded in it."""
    first = folded(text)
    bare = SPACES.sub(" ", TAGS.sub("", first))
    hidden = [folded(words) for words in _decoded(text)]
    return tuple(dict.fromkeys([first, bare, *hidden]))


def _decoded(text: str) -> list[str]:
    found = []
    for match in ENCODED.finditer(text):
        try:
            words = base64.b64decode(match.group() + "=" * (-len(match.group()) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if words and sum(c.isalpha() or c.isspace() for c in words) >= READABLE * len(words):
            found.append(words)
    return found
