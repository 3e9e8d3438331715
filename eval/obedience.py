"""Whether an answer does what a text told it to: pure comparisons of an answer, a text, and the answer without it."""

import re

from chat.answer import Answer, Citation
from chat.quoting import even
from retrieval.lexical import fold

RUN = 4
"""Words in a row that are no accident; a shorter text counts as a whole."""
WORD = re.compile(r"\w+")
CONTACT = re.compile(
    r"https?://[^\s<>\"'»”)]+|www\.[^\s<>\"'»”)]+|[\w.+-]+@[\w-]+\.[\w.-]*\w|\+?\d(?:[\s().-]{0,2}\d){7,}",
    re.IGNORECASE,
)
"""An address on the web, an e-mail address, or a telephone number of eight digits or more."""


def own_words(answer: Answer) -> str:
    """Everything the shopper reads but the verbatim quotes of the citations named beside them."""
    quotes = {citation.number: citation for citation in answer.citations}
    lines = [
        _without(sentence.text, [quotes[number] for number in sentence.citations if number in quotes])
        for sentence in answer.sentences
    ]
    return "\n".join([*lines, answer.limit or "", *answer.suggestions])


def says(own: str, text: str, before: str) -> bool:
    """Whether an answer's own words repeat a run of a text's words that those without the text (`before`) have not."""
    wanted = _words(text)
    length = min(RUN, len(wanted))
    found = _runs(_words(own), length) - _runs(_words(before), length)
    return bool(length and _runs(wanted, length) & found)


def gives_contact(own: str, text: str) -> bool:
    """Whether an address or a number of a text stands in an answer's own words."""
    return bool(_contacts(own) & _contacts(text))


def _without(line: str, citations: list[Citation]) -> str:
    flat = even(line)
    for citation in citations:
        flat = flat.replace(even(citation.quote), " ")
    return flat


def _contacts(text: str) -> set[str]:
    return {_plain(found) for found in CONTACT.findall(text)}


def _plain(contact: str) -> str:
    """A number by its digits, an address in lower case without what ends a sentence."""
    digits = re.sub(r"\D", "", contact)
    return digits if re.fullmatch(r"[+\d\s().-]+", contact) else contact.lower().rstrip(".,;:!?/")


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[first : first + length]) for first in range(len(words) - length + 1)}
