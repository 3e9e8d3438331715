"""The shop's figures by the API: counted rightly, for staff alone, and harmless in a spreadsheet."""

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chat.keys import Role
from data.answer_log import LoggedAnswer
from data.journal import AskedQuestion
from data.products import Fact, Product
from data.records import Kind
from tests.fakes_assistant import RECORDS
from tests.records_for_tests import review
from tests.ui.figures_shop import REVIEW, VIDEO, filled, logged
from tests.ui.staffed_shop import StaffedShop
from ui.staff.figures_answers import feedback_rows, hook, outcome_rows, video_rows
from ui.staff.figures_content import content_by, content_counts
from ui.staff.figures_coverage import coverage_rows
from ui.staff.figures_csv import csv_of
from ui.staff.figures_kin import kin_of
from ui.staff.figures_rows import CoverageRow, FeedbackRow
from ui.staff.figures_spoken import Spoken, spoken_of
from ui.staff.figures_topics import topic_counts, topics_by

SKIN = Fact({"fr": "Type de peau", "en": "Skin type"}, {"fr": "Sèche", "en": "Dry"})
SOLE = Fact({"fr": "Pointures", "en": "Sizes"}, {"fr": "36 à 42", "en": "3 to 8"})
FIGURES = ("content", "topics", "coverage", "videos", "answers", "feedback")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffedShop]:
    shop = StaffedShop(filled(tmp_path_factory.mktemp("figures")))
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def staff(shop: StaffedShop) -> TestClient:
    return shop.client(Role.STAFF)


