"""What could not become a record, and why, in words a shop can act on."""

from dataclasses import dataclass

SHOWN = 200
"""How many characters of a refused value are shown."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row (or one whole file, `line` is then `None`) that was kept out; `reason` says what was expected.

    `line` is the first line of the row in the file, from 1; `column` is the column or key at fault, `None` when the row
    as a whole is; `value` is what was found there, cut to 200 characters.
    """

    file: str
    line: int | None
    column: str | None
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left alone on purpose, such as a README or an evaluation file."""

    file: str
    reason: str


class RowRefusedError(Exception):
    """A row that cannot become a record; turned into a `Refusal` where the file and line are known."""

    def __init__(self, reason: str, *, column: str | None = None, value: object = "") -> None:
        super().__init__(reason)
        self.reason, self.column, self.value = reason, column, shown(value)


class FileRefusedError(Exception):
    """A file that cannot be read from here on; turned into a `Refusal` or an `IngestError` at the edge."""


def shown(value: object) -> str:
    """The value as one short printable text."""
    text = value if isinstance(value, str) else "" if value is None else str(value)[: 2 * SHOWN]
    text = "".join(character if character.isprintable() else " " for character in text[: 2 * SHOWN]).strip()
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
