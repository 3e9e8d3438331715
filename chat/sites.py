"""How the site a text was first published on is named to readers: it stands beside the quote, in our own words."""

import re
from typing import Final

from chat.planted import planted

UNREADABLE: Final = "[…]"
LONGEST: Final = 60
HOST: Final = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?::\d+)?(?:/\S*)?", re.I)
"""An address: of it the host alone is told, as text and never as a link."""
NAME: Final = re.compile(r"[^\W\d_a-z][\w&'’-]*(?: (?:&|de|du|des|le|la|les|the|of|and|et|[^\W_a-z][\w&'’-]*)){0,2}")
"""At most three words that begin as names do: "Beauté Test", "Marks & Spencer"."""
FIGURES: Final = re.compile(r"\d{3}")


def site_name(told: str | None) -> str | None:
    """A site as everybody may read it, `[…]` where what the source says reads neither as an address nor as a name."""
    if not told or not told.strip():
        return None
    line = " ".join(told.split())
    if (address := HOST.fullmatch(line)) and len(address["host"]) <= LONGEST:
        return address["host"].lower()
    named = len(line) <= LONGEST and NAME.fullmatch(line) and not FIGURES.search(line) and planted(line) is None
    return line if named else UNREADABLE
