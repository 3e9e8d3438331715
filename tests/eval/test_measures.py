"""Every measure against figures worked out by hand."""

import pytest

from eval.measure import Measure
from eval.questions import GoldMoment
from eval.results import Asked, SaidTally
from eval.scorecard import MEASURES, SLICES, Slice, scores
from tests.eval.small_sets import asked, cited, counted, question, unanswerable

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.intervals.RESAMPLES", 200)


def value(name: str, *given: Asked) -> float | None:
    return BY_NAME[name].score(given).value


def rows(name: str, *given: Asked) -> dict[str, float]:
    return {key: row[0] for key, row in BY_NAME[name].values(given).items()}


def test_an_answer_is_right_by_one_accepted_proof_and_an_absence_by_its_outcome() -> None:
    """What was stated without citing has to hold every fact expected."""
    given = (
        asked(question(1), "X", "A"),
        asked(question(2), "X"),
        asked(question(3), outcome="no_evidence"),
        asked(unanswerable(4), outcome="no_evidence"),
        asked(unanswerable(5), "X"),
        asked(question(6, facts=("42",)), facts_said=(True,)),
        asked(question(7, facts=("42",)), facts_said=(False,)),
        asked(unanswerable(8, intent="greeting"), intent="greeting"),
        asked(unanswerable(9, intent="greeting"), "X", intent="greeting"),
        asked(question(10), "B", outcome="partial"),
    )
    expected = {"q1": 1, "q2": 0, "q3": 0, "q4": 1, "q5": 0, "q6": 1, "q7": 0, "q8": 1, "q9": 0, "q10": 1}
    assert rows("answer_right", *given) == expected
    assert value("answer_right", *given) == 0.5


@pytest.mark.parametrize(
    ("intent", "answerable", "right"),
    [
        ("product_question", "full", {"answered"}),
        ("product_question", "partial", {"answered", "partial"}),
        ("product_question", "none", {"no_evidence", "handed_over"}),
        ("order_support", "none", {"handed_over"}),
        ("unsafe", "none", {"refused"}),
        ("greeting", "none", {"answered"}),
        ("off_topic", "none", {"no_evidence", "handed_over", "refused"}),
    ],
)
def test_each_kind_of_question_has_its_outcomes(intent: str, answerable: str, right: set[str]) -> None:
    """Which are right is decided by intent and answerability."""
    outcomes = ("answered", "partial", "no_evidence", "handed_over", "refused", "error")
    evidence = () if answerable == "none" else (("A",),)
    one = question(1, intent=intent, answerable=answerable, evidence=evidence)
    assert {o for o in outcomes if value("outcome_accuracy", asked(one, outcome=o))} == right


def test_outcomes_are_averaged_each_counting_the_same() -> None:
    """Answers: precision 2/3, recall 1; absence: 1 and 1/2; either end of what is answered in part is as foreseen."""
    given = (
        asked(question(1), "A"),
        asked(question(2, answerable="partial"), "A"),
        asked(unanswerable(3), "X"),
        asked(unanswerable(4), outcome="no_evidence"),
    )
    assert value("outcome_macro_F1", *given) == pytest.approx((0.8 + 2 / 3) / 2, abs=1e-6)


def test_a_hostile_question_may_be_refused() -> None:
    """Whatever intent it was filed under."""
    assert value("outcome_accuracy", asked(unanswerable(1, tags=("hostile",)), outcome="refused")) == 1


def test_coverage_and_wrong_answers_come_from_the_same_answers() -> None:
    """Two of three answerable questions answered outright; of three outright answers two are wrong."""
    given = (
        asked(question(1), "A"),
        asked(question(2), "X"),
        asked(question(3), outcome="no_evidence"),
        asked(unanswerable(4), "X"),
        asked(unanswerable(5), outcome="no_evidence"),
        asked(unanswerable(6), "X", outcome="partial"),
        asked(question(7, answerable="partial"), "A", outcome="partial"),
    )
    assert value("coverage", *given) == pytest.approx(2 / 3)
    assert value("coverage_with_partial", *given) == pytest.approx(3 / 4)
    assert value("wrong_answers", *given) == pytest.approx(2 / 3)
    assert value("wrong_partials", *given) == pytest.approx(1 / 2)
    assert value("absence", *given) == pytest.approx(1 / 3)


