"""Puts a chat model's sentences in the place of the assembled ones, between our opening and the proofs."""

from collections.abc import Iterator

from chat.answer import Outcome, Sentence
from chat.draft import Draft
from chat.intent import Intent
from chat.llm.writer import Writer, Writing
from chat.way import Way

WORDED = frozenset({Intent.PRODUCT, Intent.OBJECTION})
"""Intents whose answer a model may word; figures, sizes, moments and brand facts are rendered, never written."""


def worded(way: Way, draft: Draft, writer: Writer) -> Iterator[Sentence]:
    """Our opening, then what the model says and its proofs hold; the assembled sentences where nothing is left.

    The quotes themselves stand as proofs beside the answer either way.
    """
    if way.intent not in WORDED or draft.outcome is not Outcome.ANSWERED or not draft.citations:
        yield from draft.sentences
        return
    opening, *assembled = draft.sentences
    yield opening
    writing = Writing(way.question, way.language, draft.citations)
    with way.timed("writing", lambda: writing.told):
        yield from writer.write(writing)
    way.prompt = writing.prompt
    if not writing.kept:
        yield from assembled
