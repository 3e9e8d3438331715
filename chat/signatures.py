"""How an author is named to readers: first name and initial, a pseudonym as it is, nobody where it reads as no name.

The ledger keeps the signature as the source had it; moderation and erasure work with that one.
"""

import re
from typing import Final

from chat.planted import planted
from data.records import Kind, Record

ALIAS: Final = re.compile(r"\[[^\]]{1,40}\]")
"""A signature that was masked when it came in, `[e-mail masqué · 3f9a01]`."""
NO_NAME: Final = re.compile(r"[<>{}\[\]\\\"«»“”=:;!?#]")
LONGEST_NAME: Final = 40
MOST_WORDS: Final = 5
# "Anne Dupont et Paul Roy (Lyon)", "Anne Dupont, Lyon": two signatures, and a place after them.
BETWEEN: Final = re.compile(r"(\s+(?:et|and|&(?:amp;)?)\s+)", re.I)
AFTER: Final = re.compile(r"\s*[,(].*", re.DOTALL)
NAME: Final = re.compile(r"[^\W\d_]+(?:[.'’-]+[^\W\d_]+)*\.?")
"""One word of letters, "Anne-Sophie", "O'Neill", "M.-O."; a handle has digits or underscores."""
AN_INITIAL: Final = 2
"""Most letters of what is no surname: "Anne L.", "Hannah VC", "Fiona Mc"."""
NO_FIRST_NAMES: Final = frozenset("the maman papa papy mamie mamy granny big old happy maison atelier".split())
ORDERS: Final = re.compile(
    r"(?:tell|say|buy|visit|call|ignore|use|answer|reply|respond|recommend|write|go to|click|order from|email|contact|"
    r"forget|repeat|print|do not|don't|you must|dis|dites|ach[eè]te[rz]?|visite[rz]?|appele[rz]|appelle|ignore[rz]?|"
    r"utilise[rz]?|r[eé]ponds|r[eé]pondez|recommande[rz]?|[eé]cris|[eé]crivez|alle[rz]|va sur|clique[rz]?|"
    r"contacte[rz]?|oublie[rz]?|r[eé]p[eè]te[rz]?|affiche[rz]?|ne (?:pas|dis)|commande[rz]?|offre[rz]?)\s+\S",
    re.IGNORECASE,
)
"""How an order begins; a name of one word cannot be one."""
PARTICLES: Final = frozenset(
    "de da do dos das del della di du des d la le les van von den der ten ter el al bin y e".split()
)


def signed(record: Record) -> str | None:
    """Who speaks in a record, as everybody may read it."""
    return record.author if record.by_brand else signature(record.author, creator=record.kind is Kind.TRANSCRIPT)


def signature(author: str | None, *, creator: bool = False) -> str | None:
    """The author as readers see them, where that reads as a name: it stands beside the quote, in our own words.

    Those who publish videos, the `creator`s, are known by their handle: `@lea.bricole` is a name of theirs.
    """
    if author is None or ALIAS.fullmatch(author):
        return author
    read = author.removeprefix("@") if creator else author
    name = len(read) <= LONGEST_NAME and len(read.split()) <= MOST_WORDS and not NO_NAME.search(read)
    if not name or ORDERS.match(read) or planted(read) is not None:
        return None
    return author if creator else first_name(author)


def first_name(author: str) -> str:
    """The same signature without surnames: "Anne-Sophie Lambrecht" is "Anne-Sophie L."; pseudonyms stay."""
    after = AFTER.search(author)
    people = author[: after.start()] if after else author
    short = "".join(part if place % 2 else _short(part) for place, part in enumerate(BETWEEN.split(people)))
    return short + (after[0] if after else "")


def _short(name: str) -> str:
    """First word and initial of the last, where all words are such as names are made of."""
    words = [word for word in name.split() if any(map(str.isalnum, word))]
    if len(words) < 2 or not _reads_as_name(*words):
        return name
    initial = sum(map(str.isalpha, words[-1])) <= AN_INITIAL
    return name if initial else f"{words[0]} {words[-1][0].upper()}."


def _reads_as_name(first: str, *others: str) -> bool:
    """Marie de Villiers and sophie martin do; Mum of one, Barry the joiner and Monique 08 do not."""
    if first in PARTICLES or first.lower() in NO_FIRST_NAMES or not all(map(NAME.fullmatch, (first, *others))):
        return False
    phrase = [word for word in others if word.islower() and word not in PARTICLES]
    return not phrase or (len(others) == 1 and first.islower() and not first.endswith(("'s", "’s")))
