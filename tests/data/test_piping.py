"""Commands whose reader leaves early, as in `python -m chat ask … | head -1`."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.piping import LEFT

ROOT = Path(__file__).parents[2]

TALKATIVE = "from data.piping import while_read; import sys; sys.exit(while_read(lambda: print('x\\n' * {lines}) or 7))"


def piped(*command: str) -> tuple[str, str]:
    """What the first line and stderr say where only one line is read; the command's own exit code stands last."""
    line = 'set -o pipefail; "$@" | head -1; echo "${PIPESTATUS[0]}"'
    run = subprocess.run(["bash", "-c", line, "-", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout, run.stderr


def test_a_reader_that_leaves_ends_the_command_without_a_word() -> None:
    assert piped(sys.executable, "-c", TALKATIVE.format(lines=200_000)) == (f"x\n{LEFT}\n", "")


def test_a_command_read_to_its_end_keeps_its_code() -> None:
    assert piped(sys.executable, "-c", TALKATIVE.format(lines=0)) == ("\n7\n", "")


@pytest.mark.parametrize("room", ["chat", "ingest", "eval"])
def test_every_commands_help_may_be_cut_short(room: str) -> None:
    said, complaint = piped(sys.executable, "-m", room, "--help")
    assert said.startswith("usage:")
    assert complaint == ""
