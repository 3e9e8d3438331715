"""A FAQ kept as Markdown: headings are questions, the headings above them name the product.

    # creme-confort            the product: its id, an alias or its name
    langue : fr                optional lines `key: value` right below
    ## Laisse-t-elle un film ? a question
    Elle laisse un voile…      its answer

Bold lines ("**Question ?**"), `Q:`/`A:` (`Q :`/`R :`) pairs and `<summary>` are read as questions too. A front matter
between `---` lines may give `product` and `language` for the whole file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readers.rows import Row, plain
from ingest.refusals import FileRefusedError

HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)(?:\s+#+)?\s*")
BOLD = re.compile(r"\s*(?:\*\*|__)(?:Q\s?[:.]\s*)?([^*_\n]{3,300}\?)\s*(?:\*\*|__)\s*")
ASKED = re.compile(r"\s*(?:\*\*|__)?(?:Q|Question)\s?\d{0,3}\s?[:.](?:\*\*|__)?\s*(.{3,300})", re.IGNORECASE)
REPLIED = re.compile(r"\s*(?:\*\*|__)?(?:A|R|Answer|Réponse|Reponse)\s?[:.](?:\*\*|__)?\s*(.*)", re.IGNORECASE)
SUMMARY = re.compile(r".*<summary>\s*(.{3,300}?)\s*</summary>(.*)", re.IGNORECASE)
SAID = re.compile(r"\s*[-*]?\s*(?:\*\*)?([^\W\d_][\w ]{1,20}?)(?:\*\*)?\s?:\s*(?:\*\*)?\s*(\S.{0,100})")
KEYS = {
    "langue": "language", "language": "language", "lang": "language", "produit": "product", "product": "product",
    "productid": "product", "updated": "updated", "miseajour": "updated", "date": "updated", "rubrique": "category",
    "category": "category",
}  # fmt: skip
# Headings that file questions by subject: they name no product.
SUBJECT = re.compile(
    r"(faq|foire aux|questions?|frequently|aide|help|sommaire|support|livraison|delivery|shipping|returns?|retours?|"
    r"paiements?|payments?|commandes?|orders?|compte|account|contact|garantie|warranty|general|divers)\b",
    re.IGNORECASE,
)
# An id with a remark behind it: "serum-lueur (fr / en)".
REMARK = re.compile(r"([^\s()]*[-_\d][^\s()]*)\s+\(.*\)")
FENCE = re.compile(r" {0,3}(?:```|~~~)")


@dataclass(slots=True)
class _Entry:
    """A heading or question with what follows it, while the file is being read."""

    line: int
    level: int
    words: str
    body: list[str] = field(default_factory=list)


def markdown_rows(lines: Iterable[str]) -> Iterator[Row]:
    """One row an entry: `question`, `answer`, `product`, `language`, `category`, `updated`.

    Raises:
        FileRefusedError: when no heading asks anything: prose is no FAQ.
    """
    entries = list(_entries(lines))
    if not any("?" in entry.words for entry in entries):
        raise FileRefusedError("no heading asks a question: a FAQ has its questions as headings or in bold")
    told: dict[str, str] = {}
    above: list[tuple[int, dict[str, str]]] = []
    for at, entry in enumerate(entries):
        following = entries[at + 1].level if at + 1 < len(entries) else 0
        while above and above[-1][0] >= entry.level:
            above.pop()
        if entry.level == 0:
            told = _told(entry.body)[0]
        elif following > entry.level:
            keys, _ = _told(entry.body)
            above.append((entry.level, _heading(entry.words) | keys))
        else:
            named = dict(told)
            for _, keys in above:
                named |= keys
            yield Row(entry.line, named | {"question": entry.words, "answer": "\n".join(entry.body).strip()})


def _heading(words: str) -> dict[str, str]:
    """What a heading above questions tells: their product, or only their subject."""
    return {"category": words} if SUBJECT.match(words) else {"product": _without_remark(words)}


def _without_remark(words: str) -> str:
    remark = REMARK.fullmatch(words)
    return remark[1] if remark else words


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """The file cut at its headings; the lines before the first are an entry of level 0."""
    entry, fenced = _Entry(1, 0, ""), False
    for number, line in enumerate((line.rstrip("\n") for line in lines), start=1):
        fenced ^= bool(FENCE.match(line))
        opened = None if fenced else _opened(number, line)
        if opened:
            yield entry
            entry = opened
        else:
            replied = REPLIED.fullmatch(line) if not any(entry.body) and entry.level == 7 else None
            entry.body.append(replied[1] if replied else line)
    yield entry


def _opened(number: int, line: str) -> _Entry | None:
    """The entry a line opens, if it does."""
    if found := HEADING.fullmatch(line):
        return _Entry(number, len(found[1]), _bare(found[2]))
    if found := BOLD.fullmatch(line) or ASKED.fullmatch(line):
        return _Entry(number, 7, _bare(found[1]))
    if found := SUMMARY.fullmatch(line):
        return _Entry(number, 7, _bare(found[1]), [found[2]])
    return None


def _bare(words: str) -> str:
    return words.strip().strip("*_").strip()


def _told(body: list[str]) -> tuple[dict[str, str], list[str]]:
    """What `key: value` lines say, and the other lines."""
    keys: dict[str, str] = {}
    rest = []
    for line in body:
        found = SAID.fullmatch(line)
        key = KEYS.get(plain(found[1])) if found else None
        if found and key:
            said = found[2].strip().strip("*\"'")
            keys[key] = _without_remark(said) if key == "product" else said
        else:
            rest.append(line)
    return keys, rest
