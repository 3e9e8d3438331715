"""What a review says of sizes: the usual one, those tried and how they fitted, and what it says of the product."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from chat.sizing.folding import folded
from chat.sizing.measuring import Fact, measured
from chat.sizing.relative import Step, steps_told
from chat.sizing.roles import STOP, Role, Sized, sized
from chat.sizing.scales import Scale, Size
from chat.sizing.vocabulary import places, says

TURN = re.compile(r",\s(?=(?:they|it|mine|i|je|moi|pour moi|elle|il)\b)|\b(?:but|mais)\b")
"""Where an author turns from what others say to what they found themselves."""
AS_ALWAYS = re.compile(r"\W*(?:comme (?:d'? ?hab|toujours)|(?:as|like) (?:usual|always)|same as always)")
"""Behind a size: it is the usual one, and the one taken."""
DENIAL = 32
"""Characters before a word in which a negation turns it."""
FAR = 4
"""Whole sizes between what one person wears here and there."""
ANOTHER = 2
"""Whole sizes between two people of one text."""
SENTENCES_AFTER = 2
"""How many sentences after a size still speak of how it fitted."""
REMEMBERED = 20_000
"""Texts kept read: those of the products asked about lately."""


class Fit(StrEnum):
    """How a size fitted, or how a product runs: small, right (true to size), large."""

    SMALL = "small"
    RIGHT = "right"
    LARGE = "large"


class Way(StrEnum):
    """Which way an author advises others to go."""

    UP = "up"
    USUAL = "usual"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Trial:
    """A size somebody had on: on every scale the text gives it (or only `step` sizes from the usual one), and how."""

    start: int
    end: int
    sizes: tuple[Size, ...] = ()
    step: float | None = None
    fit: Fit | None = None
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one wearer in one text says; offsets are those of the text. `runs` is said of the product itself."""

    usual: tuple[Size, ...] = ()
    trials: tuple[Trial, ...] = ()
    runs: Fit | None = None
    advice: Way | None = None
    returned: bool = False
    facts: tuple[Fact, ...] = ()
    start: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        """Whether anything is said of how sizes fit."""
        return bool(self.trials or self.runs or self.advice)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word on how something fitted: `strong` ones outweigh "fine" beside them."""

    start: int
    end: int
    fit: Fit | None
    strong: bool = True


@lru_cache(maxsize=REMEMBERED)
def read(text: str, language: str) -> tuple[Reading, ...]:
    """One reading per wearer a text tells apart, usually one; none without a word on sizes."""
    plain = folded(text)
    pieces = [_reading(text, plain, language, start, end) for start, end in _wearers(text, plain, language)]
    return tuple(piece for piece in pieces if piece or piece.usual)


def sentences(plain: str) -> list[int]:
    """Where the sentences of a folded text begin."""
    return [0, *(match.end() for match in STOP.finditer(plain) if match.end() < len(plain))]


def _wearers(text: str, plain: str, language: str) -> Iterator[tuple[int, int]]:
    """The text in pieces, cut before each sentence that describes other feet than the last did."""
    begins = sentences(plain)
    cuts, last = [0], None
    for fact in measured(text, language):
        if fact.name == "foot_width":
            place = begins[bisect_right(begins, fact.start) - 1]
            if last not in (None, fact.value) and place > cuts[-1]:
                cuts.append(place)
            last = fact.value
    cuts = sorted({*cuts, *_other_wearers(begins, sized(text, language))})
    yield from zip(cuts, [*cuts[1:], len(plain)], strict=True)


def _other_wearers(begins: list[int], told: tuple[Sized, ...]) -> Iterator[int]:
    """Where a sentence begins with somebody of quite another usual size: the next child of a family."""
    last: dict[Scale, float] = {}
    for one in told:
        size = one.mention.size
        if one.role is not Role.USUAL:
            continue
        place = begins[bisect_right(begins, one.mention.start) - 1]
        if abs(size.value - last.get(size.scale, size.value)) >= ANOTHER and place:
            yield place
        last[size.scale] = size.value


def _reading(text: str, plain: str, language: str, start: int, end: int) -> Reading:
    told = [one for one in sized(text, language) if start <= one.mention.start < end]
    steps = [step for step in steps_told(plain) if start <= step.start < end]
    cues = [cue for cue in _cues(plain) if start <= cue.start < end] if told or steps else []
    usual = tuple(dict.fromkeys(one.mention.size for one in told if one.role is Role.USUAL))
    usual = usual or _stepped(told, steps)
    wished = [one.mention.start for one in told if one.role is Role.WISHED]
    trials = _judged(plain, _tried(plain, told, steps, cues), cues, wished)
    kept_another = len(trials) > 1 or any(step.own for step in steps)
    back = any(not _denied(plain, at) for at, _ in places("returned", "forms", plain, start, end))
    if back and trials and not (kept_another and places("exchanged", "forms", plain, start, end)):
        trials = [*trials[:-1], replace(trials[-1], returned=True)]
    facts = tuple(fact for fact in measured(text, language) if start <= fact.start < end)
    runs, said = _runs(plain, start, end)
    named = [one.mention for one in told if one.role is Role.USUAL]
    marks = [*said, *((one.start, one.end) for one in trials), *((one.start, one.end) for one in steps)]
    marks += [(one.start, one.end) for one in named]
    first, last = (min(m[0] for m in marks), max(m[1] for m in marks)) if marks else (start, start)
    return Reading(usual, tuple(trials), runs, _advice(steps), back, facts, first, last)


def _stepped(told: list[Sized], steps: list[Step]) -> tuple[Size, ...]:
    """The usual size of somebody who names the one taken and calls it their usual: "a 38, and I took exactly that"."""
    if not any(step.own and not step.sizes for step in steps):
        return ()
    worn = [one.mention.size for one in told if one.role in (Role.TAKEN, Role.NONE) and not one.asked]
    return tuple(dict.fromkeys(worn)) if len({size.scale for size in worn}) == len(set(worn)) else ()


def _tried(plain: str, told: list[Sized], steps: list[Step], cues: list[Cue]) -> list[Trial]:
    """Sizes worn, in order; an unmarked one counts where a usual size is named or a word on its fit is near."""
    trials: list[Trial] = []
    for one in told:
        at = one.mention
        worn = one.role is Role.TAKEN or (one.role is Role.NONE and not one.asked and _unmarked(plain, one, told, cues))
        if one.same and trials and trials[-1].end + 40 > at.start:
            trials[-1] = replace(trials[-1], sizes=(*trials[-1].sizes, at.size), end=at.end)
        elif worn and not _far(at.size, told):
            trials.append(Trial(at.start, at.end, (at.size,)))
        elif one.role is Role.USUAL and _worn_too(plain, at.start, at.end, cues):
            trials.append(Trial(at.start, at.end, (at.size,), 0.0))
    own = [Trial(step.start, step.end, (), step.sizes) for step in steps if step.own]
    if own and not any(trial.sizes and not trial.step for trial in trials):
        trials.append(own[-1])
    return sorted(trials, key=lambda trial: trial.start)


def _unmarked(plain: str, one: Sized, told: list[Sized], cues: list[Cue]) -> bool:
    """Whether a size nothing marks was worn: beside a usual one of the same scale, or before a word on how it fits."""
    scales = {other.mention.size.scale for other in told if other.role is Role.USUAL}
    return one.mention.size.scale in scales if scales else _cue_near(plain, one.mention.end, cues)


def _far(size: Size, told: list[Sized]) -> bool:
    """Whether a figure is too far from the usual size to be a size at all, such as a temperature."""
    usual = [one.mention.size.value for one in told if one.role is Role.USUAL and one.mention.size.scale is size.scale]
    return bool(usual) and min(abs(size.value - value) for value in usual) > FAR


def _worn_too(plain: str, start: int, end: int, cues: list[Cue]) -> bool:
    """Whether the usual size is also the one bought: "ordered my usual 6", "my usual L pinches"."""
    before = plain[max(0, start - 40) : start]
    if re.search(
        r"\b(?:(?:order|took|bought|got|pris|achet|commande|wore|kept)\w*|in)\b[^.!?;\d]{0,12}\b(?:my|mon|ma|usual)",
        before,
    ):
        return True
    if re.search(r"\b(?:au lieu|instead|rather|than|from|plutot)\b[^.!?;]{0,24}$", before):
        return False
    if AS_ALWAYS.match(plain, end) and re.search(
        r"\b(?:order|took|bought|got|pris|prends|achet|commande)\w*[^.!?;\d]*$", before
    ):
        return True
    mine = re.search(r"\b(?:my (?:usual|normal|regular)|mon|ma)\W*(?:size\W*)?(?:eu |uk |us )?$", before) is not None
    return mine and _cue_near(plain, end, cues)


def _cue_near(plain: str, end: int, cues: list[Cue]) -> bool:
    stop = STOP.search(plain, end)
    last = min(stop.start() if stop else len(plain), end + 90)
    return any(end <= cue.start < last for cue in cues)


def _judged(plain: str, trials: list[Trial], cues: list[Cue], wished: list[int]) -> list[Trial]:
    """Each trial with the verdict of the words behind it; a larger size next says the one before was too small.

    What stands behind a size nobody had on, "a 37 would have been too tight", is said of that one: `wished`.
    """
    begins = sentences(plain)
    judged: list[Trial] = []
    for place, trial in enumerate(trials):
        here = bisect_right(begins, trial.start)
        far = begins[here + SENTENCES_AFTER - 1] if here + SENTENCES_AFTER - 1 < len(begins) else len(plain)
        until = min([far, *(other.start for other in trials[place + 1 :]), *(at for at in wished if at > trial.end)])
        since = begins[here - 1] if place == 0 else trials[place - 1].end
        heard = [c for c in cues if trial.end <= c.start < until] or [
            c for c in cues if since <= c.start < trial.start and not place
        ]
        judged.append(replace(trial, fit=verdict(heard)))
    for place in range(len(judged) - 1):
        step = apart(judged[place + 1].sizes, judged[place].sizes)
        unsaid = judged[place].fit is None and judged[place + 1].fit in (None, Fit.RIGHT)
        between = plain[judged[place].end : judged[place + 1].start]
        if step and (unsaid or (judged[place].fit is Fit.RIGHT and says("exchanged", "forms", between))):
            judged[place] = replace(judged[place], fit=Fit.SMALL if step > 0 else Fit.LARGE)
    return judged


def verdict(cues: list[Cue]) -> Fit | None:
    """A strong complaint, else praise, else a mild complaint; of two strong complaints the first."""
    strong = [cue for cue in cues if cue.strong and cue.fit in (Fit.SMALL, Fit.LARGE)]
    right = [cue for cue in cues if cue.fit is Fit.RIGHT]
    if strong and not (right and right[0].start < strong[0].start):
        return strong[0].fit
    if right:
        return Fit.RIGHT
    return cues[0].fit if cues else None


def apart(some: tuple[Size, ...], others: tuple[Size, ...]) -> float | None:
    """How many sizes the first are above the others, on a scale both are given on; `None` where there is none."""
    values = {size.scale: size.value for size in reversed(others)}
    return next((size.value - values[size.scale] for size in some if size.scale in values), None)


def _cues(plain: str) -> list[Cue]:
    """Every word on a fit, negations applied: "not too small" is right, "not perfect" says nothing."""
    found = [Cue(start, end, fit, strong) for fit, strong, start, end in _places(plain)]
    turned = [replace(cue, fit=_turned(cue.fit)) if _denied(plain, cue.start) else cue for cue in found]
    return sorted((c for c in turned if c.fit is not None), key=lambda cue: cue.start)


def _places(plain: str) -> Iterator[tuple[Fit, bool, int, int]]:
    for fit in (Fit.SMALL, Fit.LARGE):
        for kind in ("strong", "weak"):
            yield from ((fit, kind == "strong", *span) for span in places(fit.value, kind, plain))
    yield from ((Fit.RIGHT, True, *span) for span in places("right", "forms", plain))


def _turned(fit: Fit | None) -> Fit | None:
    return None if fit is Fit.RIGHT else Fit.RIGHT


def _denied(plain: str, start: int) -> bool:
    before = plain[max(0, start - DENIAL) : start]
    stop = max((m.end() for m in re.finditer(r"[.!?;,]|\b(?:but|mais)\b", before)), default=0)
    return says("denied", "forms", before[stop:])


def _hearsay(plain: str, start: int) -> bool:
    before = plain[max(0, start - 80) : start]
    turns = list(TURN.finditer(before))
    return says("hearsay", "forms", before[turns[-1].end() :] if turns else before)


def _runs(plain: str, start: int, end: int) -> tuple[Fit | None, list[tuple[int, int]]]:
    """How the text says the product runs, the first word on it that is the author's own and not denied."""
    names = (("small", Fit.SMALL), ("large", Fit.LARGE), ("true", Fit.RIGHT))
    said = [(span, fit) for kind, fit in names for span in places("runs", kind, plain, start, end)]
    own = sorted((span, fit) for span, fit in said if not _hearsay(plain, span[0]) and not _denied(plain, span[0]))
    return (own[0][1], [own[0][0]]) if own else (None, [])


def _advice(steps: list[Step]) -> Way | None:
    advised = [step.sizes for step in steps if step.advised]
    if not advised:
        return None
    return Way.UP if advised[0] > 0 else Way.DOWN if advised[0] < 0 else Way.USUAL
