"""The book of answers holds what a shopper would read, and nothing a review says becomes markup."""

from pathlib import Path

import pytest

from data.errors import EvalError
from eval.commands.answers import QUESTIONS, Asked, book, read
from tests.fakes_assistant import FakeAssistant


def test_the_shipped_questions_are_sixty_half_of_them_french() -> None:
    asked = read(QUESTIONS)
    assert len(asked) == 60
    assert sum(one.language == "fr" for one in asked) == 30
    assert any(len(one.turns) > 1 for one in asked)
    assert any(one.product is None for one in asked)


def test_each_message_of_a_conversation_is_asked_with_those_before_it() -> None:
    assistant = FakeAssistant()
    text = "\n".join(book([Asked("fr", "creme-rosee", ("Peau sèche ?", "Et en hiver ?"))], assistant))
    assert "**« Peau sèche ? »**" in text
    assert "**« Et en hiver ? »**" in text
    assert [len(conversation.turns) for conversation, _ in assistant.asked] == [1, 3]


def test_quotes_are_shown_with_who_says_them_and_without_markup() -> None:
    text = "\n".join(book([Asked("en", "creme-rosee", ("Is it good on dry skin?",))], FakeAssistant()))
    assert "Verified review" in text
    assert "<script>" not in text


@pytest.mark.parametrize("line", ["{", '{"language": "fr"}', "[1]"])
def test_a_line_that_is_no_question_is_told_with_what_was_expected(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(EvalError, match="were expected"):
        read(path)
