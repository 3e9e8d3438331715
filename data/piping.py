"""What a command prints, for readers that may leave before the end, as `head` does."""

import os
import sys
from collections.abc import Callable
from typing import Final

LEFT: Final = 141
"""Exit code of a command nobody reads on: 128 + SIGPIPE, as other tools have it."""


def while_read(command: Callable[[], int]) -> int:
    """Run a command and give its exit code; where its reader left, it ends without a word."""
    try:
        try:
            return command()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is written to nobody at the exit
        return LEFT
