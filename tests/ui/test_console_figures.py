"""What the console draws and tells of figures, runs and answers: inert, in both languages, and as the API gave it."""

import html
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from chat.api_schemas import answer_of
from chat.conversation import Conversation, Turn
from chat.tracing import Stage
from eval.sets_reading import read_questions
from tests.eval.small_sets import CORPUS
from tests.fakes_assistant import XSS, FakeAssistant
from ui.console.chat_reply import intent_of, prompt_text, question_line, reply_of
from ui.console.chat_settings import settings_body
from ui.console.chat_shown import chat_request
from ui.console.dashboard_figures import (
    answers_over_time,
    answers_sentence,
    content_by_month,
    content_by_product,
    content_sentence,
    coverage_cells,
    coverage_head,
    feedback_cells,
    feedback_over_time,
    topic_choices,
    topic_over_time,
    topics_by_stance,
    topics_sentence,
    videos_by,
)
from ui.console.dashboard_plots import COLOURS, plain
from ui.console.eval_shown import comparison_cells, failure_card, figures_cells, run_name, state_told
from ui.console.eval_tab import picked
from ui.console.words_chat import CHAT
from ui.console.words_dashboard import DASHBOARD
from ui.console.words_eval import EVAL
from ui.strings import typeset

CONTENT = [
    {"kind": "review", "language": "fr", "product_id": "a", "month": "2026-01", "records": 3, "copies": 0},
    {"kind": "transcript", "language": "en", "product_id": "b", "month": None, "records": 1, "copies": 0},
]
TOPICS = [
    {"topic": "smell", "label_fr": "l'odeur", "label_en": "the smell", "month": "2026-01", "for": 1, "mixed": 0, "against": 5,
     "voices": 6, "rated": 2, "rating": 2.5},
    {"topic": "price", "label_fr": "le prix", "label_en": "the price", "month": None, "for": 9, "mixed": 1, "against": 0,
     "voices": 10, "rated": 0, "rating": None},
]  # fmt: skip
RUN = {"id": "1", "state": "done", "done": 3, "of": 3, "seconds": 24.5, "quick": True, "variants": False, "sets": ["own"],
       "answerer": "assembled", "started": "2026-11-22T21:04:55Z", "error": None}  # fmt: skip


@pytest.mark.parametrize("words", [CHAT, DASHBOARD, EVAL], ids=["chat", "dashboard", "evaluate"])
def test_every_word_is_there_in_both_languages_with_the_same_blanks(words: dict[str, dict[str, str]]) -> None:
    for key, both in words.items():
        assert both["fr"], key
        assert both["en"], key
        blanks = [sorted(part.partition("}")[0] for part in both[code].split("{")[1:]) for code in ("fr", "en")]
        assert blanks[0] == blanks[1], key


def test_content_is_told_and_drawn_by_kind_and_language() -> None:
    assert content_sentence(CONTENT, "en").startswith("4 pieces of content served, of them 3 reviews and 1 videos")
    month, product = content_by_month(CONTENT, "fr"), content_by_product(CONTENT, {"a": "Crème"}, "fr")
    assert [(bar.name, list(bar.x), list(bar.y)) for bar in month.data] == [("avis", ["2026-01"], [3])]
    assert [(bar.name, list(bar.y), list(bar.x)) for bar in product.data] == [
        ("français", ["Crème", "b"], [3, 0]),
        ("anglais", ["Crème", "b"], [0, 1]),
    ]


def test_topics_are_drawn_by_side_and_one_of_them_over_time_with_its_stars() -> None:
    assert "the smell (5 / 6)" in topics_sentence(TOPICS, "en")
    assert topic_choices(TOPICS, "fr") == [("le prix", "price"), ("l'odeur", "smell")]
    assert [bar.name for bar in topics_by_stance(TOPICS, "en").data] == ["for", "in two minds", "against"]
    drawn = topic_over_time(TOPICS, "smell", "en")
    assert [(list(one.x), list(one.y)) for one in drawn.data][-1] == (["2026-01"], [2.5])


def test_videos_are_grouped_by_what_is_chosen_and_what_is_not_told_is_said() -> None:
    rows = [{"format": None, "creator": "lina", "hook": "Alors", "cited": 2, "helpful": 1, "unhelpful": 0, "wrong": 1}]
    assert list(videos_by(rows, "format", "en").data[0].y) == ["not communicated"]
    assert [list(bar.x) for bar in videos_by(rows, "creator", "en").data] == [[2], [1], [1]]
    assert videos_by(rows, "creator", "en").layout.xaxis.dtick == 1  # nothing is cited half a time
    assert videos_by([rows[0] | {"cited": 70}], "creator", "en").layout.xaxis.dtick is None
    named = [list(videos_by([rows[0] | {"format": one}], "format", "fr").data[0].y) for one in ("unboxing", "my_own")]
    assert named == [["déballage"], ["my own"]]


