"""Which voices are of people like the shopper: the same feet, a near build, a near usual size."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from chat.sizing.body import Body
from chat.sizing.equivalence import Equivalents
from chat.sizing.scales import Scale, Size
from chat.sizing.voices import SizeVoice

HEIGHT_CM, WEIGHT_KG, GIRTH_CM = 6.0, 10.0, 5.0
"""How far apart two builds may be and still be called near."""
ONE_SIZE = 1.0


class Likeness(StrEnum):
    """What the shopper and the voices have in common, in the order it matters for fit."""

    BETWEEN = "between"
    FEET = "feet"
    BUILD = "build"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Similar:
    """The voices like the shopper and in what; `likeness` is `None` where the shopper told nothing of themselves."""

    voices: tuple[SizeVoice, ...]
    likeness: Likeness | None


def similar_to(body: Body, voices: Collection[SizeVoice], same: Equivalents) -> Similar:
    """Voices with the shopper's feet, else of their build, else of their usual size within one; all for no profile.

    Somebody whose usual size is beyond what any voice wears has nobody like them, whatever their feet.
    """
    if body.usual and not any(_near_usual(body.usual, voice, same) is not False for voice in voices):
        return Similar((), Likeness.USUAL)
    if (low_high := between(body)) and low_high[0].scale is not Scale.LETTER:
        stuck = tuple(v for v in voices if between(v.body) or between(Body(usual=v.usual)))
        return Similar(tuple(v for v in stuck if _same_feet(body, v.body)), Likeness.BETWEEN)
    if body.foot_width or body.instep:
        return Similar(tuple(voice for voice in voices if _same_feet(body, voice.body)), Likeness.FEET)
    if body.height_cm or body.weight_kg:
        return Similar(tuple(voice for voice in voices if _near(body, voice, same)), Likeness.BUILD)
    if body.usual:
        return Similar(tuple(v for v in voices if _near_usual(body.usual, v, same)), Likeness.USUAL)
    return Similar(tuple(voices), None)


def between(body: Body) -> tuple[Size, ...]:
    """The usual sizes of somebody between two, on one scale; empty for everybody else."""
    by_scale: dict[Scale, list[Size]] = {}
    for size in body.usual:
        by_scale.setdefault(size.scale, []).append(size)
    return next((tuple(sizes) for sizes in by_scale.values() if len(sizes) > 1), ())


def _same_feet(one: Body, other: Body) -> bool:
    """Every trait of the feet the shopper names is the voice's too."""
    wanted = [(one.foot_width, other.foot_width), (one.instep, other.instep)]
    return all(theirs == mine for mine, theirs in wanted if mine)


def _near(body: Body, voice: SizeVoice, same: Equivalents) -> bool:
    """A near build where the voice gives one, else the very same usual size."""
    gaps = [
        abs(mine - theirs) <= within
        for mine, theirs, within in (
            (body.height_cm, voice.body.height_cm, HEIGHT_CM),
            (body.weight_kg, voice.body.weight_kg, WEIGHT_KG),
        )
        if mine and theirs
    ]
    if gaps:
        return all(gaps)
    return bool(body.usual) and _near_usual(body.usual, voice, same, within=0.0) is True


def _near_usual(usual: tuple[Size, ...], voice: SizeVoice, same: Equivalents, within: float = ONE_SIZE) -> bool | None:
    """Whether a voice usually wears about the same size; `None` where that cannot be told."""
    apart = same.apart(usual, voice.usual) if voice.usual else None
    return None if apart is None else abs(apart) <= within