def test_citation_precision_is_the_share_of_records_that_support() -> None:
    """A record cited twice counts once, one half of a pair supports nothing, and nothing supports the unanswerable."""
    given = (
        asked(question(1), "A", "X", "A", "Y"),
        asked(question(2), "C", "B"),
        asked(unanswerable(3), "X"),
        asked(question(4)),
    )
    assert rows("citation_precision", *given) == pytest.approx({"q1": 1 / 3, "q2": 1, "q3": 0})
    assert value("citation_precision", *given) == pytest.approx(4 / 9, abs=1e-6)


def test_citation_recall_asks_for_a_whole_set() -> None:
    """Half of the pair B and C supports nothing, alone the set A does; silence recalls nothing."""
    given = (
        asked(question(1), "B"),
        asked(question(2), "B", "A"),
        asked(question(3), "C", "B"),
        asked(question(4), outcome="no_evidence"),
    )
    assert rows("citation_recall", *given) == {"q1": 0, "q2": 1, "q3": 1, "q4": 0}
    assert rows("citation_precision", *given) == {"q1": 0, "q2": 0.5, "q3": 1}


def test_a_video_supports_where_its_right_passage_is_cited() -> None:
    """The same video at another minute shows something else."""
    one = question(1, intent="show_me", evidence=(("V",), ("A",)), moment=GoldMoment("V", 40, 50))
    early, right = cited("V", "transcript", 10, 20), cited("V", "transcript", 44, 60)
    assert rows("citation_recall", asked(one, citations=(early,))) == {"q1": 0}
    assert rows("citation_recall", asked(one, citations=(right,))) == {"q1": 1}
    assert rows("citation_precision", asked(one, citations=(early, cited("A")))) == {"q1": 0.5}


def test_one_false_quote_fails_its_answer() -> None:
    """Answers without any quote are not judged."""
    given = (asked(question(1), "A", "B"), asked(question(2), "A", false_quotes=("never said",)), asked(question(3)))
    assert rows("quote_validity", *given) == {"q1": 1, "q2": 0}


def test_facts_are_counted_a_question() -> None:
    """An unanswered question has said none of them."""
    given = (
        asked(question(1, facts=("a", "b")), facts_said=(True, False)),
        asked(question(2, facts=("a",))),
        asked(question(3)),
    )
    assert rows("facts_said", *given) == {"q1": 0.5, "q2": 0}


def test_the_language_is_what_is_said_and_what_is_read() -> None:
    """Both have to be the question's."""
    given = (asked(question(1)), asked(question(2), spoken="en"), asked(question(3), language="en"))
    assert rows("language_match", *given) == {"q1": 1, "q2": 0, "q3": 0}


def test_the_area_under_the_curve_counts_pairs() -> None:
    """Of four pairs of an answerable and an unanswerable question, three are in order and one is tied."""
    given = (
        asked(question(1), confidence=0.9, similarity=0.1),
        asked(question(2), confidence=0.5, similarity=0.2),
        asked(unanswerable(3), confidence=0.5, similarity=0.3),
        asked(unanswerable(4), confidence=0.1, similarity=0.4),
        asked(question(5, answerable="partial"), confidence=0.0),
        asked(unanswerable(6, intent="unsafe"), confidence=1.0),
    )
    assert value("answerability_AUC", *given) == pytest.approx(3.5 / 4)
    assert value("answerability_AUC_similarity", *given) == 0


def test_the_error_is_that_of_the_most_certain_questions() -> None:
    """Ten questions by falling confidence: nobody can answer the third, ninth and tenth; the first is answered wrongly."""
    given = [
        asked(unanswerable(n) if n in (3, 9, 10) else question(n), "X" if n == 1 else "A", confidence=1 - n / 100)
        for n in (5, 1, 2, 3, 4, 6, 7, 8, 9, 10)
    ]
    assert value("error@70", *given) == pytest.approx(1 / 7, abs=1e-6)
    assert value("error@90", *given) == pytest.approx(2 / 9, abs=1e-6)
    assert value("wrong@70", *given) == pytest.approx(2 / 7, abs=1e-6)
    assert value("wrong@90", *given) == pytest.approx(3 / 9, abs=1e-6)


