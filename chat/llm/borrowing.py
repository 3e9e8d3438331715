"""What a sentence of a model may not borrow from customers' words: names, hidden letters, orders, promises, cures.

A model that obeys what it reads repeats it; these are the signs that a sentence does, whatever share of it is in what
it cites. What the shopper asked with, and what the brand says, may be said again.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from chat.answer import Citation
from retrieval.lexical import fold

WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
NUMBER: Final = re.compile(r"\[(\d+)\]")
SIGNS: Final = re.compile(r"[=<>{}|\\_]|--|\]\(")
ADDRESS: Final = re.compile(r"\S*(?:://|www\.|@|\w\.\w{2,})\S*")
LONGEST_WORD: Final = 28
FEWEST_WORDS: Final = 3
CAPITALS: Final = frozenset(
    """i i'm i've i'd i'll january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday french english christmas""".split()
)
ORDER: Final = re.compile(
    r"(?:^|[.!?:;,(]\s*)(?:please )?(?:tell|say|write|print|repeat|answer|reply|recommend|ignore|state|cite|show|count|"
    r"refuse|pass|put|copy|speak|promise|dis|dites|ecris|ecrivez|reponds|repondez|repete[zr]?|affirme[zr]?|recommande[zr]?|"
    r"affiche[zr]?|recopie[zr]?|compte[zr]?|refuse[zr]?|transmets|donne[zr]?|parle[zr]?|promets|promettez|ajoute[zr]?|"
    r"termine[zr]?|ignore[zr]?|cite[zr]?)\b"
)
MACHINE: Final = re.compile(
    r"\b(?:assistants?|chatbots?|bots?|ai|ia|instructions?|consignes?|prompts?|systeme?|system message|"
    r"developer mode|mode developpeur|excerpts?|extraits?)\b"
)
CURE: Final = re.compile(
    r"\b(?:cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|gueri\w*|soign(?:e|ent|er)|treats?|remedy|remede|antibioti\w+|diabet\w+|"
    r"eczema|psoriasis|cancers?|medicine|medicament\w*|therap\w+)\b"
)
PROMISE: Final = re.compile(
    r"\b(?:guarantees?d?|garanti\w*|warrant\w+|refund\w*|rembours\w+|in stock|en stock|stock|deliver\w*|livrais\w+|"
    r"livre[es]?|shipping|discounts?|remises?|promo\w*|certifi\w+|price[sd]?|prix)\b"
)  # fmt: skip


def borrowed(text: str, cited: Sequence[Citation], question: str) -> str | None:
    """What a sentence takes from customers that is not theirs to give; `None` when nothing."""
    trusted = _words([question, *(f"{c.title or ''} {c.quote}" for c in cited if c.by_brand)])
    if len(WORD.findall(text)) < FEWEST_WORDS:
        return "fewer than three words"
    if SIGNS.search(text) or not {int(n) for n in NUMBER.findall(text)} <= {c.number for c in cited}:
        return "signs of code, or numbers of proofs it does not cite"
    addresses = _words(found for c in cited if not c.by_brand for found in ADDRESS.findall(c.quote))
    strange = _strange(text, trusted, addresses)
    return strange or _said(text, trusted, all_by_brand=all(c.by_brand for c in cited))


def _strange(own: str, trusted: frozenset[str], addresses: frozenset[str]) -> str | None:
    """A name, a part of an address, a word in foreign or hidden letters, or one nobody can read."""
    for found in WORD.finditer(own):
        word = found.group()
        if fold(word) in trusted:
            continue
        if any(not unicodedata.name(sign, "").startswith("LATIN") for sign in word if sign.isalpha()):
            return f"a word in foreign letters, {word[:40]}"
        if len(word) > LONGEST_WORD:
            return f"a word nobody can read, {word[:40]}"
        if fold(word) in addresses and len(word) > FEWEST_WORDS:
            return f"a part of an address, {word[:40]}"
        if _named(word, own[: found.start()]):
            return f"a name, {word[:40]}"
    if re.search(r"(?:\b\w[ .]){5}", own) or re.search(r"[\w+/=]{32}", own):
        return "letters written apart, or a code"
    return None


def _named(word: str, before: str) -> bool:
    """Whether a word is written as a name is: a capital inside a sentence, or capitals throughout."""
    if fold(word).replace("’", "'") in CAPITALS or (word.isupper() and len(word) <= 3):
        return False
    opens = not before.strip() or before.rstrip()[-1:] in '.!?:«“"'
    return word.isupper() or (word[0].isupper() and not opens) or any(sign.isupper() for sign in word[1:])


def _said(own: str, trusted: frozenset[str], *, all_by_brand: bool) -> str | None:
    """An order, talk of the machine itself, a cure, or a promise only the brand can make."""
    folded = fold(own).replace("’", "'").strip()
    if found := ORDER.search(folded):
        return f"an order, {found.group().strip()}"
    for what, pattern in (("talk of the machine", MACHINE), ("a cure", CURE)):
        if (found := pattern.search(folded)) and found.group() not in trusted:
            return f"{what}, {found.group()}"
    if not all_by_brand and (found := PROMISE.search(folded)):
        return f"a promise only the brand can make, {found.group()}"
    return None


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for text in texts for word in WORD.findall(text))
