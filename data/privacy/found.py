"""What personal data is, and where a piece of it stands."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """The kinds that are hidden; each has a placeholder in both languages."""

    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"
    IDENTITY = "identity_number"
    ORDER = "order_number"
    ADDRESS = "address"
    NAME = "name"
    BIRTH = "birth_date"
    IP = "ip_address"
    HANDLE = "handle"
    PLATE = "licence_plate"


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data: `text[start:end]`, in code points."""

    kind: PersonalKind
    start: int
    end: int
