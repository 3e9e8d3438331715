"""What an import counts as it goes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from data.home import Home
from ingest.moderation.judging import Judged, counted
from ingest.refusals import Refusal, Skipped
from ingest.report import Report, write_quarantine
from retrieval.builder import Built


@dataclass(slots=True)
class Count:
    """Running figures of one import."""

    read: int = 0
    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    unchanged: int = 0
    repeated: int = 0
    retired: int = 0
    spared: bool = False
    products: int = 0
    embedded: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    sources: set[tuple[str, str]] = field(default_factory=set)

    @property
    def broken(self) -> bool:
        """Whether a file could not be read to its end, so that nobody knows what it holds."""
        return any(refusal.line is None for refusal in self.refusals)

    def judged(self, judged: Sequence[Judged]) -> None:
        """Count what became of records that are new or changed."""
        hidden, held = counted(judged)
        self.languages.update(one.record.language for one in judged)
        self.hidden.update(hidden)
        self.held.update(held)

    def report(self, built: Built, home: Home, dry_run: bool, seconds: float) -> Report:
        """The figures as they are told, rows that were refused written down beside them."""
        name = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        quarantine = None if dry_run else write_quarantine(home.quarantine, name, self.refusals)
        return Report(
            read=self.read,
            new=len(self.new - self.copies),
            changed=len(self.changed - self.copies),
            unchanged=self.unchanged,
            duplicate=self.repeated + len((self.new | self.changed) & self.copies),
            refused=len(self.refusals),
            retired=self.retired,
            spared=self.spared,
            products=self.products,
            kinds=dict(self.kinds),
            languages=dict(self.languages),
            hidden=dict(self.hidden),
            held=dict(self.held),
            refusals=tuple(self.refusals),
            skipped=tuple(self.skipped),
            quarantine=quarantine,
            generation=built.version,
            embedded=self.embedded + built.embedded,
            seconds=round(seconds, 2),
            dry_run=dry_run,
        )
