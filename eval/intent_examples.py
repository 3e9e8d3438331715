"""Questions to learn intents from: those written for it in `eval/intents`, and the `dev` half of the question sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chat.conversation import Conversation, Turn
from chat.followup import standalone
from chat.intent import BRAND_FACTS, Intent
from chat.understanding.intent_words import matched
from data.errors import EvalError
from eval.questions import Split, split_of
from eval.set_rows import SetRow
from eval.sets_reading import set_paths

WRITTEN = Path(__file__).parent / "intents"
HELD_OUT = WRITTEN / "held_out"
"""Questions of other shops that nothing is fitted on, a folder a set."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question that stands alone, and its intent; `own` is as typed, `shop_wide` when asked on no product's page."""

    question: str
    intent: Intent
    language: str
    own: str
    shop_wide: bool = False


def written_examples(folder: Path = WRITTEN) -> list[Example]:
    """The examples of every `<language>.txt` and `<language>-<what>.txt`; `#` opens a comment.

    `[intent]` opens a group, then comes a question a line.

    Raises:
        EvalError: a question before the first intent, or a name that is no intent, with file and line.
    """
    return [example for path in sorted(folder.glob("*.txt")) for example in _of_file(path)]


def _of_file(path: Path) -> list[Example]:
    intent, found = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if text.startswith("[") and text.endswith("]"):
            intent = _named(text[1:-1], path, number)
        elif text and not text.startswith("#"):
            if intent is None:
                raise EvalError(f"{path.name}, line {number}: {text!r} stands under no [intent]: write one above it")
            found.append(Example(text, intent, path.stem.partition("-")[0], text))
    return found


def _named(name: str, path: Path, number: int) -> Intent:
    try:
        return Intent(name)
    except ValueError:
        raise EvalError(f"{path.name}, line {number}: {name!r} is no intent: one of {', '.join(Intent)}") from None


def set_examples(half: Split, sets: Sequence[str] = ()) -> list[Example]:
    """The questions of one half of the sets, standing alone; all brand facts are named by the words they use."""
    rows = [
        SetRow.model_validate_json(line)
        for path in set_paths(sets)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [_example(row) for row in rows if split_of(row.id) == half]


def _example(row: SetRow) -> Example:
    turns = (*(Turn(turn.role, turn.text) for turn in row.history), Turn("shopper", row.question))
    question = standalone(Conversation(turns, row.language))[0]
    intent = Intent(row.intent)
    if intent is Intent.BRAND:
        told = (pattern.intent for pattern in matched(question))
        intent = next((found for found in told if found in BRAND_FACTS), Intent.BRAND)
    return Example(question, intent, row.language, row.question, row.product is None)
