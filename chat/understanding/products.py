"""Which products a question speaks of: by name, typos forgiven, or by kind ("la veste", "which of your shoes")."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from chat.conversation import Conversation
from chat.sizing.folding import folded
from data.products import Product

WORD = re.compile(r"[^\W_]+")
ALIKE = 0.8
"""Share of common letters from which a misspelt name is believed; first letters have to agree."""
SHORTEST = 5
"""Letters below which a name has to be spelt right."""
BEFORE_A_CHOICE = frozenset({"ou", "or", "et", "and", "entre", "between", "vs", "versus", "plutot"})
POINTING = {"le", "la", "les", "l", "the", "your", "vos", "votre", "ma", "mon", "cette", "ce", "this", "de", "du", "of"}
DETERMINED = BEFORE_A_CHOICE | POINTING
MEASURE = re.compile(r"^(?:\d+|cm|ml|l|kg|g|x)$")
SMALL = POINTING | {
    "des",
    "a",
    "au",
    "aux",
    "en",
    "et",
    "pour",
    "sur",
    "avec",
    "sans",
    "for",
    "with",
    "and",
    "in",
    "to",
}
THE_TWO = re.compile(
    r"\b(?:lequel|laquelle|lesquel(?:le)?s|les deux|des deux|l'une? ou l'autre|which one|which of the (?:two|three)|"
    r"of the two|both|the two|either|la (?:premiere|deuxieme|seconde)|le (?:premier|deuxieme|second)|"
    r"the (?:first|second|other) one)\b"
)
CHOOSING = frozenset(
    """lequel laquelle lesquels lesquelles quel quelle quels quelles choisir prendre acheter conseillez conseiller
    recommandez recommander comparer compare comparaison difference differences mieux meilleur meilleure meilleurs
    plutot entre versus vs produit produits modele modeles article articles vos votre ou et deux
    which choose choosing pick buy take get recommend comparison better best between or and versus two both product
    products model models your yours one ones should""".split()
)
"""Words of a choice, which say nothing of what matters in it."""
THIS_ONE = re.compile(r"\b(?:celle-ci|celui-ci|ce modele|cette|this one|this|it)\b")


@dataclass(frozen=True, slots=True)
class Names:
    """How one product is called: `own` words no language translates ("Embrun"), the `heads` of its names ("veste").

    `kinds` are the heads and what its category says it is.
    """

    product_id: str
    own: frozenset[str]
    heads: frozenset[str]
    kinds: frozenset[str]


def products_named(question: str, products: Sequence[Product]) -> tuple[str, ...]:
    """Ids of the products a question names, in the order of their mention, each once.

    A product is named by a word of its own, or by its kind where no other product is of that kind.
    """
    names = [_names(product) for product in products]
    tokens = [(match.group(), folded(match.group())) for match in WORD.finditer(question)]
    found: dict[str, None] = {}
    for place in range(len(tokens)):
        found |= dict.fromkeys(_meant(place, tokens, names))
    return tuple(found)


def products_of_kind(question: str, products: Sequence[Product]) -> tuple[str, ...]:
    """Ids of the products of a kind the question asks for ("which of your shoes"); empty when it names no kind."""
    asked = {_singular(word) for word in WORD.findall(folded(question))}
    wanted = asked.union(*(family for family in _families() if family & asked))
    known = asked & frozenset().union(*_families(), *(_names(product).kinds for product in products))
    return tuple(product.id for product in products if known and _names(product).kinds & wanted)


def without_products(question: str, products: Sequence[Product]) -> str:
    """What is asked of the products, without their names, their kind and the words of a choice: "pour une peau grasse".

    Empty when the question asks nothing but to compare them.
    """
    names = [_names(product) for product in products]
    called = frozenset[str]().union(*(one.own | one.heads | one.kinds for one in names), *_families())
    kept = [m for m in WORD.finditer(question) if not _names_or_chooses(folded(m.group()), called)]
    return " ".join(match.group() for match in kept) if any(len(m.group()) > 3 for m in kept) else ""


def _names_or_chooses(word: str, called: frozenset[str]) -> bool:
    return word in CHOOSING or _singular(word) in called or word in called


def products_compared(
    conversation: Conversation, products: Sequence[Product], product_id: str | None = None
) -> tuple[str, ...]:
    """Ids of the products the last question compares: named in it, else, for "which of the two", in those before.

    With one name alone the product of the page, `product_id`, is the other.
    """
    named = products_named(conversation.question, products)
    if len(named) < 2 and THE_TWO.search(folded(conversation.question)):
        for earlier in reversed(conversation.earlier):
            before = products_named(earlier, products)
            if len(before) > 1 or (before and (named or product_id)):
                named = tuple(dict.fromkeys([*before, *named]))
                break
    if len(named) == 1 and product_id and product_id not in named:
        return (product_id, *named)
    return named


def _meant(place: int, tokens: Sequence[tuple[str, str]], names: Sequence[Names]) -> Iterator[str]:
    """Ids of the products one word means, seen with its neighbours."""
    typed, word = tokens[place]
    before = tokens[place - 1][1] if place else ""
    after = tokens[place + 1][1] if place + 1 < len(tokens) else ""
    chosen_from = bool({before, after} & BEFORE_A_CHOICE)
    called = [] if word.isdigit() or len(word) < 3 else [one for one in names if any(_same(word, w) for w in one.own)]
    sharper = [one for one in called if {before, after} & one.own]
    capital = typed[:1].isupper() and place > 0
    if called and (capital or sharper or chosen_from or word not in _ordinary()):
        yield from (one.product_id for one in sharper or called)
    elif not called and (chosen_from or before in DETERMINED):
        # in the plural it asks for a kind: "which of your shoes" names none
        alike = [one for one in names if word in one.heads] or [one for one in names if word in one.kinds]
        if len(alike) == 1:
            yield alike[0].product_id


def _same(word: str, name: str) -> bool:
    """Whether a word is a name, in the plural or misspelt; ordinary words and short ones have to be spelt right."""
    if word == name or (len(name) >= SHORTEST and word in (f"{name}s", f"{name}x") and name not in _ordinary()):
        return True
    if name in _ordinary() or min(len(word), len(name)) < SHORTEST or word[0] != name[0]:
        return False
    return abs(len(word) - len(name)) <= 2 and SequenceMatcher(None, word, name).ratio() >= ALIKE


@cache
def _ordinary() -> frozenset[str]:
    """Words of names that questions also hold for what they mean."""
    return frozenset(
        """petit petite grand grande ferme firm confort comfort equilibre balance nuage cloud lueur glow
        traverse matinal douceur nature soleil ete hiver classic classique pro lite mini maxi plus original""".split()
    )


def _names(product: Product) -> Names:
    return _named(product.id, tuple(sorted(product.name.items())), product.category or "", product.brand or "")


@lru_cache(maxsize=4096)
def _named(product_id: str, titles: tuple[tuple[str, str], ...], category: str, brand: str) -> Names:
    by_language = {language: _words(title) for language, title in titles}
    told = [set(words) for language, words in by_language.items() if language in ("fr", "en")] or [
        set(words) for words in by_language.values()
    ]
    own = set.intersection(*told) if told else set()
    own = {word for word in own if word not in SMALL and not re.match(r"^(?:cm|ml|kg)$", word)}
    own -= {word for family in _families() for word in family}
    own -= set(_words(brand)) if len(own) > 1 else set()
    heads = {head for language, title in titles if (head := _head(title, language, own))}
    known = frozenset[str]().union(*_families())
    kinds = {word for word in map(_singular, _words(category)) if word in known}
    return Names(product_id, frozenset(own), frozenset(heads), frozenset({*map(_singular, heads), *kinds}))


def _head(title: str, language: str, own: set[str]) -> str | None:
    """The word that says what it is: the first in French, the last of its group in English, names and sizes apart."""
    for part in re.split(r",| for | with | pour | à ", title):
        words = [word for word in _words(part) if word not in SMALL | own and not MEASURE.match(word)]
        if words:
            return words[0] if language == "fr" else words[-1]
    return None


def _words(text: str) -> list[str]:
    return WORD.findall(folded(text.replace("_", " ")))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(("s", "x")) and not word.endswith("ss") else word


@cache
def _families() -> tuple[frozenset[str], ...]:
    stored = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    return tuple(frozenset(_singular(word) for word in words) for words in stored.values())
