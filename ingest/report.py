"""What an import did with every row it read: nothing is dropped silently."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ingest.refusals import Refusal, Skipped, shown


@dataclass(frozen=True, slots=True)
class Report:
    """`read == kept + unchanged + duplicate + refused`, always; `kept == new + changed`.

    `duplicate` counts rows repeated inside the import and near-duplicates newly found. `embedded` counts the passages
    the model had to read; `generation` is `None` when the index needed no change. `spared` says that nothing was
    retired although the export was said to be complete, because a file of it could not be read to its end. Of what is
    new or changed, `hidden` counts pieces of personal data by kind, `held` records kept back by the rule that decides.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicate: int = 0
    refused: int = 0
    retired: int = 0
    spared: bool = False
    products: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    refusals: Sequence[Refusal] = ()
    skipped: Sequence[Skipped] = ()
    quarantine: Path | None = None
    generation: str | None = None
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False

    @property
    def kept(self) -> int:
        """Records that are new or changed."""
        return self.new + self.changed

    def as_json(self) -> str:
        """Every figure; the refusals are in the quarantine file."""
        figures = {k: v for k, v in asdict(self).items() if k not in ("refusals", "skipped")}
        files = [asdict(skipped) for skipped in self.skipped]
        return json.dumps({**figures, "kept": self.kept, "skipped": files}, default=str, ensure_ascii=False, indent=1)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        verb = "would read" if self.dry_run else "read"
        head = f"{verb} {self.read} rows and {self.products} products in {self.seconds:.1f} s"
        sums = (
            f"{self.kept} kept ({self.new} new, {self.changed} changed) + {self.unchanged} unchanged + "
            f"{self.duplicate} duplicate + {self.refused} refused"
        )
        out = [head, f"  = {sums}"]
        if self.kinds:
            out.append("  kinds: " + ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items())))
        if self.languages:
            out.append("  languages: " + ", ".join(f"{c} {code}" for code, c in Counter(self.languages).most_common()))
        if self.hidden:
            out.append("  personal data hidden: " + _counts(self.hidden))
        if self.held:
            out.append(f"  held back: {_counts(self.held)} (python -m ingest moderate)")
        if self.retired:
            out.append(f"  {self.retired} retired: no longer in the export")
        if self.spared:
            out.append("  nothing retired: a file could not be read to its end, so nobody knows what it still holds")
        out += [f"  refused {_told(refusal)}" for refusal in self.refusals[:5]]
        if len(self.refusals) > 5:
            out.append(f"  … and {len(self.refusals) - 5} more")
        if self.quarantine:
            out.append(f"  every refused row, with its reason: {self.quarantine}")
        out += [f"  skipped {shown(skipped.file)}: {skipped.reason}" for skipped in self.skipped]
        if not self.dry_run:
            made = (
                f"index {self.generation}, {self.embedded} passages embedded" if self.generation else "index unchanged"
            )
            out.append(f"  {made}")
        return out


def _counts(figures: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in Counter(figures).most_common())


def _told(refusal: Refusal) -> str:
    line = f"line {refusal.line}" if refusal.line else ""
    place = ", ".join(filter(None, [shown(refusal.file), line, shown(refusal.column)]))
    return f"{place}: {refusal.value!r}: {refusal.reason}"


def write_quarantine(folder: Path, name: str, refusals: Sequence[Refusal]) -> Path | None:
    """Write refused rows as JSON lines to `folder/name.jsonl`; `None` when there are none."""
    if not refusals:
        return None
    path = folder / f"{name}.jsonl"
    lines = (json.dumps(asdict(refusal), ensure_ascii=False) for refusal in refusals)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="backslashreplace")
    return path
