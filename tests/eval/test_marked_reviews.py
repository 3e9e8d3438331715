"""Marked reviews are read from the public sets they stand in, and the assistant's answers judged by their marks."""

import json
from pathlib import Path

import pytest

from chat.answer import Answer, Citation, Outcome
from chat.contract import Reply
from chat.conversation import Conversation
from chat.tracing import Trace
from data.errors import EvalError
from data.records import Kind, Record
from eval.contracts import marked
from eval.cross_encoder_examples import Says, scenario_pairs
from eval.judging import judge
from eval.marked_reviews import MarkedProduct, marked_products
from eval.scenario_counts import told

SHARED = Path(__file__).parents[3] / "shared" / "data"
REVIEWS = "reviews_skincare_sephora/reviews.jsonl"
TEXTS = {
    "r1": "It drinks in at once. The smell is awful though.",
    "r2": "Smells lovely. Smells of soap by noon, sadly.",
    "r3": "The smell is gone by noon.",
    "r4": "Awful smell!",
}
MARKS = """## {0} P1 | Balm
1 r1 0 21
2 r1 22 48
3 r2 0 14
4 r2 15 45
5 r3 0 26
6 r4 0 12
? en Does it smell good? | 2- 3+ 4- 5o 6-
? fr Elle pénètre vite ? | 1+
? fr Il y a un parfum sans allergènes ? | 2o
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "data" / REVIEWS
    file.parent.mkdir(parents=True)
    rows = [
        {"id": i, "text": text, "product_id": "P1", "lang": "en", "meta": {"rating": 4}} for i, text in TEXTS.items()
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path / "data"


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "marked").mkdir(exist_ok=True)
    (tmp_path / "marked" / "a.txt").write_text(text, encoding="utf-8")
    return tmp_path / "marked"


@pytest.fixture
def product(data: Path, tmp_path: Path) -> MarkedProduct:
    (found,) = marked_products(data, written(tmp_path, MARKS.format(REVIEWS)))
    return found


def test_passages_are_read_where_they_stand_and_reviews_are_kept_whole(product: MarkedProduct) -> None:
    assert [product.passages[n].text for n in (2, 3)] == ["The smell is awful though.", "Smells lovely."]
    assert {record.id: record.text for record in product.records()} == TEXTS
    assert {(record.kind, record.rating, record.language) for record in product.records()} == {(Kind.REVIEW, 4.0, "en")}
    says = [pair.says for pair in scenario_pairs([product])][:6]
    assert says == [Says.OTHER, *[Says.ANSWER] * 3, Says.NEAR, Says.ANSWER]


def test_a_review_that_stands_on_both_sides_is_mixed_and_counts_once(product: MarkedProduct) -> None:
    tally = told(product, product.questions[0])
    assert (tally.for_, tally.against, tally.mixed) == ((), ("r1", "r4"), ("r2",))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("## nothing\n", "line 1"),
        (f"## {REVIEWS} P1 | Balm\n1 r9 0 3\n", "line 2: '1 r9 0 3'"),
        (f"## {REVIEWS} P1 | Balm\n1 r1 0 3\n? en What? | 2+\n", "'2\\+'"),
    ],
)
def test_a_mistake_is_told_with_its_line(data: Path, tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(EvalError, match=said):
        marked_products(data, written(tmp_path, wrong))


class Answering:
    """Quotes the same passages of whatever it is asked, and remembers what that was."""

    def __init__(self, product: MarkedProduct, quoted: tuple[int, ...]) -> None:
        self.records, self.asked = {record.id: record for record in product.records()}, list[str]()
        self.passages = [product.passages[number] for number in quoted]

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        self.asked.append(conversation.question)
        quotes = tuple(
            Citation(n, p.record_id, p.start, p.start + len(p.text), p.text, Kind.REVIEW, by_brand=False, language="en")
            for n, p in enumerate(self.passages, 1)
        )
        outcome = Outcome.ANSWERED if quotes else Outcome.NO_EVIDENCE
        said = conversation.question
        answer = Answer("1", said, product_id, "en", outcome, "assembled", (), quotes, "")
        return Reply(answer, Trace(said))

    def record(self, record_id: str) -> Record:
        return self.records[record_id]


@pytest.mark.parametrize(
    ("quoted", "right", "first", "absence"),
    [((3, 5), (0.5 + 0 + 0) / 3, 1 / 3, 0.0), ((5, 3), (0.5 + 0 + 0) / 3, 0.0, 0.0), ((), None, None, 1.0)],
)
def test_quotes_are_judged_by_the_very_passage_and_not_by_its_review(
    product: MarkedProduct, quoted: tuple[int, ...], right: float | None, first: float | None, absence: float
) -> None:
    assistant = Answering(product, quoted)
    answered = list(marked.ask(assistant, [product]))
    results = [judge(one.question, one.reply, assistant.record) for one in answered]
    found = marked.scores(answered, results)
    assert assistant.asked == [one.text for one in product.questions]
    assert (found["quote_right"].value, found["first_right"].value) == pytest.approx((right, first), abs=1e-6)
    assert (found["absence"].value, found["absence"].n) == (absence, 1)


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the repository")
def test_each_public_product_is_learnt_from_fitted_on_or_tested_on_and_never_two_of_them() -> None:
    everything = marked_products(SHARED)
    assert len(everything) > 120
    seen: dict[str, set[str]] = {}
    for one in everything:
        seen.setdefault(one.product_id, set()).add(marked.half(one.product_id) if one.held_out else "learnt")
    assert all(len(where) == 1 for where in seen.values())
    parts = [sum(where == {part} for where in seen.values()) for part in ("learnt", "dev", "test")]
    assert min(parts) >= 15
