"""Size advice: what people like the shopper took, how it turned out, and which way that points."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from chat.sizing.body import Body
from chat.sizing.equivalence import Equivalents
from chat.sizing.reading import Fit, Way
from chat.sizing.scales import written
from chat.sizing.similar import Likeness, similar_to
from chat.sizing.voices import TRUE_STEP, Heard, SizeVoice, voices_of
from data.records import Record

MINIMUM = 5
"""Voices under which nothing is advised."""
CLEAR, LEANING = 0.75, 0.55
"""Share of the voices from which one way is advised plainly, and from which it is called what most lean to."""
SHOWN = 4


class Verdict(StrEnum):
    """What the advice comes to."""

    CLEAR = "clear"
    LEANING = "leaning"
    DIVIDED = "divided"
    TOO_FEW = "too_few"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was taken, as sizes from the usual one or (`step` is `None`) as a size, by how it turned out.

    `unsaid` took it and say nothing of how it fits.
    """

    step: float | None
    size: str | None
    suited: tuple[SizeVoice, ...] = ()
    small: tuple[SizeVoice, ...] = ()
    large: tuple[SizeVoice, ...] = ()
    returned: tuple[SizeVoice, ...] = ()
    unsaid: tuple[SizeVoice, ...] = ()

    @property
    def voices(self) -> tuple[SizeVoice, ...]:
        """All of them, once each."""
        return (*self.suited, *self.small, *self.large, *self.returned, *self.unsaid)


@dataclass(frozen=True, slots=True)
class Runs:
    """Whose words say that the product runs small, true to size, or large."""

    small: tuple[SizeVoice, ...] = ()
    true: tuple[SizeVoice, ...] = ()
    large: tuple[SizeVoice, ...] = ()

    @property
    def of(self) -> int:
        """How many say either."""
        return len(self.small) + len(self.true) + len(self.large)


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """Advice and all it stands on.

    `similar` are the voices like the shopper, `counted` those of them the
    advice weighs, `others` everybody else's.

    `way` and `step` (in sizes, 0 for the usual one) are `None` unless the verdict is clear or leaning; `size` is the
    size that makes for this shopper, where their usual one is on the product's scale. `choices` go from the most
    voices to the fewest; `runs` are those of the similar voices, `all_runs` of everybody.
    """

    body: Body
    verdict: Verdict
    likeness: Likeness | None
    similar: tuple[SizeVoice, ...] = ()
    counted: tuple[SizeVoice, ...] = ()
    others: tuple[SizeVoice, ...] = ()
    choices: tuple[Choice, ...] = ()
    runs: Runs = field(default_factory=Runs)
    all_runs: Runs = field(default_factory=Runs)
    way: Way | None = None
    step: float | None = None
    size: str | None = None
    minimum: int = MINIMUM

    @property
    def advised(self) -> bool:
        """Whether a size is advised at all."""
        return self.way is not None or self.size is not None

    @property
    def shown(self) -> tuple[SizeVoice, ...]:
        """The similar voices worth quoting: of each outcome the first in turn, people of the same usual size first."""
        piles = [
            pile for choice in self.choices for pile in (choice.suited, choice.small + choice.large, choice.returned)
        ]
        turns = [pile[turn] for turn in range(SHOWN) for pile in piles if turn < len(pile)]
        quotable = [voice for voice in (*turns, *self.similar) if voice.start is not None]
        return tuple({voice.record_id: voice for voice in quotable}.values())[:SHOWN]


def advise(body: Body, records: Iterable[Record], charts: Iterable[Record] = ()) -> SizeAdvice:
    """Advice for a body from the records of one product.

    `charts` are records that belong to no product and may tell which figure of one country is which of another.
    """
    return advise_from(body, voices_of(records, charts))


def advise_from(body: Body, heard: Heard) -> SizeAdvice:
    """The same from voices already read, one per author: of several of one author the one nearest the shopper."""
    same = heard.same
    own = _one_each(body, heard.voices, same)
    found = similar_to(body, own, same)
    telling = tuple(voice for voice in found.voices if _tells(voice))
    alike = {id(voice) for voice in telling}  # voices hold much: told apart by what they say, many take seconds
    others = tuple(voice for voice in own if id(voice) not in alike and _tells(voice))
    whole = _runs((*telling, *others))
    plain = SizeAdvice(body, Verdict.NOBODY, found.likeness, similar=telling, others=others, all_runs=whole)
    if not telling:
        return plain
    pointing = tuple(voice for voice in telling if pointed(voice) is not None)
    sized = tuple(voice for voice in telling if voice.step is None and voice.taken)
    relative = len(pointing) >= MINIMUM or len(pointing) >= len(sized)
    counted = pointing if relative else sized
    advice = replace(plain, counted=counted, choices=_choices(counted, relative=relative), runs=_runs(telling))
    if len(counted) < MINIMUM:
        return replace(advice, verdict=Verdict.TOO_FEW)
    return _weighed(advice, same) if relative else _by_size(advice)


