"""Cuts a text where its opinion may turn: at the ends of sentences, at words of contrast, and at commas."""

import re
from typing import NamedTuple

CONTRAST = {
    "fr": """mais|sauf|par contre|en revanche|cependant|pourtant|toutefois|néanmoins|neanmoins|alors que|tandis que|
        même si|meme si|malgré|malgre|hormis|excepté|excepte|à part|a part|sinon|dommage|bémol|bemol|petit bémol|
        seul bémol|seul hic|en dehors de|heureusement|malheureusement|hélas|bien qu""",
    "en": """but|except|although|though|however|yet|while|whereas|despite|in spite of|other than|apart from|aside from|
        unfortunately|otherwise|even if|sadly|nevertheless|
        the only (?:thing|problem|downside|issue|drawback|complaint)""",
}
"""What begins a clause of its own, though no sentence ends before it."""
_JOINED = (
    r"(?:et|and|puis|then)\s+(?:le|la|les|l['’]|mon|ma|mes|son|sa|ses|ce|ça|c['’]|the|my|its?|they|this|i|je|on)\b"
)
_WORDS = "|".join(re.sub(r"\s*\n\s*", "", told) for told in CONTRAST.values()).replace(" ", r"\s+")
BOUNDARY = re.compile(
    rf"(?P<end>[.!?…]+(?=[\s\"»”)]|$)|\n+|;)|(?P<contrast>(?<!\w)(?=(?:{_WORDS})\b))"
    rf"|(?P<pause>,(?!\d)|[()—–:]|\s-\s|\s(?={_JOINED}))",
    re.IGNORECASE,
)
TOKEN = re.compile(r"n't\b|\w+?(?=n't\b)|\w+|[!?]+|[:;]-?[)(D]|[😀-🙏👍👎👏👌💪❤🤩🤢🤮💩🔥🥰🫶✨]")
"""A word, the contracted negation of English apart from its verb; or a sign that tells a mood."""


class Piece(NamedTuple):
    """A stretch of a text between two pauses.

    `segment` and `sentence` number the stretches between ends or contrasts, and between ends; `side` counts the
    contrasts before it, `turned` says that one opens it.
    """

    start: int
    end: int
    segment: int
    sentence: int
    side: int
    turned: bool


def pieces(text: str) -> list[Piece]:
    """The pieces of a text that hold a word, in order; each ends with its own punctuation."""
    found: list[Piece] = []
    start = segment = sentence = side = 0
    turned = False
    for match in BOUNDARY.finditer(text):
        if TOKEN.search(text, start, match.end()):
            found.append(Piece(start, match.end(), segment, sentence, side, turned))
            start, turned = match.end(), False
        contrast = match["contrast"] is not None
        segment += match["pause"] is None
        sentence += match["end"] is not None
        side += contrast
        turned = turned or contrast
    if TOKEN.search(text, start):
        found.append(Piece(start, len(text), segment, sentence, side, turned))
    return found
