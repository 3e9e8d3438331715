"""Two questions in one message: both drafts as one, and plainly said which of them nobody answers."""

from collections.abc import Sequence
from dataclasses import replace

from chat.answer import Citation, Outcome, Sentence
from chat.draft import Draft
from chat.way import Way
from chat.wording import say

PART = {
    "fr": ("À votre première question : {said}", "À la seconde : {said}"),
    "en": ("On your first question: {said}", "On the second: {said}"),
}
NAMED = {"fr": "{name} — {said}", "en": "{name} — {said}"}


def several(way: Way, ways: Sequence[Way], drafts: Sequence[Draft]) -> Draft:
    """The drafts one after the other, their citations numbered on; answered in part where one of them is not."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    ask = say("ask", way.language)
    for draft, opening in zip(drafts, PART[way.language], strict=True):
        shift = len(citations)
        said = [_numbered_on(one, shift) for one in draft.sentences if one.text != ask]
        sentences += [replace(said[0], text=opening.format(said=said[0].text)), *said[1:]]
        citations += [replace(citation, number=citation.number + shift) for citation in draft.citations]
    outcomes = [draft.outcome for draft in drafts]
    if any(outcome in (Outcome.NO_EVIDENCE, Outcome.PARTIAL) for outcome in outcomes):
        sentences.append(Sentence(ask))
    for part in ways:
        way.stages += part.stages
        way.candidates += part.candidates
        way.figures |= part.figures
    first = next((draft for draft in drafts if draft.tally or draft.size), drafts[0])
    return Draft(
        _together(outcomes),
        tuple(sentences),
        tuple(citations),
        limit=next((draft.limit for draft in drafts if draft.limit), None),
        tally=first.tally,
        size=first.size,
    )


def of_named_product(draft: Draft, name: str, language: str) -> Draft:
    """The same draft, its first sentence naming the product it is about, as that is not the page's."""
    first, *rest = draft.sentences
    return replace(draft, sentences=(replace(first, text=NAMED[language].format(name=name, said=first.text)), *rest))


def _numbered_on(sentence: Sentence, shift: int) -> Sentence:
    return replace(sentence, citations=tuple(number + shift for number in sentence.citations))


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """All alike as they are; one that is answered, in part at least, beside one that is not is an answer in part."""
    if len(set(outcomes)) > 1 and {Outcome.ANSWERED, Outcome.PARTIAL} & set(outcomes):
        return Outcome.PARTIAL
    return outcomes[0]
