"""`python -m ingest` as a person meets it: one line when it cannot, a report when it can, no model when none is needed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import Settings
from ingest.__main__ import main
from ingest.pipeline import builder_lock
from retrieval.built_in_model import model_name
from tests.fakes_embedder import FakeEmbedder
from tests.imports_for_tests import FakeModel, Importer, row, write_csv

ROOT = Path(__file__).parents[2]
DRY = "My very dry skin drinks it up and there is no tightness left."


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    """A home whose index was built by a model that calls itself the built-in one."""
    importer = Importer(tmp_path, FakeModel(FakeEmbedder(model_name(Settings(_env_file=None)), 384)))
    importer.write("a.csv", row(1, DRY), row(2, "The pump broke within a week."))
    importer.run()
    yield importer
    importer.ledger.close()


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEMOIN_")]:
        monkeypatch.delenv(name)


def command(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """The command as typed in a shell."""
    typed = [sys.executable, "-W", "error::ResourceWarning", "-m", "ingest", *map(str, arguments)]
    return subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_an_export_already_in_is_told_unchanged_without_loading_any_model(importer: Importer) -> None:
    code = (
        "import sys; from ingest.__main__ import main; code = main(sys.argv[1:]);"
        "print('loaded:', sorted({'torch', 'sentence_transformers', 'chromadb'} & set(sys.modules)));"
        "sys.exit(code)"
    )
    typed = [sys.executable, "-c", code, str(importer.exports), "--home", str(importer.home.root)]
    done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.splitlines()[-2:]) == (0, ["  index unchanged", "loaded: []"])
    assert "0 kept (0 new, 0 changed) + 2 unchanged + 0 duplicate + 0 refused" in done.stdout


def test_a_home_that_cannot_be_written_is_one_line_and_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    export = write_csv(tmp_path / "a.csv", row(1, DRY))
    done = command(export, "--home", tmp_path / "home")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"ingest: home folder {tmp_path / 'home'} cannot be written")
    assert line.endswith("choose another with TEMOIN_HOME=DIR or --home DIR")


def test_a_path_that_is_not_there_is_one_line_and_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere.csv"), "--home", str(tmp_path / "home")]) == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith("ingest: nothing to read: nowhere.csv: it cannot be read (No such file or directory)")
    assert told.out == ""


def test_an_unknown_layout_is_one_line_on_stderr_and_the_start_of_a_mapping_on_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = write_csv(tmp_path / "a.csv", {"colonne_a": "Très bien", "colonne_b": "x"})
    assert main([str(export), "--home", str(tmp_path / "home")]) == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith("ingest: a.csv: its layout is unknown (columns found: colonne_a, colonne_b)")
    assert line.endswith("--mapping FILE")
    assert "fields:" in told.out.splitlines()


def test_a_home_where_another_import_runs_is_one_line_and_exit_code_one(
    importer: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    with builder_lock(importer.home):
        assert main([str(importer.exports), "--home", str(importer.home.root)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("ingest: another import is running on ")


def test_nothing_to_read_is_one_line_and_exit_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "home")]) == 1
    assert capsys.readouterr().err.startswith("ingest: nothing to read: ")


def test_the_report_as_json_holds_every_figure_and_nothing_else_is_printed(
    importer: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    importer.write("b.csv", row(3, ""))
    (importer.exports / "README.md").write_text("About these exports.")
    assert main([str(importer.exports), "--home", str(importer.home.root), "--json"]) == 0
    told = capsys.readouterr()
    report = json.loads(told.out)
    parts = [report[part] for part in ("kept", "unchanged", "duplicate", "refused")]
    assert (report["read"], parts) == (3, [0, 2, 0, 1])
    assert report["skipped"] == [{"file": "exports/README.md", "reason": "paperwork of the folder, not UGC"}]
    assert Path(report["quarantine"]).is_file()
    assert told.err == ""


def test_a_dry_run_says_what_it_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = write_csv(tmp_path / "a.csv", row(1, DRY), row(2, ""))
    assert main([str(export), "--home", str(tmp_path / "home"), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("would read 2 rows")
    assert "1 kept (1 new, 0 changed) + 0 unchanged + 0 duplicate + 1 refused" in told
    assert "a.csv, line 3, text: '': the body is empty" in told
    assert "index" not in told


def test_an_interrupted_import_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.pipeline.ingest", interrupted)
    assert main([str(tmp_path), "--home", str(tmp_path / "home")]) == 130
    assert capsys.readouterr().err == "ingest: stopped; run the same command again, it goes on where it was\n"
