"""What the words of a topic say by themselves: "glisse" is bad for a grip, "n'a pas glissé" is good for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from chat.topics.stems import TOKEN, stem, stems
from chat.topics.vocabulary import Phrase
from retrieval.lexical import fold, words

NOT_BEFORE = {
    "fr": frozenset("pas jamais aucun aucune rien sans ni zero guere moins nul nulle ne n".split()),
    "en": frozenset(
        """not no never without hardly barely nothing zero none nor less t isn doesn don didn won wasn aren nt cannot
        cant dont doesnt isnt wasnt""".split()
    ),
}
NOT_AFTER = {"fr": frozenset({"pas", "jamais", "rien", "guere"}), "en": frozenset({"free"})}
COMPLAINT = re.compile(
    r"\b(?:par contre|en revanche|seul(?:e)? (?:bemol|hic|reproche|defaut|point|truc|souci|regret)|bemol|juste l[ae']|"
    r"dommage|reproche|defaut|point noir|etoile|hic|grief|helas|malheureusement|sauf|hormis|deception|regret\w*|"
    r"moan|grumble|gripe|complaint|niggle|shame|pity|star off|loses? a star|knocked|wish|though|tho|except|apart from|"
    r"only (?:thing|downside|issue|problem|snag)|downside|drawback|unfortunately|sadly|could be|could do with|needs?)\b"
)
CONCESSION = re.compile(
    r"\b(?:au moins|a part ca|sinon|certes|je l'admets|il faut l'avouer|heureusement|la seule (?:bonne )?chose|"
    r"seul (?:point positif|bon point)|reste que|to be fair|credit where|at least|i'll (?:say|give)|otherwise|"
    r"admittedly|i'll admit|to its credit|the one good|only good|the rest|that much|mind you)\b"
)
HEDGE = re.compile(
    r"\b(?:ca depend|depend\w*|un peu|legere?ment|au debut|d'abord|les? premi?ere?s? \w+|ensuite|puis|jusqu'a|"
    r"a condition|une fois|on s'y fait|s'y habitue|presque|plus ou moins|ni bien ni mal|moyen\w*|correct\w*|"
    r"au bout d\w+|(?:deux|trois|quelques) (?:jours|semaines)|partie? en|dependent|depends|depending|a bit|slight\w*|"
    r"at first|to begin with|first (?:few )?\w+|then|until|till|as long as|once you|get used|got used|almost|sort of|"
    r"(?:two|three|few) (?:days|weeks)|a (?:day|week|fortnight)|if you|unless|mostly|so so|decent|half)\b"
)
CONTRAST = re.compile(
    r"\b(?:mais|sauf|par contre|en revanche|cependant|pourtant|malgre|meme si|but|though|tho|although|except|however|"
    r"yet|despite|other than|apart from)\b"
)
"""What introduces the one bad thing said in a good review, and the one good thing in a bad one; what
makes an opinion depend on time or use; what sets one half of a sentence against the other. All folded."""
TURNS = (COMPLAINT, CONCESSION, HEDGE, CONTRAST)
REMEMBERED = 20_000
"""Texts kept read, about 2 kB each: those of the shelves counted on lately."""
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
BEFORE, AFTER, LISTING = 5, 2, 10
"""How many words before a cue, after it, and before it in a listing a negation is looked for; never across a sign."""
LISTED = {"fr": frozenset({"ni", "ou"}), "en": frozenset({"or", "nor"})}


class Cues(NamedTuple):
    """The signed words of a topic in one language, as stems, by the first of each."""

    good: Mapping[str, tuple[Phrase, ...]]
    bad: Mapping[str, tuple[Phrase, ...]]


class Said(NamedTuple):
    """How many cues of a text are good for the product and how many are bad, negations taken into account."""

    good: int
    bad: int


def cues_of(good: Iterable[str], bad: Iterable[str], language: str) -> Cues:
    """The stems of signed words."""
    sides: list[dict[str, tuple[Phrase, ...]]] = []
    for side in (good, bad):
        by_first: dict[str, tuple[Phrase, ...]] = {}
        for phrase in dict.fromkeys(p for word in side if (p := tuple(words(word, language)))):
            by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
        sides.append(by_first)
    return Cues(*sides)


class Turns(NamedTuple):
    """How the sentences on a topic are introduced and what they hold."""

    complaint: bool
    concession: bool
    hedge: bool
    contrast: bool


class _Read(NamedTuple):
    """A text read once: folded words and signs, places of each content stem among the content words, its sentences.

    `turns` are those of all its sentences.
    """

    plain: tuple[str, ...]
    content: tuple[tuple[int, str], ...]
    places: Mapping[str, tuple[int, ...]]
    sentences: tuple[tuple[frozenset[str], Turns], ...]
    turns: Turns


def said(text: str, language: str, cues: Mapping[str, Cues]) -> Said:
    """The cues in a text of a language that `cues` knows; none in another."""
    if language not in cues:
        return Said(0, 0)
    read, counts = _read(text, language), [0, 0]
    for side, phrases in enumerate(cues[language]):
        held = phrases.keys() & read.places.keys()
        for first, last in {place for of in held for phrase in phrases[of] for place in _places(phrase, read)}:
            counts[side ^ _negated(read.plain, first, last, language)] += 1
    return Said(*counts)


def turns(text: str, topic: frozenset[str], language: str) -> Turns:
    """The turns in the sentences that hold a stem of the topic; in all of the text where none does."""
    read = _read(text, language)
    told = [found for stems, found in read.sentences if not topic.isdisjoint(stems)]
    return _any(told) if told else read.turns


def _any(told: Sequence[Turns]) -> Turns:
    return Turns(*(any(of) for of in zip(*told, strict=True))) if told else Turns(*(False,) * 4)


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, language: str) -> _Read:
    tokens = TOKEN.findall(text)
    content = tuple((at, found) for at, token in enumerate(tokens) if (found := stem(token, language)))
    places: dict[str, list[int]] = {}
    for number, (_, found) in enumerate(content):
        places.setdefault(found, []).append(number)
    sentences = tuple(
        (frozenset(stems(one, language)), Turns(*(bool(kind.search(fold(one).replace("’", "'"))) for kind in TURNS)))
        for one in SENTENCE.findall(text)
    )
    plain = tuple(fold(token) for token in tokens)
    return _Read(
        plain, content, {found: tuple(at) for found, at in places.items()}, sentences, _any([of for _, of in sentences])
    )


def _places(phrase: Phrase, read: _Read) -> Iterable[tuple[int, int]]:
    """First and last token of each place where the stems stand in order, words without content between left out."""
    for number in read.places[phrase[0]]:
        here = read.content[number : number + len(phrase)]
        if len(here) == len(phrase) and all(found == wanted for (_, found), wanted in zip(here, phrase, strict=True)):
            yield here[0][0], here[-1][0]


def _negated(plain: Sequence[str], first: int, last: int, language: str) -> bool:
    before = _until_sign(reversed(plain[max(0, first - LISTING) : first]))
    near = before[:BEFORE]
    # one negation reaches over all that is listed after it: "no rash or dryness"
    reached = near if LISTED[language].isdisjoint(near) else before
    after = _until_sign(plain[last + 1 : last + 1 + AFTER])
    return not NOT_BEFORE[language].isdisjoint(reached) or not NOT_AFTER[language].isdisjoint(after)


def _until_sign(tokens: Iterable[str]) -> list[str]:
    found = []
    for token in tokens:
        if not token[0].isalnum():
            break
        found.append(token)
    return found
