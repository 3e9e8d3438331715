"""How well the cross-encoder reads, on pairs it was not fitted on.

`scenarios`: the held-out ones. `AUC` of telling passages that answer from all others, `AUC_near` from near misses,
`AUC_foreign` where passage and question are of two languages; by question, `AUC_question`, whether its best one tells
questions that have an answer from those that have none, and `hit@1`, whether that passage answers; `side`, good or bad,
and `side_of_four`. `marked`: the same on real reviews, products not fitted on. `epqa`: the products not fitted on,
`hit@1` and `hit@3` among a question's ten judged passages. `huliu`: the side of an aspect, on products not fitted on.
`marks`: the same of our own marks, none of them fitted on.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.home import Home
from data.settings import load_settings
from eval.contracts.arguments import add_output
from eval.cross_encoder_examples import FILES, Pair, Says, scenario_pairs
from eval.figures import Figures, deliver
from eval.gate_cases import second_half
from eval.intervals import Score, mean_score, statistic_score
from eval.marked_reviews import marked_products
from eval.measures.answerability import area
from eval.opinion_counts import REVIEWS, MarkedReviewRow
from eval.public_sets import Mistakes, read_rows, read_set
from eval.scenarios import Scenario, shipped_scenarios
from eval.stance_cases import MARKS, StanceMark
from retrieval.built_in_model import built_in_model
from retrieval.cross_encoder import BuiltInCrossEncoder, CrossEncoder, PairScores

Numbers = NDArray[np.float64]
Scores = Mapping[str, Score]
SIDES_OF = {"for": 0, "against": 1, "mixed": 2, "none": 3}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the public sets are; without them the scenarios and our marks alone are read."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the public sets")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure what is shipped, print, write."""
    started = time.monotonic()
    settings = load_settings()
    encoder = BuiltInCrossEncoder(built_in_model(Home(settings.home).prepare().models), settings.threads)
    return deliver(Figures(measured(encoder, given.data), time.monotonic() - started), given.json)


def measured(encoder: CrossEncoder, data: Path | None) -> dict[str, Score]:
    """Every figure, by name."""
    found = _named("scenarios", scenario_scores(encoder, [s for s in shipped_scenarios() if s.held_out]))
    for language in ("fr", "en"):
        found[f"marks {language} side"] = side_score(encoder, list(_marks(language)))
    if data:
        marked = [product for product in marked_products(data) if product.held_out]
        found |= _named("marked", scenario_scores(encoder, marked))
        found |= _named("epqa", epqa_scores(encoder, data / "en_product_qa_epqa"))
        found["huliu side"] = side_score(encoder, list(_aspects(data / REVIEWS)))
    return found


def _named(source: str, scores: Scores) -> dict[str, Score]:
    return {f"{source} {name}": score for name, score in scores.items()}


def scenario_scores(encoder: CrossEncoder, scenarios: Sequence[Scenario]) -> Scores:
    """By question where it says so, else by pair; resampled by question."""
    read = [_read(encoder, scenario, at) for scenario in scenarios for at in range(len(scenario.questions))]
    odds, says = [answers for answers, *_ in read], [pairs for _, pairs, _ in read]
    answered = [np.array([pair.says is Says.ANSWER for pair in pairs], float) for pairs in says]
    near = [np.array([pair.says is not Says.OTHER for pair in pairs]) for pairs in says]
    foreign = [np.array(of) for *_, of in read]

    def areas(chosen: Sequence[NDArray[np.bool_]]) -> Score:
        def of(at: NDArray[np.intp]) -> float:
            scores = np.concatenate([odds[i][chosen[i]] for i in at])
            return area(scores, np.concatenate([answered[i][chosen[i]] for i in at]))

        return statistic_score(of, len(read))

    best = np.array([float(of.max()) for of in odds])
    any_answer = np.array([float(of.max()) for of in answered])
    hits = [float(right[of.argmax()]) for of, right in zip(odds, answered, strict=True) if right.any()]
    sided = [pair for pairs in says for pair in pairs if pair.side >= 0]
    return {
        "AUC": areas([np.ones(len(of), bool) for of in odds]),
        "AUC_near": areas(near),
        "AUC_foreign": areas(foreign),
        "AUC_question": statistic_score(lambda at: area(best[at], any_answer[at]), len(best)),
        "hit@1": mean_score(hits),
        "side": side_score(encoder, sided),
        "side_of_four": side_score(encoder, sided, four=True),
    }


def _read(encoder: CrossEncoder, scenario: Scenario, at: int) -> tuple[Numbers, list[Pair], list[bool]]:
    """The log-odds of every passage for one question, its pairs, and whether each is in the other language."""
    pairs = list(scenario_pairs([_of_one(scenario, at)]))
    found = encoder.scores(scenario.questions[at].text, [pair.passage for pair in pairs])
    foreign = [passage.language != scenario.questions[at].language for passage in scenario.passages.values()]
    return found.answers.astype(float), pairs, foreign


def _of_one(scenario: Scenario, at: int) -> Scenario:
    return replace(scenario, questions=(scenario.questions[at],))


def side_score(encoder: CrossEncoder, pairs: Sequence[Pair], *, four: bool = False) -> Score:
    """Share of the pairs whose side is told: good or bad among those that are either, or with `four` all of four."""
    chosen = [pair for pair in pairs if four or pair.side in (0, 1)]
    sides = np.concatenate([*_sides(encoder, chosen), np.zeros((0, 4))])
    told = sides.argmax(axis=1) if four else (sides[:, 0] < sides[:, 1]).astype(int)
    gold = [pair.side for by in _by_question(chosen).values() for pair in by]
    return mean_score(told == np.array(gold, int))


def _sides(encoder: CrossEncoder, pairs: Sequence[Pair]) -> Iterator[Numbers]:
    for question, of in _by_question(pairs).items():
        scores: PairScores = encoder.scores(question, [pair.passage for pair in of])
        yield scores.sides.astype(float)


def _by_question(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.question, []).append(pair)
    return found


def epqa_scores(encoder: CrossEncoder, folder: Path) -> Scores:
    """Questions of the products not fitted on that have an answer."""
    given = read_set(*(folder / name for name in FILES))
    texts = {document.id: document.text for document in given.documents}
    first, three = list[float](), list[float]()
    for asked in given.questions:
        grades = given.grades.get(asked.id, {})
        if second_half(asked.product_id or "") and max(grades.values(), default=0) == 2:
            odds = encoder.scores(asked.text, [texts[document] for document in grades]).answers
            right = np.array([grade == 2 for grade in grades.values()])[np.argsort(-odds, kind="stable")]
            first.append(float(right[0]))
            three.append(float(right[:3].any()))
    return {"hit@1": mean_score(first), "hit@3": mean_score(three)}


def _aspects(path: Path) -> Iterator[Pair]:
    mistakes = Mistakes()
    for row in read_rows(path, MarkedReviewRow, mistakes):
        if second_half(row.product_id):
            for sentence in row.meta.sentences:
                for mark in sentence.aspects:
                    if mark.score:
                        yield Pair(mark.aspect, sentence.text, Says.ANSWER, 0 if mark.score > 0 else 1)
    mistakes.check()


def _marks(language: str) -> Iterator[Pair]:
    mistakes = Mistakes()
    for row in read_rows(MARKS, StanceMark, mistakes):
        if row.language == language:
            yield Pair(row.topic, row.span, Says.ANSWER, SIDES_OF[row.stance])
    mistakes.check()
