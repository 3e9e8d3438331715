"""Under which name a member of staff decides."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from chat.caller import Caller
from ingest.moderation.decisions import by_machine
from ui.staff.office import Office

HERE: Final = "staff at this machine"


def _of_a_person(name: str) -> str:
    if by_machine(name):
        raise ValueError("a person's name was expected")
    return name


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$"),
    AfterValidator(_of_a_person),
]
SignedBy = Annotated[
    Name | None, Field(description="who decides; a key's own label is added to it", examples=["Camille"])
]


def signature(caller: Caller, given: str | None, office: Office) -> str:
    """The name a decision is written down with: what was given, and the label of the key that was shown."""
    key = office.ledger.keys.find(caller.key_id) if caller.key_id else None
    label = f"key {key.label or key.id}" if key else ""
    if given and label:
        return f"{given} ({label})"
    return given or label or HERE
