"""How well documents are ranked, as ir_measures computes it: Success, nDCG, recall and reciprocal rank."""

from collections.abc import Mapping, Sequence

from eval.intervals import Score, mean_score
from eval.public_sets import Grades

Rankings = Mapping[str, Sequence[str]]
"""Document ids by question id, best first, each once."""


def ranking_scores(grades: Grades, rankings: Rankings, relevant: int = 1) -> dict[str, Score]:
    """Scores over every question of `grades`; one without a ranking scores zero.

    A document is relevant from grade `relevant` on: hit@k is 1 when one of the first k is, R@10 the share of the
    relevant ones among the first ten, RR@10 one over the rank of the first. nDCG@10 gains the grade itself, so a
    document of a lower grade counts too, for less.
    """
    values = question_values(grades, rankings, relevant)
    return {name: mean_score([of[question] for question in grades]) for name, of in values.items()}


def question_values(grades: Grades, rankings: Rankings, relevant: int = 1) -> dict[str, dict[str, float]]:
    """Each measure's value by question id."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    measures = {
        **{f"hit@{cutoff}": Success(rel=relevant) @ cutoff for cutoff in (1, 3, 5, 10)},
        "nDCG@10": nDCG @ 10,
        "R@10": R(rel=relevant) @ 10,
        "RR@10": RR(rel=relevant) @ 10,
    }
    names = {measure: name for name, measure in measures.items()}
    values = {name: dict.fromkeys(grades, 0.0) for name in measures}
    judged = {question: {d: max(grade, 0) for d, grade in of.items()} for question, of in grades.items()}
    # the rank stands in for the score: scores tie, and a tie would be broken by the document's id
    run = {q: {d: float(-rank) for rank, d in enumerate(found)} for q, found in rankings.items() if q in grades}
    for metric in ir_measures.iter_calc(list(names), judged, run):
        values[names[metric.measure]][metric.query_id] = float(metric.value)
    return values
