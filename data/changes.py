"""What a write did to the ledger, and what a reader of the ledger has to catch up with."""

from dataclasses import dataclass

from data.records import Record


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of one write were new, changed or already there as given."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)

    @property
    def total(self) -> int:
        """Items written or found to be there."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it is now served; `None`: retired, erased, or for another reason no longer served."""

    record_id: str
    record: Record | None