def test_among_questions_of_equal_confidence_the_order_decides_nothing() -> None:
    """Of ten that are equally sure five cannot be answered: half of whatever is taken."""
    given = [asked(unanswerable(n) if n < 5 else question(n), "A", confidence=0.5) for n in range(10)]
    assert value("error@70", *given) == value("error@90", *reversed(given)) == 0.5


def test_an_answer_in_part_is_no_error() -> None:
    """Somebody says something of it."""
    given = (asked(question(1, answerable="partial"), "A", confidence=1.0), asked(unanswerable(2), confidence=0.1))
    assert rows("error@90", *given) == {"q1": 1.0, "q2": 0.1}
    assert value("error@90", *given) == 0.5


def test_what_would_have_been_said_counts_where_nothing_was() -> None:
    """The nearest records stand for the answer that was held back; nobody can answer the last."""
    silent = {"outcome": "no_evidence"}
    given = (
        asked(question(1), nearest=(cited("X"), cited("B")), confidence=0.4, **silent),
        asked(unanswerable(2), nearest=(cited("B"),), confidence=0.3, **silent),
    )
    assert rows("wrong@70", *given) == {"q1": 0.4, "q2": 0.3}
    assert value("wrong@70", *given) == 0.5


def test_ranking_is_that_of_ir_measures() -> None:
    """The first of three relevant records stands second, the next third: 1/2, 2/3, no hit at one."""
    one = asked(question(1), ranked=("X", "B", "A"))
    assert value("RR@10", one) == 0.5
    assert value("R@10", one) == pytest.approx(2 / 3, abs=1e-6)
    assert value("Success@1", one) == 0
    assert value("Success@5", one) == 1
    assert value("nDCG@10", one) == pytest.approx((0.63093 + 0.5) / (1 + 0.63093 + 0.5), abs=1e-4)


def test_intents_are_averaged_each_counting_the_same() -> None:
    """Product questions: precision 2/3, recall 1; brand facts: 1 and 1/2; F1 0.8 and 2/3."""
    given = (
        asked(question(1)),
        asked(question(2)),
        asked(question(3, intent="brand_fact"), intent="product_question"),
        asked(question(4, intent="brand_fact"), intent="warranty"),
    )
    assert value("intent_macro_F1", *given) == pytest.approx((0.8 + 2 / 3) / 2, abs=1e-6)
    assert value("intent_accuracy", *given) == 0.75


def test_an_intent_without_a_name_counts_against() -> None:
    """The assistant cannot be right about what it cannot say."""
    assert value("intent_macro_F1", asked(question(1, intent="compare"), intent="something new")) == 0


def test_both_sides_have_to_be_cited_where_both_are() -> None:
    """Mixed voices speak for neither side, and a count of one mind is not judged."""
    given = (
        asked(counted(1, "AB", "C"), "A", "C"),
        asked(counted(2, "AB", "C", "M"), "A", "M"),
        asked(counted(3, "AB", "C"), outcome="no_evidence"),
        asked(counted(4, "AB", ""), "A"),
    )
    assert rows("both_sides", *given) == {"q1": 1, "q2": 0, "q3": 0}


def test_a_tally_is_off_by_the_voices_that_would_have_to_change_sides() -> None:
    """By hand 6 for, 3 against, 1 mixed; said 4, 5 and 1: two in ten moved, twenty points."""
    gold = counted(1, "abcdef", "ghi", "j")
    said = SaidTally(4, 5, 1, 10, ("a", "b", "g"))
    one = asked(gold, tally=said)
    assert value("tally_error", one) == pytest.approx(20)
    assert value("tally_within", one) == 0
    assert value("minority_recall", one) == pytest.approx(1 / 3, abs=1e-6)
    assert value("tally_given", one, asked(counted(2, "a", "b"))) == 0.5
    assert value("tally_error", asked(gold, tally=SaidTally(12, 6, 2, 20, ()))) == 0
    assert value("tally_error", asked(gold, tally=SaidTally(0, 0, 0, 0, ()))) == 100


def test_without_a_tally_nothing_is_measured() -> None:
    """No figure is better than an invented one."""
    for name in ("tally_error", "tally_within", "minority_recall", "size_ECE", "robustness_drop"):
        score = BY_NAME[name].score([asked(counted(1, "ab", "c"), "a"), asked(question(2), "A")])
        assert (score.value, score.low, score.high, score.n) == (None, None, None, 0)


