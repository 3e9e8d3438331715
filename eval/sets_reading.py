"""Reads question sets: every line checked, every reference resolved, every mistake told at once, or nothing is run."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from chat.conversation import Conversation, Turn
from data.errors import EvalError
from eval.corpus import HOW_TO_NAME, Corpus
from eval.public_sets import Mistakes
from eval.questions import EvalQuestion, GoldMoment, GoldTally
from eval.set_rows import Language, SetRow, TallyRow, VariantRow

SHIPPED = Path(__file__).parent / "sets"
TALLIES, VARIANTS = ".tallies.jsonl", ".variants.jsonl"
DIGITS = re.compile(r"(\d+)")
Row = TypeVar("Row", bound=BaseModel)


def set_paths(given: Sequence[str]) -> list[Path]:
    """The files of the sets named, by path or by the name of a shipped one; all shipped ones when none is.

    Raises:
        EvalError: naming each that is not there.
    """
    shipped = {path.stem: path for path in sorted(SHIPPED.glob("*.jsonl")) if "." not in path.stem}
    if not given:
        return list(shipped.values())
    paths = [shipped.get(name, Path(name)) for name in dict.fromkeys(given)]
    if missing := [str(path) for path in paths if not path.is_file()]:
        raise EvalError(f"no question set at {', '.join(missing)}: name a .jsonl file, or one of {', '.join(shipped)}")
    return paths


def read_questions(paths: Sequence[Path], corpus: Corpus, *, variants: bool = False) -> list[EvalQuestion]:
    """The questions of sets, of the hand counts beside them and, where asked for, of their variants.

    Raises:
        EvalError: with every malformed line, unknown product or record, repeated id, empty set or set made for another
            corpus, by file and line.
    """
    mistakes = Mistakes()
    questions: dict[str, EvalQuestion] = {}
    for path in paths:
        for line, question in _of_set(path, corpus, mistakes, variants):
            if question.id in questions:
                mistakes.add(path, line, f"id {question.id!r} was there before, in {questions[question.id].set}")
            questions.setdefault(question.id, question)
    if mistakes.lines:
        raise EvalError(_told(mistakes.lines))
    return list(questions.values())


def _told(lines: Sequence[str]) -> str:
    """Every mistake in the order of files and lines, and how records are named where that was one."""
    count = f"{len(lines)} mistake{'s' if len(lines) > 1 else ''}"
    told = "\n  ".join(sorted(lines, key=lambda line: [int(p) if p.isdigit() else p for p in DIGITS.split(line)]))
    remedy = f"\n({HOW_TO_NAME})" if any(" names " in line for line in lines) else ""
    return f"{count}, nothing was run; mend and run again:\n  {told}{remedy}"


def _of_set(path: Path, corpus: Corpus, mistakes: Mistakes, variants: bool) -> Iterator[tuple[int, EvalQuestion]]:
    rows, name = list(_rows(path, SetRow, mistakes)), path.name.removesuffix(".jsonl")
    if not rows and not any(line.startswith(path.name) for line in mistakes.lines):
        mistakes.lines.append(f"{path.name}: it holds no question; write at least one line, or leave it out")
    tallies = list(_rows(_beside(path, TALLIES), TallyRow, mistakes))
    named = [row.product for _, row in rows] + [row.product for _, row in tallies]
    if strange := _of_another_corpus(named, corpus):
        mistakes.lines.append(f"{path.name}: {strange}")
        return
    reader = _Reader(corpus, mistakes, name)
    asked = {row.id: reader.question(path, line, row) for line, row in rows}
    yield from ((line, asked[row.id]) for line, row in rows)
    for line, tally in tallies:
        yield from ((line, question) for question in reader.hand_count(_beside(path, TALLIES), line, tally))
    for line, variant in _rows(_beside(path, VARIANTS), VariantRow, mistakes) if variants else ():
        if original := asked.get(variant.of):
            yield line, in_other_words(original, variant)
        else:
            mistakes.add(_beside(path, VARIANTS), line, f"{variant.of!r} is no question of {path.name}")


def in_other_words(original: EvalQuestion, variant: VariantRow) -> EvalQuestion:
    """The same question and gold, the last message in the words of a variant."""
    turns = (*original.conversation.turns[:-1], Turn("shopper", variant.question))
    return replace(
        original,
        id=f"{original.id}~{variant.rule}",
        conversation=replace(original.conversation, turns=turns),
        variant_of=original.id,
        rule=variant.rule,
    )


class _Reader:
    """Turns lines into questions, noting what does not resolve."""

    def __init__(self, corpus: Corpus, mistakes: Mistakes, name: str) -> None:
        self._corpus, self._mistakes, self._name = corpus, mistakes, name

    def question(self, path: Path, line: int, row: SetRow) -> EvalQuestion:
        near = [self._product(path, line, name) for name in (row.product, *row.products) if name]
        sets = [tuple(self._refs(path, line, one, near)) for one in row.evidence]
        sets += [(part,) for one in sets if len(one) == 1 for part in self._corpus.sheet(one[0])]
        turns = (*(Turn(turn.role, turn.text) for turn in row.history), Turn("shopper", row.question))
        moment = None
        if row.moment and (ids := self._refs(path, line, [row.moment.record], near)):
            moment = GoldMoment(ids[0], row.moment.start, row.moment.end)
        return EvalQuestion(
            id=row.id,
            set=self._name,
            language=row.language,
            product_id=near[0] if row.product else None,
            conversation=Conversation(turns),
            intent=row.intent,
            answerable=row.answerable,
            evidence=tuple(dict.fromkeys(tuple(sorted(set(one))) for one in sets if one)),
            facts=row.facts,
            products=tuple(near[1:] if row.product else near),
            moment=moment,
            tags=row.tags,
            note=row.note,
        )

    def hand_count(self, path: Path, line: int, row: TallyRow) -> Iterator[EvalQuestion]:
        product = self._product(path, line, row.product)
        sides = [tuple(self._refs(path, line, side, [product])) for side in (row.for_, row.against, row.mixed)]
        if len(set().union(*sides)) < sum(map(len, sides)):
            self._mistakes.add(path, line, "a review is counted twice: each voice is for, against or mixed, once")
        both: tuple[tuple[Language, str], ...] = (("fr", row.question_fr), ("en", row.question_en))
        for language, text in both:
            yield EvalQuestion(
                id=f"{row.id}~{language}",
                set=self._name,
                language=language,
                product_id=product,
                conversation=Conversation.of(text),
                intent="product_question",
                answerable="full",
                tally=GoldTally(row.topic, *sides),
                tags=("tally",),
                note=row.note,
            )

    def _product(self, path: Path, line: int, name: str) -> str:
        if name not in self._corpus.names:
            known = ", ".join(sorted(set(self._corpus.names.values())))
            self._mistakes.add(path, line, f"the ledger has no product {name!r}: known are {known}")
        return self._corpus.names.get(name, name)

    def _refs(self, path: Path, line: int, refs: Sequence[str], near: Sequence[str]) -> list[str]:
        found = []
        for ref in refs:
            try:
                found.append(self._corpus.resolve(ref, near))
            except EvalError as error:
                self._mistakes.add(path, line, str(error))
        return found


def _of_another_corpus(products: Sequence[str | None], corpus: Corpus) -> str | None:
    """What to say of a set none of whose products is known."""
    named = sorted({name for name in products if name})
    if not named or any(name in corpus.names for name in named):
        return None
    there = ", ".join(sorted(set(corpus.names.values()))) or "none"
    return (
        f"it was written for another corpus: of its products {', '.join(named)} the ledger has none "
        f"(it has {there}); name that corpus's home with --home DIR, or another set"
    )


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name.removesuffix(".jsonl") + suffix)


def _rows(path: Path, model: type[Row], mistakes: Mistakes) -> Iterator[tuple[int, Row]]:
    """The lines of a file with their numbers from 1; none when the file is not there."""
    if not path.is_file():
        return
    seen: set[object] = set()
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = model.model_validate(json.loads(line.decode()))
        except ValidationError as error:
            told = (f"{'.'.join(map(str, e['loc'])) or 'line'}: {e['msg']}" for e in error.errors())
            mistakes.add(path, number, "; ".join(told))
        except (ValueError, RecursionError) as error:
            mistakes.add(path, number, f"not JSON in UTF-8: {str(error).splitlines()[0]}")
        else:
            if (key := getattr(row, "id", None)) and key in seen:
                mistakes.add(path, number, f"id {key!r} was there before")
                continue
            seen.add(key)
            yield number, row
