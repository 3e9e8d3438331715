"""Delimited files as life leaves them."""

from pathlib import Path

import pytest

from tests.ingest.exports import read_as

HEADER = "product_id,rating,text\n"


def texts(folder: Path, content: str | bytes, name: str = "r.csv") -> list[str]:
    got = read_as(folder, name, content)
    assert not got.refusals
    return [record.text for record in got.records]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_whatever_the_name_says(tmp_path: Path, delimiter: str) -> None:
    rows = f"product_id{delimiter}rating{delimiter}text\nP{delimiter}5{delimiter}bien\n"
    assert texts(tmp_path, rows) == ["bien"]


def test_quoted_newlines_doubled_quotes_and_cr_line_ends(tmp_path: Path) -> None:
    rows = 'P,5,"une\n\ndeux, ""trois"""\nP,4,fin\n'
    expected = ['une\n\ndeux, "trois"', "fin"]
    assert texts(tmp_path, HEADER + rows) == expected
    assert texts(tmp_path, (HEADER + rows).replace("\n", "\r")) == expected
    assert texts(tmp_path, (HEADER + rows).replace("\n", "\r\n")) == expected


def test_fields_wrapped_in_too_many_quotes_are_unwrapped(tmp_path: Path) -> None:
    rows = 'P,5,"""triple"""\nP,5,"""""""sept"""""""\nP,5,""""quatre""""\nP,5,"il dit ""oui"" et ""non"""\n'
    assert texts(tmp_path, HEADER + rows) == ["triple", "sept", "quatre", 'il dit "oui" et "non"']


def test_a_byte_order_mark_comments_sep_line_and_blank_lines_are_stepped_over(tmp_path: Path) -> None:
    content = "\ufeffsep=;\n# exported by us\n\nproduct_id;rating;text\n\nP;5;bien\n;;\n"
    assert texts(tmp_path, content) == ["bien"]


def test_a_quote_left_open_costs_its_own_row_only(tmp_path: Path) -> None:
    got = read_as(tmp_path, "r.csv", HEADER + 'P,5,"ouverte\nP,4,b\nP,3,"c ""d"""\nP,2,e\n')
    assert [record.text for record in got.records] == ["b", 'c "d"', "e"]
    assert (got.refusal.line, got.refusal.value) == (2, 'P,5,"ouverte')


def test_a_quote_that_never_closes_costs_its_own_row_only(tmp_path: Path) -> None:
    got = read_as(tmp_path, "r.csv", HEADER + 'P,5,"ouverte\n' + "P,4,b\n" * 3)
    assert len(got.records) == 3
    assert "never closes" in got.refusal.reason


def test_a_row_with_too_many_fields_is_refused_and_trailing_empty_ones_are_not(tmp_path: Path) -> None:
    got = read_as(tmp_path, "r.csv", HEADER + "P,5,bien, mais cher\nP,5,bien,,\n")
    assert [record.text for record in got.records] == ["bien"]
    assert "4 fields where the header has 3" in got.refusal.reason


def test_a_field_too_long_is_refused_and_the_next_row_read(tmp_path: Path) -> None:
    got = read_as(tmp_path, "r.csv", HEADER + "P,5," + "x" * 200_000 + "\nP,5,bien\n")
    assert [record.text for record in got.records] == ["bien"]
    assert len(got.refusal.value) <= 200


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    got = read_as(tmp_path, "r.csv", '# note\n\nproduct_id,rating,text\nP,5,"a\nb"\nP,9,c\n')
    assert got.refusal.line == 6


def test_repeated_and_unnamed_columns_do_not_lose_rows(tmp_path: Path) -> None:
    assert texts(tmp_path, "product_id,rating,text,text,\nP,5,bien,autre,x\n") == ["bien"]