def _weighed(advice: SizeAdvice, same: Equivalents) -> SizeAdvice:
    """The way most voices point to, where enough of them point to one."""
    ways = [way for voice in advice.counted if (way := pointed(voice)) is not None]
    way, count = Counter(ways).most_common(1)[0]
    share = count / len(ways)
    if share < LEANING:
        return replace(advice, verdict=Verdict.DIVIDED)
    verdict = Verdict.CLEAR if share >= CLEAR else Verdict.LEANING
    step = _usual_step(way, advice.similar)
    return replace(advice, verdict=verdict, way=way, step=step, size=_size_for(advice.body, step, advice.similar, same))


def _by_size(advice: SizeAdvice) -> SizeAdvice:
    """For voices that name what they took and not what they usually take: the size that suited most of them."""
    suited = sum(len(choice.suited) for choice in advice.choices)
    if suited < MINIMUM:
        return replace(advice, verdict=Verdict.TOO_FEW)
    best = max(advice.choices, key=lambda choice: len(choice.suited))
    if len(best.suited) / suited < LEANING:
        return replace(advice, verdict=Verdict.DIVIDED)
    clear = len(best.suited) / suited >= CLEAR
    return replace(advice, verdict=Verdict.CLEAR if clear else Verdict.LEANING, size=best.size)


def pointed(voice: SizeVoice) -> Way | None:
    """Which way one voice points: to what suited it, away from what did not, else to how the product runs."""
    if voice.step is not None and voice.fit is Fit.RIGHT:
        return _way(voice.step)
    if voice.runs is not None:
        return {Fit.SMALL: Way.UP, Fit.RIGHT: Way.USUAL, Fit.LARGE: Way.DOWN}[voice.runs]
    return voice.advice


def _way(step: float) -> Way:
    return Way.USUAL if abs(step) < TRUE_STEP else Way.UP if step > 0 else Way.DOWN


def _tells(voice: SizeVoice) -> bool:
    return pointed(voice) is not None or bool(voice.taken and (voice.fit or voice.returned))


def _one_each(body: Body, voices: Sequence[SizeVoice], same: Equivalents) -> tuple[SizeVoice, ...]:
    """One voice per author of a text; an author who tells of several wearers speaks by the one like the shopper."""
    kept: dict[str, SizeVoice] = {}
    for voice in voices:
        key = voice.author or voice.record_id
        before = kept.get(key)
        if before is None or (not similar_to(body, [before], same).voices and similar_to(body, [voice], same).voices):
            kept[key] = voice
    return tuple(kept.values())


def _usual_step(way: Way, voices: Collection[SizeVoice]) -> float:
    """How many sizes those who went this way went, most often; one where none of them says."""
    if way is Way.USUAL:
        return 0.0
    steps = [v.step for v in voices if v.step is not None and v.fit is Fit.RIGHT and _way(v.step) is way]
    counts = Counter(steps)
    sign = 1.0 if way is Way.UP else -1.0
    return max(counts, key=lambda step: (counts[step], -abs(step)), default=sign)


def _size_for(body: Body, step: float, voices: Collection[SizeVoice], same: Equivalents) -> str | None:
    """The shopper's usual size moved by a step, on the scale most voices took theirs on; `None` if unknown."""
    scales = Counter(size.scale for voice in voices for size in voice.taken)
    for scale, _ in scales.most_common():
        values = same.known(body.usual).get(scale, ())
        own = {size.value for size in body.usual if size.scale is scale}
        if len(set(values)) == 1 and len(own) <= 1:
            return written(scale, values[0] + step * same.units.get(scale, 1.0))
    return None


def _choices(voices: Sequence[SizeVoice], *, relative: bool) -> tuple[Choice, ...]:
    """What was taken, by steps from the usual size or by size; most voices first, then the smallest step.

    Voices that say only how the product runs are together, under neither a step nor a size.
    """
    piles: dict[tuple[float | None, str | None], list[SizeVoice]] = {}
    for voice in voices:
        key = (voice.step, None) if relative else (None, str(voice.taken[-1]))
        piles.setdefault(key, []).append(voice)
    choices = [_choice(step, size, pile) for (step, size), pile in piles.items()]
    return tuple(sorted(choices, key=lambda choice: (-len(choice.voices), choice.step or 0.0, choice.size or "")))


def _choice(step: float | None, size: str | None, voices: Iterable[SizeVoice]) -> Choice:
    kept: dict[str, tuple[SizeVoice, ...]] = {}
    for voice in voices:
        kind = (
            "returned" if voice.returned else "suited" if voice.suited else voice.fit.value if voice.fit else "unsaid"
        )
        kept[kind] = (*kept.get(kind, ()), voice)
    return Choice(step, size, **kept)


def _runs(voices: Iterable[SizeVoice]) -> Runs:
    by_fit: dict[Fit, list[SizeVoice]] = {fit: [] for fit in Fit}
    for voice in voices:
        if voice.runs is not None:
            by_fit[voice.runs].append(voice)
    return Runs(tuple(by_fit[Fit.SMALL]), tuple(by_fit[Fit.RIGHT]), tuple(by_fit[Fit.LARGE]))