def rows(staff: TestClient, name: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of a figure, once they are counted."""
    for _ in range(50):
        told = staff.get(f"/v1/staff/figures/{name}", params=asked)
        assert told.status_code == 200, told.text
        if told.json()["pending"] is None:
            return list(told.json()["rows"])
        time.sleep(0.1)
    raise AssertionError(f"{name} is never counted")


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_for_staff(shop: StaffedShop, name: str) -> None:
    statuses = {role: shop.client(role).get(f"/v1/staff/figures/{name}").status_code for role in (None, *Role)}
    assert statuses == {None: 401, Role.PUBLIC: 403, Role.STAFF: 200, Role.ADMIN: 200}


@pytest.mark.parametrize(
    ("path", "field"),
    [("content?by=author", "query.by.0"), ("answers?since=yesterday", "query.since"), ("topics?format=xls", "query.format"),
     ("coverage?gaps=perhaps", "query.gaps"), ("videos?product=%00", "query.product")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_field(staff: TestClient, path: str, field: str) -> None:
    refused = staff.get(f"/v1/staff/figures/{path}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_content_is_told_apart_as_it_is_asked_for(staff: TestClient) -> None:
    by_kind = {row["kind"]: row["records"] for row in rows(staff, "content", by="kind")}
    assert by_kind == {"faq": 1, "product": 1, "question": 1, "review": 7, "transcript": 1}
    months = rows(staff, "content", by=["month"], product="foulque-3")
    assert [(row["month"], row["records"], row["kind"]) for row in months] == [
        ("2026-02", 1, None),
        ("2026-03", 1, None),
    ]


def test_copies_and_undated_records_are_counted_as_such() -> None:
    counted = content_by(content_counts(RECORDS), ["month"])
    assert (counted[0].month, counted[0].copies) == (None, 1)
    assert sum(row.records for row in counted) == len(RECORDS)


def test_topics_are_found_by_their_words_in_both_languages_and_in_no_third() -> None:
    records = [review(1, "Great on dry skin."), review(2, "Parfaite sur peau sèche.", language="fr"),
               review(3, "Dry. My skin is fine."), review(4, "dry skin", language="de"),
               review(5, "For dry skin.", kind=Kind.FAQ)]  # fmt: skip
    spoken = spoken_of(records)
    assert spoken.people["cream", "dry_skin"] == spoken.sure["cream", "dry_skin"] == 2
    assert spoken.brand["cream", "dry_skin"] == 1
    assert spoken.products("dry_skin") == {"cream": 2}
    assert spoken.records == {"cream": 4}


def test_a_word_of_many_meanings_or_within_a_longer_phrase_speaks_of_nothing_for_sure() -> None:
    records = [review(1, "Cette crème est parfaite.", language="fr"), review(2, "La mousse est douce.", language="fr"),
               review(3, "I bought a second pair."), review(4, "J'ai le cou-de-pied fort.", language="fr")]  # fmt: skip
    spoken = spoken_of(records)
    surely = {topic for _, topic in spoken.sure}
    assert not surely & {"coffee", "cushioning", "connection", "neck"}
    assert "instep" in surely
    assert spoken.people["cream", "cushioning"] == 1  # it may: nobody is said to be silent for it


def test_a_question_counts_for_the_topic_it_asks_about_once_however_often_it_is_answered() -> None:
    thread = replace(
        review(1, "Oui, très."), kind=Kind.QUESTION, title="Convient-elle aux peaux sèches ?", language="fr"
    )
    spoken = spoken_of([thread, replace(thread, id="other", text="Non."), review(2, "For the price it is fine.")])
    assert spoken.questions == {("cream", "dry_skin"): 1}


def test_voices_are_counted_by_month_and_taken_together(shop: StaffedShop, staff: TestClient) -> None:
    told = rows(staff, "topics", product="creme-rosee")
    assert all(row["for"] + row["against"] + row["mixed"] == row["voices"] for row in told)

    asked: list[tuple[str, str]] = []

    class Counts:
        """Remembers what it was asked to count."""

        def tally(self, product_id: str, topic: str, language: str) -> Any:
            asked.append((product_id, topic))
            return shop.app.state.assistant.tally(product_id, "peau sèche", language)

    spoken = Spoken({("creme-rosee", "dry_skin"): 5, ("foulque-3", "dry_skin"): 1}, {})
    counted = topic_counts(Counts(), spoken, lambda done, of: None)
    assert asked == [("creme-rosee", "dry_skin")]
    whole = topics_by(counted, [])
    assert [row.voices for row in whole] == ([sum(row.voices for row in counted)] if counted else [])


CREAMS = [
    Product("day", {"fr": "Crème de jour", "en": "Day cream"}, category="skin/creams", facts=(SKIN,)),
    Product("night", {"fr": "Crème de nuit", "en": "Night cream"}, category="skin/creams", facts=(SKIN,)),
    Product("serum", {"fr": "Sérum", "en": "Serum"}, category="skin/serums", facts=(SKIN,)),
    Product("shoe", {"fr": "Chaussure", "en": "Shoe"}, category="shoes", facts=(SOLE,)),
    Product("boot", {"fr": "Bottine", "en": "Boot"}, category="shoes/boots", facts=(SOLE,)),
]
SKIN_TOPICS = {(one, topic): 6 for one in ("day", "night", "serum") for topic in ("dry_skin", "absorption")}
SHOE_TOPICS = {(one, topic): 6 for one in ("shoe", "boot") for topic in ("sole", "wide_feet")}
ALL = dict.fromkeys((product.id for product in CREAMS), 40)


def spoken(more: dict[tuple[str, str], int], brand: dict[tuple[str, str], int] | None = None) -> Spoken:
    """A shop of creams and shoes, forty customers' records each, and what else they surely speak of."""
    said = SKIN_TOPICS | SHOE_TOPICS | more
    return Spoken(said, said, brand or {}, {}, ALL)


def gaps(spoken: Spoken, logged: list[LoggedAnswer], noted: list[AskedQuestion]) -> dict[tuple[str, str], CoverageRow]:
    """What is missing, by product and topic."""
    found = coverage_rows(spoken, kin_of(CREAMS, spoken), logged, noted)
    return {(row.product_id, row.topic): row for row in found if row.gap}


def test_products_are_of_one_kind_where_their_sheets_and_their_customers_agree() -> None:
    kin = kin_of(CREAMS, spoken({}))
    assert {one: set(of) for one, of in kin.items()} == {
        "day": {"night", "serum"}, "night": {"day", "serum"}, "serum": {"day", "night"}, "shoe": {"boot"}, "boot": {"shoe"},
    }  # fmt: skip
    assert kin_of(CREAMS, Spoken({})) == {"day": ["night"], "night": ["day"], "serum": [], "shoe": [], "boot": []}
    assert kin_of([CREAMS[0]], spoken({})) == {"day": []}


def test_what_the_kind_speaks_of_and_nobody_does_here_is_missing_and_what_other_kinds_speak_of_is_not() -> None:
    said = spoken({("night", "sunscreen"): 5, ("serum", "sunscreen"): 3}, {("day", "sunscreen"): 1})
    found = gaps(said, [], [])
    assert found.keys() == {("day", "sunscreen")}
    row = found["day", "sunscreen"]
    assert (row.gap, row.why, set(row.beside), row.beside_people, row.beside_of) == (
        "brand_only", "beside", {"night", "serum"}, 8, 80,
    )  # fmt: skip
    assert gaps(replace(said, brand={}), [], [])["day", "sunscreen"].gap == "nobody"


@pytest.mark.parametrize(
    ("why_not", "more"),
    [
        ("one product is no kind", {("night", "sunscreen"): 9}),
        ("few speak of it", {("night", "sunscreen"): 2, ("serum", "sunscreen"): 2}),
        ("somebody does here", {("night", "sunscreen"): 5, ("serum", "sunscreen"): 3, ("day", "sunscreen"): 1}),
        ("it is at home elsewhere", {("night", "sole"): 3, ("serum", "sole"): 3, ("shoe", "sole"): 30}),
    ],
)
def test_what_the_kind_does_not_expect_is_not_missing(why_not: str, more: dict[tuple[str, str], int]) -> None:
    assert [key for key in gaps(spoken(more), [], []) if key[0] == "day"] == [], why_not


def test_what_is_at_home_elsewhere_is_missing_once_somebody_asks_about_it() -> None:
    said = spoken({("night", "rain"): 3, ("serum", "rain"): 3, ("shoe", "rain"): 30})
    assert ("day", "rain") not in gaps(said, [], [])
    asked = replace(said, questions={("serum", "rain"): 1})
    assert gaps(asked, [], [])["day", "rain"].why == "beside"


def test_what_is_asked_in_vain_is_missing_with_a_shoppers_words_unless_somebody_speaks_of_it() -> None:
    vain = [replace(logged(n, "no_evidence", "smell"), product_id="day") for n in range(3)]
    noted = [AskedQuestion("Elle  sent fort ?", "day", "fr", "no_evidence", vain[0].at)]
    row = gaps(spoken({}), vain, noted)["day", "smell"]
    assert (row.why, row.asked, row.unanswered, row.question) == ("asked", 3, 3, "Elle sent fort ?")
    assert ("day", "smell") not in gaps(spoken({("day", "smell"): 1}), vain, noted)
    assert gaps(spoken({}), vain[:1], noted) == {}  # once is not often


def test_questions_noted_before_the_log_began_count_beside_it(staff: TestClient) -> None:
    gaps = {row["topic"]: row for row in rows(staff, "coverage", gaps=True)}
    assert (gaps["pets"]["asked"], gaps["pets"]["question"]) == (3, "Et avec un chien ?")
    assert all(row["gap"] for row in gaps.values())


def test_videos_are_ranked_by_how_often_they_are_cited_and_found_useful(staff: TestClient) -> None:
    (video,) = rows(staff, "videos")
    assert (video["record_id"], video["cited"], video["moment"]) == (VIDEO, 2, 42.0)
    assert (video["helpful"], video["wrong"], video["unhelpful"]) == (1, 1, 0)
    assert video["hook"].startswith("Alors voilà, trois semaines avec la Rosée")
    assert video["creator"] == "lina.peau"


def test_an_answer_given_twice_is_cited_twice_and_judged_once() -> None:
    video = RECORDS[5]
    (row,) = video_rows({VIDEO: video}, [logged(1), logged(1)], [])
    assert (row.cited, row.helpful) == (2, 0)
    assert hook(video).endswith("…")


def test_how_questions_ended_is_told_by_day_without_a_word_of_them(staff: TestClient) -> None:
    told = rows(staff, "answers", since="2026-03-01")
    assert [(row["outcome"], row["answers"]) for row in told] == [("answered", 1), ("no_evidence", 2)]
    assert "question" not in told[0]
    assert rows(staff, "answers", until="2025-01-01") == []
    assert [row.milliseconds for row in outcome_rows([logged(1)])] == [40.0]


def test_feedback_stands_beside_what_is_known_of_its_answer(staff: TestClient) -> None:
    told = {row["answer_id"]: row for row in rows(staff, "feedback")}
    assert told["answer-3"]["topic"] == "dry_skin"
    assert told["answer-of-another-day"]["product_id"] is None
    assert {row["answer_id"] for row in rows(staff, "feedback", product="creme-rosee")} == {"answer-1", "answer-3"}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_can_be_had_as_csv(staff: TestClient, name: str) -> None:
    told = rows(staff, name)
    given = staff.get(f"/v1/staff/figures/{name}", params={"format": "csv"})
    assert given.headers["content-type"] == "text/csv; charset=utf-8"
    assert given.headers["content-disposition"] == f'attachment; filename="temoin-{name}.csv"'
    head, *lines = csv.reader(io.StringIO(given.text.removeprefix("\ufeff")))
    assert len(lines) == len(told)
    assert not told or head == list(told[0])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\u2003=1", "＝1", "\r=1", '=HYPERLINK("//x")']
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    from data.journal import Feedback

    row = feedback_rows([Feedback(text, "wrong", text, logged(1).at)], [])
    (_, line) = csv.reader(io.StringIO(csv_of(FeedbackRow, row)))
    assert [cell for cell in line if text.strip() in cell] == [f"'{text}", f"'{text}"]


def test_numbers_stay_numbers_and_dates_dates() -> None:
    out = csv_of(type(outcome_rows([logged(1)])[0]), outcome_rows([logged(1)]))
    assert f"{date(2026, 3, 4)},fr,product_question,answered,1,40.0\r\n" in out


def test_an_erased_record_is_in_no_figure(tmp_path: Path) -> None:
    shop = StaffedShop(filled(tmp_path))
    ledger, staff = shop.office.ledger, shop.client(Role.STAFF)
    assert rows(staff, "videos")
    ledger.erase([VIDEO])
    assert ledger.answers.forget([VIDEO]) == 2
    assert rows(staff, "videos") == []
    assert VIDEO not in str([entry.cited for entry in ledger.answers.read()])
    assert REVIEW in str([entry.cited for entry in ledger.answers.read()])
    shop.close()
