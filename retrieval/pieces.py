"""Cuts text into the pieces the built-in model reads: a SentencePiece unigram model in 60 MB instead of 280.

The package `tokenizers` keeps a hash table at every node of its tree of pieces. Here they are one dictionary, looked up
word by word, and words met before are remembered. The ids are the same, special tokens in a text included.
"""

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PIECES, TOKENIZER = "pieces.npz", "tokenizer.json"
SPACE = "\u2581"
UNKNOWN_COSTS = 10.0
"""How much less likely than the rarest piece a character is that no piece holds."""
REMEMBERED = 20_000
CODE_POINT = re.compile(r"\\x\{([0-9a-f]+)\}")
SEVERAL_SPACES = re.compile(" {2,}")


def write_pieces(folder: Path) -> None:
    """Add the pieces of `tokenizer.json` to a model's folder, in a form that is quick to read.

    Raises:
        OSError: a file is missing, or the folder cannot be written.
        ValueError, KeyError, TypeError: the tokenizer is not one this model was built with.
    """
    told = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    pieces, scores = zip(*told["model"]["vocab"], strict=True)
    dropped, spaces = (_code_points(step) for step in told["normalizer"]["normalizers"][:2])
    specials = [token["id"] for token in told["added_tokens"]]
    partial = folder / f"{PIECES}.{os.getpid()}.partial"
    with partial.open("wb") as file:
        np.savez(
            file,
            pieces=np.frombuffer("\n".join(pieces).encode(), np.uint8),
            scores=np.array(scores, np.float64),
            dropped=dropped,
            spaces=spaces,
            specials=np.array(specials, np.int64),
            unknown=np.array(told["model"]["unk_id"], np.int64),
        )
    partial.replace(folder / PIECES)


def _code_points(step: dict[str, dict[str, str]]) -> NDArray[np.int64]:
    return np.array([int(found, 16) for found in CODE_POINT.findall(step["pattern"]["Regex"])], np.int64)


@lru_cache(maxsize=2)
def shared_pieces(folder: Path) -> "Pieces":
    """The pieces of a folder, read once for all models of one process that read with them; see `Pieces`."""
    return Pieces(folder)


class Pieces:
    """The pieces of one model and their log probabilities."""

    def __init__(self, folder: Path) -> None:
        """Read what `write_pieces` wrote (`OSError` or `ValueError` when it cannot be read)."""
        with np.load(folder / PIECES, allow_pickle=False) as stored:
            listed = stored["pieces"].tobytes().decode().split("\n")
            self._scores: list[float] = stored["scores"].tolist()
            replaced = {int(code): "" for code in stored["dropped"]} | {int(code): " " for code in stored["spaces"]}
            specials, self._unknown = [listed[at] for at in stored["specials"]], int(stored["unknown"])
        self._ids = {piece: at for at, piece in enumerate(listed)}
        self._replaced, self._longest = replaced, max(map(len, listed))
        self._unknown_score = min(self._scores) - UNKNOWN_COSTS
        self._begin, self._end = self._ids["<s>"], self._ids["</s>"]
        self._special = re.compile("(" + "|".join(map(re.escape, specials)) + ")")
        self._read = lru_cache(REMEMBERED)(self._word)

    def ids(self, text: str, most: int) -> list[int]:
        """Ids of a text between the tokens that begin and end one; no more than `most`, what follows left out."""
        found = [self._begin]
        for word in self._words(text):
            found += self._read(word)
            if len(found) >= most:
                break
        return [*found[: most - 1], self._end]

    def _words(self, text: str) -> Iterator[str]:
        """Words with the sign for a space before each, and special tokens."""
        for at, part in enumerate(self._special.split(text)):
            if at % 2:
                yield part
                continue
            plain = SEVERAL_SPACES.sub(" ", unicodedata.normalize("NFKC", part.translate(self._replaced)))
            if plain:
                first, *others = plain.removeprefix(" ").split(" ")
                yield SPACE + first
                yield from (SPACE + other for other in others)

    def _word(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces of a word (Viterbi); characters no piece holds are one unknown where they follow."""
        if self._special.fullmatch(word):
            return (self._ids[word],)
        size, ids, scores = len(word), self._ids, self._scores
        best: list[tuple[float, int, int] | None] = [(0.0, 0, -1), *[None] * size]
        for start in range(size):
            so_far = best[start]
            if so_far is None:
                continue
            for end in range(start + 1, min(size, start + self._longest) + 1):
                at = ids.get(word[start:end], -1)
                if at < 0 and end > start + 1:
                    continue
                score = so_far[0] + (scores[at] if at >= 0 else self._unknown_score)
                held = best[end]
                if held is None or score > held[0]:
                    best[end] = score, start, at if at >= 0 else self._unknown
        return self._backwards(best)

    def _backwards(self, best: list[tuple[float, int, int] | None]) -> tuple[int, ...]:
        found, end = list[int](), len(best) - 1
        while end > 0 and (step := best[end]) is not None:
            _, end, at = step
            if not (at == self._unknown and found and found[-1] == self._unknown):
                found.append(at)
        return tuple(reversed(found))
