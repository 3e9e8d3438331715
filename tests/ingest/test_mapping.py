"""Mappings: the shipped ones hold, and a shop's own speak plainly when they are wrong."""

import json
from pathlib import Path

import pytest

from data.errors import IngestError
from ingest.mapping import SHIPPED, load_layout, shipped_layouts
from tests.ingest.exports import read, written

MINE = """
name: my-shop
kind: review
requires: [Client, Texte]
fields: {product: Article, text: Texte, author: Client, rating: Mark, published: Jour}
rating: {best: 10}
dates: {order: dmy}
values:
  verified: {oui: "true"}
attributes: {columns: {skin_type: Peau}}
"""
ROWS = "Client;Texte;Article;Mark;Jour;Peau\nMia;Très doux;P1;8;03/04/2026;sèche\n"


def test_every_shipped_mapping_is_valid_and_named_as_its_file() -> None:
    names = [layout.name for layout in shipped_layouts()]
    assert names == sorted(path.stem for path in SHIPPED.glob("*.yaml"))
    assert len(names) > 20


def test_a_mapping_named_by_the_user_reads_an_unknown_layout(tmp_path: Path) -> None:
    record = read(written(tmp_path, "x.csv", ROWS), mapping=written(tmp_path, "m.yaml", MINE)).record
    assert (record.product_id, record.text, record.author, record.rating) == ("P1", "Très doux", "Mia", 4.0)
    assert str(record.published) == "2026-04-03"
    assert record.attributes == {"skin_type": "sèche"}
    assert record.provenance.source == "my-shop"


def test_a_mapping_beside_the_export_is_found_by_itself(tmp_path: Path) -> None:
    written(tmp_path, "x.mapping.yaml", MINE)
    got = read(written(tmp_path, "x.csv", ROWS))
    assert got.record.provenance.source == "my-shop"


def test_a_mapping_of_a_folder_serves_every_file_it_fits(tmp_path: Path) -> None:
    written(tmp_path, "shop.mapping.yaml", MINE)
    written(tmp_path, "a.csv", ROWS)
    written(tmp_path, "b.csv", "product_id,rating,text\nP2,5,Bien\n")
    got = read(tmp_path)
    assert [record.provenance.source for record in got.records] == ["my-shop", "reviews"]
    assert [skipped.reason for skipped in got.skipped] == ["a mapping, used for the files beside it"]


def test_a_mapping_that_does_not_fit_says_which_columns_are_missing(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="mapping my-shop does not fit: the file has no Client, Texte"):
        read(written(tmp_path, "x.csv", "a,b\n1,2\n"), mapping=written(tmp_path, "m.yaml", MINE))


def test_a_file_without_a_header_tells_nobodys_words_and_breaks_no_line(tmp_path: Path) -> None:
    """Its first row is taken for the names of columns: what stands there is what somebody wrote."""
    first = {"Call me on 06 12 34 56 78": 1, "ann@example.org": 2, "x\n  text: id # \u001b[2J": 3, "w" * 900: 4}
    with pytest.raises(IngestError) as raised:
        read(written(tmp_path, "odd.json", json.dumps([first])))
    told = str(raised.value)
    assert "06 12" not in told
    assert "ann@example" not in told
    assert "\x1b" not in told
    assert "w" * 100 not in told.partition("\n\n")[0]
    assert all(not line.strip().startswith("text: id") for line in told.splitlines())


def test_an_unknown_layout_names_its_columns_the_nearest_layout_and_a_mapping_to_complete(tmp_path: Path) -> None:
    """The skeleton, completed, reads the file."""
    path = written(tmp_path, "odd.csv", "ref;remarque;étoiles du client\nP1;Doux;5\n")
    with pytest.raises(IngestError) as raised:
        read(path)
    told = str(raised.value)
    assert "ref, remarque, étoiles du client" in told
    assert "nearest known layout is" in told
    skeleton = told.partition("\n\n")[2]
    assert "# which column?" in skeleton
    completed = skeleton.replace("product:    # which column?", "product: ref").replace(
        "text:    # which column?", "text: remarque"
    )
    assert read(path, mapping=written(tmp_path, "m.yaml", completed)).record.text == "Doux"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: x\nkind: review\nrequires: []\nfields: {titel: a}", "unknown field titel: known are"),
        ("name: x\nkind: poem\nrequires: []\nfields: {}", "kind"),
        ("name: x\nkind: review\nfields: {}\nrequires: []\ncolour: red", "colour"),
        ("a: [", "is not YAML"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("- just a list", "mapping bad"),
    ],
)
def test_a_wrong_mapping_names_its_mistake(text: str, told: str) -> None:
    with pytest.raises(IngestError, match="bad") as raised:
        load_layout(text, "bad")
    assert told in str(raised.value)


def test_constants_encoding_and_delimiter_of_a_mapping_are_obeyed(tmp_path: Path) -> None:
    mapping = (
        "name: x\nkind: review\nrequires: [mot]\nencoding: cp850\ndelimiter: '~'\n"
        "fields: {text: mot, language: langue}\nconstants: {product: P9, language: fr}\n"
        "values: {status: {'*': pending}}\n"
    )
    path = written(tmp_path, "r.csv", "mot~langue\nété, oui~\n".encode("cp850"))
    record = read(path, mapping=written(tmp_path, "m.yaml", mapping)).record
    assert (record.text, record.language, record.product_id) == ("été, oui", "fr", "P9")
    assert read(path, mapping=tmp_path / "m.yaml", product="P1").record.product_id == "P1"


def test_the_mapping_shown_in_the_documentation_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    table = "N° avis;Référence;Titre;Avis;Note;Prénom;Date de l'avis;Achat vérifié;Type de peau\n1;P;;Doux;8;Mia;03/04/2026;Oui;Sèche\n"
    record = read(written(tmp_path, "r.csv", table), mapping=written(tmp_path, "m.yaml", example)).record
    assert (record.rating, str(record.published), record.provenance.verified) == (4.0, "2026-04-03", True)
    assert record.attributes == {"skin_type": "Sèche"}


def test_words_for_yes_stay_words_in_a_mapping() -> None:
    layout = load_layout(
        'name: x\nkind: review\nrequires: [a]\nfields: {text: a}\nvalues: {verified: {yes: "true", no: "false", 1: "true"}}',
        "x",
    )
    assert layout.values["verified"] == {"yes": "true", "no": "false", "1": "true"}


def test_the_day_is_used_only_for_relative_dates(tmp_path: Path) -> None:
    rows = "product_id,rating,text,date\nP1,5,Bien,il y a 2 jours\nP1,5,Doux,2026-01-02\n"
    found = {record.text: record.published for record in read(written(tmp_path, "r.csv", rows)).records}
    assert str(found["Bien"]) == "2026-11-20"
    assert str(found["Doux"]) == "2026-01-02"
