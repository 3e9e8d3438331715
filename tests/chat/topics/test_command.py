"""`python -m chat topics` prints what the vocabulary lacks, for people or for machines."""

import json

import pytest

from chat.__main__ import main
from data.records import Record
from tests.fakes_assistant import FakeAssistant
from tests.records_for_tests import review


class GrommetAssistant(FakeAssistant):
    """Everybody speaks of the grommet."""

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        return [review(i, "The grommet squeaks, what a noise.", product_id=product_id) for i in range(4)]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["topics", *arguments], lambda settings: GrommetAssistant()) == 0
    return capsys.readouterr().out


def test_new_words_are_printed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert "grommet" in printed(capsys, "--product", "creme-confort")


def test_new_words_are_printed_as_json_of_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--product", "creme-confort", "--json", "--language", "en"))
    assert [one["word"] for one in found] == ["grommet"]
    assert json.loads(printed(capsys, "--product", "creme-confort", "--json", "--language", "fr")) == []


def test_no_more_words_are_printed_than_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--product", "creme-confort", "--limit", "0").strip() == ""
