"""Whether a sentence a model wrote may be shown: it cites, its words and figures are there, and it promises nothing.

The check of words is the one measured for grounded answers of small models: the share of a sentence's content stems
found in what it cites. It catches what is invented; a wrong polarity is caught by comparing stances.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from chat.answer import Citation, Sentence, Stance
from chat.llm.borrowing import borrowed
from chat.planted import PLANTED
from data.languages import question_language
from retrieval.lexical import fold, query_words, words

SUPPORTED: Final = 0.6
"""Share of the content stems of a sentence that its citations (and the question) have to hold."""
LONGEST: Final = 400
OWN_WORDS: Final = frozenset(
    """client client cliente clients customer customers brand marque selon according avis review reviews reviewer
    reviewers personne person people someone quelqu certains certain some other others autre autres dit dis disent say
    says said mention mentionne mentionnent indique indiquent note notes notent trouve trouvent find finds found found
    pense pensent think thinks report reports rapporte signale signalent precise explique warn warns conseille
    conseillent recommend recommends also aussi however cependant but mais while tandis alors que produit product
    video according""".split()
)
FORBIDDEN: Final = (
    *PLANTED,
    (
        "a total, which only counting may say",
        re.compile(
            r"\b(?:la plupart|la majorite|majoritairement|tous les (?:clients|avis)|toutes les personnes|unanim\w*|"
            r"personne ne|aucun client|la quasi|most|majority|every(?:one|body)|"
            r"all (?:customers|reviewers|reviews|users)|"
            r"nobody|no one|no customer|unanimous\w*|always|toujours)\b"
        ),
    ),
)  # fmt: skip
FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
QUOTED: Final = re.compile(r"[«“\"]\s*([^»”\"]{3,}?)\s*[»”\"]")
Judge = Callable[[str, str], Stance]
"""The stance of a text in a language."""


def fault(
    sentence: Sentence, citations: Mapping[int, Citation], question: str, language: str, judge: Judge | None = None
) -> str | None:
    """Why a sentence must not be shown; `None` when nothing speaks against it.

    `citations` are those the model was given, by number. `judge` tells stances, where there is one.
    """
    if len(sentence.text) > LONGEST:
        return f"longer than {LONGEST} characters"
    if not sentence.citations:
        return "cites nothing"
    if unknown := [number for number in sentence.citations if number not in citations]:
        return f"cites {unknown[0]}, which it was not given"
    cited = [citations[number] for number in sentence.citations]
    folded = fold(sentence.text).replace("’", "'")
    for what, pattern in FORBIDDEN:
        if pattern.search(sentence.text) or pattern.search(folded):
            return f"holds {what}"
    if taken := borrowed(sentence.text, cited, question):
        return f"borrows {taken}"
    return _unproved(sentence.text, cited, question, language) or _contrary(sentence.text, cited, language, judge)


def _unproved(text: str, cited: Sequence[Citation], question: str, language: str) -> str | None:
    """What of the text is not in what it cites: figures, quotes, words; or it speaks another language."""
    held = " ".join(f"{citation.title or ''} {citation.quote}" for citation in cited)
    if missing := [figure for figure in FIGURE.findall(text) if figure not in FIGURE.findall(held)]:
        return f"says {missing[0]}, which no cited excerpt does"
    flat = " ".join(held.split())
    if invented := [quote for quote in QUOTED.findall(text) if " ".join(quote.split()) not in flat]:
        return f"puts words in quotation marks that nobody wrote: {invented[0][:60]}"
    if len(text.split()) > 3 and question_language(text) != language:
        return f"is not in the question's language, {language}"
    share = supported(text, cited, question, language)
    return f"only {share:.0%} of its words are in what it cites" if share < SUPPORTED else None


def supported(text: str, cited: Sequence[Citation], question: str, language: str) -> float:
    """Share of the content stems of a text that its citations or the question hold; 0 where none of the former is."""
    wanted = [stem for stem in dict.fromkeys(words(text, language)) if stem not in _own(language)]
    proof = {stem for c in cited for stem in words(f"{c.title or ''} {c.quote}", language)}
    asked = set(query_words(question, language))
    if not any(stem in proof for stem in wanted):
        return 0.0
    return sum(stem in proof or stem in asked for stem in wanted) / len(wanted)


def _own(language: str) -> frozenset[str]:
    return frozenset(stem for word in OWN_WORDS for stem in words(word, language)) | OWN_WORDS


def _contrary(text: str, cited: Sequence[Citation], language: str, judge: Judge | None) -> str | None:
    """A sentence for what all its proofs are against, or the other way round."""
    if judge is None:
        return None
    said = judge(text, language)
    proofs = {judge(citation.quote, citation.language) for citation in cited}
    opposite = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR}.get(said)
    return f"is {said.value} what its proofs are {opposite.value}" if opposite and proofs == {opposite} else None
