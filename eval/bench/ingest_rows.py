"""Rows on the way in: against `from_documents`, the same export again, one changed review, work besides embedding."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.bench import peers
from eval.bench.measuring import exponent, race, timed
from eval.bench.row import Row, absent, row_of, with_times
from eval.bench.shops import Bench, bring_in, home
from eval.bench.simulated import write_reviews
from eval.bench.table import has_bf16
from retrieval.embedder import Embedder
from retrieval.model import Model

ROOT = Path(__file__).parents[2]
PEER = "langchain-chroma from_documents"
AT_LEAST, WITH_BF16 = 1.3, 2.5


def encoding(real: Embedder, given: object, pool: Sequence[str], rounds: int) -> Row:
    """The model alone on the same texts: CPU seconds of sentence-transformers over ours, and the lowest cosine."""
    texts, vectors = list(pool), {}

    def ours() -> None:
        vectors["ours"] = real.documents(texts)

    def theirs() -> None:
        # a peer's own object
        vectors["theirs"] = np.array(given.embed_documents(texts), np.float32)  # type: ignore[attr-defined]

    timed_ = race({"ours": ours, "theirs": theirs}, rounds)
    cosine = float((vectors["ours"] * vectors["theirs"]).sum(axis=1).min())
    told = f"cosine ≥ {cosine:.6f}"
    value = timed_.ratio("theirs", "ours")
    return row_of("encode the same texts", "sentence-transformers", value, "×", told, timed_, "ours", at_least=1.0)


def against_peers(model: Model, given: object, pool: list[str], reviews: int, rounds: int) -> list[Row]:
    """Reviews a CPU second, from the export to what can be searched, ours over each peer's; and the same again."""
    with TemporaryDirectory(prefix="temoin-bench-") as folder:
        at, number = Path(folder), count()
        export = at / "export.jsonl"
        write_reviews(export, reviews, pool)

        def ours() -> None:
            with home(model) as (_, stores):
                bring_in(export, stores)

        def peer(bring: object) -> None:
            told = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
            place, products = at / f"peer-{next(number)}", [one["product_id"] for one in told]
            # a peer's own object
            bring([one["text"] for one in told], products, given, place)  # type: ignore[operator]
            shutil.rmtree(place)

        running = {
            "ours": ours,
            PEER: lambda: peer(peers.langchain_from_documents),
            "chromadb alone": lambda: peer(peers.chroma_alone),
        }
        timed_ = race(running, rounds)
        goal, told = WITH_BF16 if has_bf16() else AT_LEAST, f"all {reviews} reviews, spans beside them"
        note = "ours embeds each span beside the whole review, theirs the review alone"
        rows = [
            row_of(
                "ingest, reviews a CPU second", name, timed_.ratio(name, "ours"), "×", told, timed_, "ours",
                at_least=goal if name == PEER else None, note=note,
            )
            for name in (PEER, "chromadb alone")
        ]  # fmt: skip
    return [*rows, *(_other(name, module) for name, module in peers.OTHERS.items())]


def _other(name: str, module: str) -> Row:
    """Peers that are not run yet are told as that."""
    row = absent("ingest, reviews a CPU second", name, name)
    return row if not peers.installed(module) else Row(row.name, name, None, "×", "–", note="installed, not run")


def again(bench: Bench, rate: float, rounds: int) -> Row:
    """The first import over the same export again."""
    timed_ = race({"again": lambda: bring_in(bench.export, bench.stores)}, rounds)
    value = (_work(bench) + bench.characters * rate) / float(np.median(timed_.of("again").cpu))
    name, told = f"the same {bench.spans:,} spans again", "nothing embedded, same generation"
    return row_of(name, "the first import", value, "×", told, timed_, "again", at_least=50, how="computed")


def rate_of(real: Embedder, texts: Sequence[str]) -> float:
    """CPU seconds the model takes for a character of texts like these; the least of two readings."""
    return min(timed(lambda: real.documents(list(texts)), 2).cpu) / sum(map(len, texts))


def changed(bench: Bench, rounds: int) -> Row:
    """One review changed: `python -m ingest` started, the new generation opened, the new words found by a search."""
    searcher, number, product = bench.searcher, count(), bench.products[0]
    searcher.search("warm", "en", product)
    found = []

    def change() -> None:
        words = f"La couture du talon numéro {next(number)} a lâché au bout de trois semaines, quelle déception."
        export = bench.stores.home.root / "changed.jsonl"
        told = {"review_id": "r0", "product_id": product, "text": words, "rating": 2, "author": "author 0"}
        export.write_text(json.dumps(told), encoding="utf-8")
        typed = [sys.executable, "-m", "ingest", str(export), "--home", str(bench.settings.home), "--json"]
        subprocess.run(typed, check=True, cwd=ROOT, capture_output=True)  # noqa: S603 - our own module
        hits = searcher.search("couture du talon", "fr", product, limit=3)
        found.append(any(hit.span.text in words for hit in hits))

    timed_ = race({"change": change}, rounds)
    seconds = float(np.median(timed_.of("change").wall))
    told, name = f"found {sum(found)} of {len(found)}", f"one changed review in {bench.spans:,} spans, until served"
    return row_of(
        name, "the clock", seconds, "s", told, timed_, "change",
        at_most=5, how="simulated", note="the changed review is embedded for real",
    )  # fmt: skip


def besides(bench: Bench, rate: float) -> Row:
    """What an import does besides embedding, in percent of all; the model's share is computed from its rate."""
    work, embedding = _work(bench), bench.characters * rate
    value = 100 * work / (work + embedding)
    note = f"{work:.0f} CPU s besides {embedding:.0f} of embedding, {rate * 1e6:.0f} µs a character"
    name = f"work besides embedding, {bench.spans:,} spans"
    row = Row(name, "the whole import", round(value, 1), "%", "–", at_most=10, how="computed", note=note)
    return with_times(row, bench.times, rounds=1)


def growth(benches: Sequence[Bench], rate: float) -> list[Row]:
    """How the CPU of an import grows with its size."""
    work = {bench.spans: _work(bench) for bench in benches}
    whole = curve(benches, rate)
    sizes = " → ".join(f"{size:,}" for size in work)
    all_of_it, rest = round(exponent(whole), 3), round(exponent(work), 3)
    return [
        Row(f"ingest exponent, {sizes} spans", "itself", all_of_it, "", "–", at_most=1.1, how="computed"),
        Row(f"the same without embedding, {sizes}", "itself", rest, "", "–", how="simulated"),
    ]


def curve(benches: Sequence[Bench], rate: float) -> Mapping[int, float]:
    """CPU seconds of the whole import by spans, for the plot."""
    return {bench.spans: _work(bench) + bench.characters * rate for bench in benches}


def _work(bench: Bench) -> float:
    return bench.times.cpu[0] - bench.embedding