def test_answers_and_feedback_are_drawn_by_week() -> None:
    rows = [
        {"day": "2026-01-18", "language": "fr", "intent": "size", "outcome": "answered", "answers": 3, "milliseconds": 40.0},
        {"day": "2026-01-12", "language": "en", "intent": "size", "outcome": "no_evidence", "answers": 1, "milliseconds": 9.0},
    ]  # fmt: skip
    drawn = answers_over_time(rows, "en")
    assert [list(bar.x) for bar in drawn.data] == [["2026-01-12"]] * 2
    assert (drawn.layout.xaxis.ticktext, drawn.layout.yaxis.title.text) == (("12 Jan 2026",), "answers")
    assert answers_over_time(rows, "fr").layout.xaxis.ticktext == ("12/01/2026",)
    assert {bar.width for bar in drawn.data} == {0.1}  # one week is no wall of colour
    assert "median time: 40 ms" in answers_sentence(rows, "en")
    given = [{"at": "2026-01-18T10:00:00Z", "verdict": "wrong", "reason": XSS, "product_id": None, "answer_id": "x"}]
    assert [bar.name for bar in feedback_over_time(given, "fr").data] == ["faux"]
    assert feedback_cells(given, {}, "fr")[0][:2] == ["18/01/2026", "faux"]


def test_what_is_missing_is_a_table_with_the_topic_in_the_reader_s_language() -> None:
    row = {"product_id": "a", "label_fr": "l'odeur", "label_en": "the smell", "gap": "nobody", "asked": 3, "unanswered": 2,
           "question": None, "beside": ["b", "c"], "beside_people": 9, "beside_of": 80, "why": "beside"}  # fmt: skip
    cells = coverage_cells([row], {"a": "Crème", "b": "Sérum"}, "fr")
    beside = "9 contenus de clients sur 80 en parlent pour Sérum, c"
    assert cells == [["Crème", "l'odeur", "personne n'en parle", beside]]
    assert len(coverage_head("en")) == len(cells[0])
    asked = row | {"why": "asked", "question": "Et l'odeur ?", "gap": "brand_only"}
    told = "asked 3 times, 2 of them unanswered"
    assert coverage_cells([asked], {}, "en") == [["a", "“Et l'odeur ?”", "only the brand does", told]]
    assert coverage_cells([asked | {"question": None}], {}, "en")[0][1] == "the smell"


@pytest.mark.parametrize("text", [XSS, "<a href='//evil.example'>x</a>", "a & b < c", "$x^2$"])
def test_no_label_of_a_plot_is_markup(text: str) -> None:
    made = plain(text)
    assert not set(made) & set("<>$")
    assert len(html.unescape(made)) <= 44


def test_plots_use_the_reader_s_fonts_and_colours_told_apart() -> None:
    drawn = content_by_month(CONTENT, "fr").to_json()
    assert "system-ui" in drawn
    assert "http" not in drawn
    assert len(set(COLOURS)) == len(COLOURS) == 6


def reply_over_the_api(question: str = "Convient-elle aux peaux sèches ?") -> Any:
    reply = FakeAssistant().answer(Conversation.of(question, "fr"), "creme-rosee")
    body = json.loads(answer_of(reply, with_trace=True).model_dump_json())
    return reply, reply_of(question, body)


def test_an_answer_of_the_api_is_read_back_whole() -> None:
    reply, read = reply_over_the_api()
    assert read.answer.tally == reply.answer.tally
    assert read.answer.text == reply.answer.text
    assert read.trace == reply.trace
    assert [c.published for c in read.answer.citations] == [c.published for c in reply.answer.citations]
    assert isinstance(read.answer.citations[0].published, date)


@pytest.mark.parametrize("question", ["Convient-elle aux peaux sèches ?", "Et au ski ?"])
def test_a_question_copied_is_a_line_a_question_set_takes(tmp_path: Path, question: str) -> None:
    _, read = reply_over_the_api(question)
    line = question_line(read, [Turn("shopper", "Bonjour"), Turn("assistant", "Bonjour !")])
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    (asked,) = read_questions([path], CORPUS)
    assert [turn.text for turn in asked.conversation.turns] == ["Bonjour", "Bonjour !", question]
    assert asked.product_id == "creme-rosee"
    assert asked.acceptable == {citation.record_id for citation in read.answer.citations}


