"""The copy of a text that rules read: one form for what people write in many to slip past them."""

import re
import unicodedata

from ingest.moderation.unpacking import apart, leet, turned, unpacked, unstarred

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏѵԛԝкмтвнгпАВЕКМНОРСТХУІЈЅ" + "αβεικνορτυχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "ıɡɑɩʀᴀᴇɪᴏᴛᴜ",
    "aeopcyxijsdhlvqwkmtbhrnABEKMHOPCTXYIJS" + "abeiknoptuxynwABEZHIKMNOPTYX" + "igairaeiotu",
)
LETTERS = re.compile(r"[^\W\d_]+")
APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
SPELLED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_-]){4,}[^\W\d_](?!\w)")
SPACES = re.compile(r"[^\S\n]+")
TAGS = re.compile(r"<[^<>\n]{0,200}>|[*_~`]+(?=\w)|(?<=\w)[*_~`]+")
INVISIBLE = ("Cf", "Cc", "Co", "Cs")


def folded(text: str) -> str:
    """Without case, accents, invisible characters and look-alike letters; words written letter by letter joined."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES)
    plain = "".join(c for c in plain if unicodedata.category(c) not in INVISIBLE or c == "\n")
    plain = apart(plain)
    if not plain.isascii():
        plain = LETTERS.sub(_latin, plain)
    plain = unicodedata.normalize("NFD", plain.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFC", plain)  # what has no accent to lose, such as Korean, is put together again
    plain = SPELLED_OUT.sub(lambda found: re.sub(r"[ .*_-]", "", found.group()), plain)
    return SPACES.sub(" ", plain)


def views(text: str) -> tuple[str, ...]:
    """The folded text, the same without markup, and the words of what is encoded or written backwards in it."""
    first = folded(text)
    bare = SPACES.sub(" ", TAGS.sub("", first))
    hidden = [folded(words) for words in (*unpacked(text), *turned(first), *leet(first), *unstarred(first))]
    return tuple(dict.fromkeys([first, bare, *hidden]))


def _latin(word: re.Match[str]) -> str:
    """The word with Latin letters where it is Latin but for a few letters, or all its letters look it."""
    told = word.group().translate(LOOK_ALIKES)
    return told if told.isascii() or any(c.isascii() for c in word.group()) else word.group()
