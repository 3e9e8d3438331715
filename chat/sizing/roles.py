"""What each size in a text is: the usual one, one taken, one wished for, another person's, or only asked about."""

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from chat.sizing.folding import folded
from chat.sizing.measuring import OTHERS
from chat.sizing.scales import Mention, Scale, mentions
from chat.sizing.vocabulary import last_place, says, words

BEFORE, AFTER = 60, 30
"""Characters looked at on either side of a size, inside its sentence."""
STOP = re.compile(r"[.!?;](?=\s|$|\))|\n")
SAME = re.compile(
    r"^\s?(?:\(|/\s?|=\s?| is (?:a|our|the|their) |, donc (?:du |un )?|, (?:or|i\.e\.|soit) "
    r"|,? which[^.]{0,22} is (?:a |the |their |our )?|, so (?:a |an )|, )(?:eu |uk |us )?$"
)
"""Between a size and the same on another scale: "UK 6 (39)", "US 7.5, which here is a 38"."""
PAIR = re.compile(r"^\s?(?:et|and|or|ou|à|a|-|/)\s?(?:le |un |a |the |an )?$")
BETWEEN = re.compile(r"\b(?:entre|between)(?: (?:le|un|une|a|their|the|your|deux tailles))?\W*$")


PARTED = re.compile(r"[,;:–—]|\b(?:et|and|but|mais|alors|puis|so)\b")
LEADS_ON = re.compile(r"^ (?:a |an |du |un |le |size |in |en )*$")
"""Between a marker and the size it belongs to, where that one stands behind it."""


class Role(Enum):
    """What a size is to the author."""

    USUAL = "usual"
    TAKEN = "taken"
    WISHED = "wished"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sized:
    """A size in its role; `asked` inside a question, `same` when it is the size before it on another scale."""

    mention: Mention
    role: Role
    asked: bool = False
    same: bool = False


# asked for once per wearer of a text, and the same each time
@lru_cache(maxsize=64)
def sized(text: str, language: str) -> tuple[Sized, ...]:
    """The sizes of a text in their roles; figures nothing marks as a size are left out."""
    plain, found = folded(text), mentions(text, language)
    told: list[Sized] = []
    for place, mention in enumerate(found):
        previous = found[place - 1].end if place else 0
        following = found[place + 1].start if place + 1 < len(found) else len(plain)
        told.append(_inherited(plain, mention, told, _one(plain, mention, previous, following)))
    return tuple(one for one in told if one.same or _licensed(plain, one.mention))


def _one(plain: str, mention: Mention, previous: int, following: int) -> Sized:
    before = _tail(plain[max(previous, mention.start - BEFORE) : mention.start])
    # "45 habituel, 45 en noir": what follows the first size does not lead to the second
    parted = PARTED.search(before) if previous and mention.start - previous <= BEFORE else None
    before = before[parted.end() :] if parted else before
    wide = _tail(plain[max(0, mention.start - BEFORE) : mention.start])
    after = plain[mention.end : min(following, mention.end + AFTER)]
    stop = STOP.search(after)
    head = after[: stop.start()] if stop else after
    ending = re.search(r"[.!?\n]", plain[mention.end :])
    role = _role(before, head, wide, open_ended=not stop and mention.end + AFTER < following)
    asked = bool(ending and ending[0] == "?") and (
        role is not Role.NONE or _one_of_two(plain, previous, mention, following)
    )
    return Sized(mention, role, asked)


def _one_of_two(plain: str, previous: int, mention: Mention, following: int) -> bool:
    return bool(PAIR.match(plain[previous : mention.start]) or PAIR.match(plain[mention.end : following]))


def _usual_behind(after: str, open_ended: bool) -> bool:
    """Whether what follows a size calls it the usual one; "39, usually 38" does not."""
    found = next((m for form in words("usual", "after") if (m := form.search(after))), None)
    return found is not None and (open_ended or not LEADS_ON.match(after[found.end() :]))


def _role(before: str, after: str, wide: str, *, open_ended: bool) -> Role:
    """The nearest marker decides; one just behind the size beats one before it."""
    if OTHERS.search(wide):
        return Role.OTHER
    if says("wished", "after", after) or says("unworn", "before", before):
        return Role.WISHED
    if BETWEEN.search(before):
        return Role.USUAL
    if _usual_behind(after, open_ended):
        return Role.USUAL
    places = {role: last_place(role.value, "before", before) for role in (Role.USUAL, Role.TAKEN, Role.WISHED)}
    role, place = max(places.items(), key=lambda item: item[1])
    if says("taken", "after", after) and not (role is Role.USUAL and place >= len(before) - 12):
        return Role.TAKEN
    return role if place >= 0 else Role.NONE


def _inherited(plain: str, mention: Mention, told: list[Sized], one: Sized) -> Sized:
    """A size that repeats the one before it on another scale, or is the second of two it stands between."""
    if not told:
        return one
    last = told[-1]
    gap = plain[last.mention.end : mention.start]
    other_scale = last.mention.size.scale is not mention.size.scale
    if other_scale and SAME.match(gap) and last.role is not Role.NONE:
        return replace(one, role=last.role, same=True)
    if PAIR.match(gap) and BETWEEN.search(plain[: last.mention.start]):
        return replace(one, role=last.role)
    return one


def _licensed(plain: str, mention: Mention) -> bool:
    """Whether a figure is surely a size: by its country, by its form, or by the article that leads to it."""
    if mention.named or (not mention.spoken and mention.size.scale in (Scale.LETTER, Scale.EU)):
        return True
    return says("cue", "before", plain[max(0, mention.start - 12) : mention.start])


def _tail(piece: str) -> str:
    """The part of a piece after its last stop."""
    stops = list(STOP.finditer(piece))
    return piece[stops[-1].end() :] if stops else piece
