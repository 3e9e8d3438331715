"""Reads a piece of a text as features: what the lists say of its words, negations heard, and the plain words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chat.stance.clauses import TOKEN
from chat.stance.lexicon import lexicon, sense
from retrieval.lexical import fold

REACH = 4
"""Words after a negation that it turns round, inside one piece."""
BACK = 2
"""Words before "pas" among which "ne" is looked for; what stands between is turned round too."""
NEGATED = "not "
NEUTRAL = "neutral"
LISTED = "+"
TURNABLE = ("praise_much", "praise", "blame", "blame_much")
"""Lists a negation turns round."""
BLAMING = ("blame", "blame_much")
NOWHERE = -1
"""Place of a phrase that holds its own negation: no other turns it round."""


def tokens(text: str) -> list[str]:
    """The folded words and signs of a text, in order."""
    return TOKEN.findall(text.lower() if text.isascii() else fold(text.replace("’", "'")))


def features(said: Sequence[str], language: str) -> list[str]:
    """Features of one piece in "fr" or "en", as often as they occur.

    `+praise`, `+not blame` … count the words of the lists; `fr:word`, `fr:not word`, `fr:first_second` tell what was
    said in which language; words of a listed phrase are told as pairs alone.
    """
    listed, turned, taken = _listed(said, language)
    plain = [f"{language}:{NEGATED if at in turned else ''}{word}" for at, word in enumerate(said) if at not in taken]
    pairs = [f"{language}:{first}_{second}" for first, second in pairwise(said)]
    return [*listed, *plain, *pairs]


def _listed(said: Sequence[str], language: str) -> tuple[list[str], set[int], set[int]]:
    """What the lists say of the words, the places a negation turns round, and those a phrase has taken whole."""
    known = lexicon(language)
    found: list[tuple[int, str]] = []
    turned: set[int] = set()
    taken: set[int] = set()
    at = 0
    while at < len(said):
        phrase = known.phrase(said, at)
        if phrase:
            end = at + phrase[0]
            negative = not known.turns.isdisjoint(said[at:end])
            found.append((NOWHERE if negative else at, phrase[1]))
            taken |= set(range(at, end))
            if phrase[1] in BLAMING and negative:
                turned |= set(range(end, end + REACH))  # "would not | recommend", "ne marche pas | bien"
            at = end
            continue
        word = said[at]
        if word in known.turns or (language == "fr" and word == "plus" and _ne_before(said, at)):
            turned ^= set(_reached(said, at, language))
        elif listed := sense(word, language):
            found.append((at, listed))
        at += 1
    return [_told(one, place in turned) for place, one in found if one != NEUTRAL], turned, taken


def _told(listed: str, negated: bool) -> str:
    return f"{LISTED}{NEGATED if negated and listed in TURNABLE else ''}{listed}"


def _reached(said: Sequence[str], at: int, language: str) -> Iterator[int]:
    yield from range(at + 1, min(at + 1 + REACH, len(said)))
    if language == "fr" and said[at] in ("pas", "plus", "jamais") and _ne_before(said, at):
        yield from (place for place in range(max(0, at - BACK), at) if said[place] not in ("ne", "n"))
    elif language == "fr" and said[at] == "pas" and at:
        yield at - 1


def _ne_before(said: Sequence[str], at: int) -> bool:
    return any(word in ("ne", "n") for word in said[max(0, at - 1 - BACK) : at])