def test_intents_of_the_brand_are_one_in_question_sets_and_the_prompt_is_told_by_role() -> None:
    _, read = reply_over_the_api()
    assert intent_of(replace(read.trace, stages=(Stage("intent", "price"),))) == "brand_fact"
    assert intent_of(replace(read.trace, stages=())) == "product_question"
    assert (
        prompt_text(replace(read.trace, prompt=(("system", "Be brief."), ("human", "?"))))
        == "[system]\nBe brief.\n\n[human]\n?"
    )


def test_settings_left_as_usual_are_not_sent_and_a_test_is_never_kept() -> None:
    assert settings_body("", "", "", "") == {"kept": False}
    wanted = {"kept": False, "answerer": "llm", "answered": 0.95, "pool": 20, "reranked": False}
    assert settings_body("llm", "0.95", "20", "no") == wanted


def test_a_long_conversation_sends_its_last_messages() -> None:
    turns = tuple(Turn("shopper" if n % 2 == 0 else "assistant", f"{n}") for n in range(101))
    asked = chat_request(turns, "cream", "auto")
    assert (len(asked["messages"]), asked["messages"][-1]["text"], asked["product_id"]) == (39, "100", "cream")
    assert "language" not in asked


@pytest.mark.parametrize(
    ("changed", "told"),
    [({}, "3 questions en 24 s."), ({"state": "stopped", "done": 1}, "Arrêtée après 1 questions sur 3."),
     ({"state": "running", "of": 0}, "Lecture des questions…"), ({"state": "running", "done": 1}, "Questions posées : 1 sur 3…"),
     ({"state": "running"}, "Toutes posées (3) : les chiffres sont calculés…"),
     ({"state": "failed", "error": "no set"}, "L'évaluation a échoué : no set")],
)  # fmt: skip
def test_a_run_says_how_far_it_is(changed: dict[str, Any], told: str) -> None:
    assert state_told(RUN | changed, "fr") == typeset(told, "fr")
    assert run_name(RUN, "fr") == "22/11/2026 21:04 · own · Rapide · Nos règles"


def test_figures_and_changes_are_written_as_the_reader_writes_numbers() -> None:
    measure = {"measure": "answer_right", "says": "justes", "unit": "share", "slice": "all", "value": 0.5, "low": 0.25,
               "high": 0.75, "n": 4}  # fmt: skip
    assert figures_cells([measure], "all", "fr") == [["justes", "0,500", "0,250 – 0,750", 4, "answer_right"]]
    assert figures_cells([measure], "test", "fr") == []
    change = {
        "measure": "m",
        "says": "s",
        "before": 0.5,
        "after": 0.75,
        "difference": 0.25,
        "low": 0.1,
        "high": 0.4,
        "n": 9,
    }
    rows = comparison_cells({"changes": [change | {"verdict": "same"}, change | {"verdict": "worse"}]}, "en")
    assert [row[-1] for row in rows] == ["worse", "no difference shown"]
    assert rows[0][1:5] == ["0.500", "0.750", "+0.250", "+0.100 – +0.400"]


def test_a_click_on_a_line_opens_its_failing_question_wherever_it_was_sorted_to() -> None:
    given = [{"question_id": one, "messages": [{"role": "shopper", "text": text}], "product_id": "a", "told": "x", "intent": "size",
              "answerable": "none", "outcome": "answered", "lines": [], "proofs": [], "note": ""}
             for one, text in (("q-1", "Trop petit ?"), ("q-2", "Et au ski ?"))]  # fmt: skip
    line = gr.SelectData(None, {"index": [0, 1], "value": "a", "row_value": ["Et au ski ?", "a", "x"]})
    chosen, card = picked(given, "fr", line)
    assert chosen == "q-2"
    assert "Et au ski ?" in html.unescape(card)
    assert "attendu\u00a0: pas de réponse · obtenu\u00a0: répondu" in html.unescape(card)


def test_a_failing_question_is_a_card_in_which_nothing_hostile_survives() -> None:
    one = {"question_id": XSS, "product_id": XSS, "intent": "size", "answerable": "none", "outcome": "answered", "told": XSS,
           "messages": [{"role": "shopper", "text": XSS}, {"role": "shopper", "text": XSS}], "lines": [XSS], "note": XSS,
           "proofs": [{"record_id": XSS, "quote": XSS, "right": False}]}  # fmt: skip
    card = failure_card(one, "fr")
    assert "<script" not in card
    assert "<img" not in card
    assert "javascript:" not in card
    assert "pas acceptée" in html.unescape(card)
    assert "n'est plus servi" in html.unescape(failure_card(one | {"lines": []}, "fr"))
