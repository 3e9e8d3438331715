"""Small public sets on disk, written by hand, and a gold standard for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.public_sets import PublicSet, read_set


@dataclass(frozen=True)
class Files:
    """The three files of a set."""

    corpus: Path
    queries: Path
    qrels: Path

    def read(self) -> PublicSet:
        return read_set(self.corpus, self.queries, self.qrels)

    def options(self) -> list[str]:
        return ["--corpus", str(self.corpus), "--queries", str(self.queries), "--qrels", str(self.qrels)]


def lines(path: Path, rows: Sequence[Mapping[str, Any] | str]) -> Path:
    """JSON lines; a string is written as it is."""
    told = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path


def written(
    folder: Path,
    documents: Sequence[Mapping[str, Any] | str],
    questions: Sequence[Mapping[str, Any] | str],
    grades: Sequence[tuple[str, str, int] | str],
) -> Files:
    told = [grade if isinstance(grade, str) else "\t".join(map(str, grade)) for grade in grades]
    qrels = folder / "qrels.tsv"
    qrels.write_text("\n".join(["query_id\tdoc_id\trelevance", *told]) + "\n", encoding="utf-8")
    return Files(lines(folder / "corpus.jsonl", documents), lines(folder / "queries.jsonl", questions), qrels)


def document(name: str, text: str, product: str = "kettle", lang: str = "en", **more: Any) -> dict[str, Any]:
    return {"id": name, "product_id": product, "source_type": "review", "lang": lang, "text": text, **more}


def question(name: str, text: str, product: str = "kettle", lang: str = "en", **more: Any) -> dict[str, Any]:
    return {"id": name, "product_id": product, "lang": lang, "text": text, **more}


KETTLES = (
    [
        document("handle", "The handle stays cool even after boiling."),
        document("noise", "Loud whistling noise when the water boils."),
        document("lid", "The lid is stiff."),
        document("noise-fr", "Un sifflement très fort quand elle bout.", lang="fr"),
        document("toaster-noise", "A loud noise when the bread pops up.", product="toaster"),
    ],
    [
        question("cool", "Does the handle stay cool?"),
        question("loud", "Is the noise loud?"),
        question("weight", "How heavy is it?"),
    ],
    [
        ("cool", "handle", 2),
        ("cool", "lid", 0),
        ("loud", "noise", 2),
        ("loud", "toaster-noise", 2),
        ("weight", "lid", 1),
    ],
)
