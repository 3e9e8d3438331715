"""Markdown and HTML flattened to readable text: the words stay, list items keep their lines, markup goes."""

import html
import re
from itertools import cycle

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Only tags HTML knows are tags: "poids <kg>" and "I <3 it" are words.
BLOCKS = (
    "p div section article header footer ul ol dl dt dd table thead tbody tr h1 h2 h3 h4 h5 h6 details summary pre hr "
    "figure blockquote"
)
INLINE = (
    "a abbr b big button cite code del em font i img ins kbd label mark q s small span strike strong sub sup td th "
    "time tt u"
)
HIDDEN = "script style template noscript iframe object svg title head"
NAMES = f"{BLOCKS} {INLINE} {HIDDEN} br li html body input form video audio source embed link meta base"
TAG = re.compile(rf"</?(?:{'|'.join(sorted(NAMES.split(), key=len, reverse=True))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
OPEN_HIDDEN = re.compile(rf"<({'|'.join(HIDDEN.split())})(?=[\s/>])[^<>]*>", re.IGNORECASE)
ITEM = re.compile(r"<li(?=[\s/>])[^<>]*>", re.IGNORECASE)
BLOCK = re.compile(rf"</?(?:{'|'.join(BLOCKS.split())}|br|li)(?=[\s/>])[^<>]*>", re.IGNORECASE)

FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^()\n]{0,1000}\)")
LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\]\n]{0,200}\])")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]: +\S+.*$", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)? *$", re.MULTILINE)
QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
BULLET = re.compile(r"^( *)[-*+] +(?:\[[ xX]\] +)?", re.MULTILINE)
RULE = re.compile(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$", re.MULTILINE)
CODE = re.compile(r"(`{1,3})([^`\n](?:[^\n]{0,500}?[^`\n])?)\1(?!`)")
STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^\n*_]{1,500}?)(?<=[^\s])\1(?![\w*_])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
TABLE_RULE = re.compile(r"^ *\|?(?: *:?-{2,}:? *\|)+ *:?-{0,}:? *$\n?", re.MULTILINE)
BLANKS = re.compile(r"\n\s*\n+")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Lines that begin something of their own; any other line goes on with the paragraph above it.
STARTS = re.compile(r" {0,3}(?:[-*+] |\d{1,3}[.)] |#{1,6} |>|\||```|~~~|\[[^\]\n]+\]: )| *$|<")
STANDS_ALONE = re.compile(r" {0,3}(?:#{1,6} |\||```|~~~)| *$|.*(?:  |\\|<br */?>|</[a-z\d]+>)$", re.IGNORECASE)


def flatten(text: str, markup: str) -> str:
    """The readable words of a text.

    Args:
        text: as exported.
        markup: "none" (left as it is), "breaks" (only `<br>` and entities read), "html" or "markdown" (HTML included).
    """
    if markup == "none":
        return text
    if markup == "breaks":
        return html.unescape(BREAK.sub("\n", text))
    return _tidy(flatten_html(flatten_markdown(text) if markup == "markdown" else text))


def flatten_html(text: str) -> str:
    """Words of an HTML text: scripts and styles dropped, blocks and list items on their own line, entities decoded."""
    if "<" in text:
        text = _without_hidden(COMMENT.sub("", text))
        text = TAG.sub("", BLOCK.sub("\n", ITEM.sub("\n- ", text)))
    return html.unescape(text)


def flatten_markdown(text: str) -> str:
    """Words of a Markdown text: links and images keep their words, list items their lines, code is left as it is."""
    return "".join(
        part if fenced else _flat(part) for fenced, part in zip(cycle((False, True)), FENCE.split(text), strict=False)
    )


def _flat(text: str) -> str:
    text = REFERENCE.sub("", _unwrapped(text))
    text = RULE.sub("", TABLE_RULE.sub("", text))
    text = QUOTE.sub("", HEADING.sub(r"\1", text))
    text = LINK.sub(r"\1", IMAGE.sub(r"\1", AUTOLINK.sub(r"\1", text)))
    text = CODE.sub(r"\2", text)
    text = EMPHASIS.sub(r"\2", STRONG.sub(r"\2", text))
    return ESCAPE.sub(r"\1", BULLET.sub(r"\1- ", text))


def _unwrapped(text: str) -> str:
    """The text with the lines of one paragraph joined."""
    paragraphs: list[list[str]] = []
    above = ""
    for line in text.split("\n"):
        if paragraphs and not STARTS.match(line) and not STANDS_ALONE.match(above):
            paragraphs[-1].append(line.strip())
        else:
            paragraphs.append([line.rstrip()])
        above = line
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs)


def _without_hidden(text: str) -> str:
    """The text without the content of elements nobody sees; one left open hides the rest."""
    kept, at, lower = [], 0, text.lower()
    while found := OPEN_HIDDEN.search(text, at):
        kept.append(text[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            return "".join(kept)
        at = text.find(">", end) + 1 or len(text)
    return "".join((*kept, text[at:]))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split(" ")).rstrip() for line in text.split("\n"))
    return BLANKS.sub(
        "\n", "\n".join(line.lstrip(" \t") if not line.lstrip().startswith("- ") else line for line in lines)
    ).strip()
