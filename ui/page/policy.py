"""The page on how reviews are treated, from the Markdown the running rules write."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.moderation.policy import policy
from ui.strings import typeset

MARKED: Final = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`h1`, `h2`), a paragraph (`p`) or a list (`ul`); each line is words with their look."""

    tag: str
    lines: tuple[tuple[tuple[str, str], ...], ...]


def policy_blocks(language: str, *, learned: bool = True) -> tuple[Block, ...]:
    """The page in "fr" or "en"; without the `learned` rules where they do not run."""
    told = typeset(policy(language, learned=learned), language)
    return tuple(_block(text) for text in re.split(r"\n\n+", told.strip()))


def _block(text: str) -> Block:
    for sign, tag in (("## ", "h2"), ("# ", "h1")):
        if text.startswith(sign):
            return Block(tag, (_words(text.removeprefix(sign)),))
    if text.startswith("- "):
        return Block("ul", tuple(_words(line.removeprefix("- ")) for line in text.splitlines()))
    return Block("p", (_words(re.sub(r"[ \n]+", " ", text)),))


def _words(line: str) -> tuple[tuple[str, str], ...]:
    """The line as (look, words): plain "", "strong" or "code"."""
    words, end = list[tuple[str, str]](), 0
    for marked in MARKED.finditer(line):
        look = marked.lastgroup or ""
        words += [("", line[end : marked.start()]), (look, marked[look])]
        end = marked.end()
    return tuple(piece for piece in (*words, ("", line[end:])) if piece[1])
