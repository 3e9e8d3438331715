"""What came of asking one question, with everything the measures need; nothing is looked up again later."""

from dataclasses import dataclass

from eval.questions import EvalQuestion


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was given; `true` says that its words stand in the served record where it says they do.

    `product_id` is the record's, empty where there is no such record.
    """

    record_id: str
    product_id: str
    kind: str
    quote: str
    true: bool
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class SaidTally:
    """A count the answer gave."""

    for_: int
    against: int
    mixed: int
    of: int
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One answer as it is judged.

    `spoken` is the language of the answer's own words, quotes taken out. `false_quotes` are quoted words that the
    records cited for them do not hold, in sentences and citations together, of `quotes`. `facts_said` has one mark a
    fact of the question. `confidence` is how sure the assistant was that it could answer, `similarity` the best single
    similarity it saw, `ranked` the records it considered, best first. `milliseconds` is only there where the question
    was asked alone; `error` where the assistant failed.
    """

    id: str
    outcome: str
    intent: str
    language: str
    spoken: str | None = None
    sentences: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    nearest: tuple[Cited, ...] = ()
    quotes: int = 0
    false_quotes: tuple[str, ...] = ()
    facts_said: tuple[bool, ...] = ()
    confidence: float = 0.0
    similarity: float = 0.0
    ranked: tuple[str, ...] = ()
    tally: SaidTally | None = None
    size_probability: float | None = None
    milliseconds: float | None = None
    error: str | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the records cited, each once, in order."""
        return tuple(dict.fromkeys(one.record_id for one in self.citations))

    @property
    def leading(self) -> tuple[str, ...]:
        """Ids of the records shown: those cited, else those offered as nearest."""
        return self.cited or tuple(dict.fromkeys(one.record_id for one in self.nearest))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question beside what came of it."""

    question: EvalQuestion
    result: Result
