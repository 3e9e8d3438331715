"""Fits the models that count who speaks of a topic, on hand counts: the `dev` half of ours, scenarios, public reviews.

Figures: on `dev`, on scenarios, on the public counts and on half of the marked reviews the cross-encoder never learnt
from, each shop or product judged by models fitted on the others; with `--test` on the halves never fitted on, ours and
that of the marked reviews; by hand count, both languages together. Without `--write` nothing is changed.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

from chat.answer import Stance
from chat.stance.model import fitted_stance
from chat.tally.model import VOICES, WEIGHTS, TallyModel
from data.errors import EvalError
from data.home import Home
from eval.figures import told, write_json
from eval.gate_cases import second_half
from eval.intervals import Score
from eval.marked_reviews import marked_products
from eval.opening import Room, add_room_arguments, open_room
from eval.opinion_counts import opinion_counts
from eval.questions import EvalQuestion, Split
from eval.scenario_counts import scenario_counts
from eval.scenarios import shipped_scenarios
from eval.sets_reading import read_questions, set_paths
from eval.tally_fit import Count, Heard, best_marks, crossed, fit_topic, fit_voices, hear, measured, read_count
from eval.trial_index import one_model
from retrieval.assembly import open_searcher
from retrieval.cross_encoder import CrossEncoder, open_cross_encoder

Scores = dict[str, dict[str, Score]]
"""Figures by the half or the set they were measured on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sets, the home they are counted over, and what to do with the result."""
    parser.add_argument("sets", nargs="*", metavar="SET", help="a .jsonl file or a shipped set's name; otherwise all")
    add_room_arguments(parser)
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the public sets, to fit on them too")
    parser.add_argument("--test", action="store_true", help="report on the test half too")
    parser.add_argument("--write", action="store_true", help=f"write the weights to chat/tally/{WEIGHTS.name}")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")


def run(given: argparse.Namespace) -> int:
    """Fit, report, write where asked.

    Raises:
        EvalError: the sets hold no hand count of the half that is fitted on.
    """
    room = open_room(given)
    asked = [question for question in read_questions(set_paths(given.sets), room.corpus) if question.tally]
    counts = list(_counts(asked, "dev", room))
    if len({_shop(count) for count in counts}) < 2:
        raise EvalError("hand counts of two shops at least are needed to fit on: name more sets, or none for all")
    encoder = open_cross_encoder(room.settings, Home(room.settings.home))
    with ExitStack() as opened:
        embedder = opened.enter_context(one_model())
        written = [scenario for scenario in shipped_scenarios() if scenario.held_out]
        others = {"scenarios": opened.enter_context(scenario_counts(written, embedder, encoder))}
        if given.data:
            others["public"] = opened.enter_context(opinion_counts(given.data, embedder))
            held_out = [product for product in marked_products(given.data) if product.held_out]
            learnt, unseen = ([p for p in held_out if second_half(p.product_id) is of] for of in (False, True))
            others["marked"] = opened.enter_context(scenario_counts(learnt, embedder, encoder))
            tested = opened.enter_context(scenario_counts(unseen, embedder, encoder)) if given.test else []
        model, scores = fit(counts, encoder, others)
        if given.test:
            scores["test"] = measured(_judged(model, _counts(asked, "test", room), encoder))
        if given.test and given.data:
            scores["marked test"] = measured(_judged(model, tested, encoder))
    for half, figures in scores.items():
        print(half, *(f"{name:<12} {told(score)} n {score.n}" for name, score in figures.items()), sep="\n  ")
    if given.write:
        write_json(WEIGHTS, stored(model, scores))
    if given.json:
        write_json(given.json, stored(model, scores))
    return 0


def fit(
    counts: Sequence[Count], encoder: CrossEncoder | None, others: Mapping[str, Sequence[Count]]
) -> tuple[TallyModel, Scores]:
    """The model of all counts, and the figures of models that have not seen the shop they are judged on."""
    judge, every = fitted_stance(), [*counts, *(count for of in others.values() for count in of)]
    held_out = crossed(every, judge, _shop, encoder)
    counted_from, mixed_from = best_marks(held_out)
    source = {id(count): name for name, of in {"dev": counts, **others}.items() for count in of}
    found = {
        name: measured(
            [
                (one, model.stances(one.features, (counted_from, mixed_from)))
                for one, model in held_out
                if source[id(one.count)] == name
            ]
        )
        for name in dict.fromkeys(source.values())
    }
    topic = fit_topic(every)
    # fitted on what was heard with topics of other shops, as it will be on shops never seen
    model = fit_voices([one for one, _ in held_out], topic)
    return replace(model, counted_from=counted_from, mixed_from=mixed_from), found


def stored(model: TallyModel, scores: Scores) -> dict[str, object]:
    """What `weights.json` holds: the models, and how good they were found."""
    report = {half: {name: asdict(score) for name, score in found.items()} for half, found in scores.items()}
    models = {name: asdict(getattr(model, name)) for name in ("topic", *VOICES)}
    marks = {"counted_from": model.counted_from, "mixed_from": model.mixed_from}
    return {"fitted_by": "python -m eval fit-topics --data DIR --write", **models, "marks": marks, "report": report}


def _judged(
    model: TallyModel, counts: Iterable[Count], encoder: CrossEncoder | None
) -> list[tuple[Heard, Sequence[Stance]]]:
    judge = fitted_stance()
    heard = [hear(count, model.topic, judge, encoder) for count in counts]
    return [(one, model.stances(one.features)) for one in heard]


def _counts(asked: Sequence[EvalQuestion], half: Split, room: Room) -> Iterator[Count]:
    searcher = open_searcher(room.settings, Home(room.settings.home))
    for question in asked:
        if question.split == half and question.product_id:
            vector = searcher.vector(question.conversation.question, question.language)
            yield read_count(question, searcher.shelf(question.product_id), vector)


def _shop(count: Count) -> str:
    return count.question.set
