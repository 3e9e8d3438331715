"""Words as they match: stemmed per language, accents folded, scored by BM25 inside one product."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from retrieval.vectors import Floats

STEMMERS = {"fr": "french", "en": "english", "de": "german", "es": "spanish", "it": "italian", "nl": "dutch"}
WORD = re.compile(r"\w+")
ACCENTS = re.compile("[\u0300-\u036f]+")
OTHER_MARKS = re.compile("[^\0-\u0482\u2000-\u20cf\u2100-\u2cee]")
"""The accents of Latin letters, quickly taken off; and the characters among which there may be further marks."""
STOP_WORDS = frozenset(
    # the closed-class words of both languages, folded, and what questions are framed with; content words only carry
    # the match
    """a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it
    its just me my of on or our she should so some than that the their them then there these they this those to too up
    us was we were what when where which who will with would you your
    au aux avec ce ces cet cette c d dans de des donc du elle elles en es est et etait etre eu il ils j je l la le les
    leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ou par pas pour qu que quel quelle quels quelles qui
    s sa se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y
    contient contiennent convient conviennent contain contains suit suits suitable anyone quelqu""".split()
)

FRAMING = frozenset(
    # what people put around what they ask: greetings, thanks, auxiliaries, modals, fillers and how they are typed
    """hi hello hey dear please pls plz thanks thank thx cheers sorry am im ive id is isnt does doesnt dont didnt
    cant wont get gets got getting go goes going gonna really actually very quite much many any anybody someone
    somebody everyone people about all also still yet even only both such here now again maybe perhaps would
    wondering wonder curious know tell think say says said ok okay lol btw bonjour bonsoir salut coucou hello
    svp stp merci avance bonne journee ca cela ceci cest jai jsuis chui jsais ya ai as avons avez ont avais
    avait suis sommes etes etait serait serai sera soit aurait auriez avoir vais va vas allons allez vont peux
    peut peuvent pouvez puis pourrait pouvoir dois doit devrait veux veut voudrais aimerais savoir sais savez
    voulais demande demander demandais fait faire faut faudrait ds qd pr ke kan bcp svp alors donc aussi encore
    bien tres trop vraiment plutot assez comme si quand comment pourquoi combien ici deja juste tous tout toute
    toutes quelquun quelqu gens personne personnes chez""".split()
)
"""Folded words that a question holds beside what it is about; in a review they may say something."""


def fold(text: str) -> str:
    """Lower case without accents, so that "Très sèche" and "tres seche" are one."""
    lower = text.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower.replace("œ", "oe").replace("æ", "ae"))
    bare = ACCENTS.sub("", decomposed)
    return bare if not OTHER_MARKS.search(bare) else "".join(c for c in bare if not unicodedata.combining(c))


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(STEMMERS.get(language, "english"))


def words(text: str, language: str) -> list[str]:
    """Content stems in order. Stemmed before folding: the French stemmer reads accents."""
    found = [w for w in WORD.findall(text.lower()) if _folded(w) not in STOP_WORDS]
    return [_folded(stem) for stem in _stemmer(language).stemWords(found)]


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """`fold`, remembered: the same words come again in every question and span."""
    return fold(word)


@lru_cache(maxsize=512)
def query_words(text: str, language: str) -> tuple[str, ...]:
    """Stems of a question with and without its accents, as shoppers often leave them out, and without its framing.

    A question that is nothing but framing keeps all of it.
    """
    asked = " ".join(w for w in WORD.findall(text) if _folded(w.lower()) not in FRAMING) or text
    return tuple(dict.fromkeys([*words(asked, language), *words(fold(asked), language)]))


class Lexicon:
    """BM25 over texts of several languages; a question is stemmed once for each language present."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """Index `texts`; `languages` are ISO 639-1 codes of the same length."""
        self._languages = np.array([code if code in STEMMERS else "en" for code in languages])
        tokens = [words(text, language) for text, language in zip(texts, self._languages, strict=True)]
        self._bm25 = bm25s.BM25(method="lucene")
        self.vocabulary = {word for line in tokens for word in line}
        self._places = {str(code): np.flatnonzero(self._languages == code) for code in np.unique(self._languages)}
        if self.vocabulary:
            self._bm25.index(tokens, show_progress=False)

    @property
    def rare(self) -> float:
        """Weight (idf) of a word that one text alone holds; what BM25 is worth grows with it, and so with the shelf."""
        return float(np.log1p((len(self._languages) - 0.5) / 1.5))

    def holding(self, stem: str, language: str) -> NDArray[np.intp]:
        """Places of the texts of one language (ISO 639-1) that hold a stem, ascending."""
        if stem not in self.vocabulary:
            return np.zeros(0, np.intp)
        columns, token = self._bm25.scores["indptr"], self._bm25.vocab_dict[stem]
        places = np.sort(self._bm25.scores["indices"][columns[token] : columns[token + 1]])
        return np.asarray(places[self._languages[places] == language], np.intp)

    def scores(self, question: str) -> Floats:
        """BM25 of every text for a question; shape (texts,), zeros where no word matches."""
        total = np.zeros(len(self._languages), np.float32)
        for language, places in self._places.items():
            known = [word for word in query_words(question, language) if word in self.vocabulary]
            if known:
                total[places] = self._bm25.get_scores(known)[places]
        return total
