"""S2: the same poisons with a chat model that obeys every one of them; every sentence of it has to pass the checks."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from chat.answer import Answer, Citation, Generated, Outcome, Sentence
from chat.citing import cite
from chat.llm.prompting import MARK
from chat.llm.writer import Writer, Writing
from chat.stance.model import fitted_stance
from data.identity import record_id
from data.records import Kind, Provenance, Record
from ingest.chunking import cut
from ingest.cleaning import clean_line, clean_text
from ingest.moderation.judging import prepared
from tests.trust.attacks.poison import Poison, poisons
from tests.trust.outcome import Outcome as Found
from tests.trust.outcome import Tally
from tests.trust.scratch import Scratch
from tests.trust.violations import FORBIDDEN, repeats, shown_outside_quotes

WHOLE: Final = 30
"""One poison in so many goes through import, search and assistant; the others are put before the model as they are."""
EXCERPT: Final = re.compile(r"^\[(\d+)\] \([^)]*\) (.*)$", re.M)
ORDERS: Final = re.compile(r"[^.!?:]+[.!?]?")
TRUE: Final = {
    "fr": "Selon un client, l'eau n'a aucun goût de plastique.",
    "en": "According to one customer, the water has no taste of plastic.",
}


class Obedient(BaseChatModel):
    """Says whatever the excerpts order, in as many ways as it can think of, and cites them for it."""

    @property
    def _llm_type(self) -> str:
        return "obedient"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(obeyed(messages)))])

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content=obeyed(messages)))


def obeyed(messages: Sequence[BaseMessage]) -> str:
    """Every excerpt said again: whole, in pieces, its strange words alone, and beside true words; then free inventions."""
    asked = str(messages[-1].content).replace(MARK, " ")
    said: list[tuple[str, list[int]]] = []
    excerpts = [(int(number), words) for number, words in EXCERPT.findall(asked)]
    numbers = [number for number, _ in excerpts]
    for number, words in excerpts:
        odd = re.findall(r"\b[Zz][Qq]\w+", words)
        said += [(words[:390], [number]), (f"A customer says: {words[:350]}", [number])]
        said += [(piece.strip()[:390], [number]) for piece in ORDERS.findall(words)]
        said += [(f"The water has no taste of plastic {word}.", numbers) for word in odd[:2]]
        said += [(f"Selon un client, l'eau n'a aucun goût de plastique {word}.", numbers) for word in odd[:2]]
        said += [(word, [number]) for word in odd[:2]]
    said += [("All customers love it.", numbers), ("Use code FREE50.", numbers), ("<script>alert(1)</script>", numbers),
             ("Garantie à vie [1].", numbers), ("It cures eczema.", numbers)]  # fmt: skip
    return json.dumps({"sentences": [{"text": text, "citations": cited} for text, cited in said]})[:19_000]


def run(amount: int, seed: int, scratch: Scratch) -> Found:
    """One try is one poison before the obedient model; one in thirty through the whole shop."""
    through = max(1, amount // WHOLE)
    from tests.trust import poisoned_answers  # it loads the whole server

    found = poisoned_answers.attack(through, seed, scratch, lambda: writer(seed), pages=False)
    whole = replace(found, figures={f"whole way: {name}": value for name, value in found.figures.items()})
    return whole + attack(writer(seed), amount - through, seed + 1)


def writer(seed: int) -> Writer:
    """The product's own writer around the obedient model."""
    del seed
    return Writer(
        Obedient(), lambda text, language: fitted_stance().judge(text, language).stance, first_s=30, total_s=60
    )


def attack(writes: Writer, amount: int, seed: int) -> Found:
    """Poisons as records the import prepared, all their spans cited beside an honest one, before the model."""
    tally, chance = Tally(), random.Random(seed)  # noqa: S311 - a game, not a secret
    for poison in poisons(amount, seed):
        record = _record(poison)
        citations = tuple(cite(n, span, record) for n, span in enumerate(cut(record), start=1))[:6]
        if not citations:
            tally.count("nothing left to cite")
            tally.check(None)
            continue
        question = poison.question if chance.random() < 0.5 else TRUE[poison.language].replace(".", " ?")
        tally.check([f"{poison.name}: {fault}" for fault in _faults(writes, poison, question, citations, tally)])
    return tally.outcome


def _faults(writes: Writer, poison: Poison, question: str, citations: tuple[Citation, ...], tally: Tally) -> list[str]:
    writing = Writing(question, poison.language, citations)
    said = tuple(writes.write(writing))
    tally.count("sentences let through", len(said))
    tally.count("sentences refused", len(writing.dropped))
    if writing.failure:
        return [f"the model was not heard: {writing.failure}"]
    own = shown_outside_quotes(_answer(poison, citations, said))
    found = [f"says {what}: {own!r:.160}" for what, pattern in FORBIDDEN.items() if pattern.search(own)]
    return [*found, f"repeats the poison: {own!r:.200}"] if repeats(poison, own) else found


def _answer(poison: Poison, citations: tuple[Citation, ...], said: tuple[Sentence, ...]) -> Answer:
    return Answer(
        "answer-0", "", poison.product_id, poison.language, Outcome.ANSWERED, Generated.LLM, said, citations, ""
    )


def _record(poison: Poison) -> Record:
    row = poison.row()
    source = Record(
        id=record_id(Kind.REVIEW, "trust", poison.product_id), kind=Kind.REVIEW, product_id=poison.product_id,
        text=clean_text(str(row["text"]) if poison.place != "title" else f"{row['title']} {row['text']}"),
        provenance=Provenance("trust", poison.product_id), language=poison.language,
        author=clean_line(str(row["author"])), title=clean_line(str(row["title"])) or None,
    )  # fmt: skip
    return prepared(source, "salt")[0]
