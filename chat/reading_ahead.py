"""Reads the reviews of the largest shelves before anyone asks about them, so that nobody waits for a first count.

What a text says by itself is remembered by those who read it (`chat.stance`, `chat.tally.cues`, `chat.sizing`); a count
over two thousand reviews takes seconds where nothing of that has been done, and a tenth of one where it has.
"""

from collections.abc import Callable, Iterable
from threading import Event
from time import perf_counter

from chat.sizing.reading import read
from chat.stance.model import Asked, StanceModel
from chat.tally.cues import turns
from chat.tally.model import fitted_tally
from chat.topics.vocabulary import shipped_vocabulary
from chat.understanding.intent_words import patterns
from data.records import Kind
from retrieval.shelf import Shelf

LARGE = 400
"""Reviews of a product from which its first count would be waited for."""
MOST = 16_000
"""Spans read ahead: as many as are remembered, with room for what is asked meanwhile."""


def read_rules() -> None:
    """What every answer needs, read from its files: words of topics, wordings of intents, weights of counts."""
    shipped_vocabulary()
    patterns()
    fitted_tally()


def read_ahead(shelves: Iterable[Shelf], judge: StanceModel, stop: Event, most: int = MOST) -> int:
    """Read the reviews of some shelves, at half speed beside the questions that come; how many spans were read.

    It ends where `most` are read, or as soon as `stop` is set.
    """
    done = 0
    for shelf in shelves:
        for number, about in enumerate(shelf.about):
            if about.kind is not Kind.REVIEW or about.by_brand:
                continue
            if done >= most or stop.is_set():
                return done
            spans = _texts(shelf, number)
            # the type of a default in a lambda is not inferred
            _politely(lambda spans=spans, language=about.language: _read(spans, language, judge), stop)  # type: ignore[misc]
            done += len(spans)
    return done


def _texts(shelf: Shelf, passage: int) -> list[str]:
    last = int(shelf.starts[passage + 1]) if passage + 1 < len(shelf.starts) else len(shelf)
    return [span.text for span in shelf.spans[int(shelf.starts[passage]) : last]]


def _read(spans: list[str], language: str, judge: StanceModel) -> None:
    judge.judge_all([Asked(text, language) for text in spans])
    for text in spans:
        turns(text, frozenset(), language)


def read_sizes_ahead(texts: Iterable[tuple[str, str]], stop: Event) -> None:
    """The same for what whole reviews, with their languages, say of sizes."""
    for text, language in texts:
        if stop.is_set():
            return
        # the type of a default in a lambda is not inferred
        _politely(lambda text=text, language=language: read(text, language), stop)  # type: ignore[misc]


def _politely(work: Callable[[], object], stop: Event) -> None:
    """Do something, then rest as long as it took: Python does one thing at a time, and shoppers come first."""
    began = perf_counter()
    work()
    stop.wait(perf_counter() - began)