def test_size_advice_is_supported_right_and_as_sure_as_it_should_be() -> None:
    """Stated 0.9 and 0.8 with one right of two: bins are 0.9 − 1 and 0.8 − 0 apart."""
    one = question(1, intent="size", facts=("43",))
    two = question(2, intent="size", facts=("41",))
    given = (
        asked(one, "A", facts_said=(True,), size_probability=0.9),
        asked(two, "X", facts_said=(False,), size_probability=0.8),
        asked(question(3), "A"),
    )
    assert value("size_supported", *given) == 0.5
    assert value("size_hit", *given) == 0.5
    assert value("size_ECE", *given) == pytest.approx((0.1 + 0.8) / 2)


def test_a_moment_hits_when_it_shares_time_with_the_right_passage() -> None:
    """The second of the moments shown does, four seconds early; reviews shown before it take no place."""
    one = question(1, intent="show_me", evidence=(("V",),), moment=GoldMoment("V", 40, 50))
    shown = (
        cited("A"),
        cited("V", "transcript", 10, 20),
        cited("V", "transcript", 36, 44),
        cited("W", "transcript", 40, 50),
    )
    good = asked(one, citations=shown)
    assert value("moment_hit@1", good) == 0
    assert value("moment_hit@5", good) == 1
    assert value("moment_seconds_off", good) == 4
    missed = asked(one, citations=(cited("W", "transcript", 40, 50),))
    assert value("moment_hit@5", missed) == 0
    assert BY_NAME["moment_seconds_off"].score([missed]).n == 0


def test_a_comparison_speaks_of_every_product_named() -> None:
    """Half of them is half."""
    one = question(1, intent="compare", products=("product of A", "product of Z"))
    assert value("compare_coverage", asked(one, "A")) == 0.5


def test_latency_is_taken_over_timed_questions_only() -> None:
    """The median of 10, 20 and 90 is 20; the 95th percentile is interpolated."""
    given = [asked(question(n), milliseconds=ms) for n, ms in enumerate((10.0, 20.0, 90.0, None))]
    assert value("latency_p50", *given) == 20
    assert value("latency_p95", *given) == pytest.approx(83)


def test_the_gap_is_french_minus_english() -> None:
    """French right once in two, English twice in two."""
    given = (
        asked(question(1), "A"),
        asked(question(2), "X"),
        asked(question(3, language="en"), "A"),
        asked(question(4, language="en"), "A"),
    )
    assert value("french_minus_english:answer_right", *given) == -0.5
    assert value("french_minus_english:answer_right", *given[:2]) is None


def test_the_drop_is_paired_with_the_original() -> None:
    """One variant of two lost what its original had; a variant without its original is not judged."""
    given = (
        asked(question(1), "A"),
        asked(question(2), "A"),
        asked(question(11, variant_of="q1", rule="typos"), "X"),
        asked(question(12, variant_of="q2", rule="sms"), "A"),
        asked(question(13, variant_of="q404", rule="sms"), "X"),
    )
    assert value("robustness_drop", *given) == 0.5
    assert value("robustness_drop:typos", *given) == 1
    assert value("robustness_drop:sms", *given) == 0
    assert value("answer_right", *given) == 1


def test_every_figure_lies_in_its_interval_and_is_the_same_each_time() -> None:
    """Intervals come from seeded resamples."""
    given = [asked(question(n), "A" if n % 3 else "X", confidence=n / 40, ranked=("A",)) for n in range(40)]
    given += [asked(unanswerable(n), outcome="no_evidence", confidence=n / 90) for n in range(40, 60)]
    first, again = scores(given, [Slice()]), scores(given, [Slice()])
    assert first == again
    for name, score in first["all"].items():
        if score.value is not None and score.low is not None and score.high is not None:
            assert score.low <= score.value <= score.high, name
            assert score.n > 0


def test_slices_part_the_questions() -> None:
    """Each question is in one half and one language."""
    given = [asked(question(n, language="fr" if n % 2 else "en")) for n in range(60)]
    dev, test = Slice("dev").of(given), Slice("test").of(given)
    assert len(dev) + len(test) == 60
    assert min(len(dev), len(test)) > 15
    assert len(Slice(None, "fr").of(given)) == 30
    assert {one.name for one in SLICES} >= {"all", "dev", "test", "fr", "en", "test-fr", "test-en"}
