"""How useful a record is as proof, whatever it thinks of the product."""

import math
import re

from data.records import Record

WEIGHTS = {"specific": 0.35, "self_described": 0.20, "verified": 0.15, "votes": 0.15, "media": 0.10, "dated": 0.05}
FIGURE = re.compile(r"\d")
SELF = re.compile(
    r"\b(?:j'ai|j’ai|je (?:suis|fais|chausse|mesure|pèse|pese)|ma peau|mes pieds|mon dos|i'm|i’m|i am|i have|i've|"
    r"my (?:skin|feet|back|size|usual)|usually|d'habitude|d’habitude|depuis|for \d+ (?:days|weeks|months|years))\b",
    re.IGNORECASE,
)


def proof_score(record: Record) -> float:
    """A figure from 0 to 1: the weighted sum of six parts, each from 0 to 1; rating and opinion are not among them.

    specific: words up to 60 on a logarithmic scale, a third of it for figures. self_described: the author says
    something of themselves, in structured fields or in words. verified: stored proof of purchase. votes: lower bound
    of the share of readers who found it helpful (Wilson, 95 %). media: pictures or video. dated: a date of experience.
    """
    votes = record.votes
    parts = {
        "specific": _specific(record.text),
        "self_described": 1.0 if record.attributes or SELF.search(record.text) else 0.0,
        "verified": 1.0 if record.provenance.verified else 0.0,
        "votes": _wilson(votes.helpful, votes.helpful + votes.unhelpful),
        "media": 1.0 if record.media or record.cues else 0.0,
        "dated": 1.0 if record.experienced else 0.0,
    }
    return round(sum(WEIGHTS[name] * value for name, value in parts.items()), 4)


def _specific(text: str) -> float:
    length = min(1.0, math.log1p(len(text.split())) / math.log1p(60))
    return length * 2 / 3 + (1 / 3 if FIGURE.search(text) else 0.0)


def _wilson(good: int, of: int) -> float:
    if of <= 0:
        return 0.0
    z, share = 1.96, good / of
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (share + z * z / (2 * of) - spread) / (1 + z * z / of))
