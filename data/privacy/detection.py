"""Personal data in a text: every rule in turn, the surest first, none over another's find."""

from collections.abc import Callable, Iterable

from data.privacy import contacts, identifiers, people, phones, places
from data.privacy.found import Found, PersonalKind
from data.privacy.plain import plain

Piece = tuple[int, int]

RULES: tuple[tuple[PersonalKind, Callable[[str], Iterable[Piece]]], ...] = (
    (PersonalKind.EMAIL, contacts.emails),
    (PersonalKind.IBAN, identifiers.accounts),
    (PersonalKind.IDENTITY, identifiers.identities),
    (PersonalKind.CARD, identifiers.cards),
    (PersonalKind.BIRTH, people.births),
    (PersonalKind.ORDER, identifiers.orders),
    (PersonalKind.IP, contacts.computers),
    (PersonalKind.PHONE, phones.phones),
    (PersonalKind.PLATE, identifiers.plates),
    (PersonalKind.ADDRESS, places.addresses),
    (PersonalKind.HANDLE, contacts.handles),
)
"""In order of certainty: a number that is an account is no telephone."""
WITH_A_NAME = frozenset({PersonalKind.ADDRESS, PersonalKind.EMAIL, PersonalKind.PHONE, PersonalKind.IBAN})
"""What people write their name before."""
BRANDS_OWN = frozenset(
    {
        PersonalKind.EMAIL,
        PersonalKind.PHONE,
        PersonalKind.ADDRESS,
        PersonalKind.HANDLE,
        PersonalKind.NAME,
        PersonalKind.IP,
    }
)
"""What a brand publishes of itself on purpose."""


def personal_data(text: str, *, by_brand: bool = False, signature: bool = False) -> list[Found]:
    """The pieces of personal data in a text, in order, none overlapping.

    Args:
        by_brand: the brand speaks; how to reach it, which it publishes itself, is left.
        signature: the text is a name its writer signs with; names are what it is for, and are left.
    """
    read, found = plain(text), list[Found]()
    for kind, rule in RULES:
        if not (by_brand and kind in BRANDS_OWN):
            _add(found, kind, rule(read.text))
    if not (by_brand or signature):
        contacted = [(one.start, one.end) for one in found if one.kind in WITH_A_NAME]
        _add(found, PersonalKind.NAME, people.names(read.text, contacted))
    return sorted((read.written(one) for one in found), key=lambda one: one.start)


def _add(found: list[Found], kind: PersonalKind, pieces: Iterable[Piece]) -> None:
    for start, end in sorted(set(pieces), key=lambda piece: (piece[0], -piece[1])):
        if start < end and all(end <= one.start or start >= one.end for one in found):
            found.append(Found(kind, start, end))
