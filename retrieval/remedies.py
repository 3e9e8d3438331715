"""What helps when an index cannot be read: another thing on a full disk, where nothing is damaged, than elsewhere."""

from typing import Final

FULL: Final = ("disk is full", "No space left")
SPACE: Final = "free some space on its disk"


def remedy_for(fault: str, otherwise: str) -> str:
    """What helps for a fault: space on a full disk, else what the caller knows."""
    return SPACE if any(said in fault for said in FULL) else otherwise
