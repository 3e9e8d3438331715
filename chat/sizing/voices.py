"""One voice per wearer: the usual size, the one taken, how it fitted and what that says of the product."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chat.sizing.body import Body, folded_facts, merged
from chat.sizing.equivalence import Equivalents, equivalents, units_of
from chat.sizing.measuring import measured
from chat.sizing.reading import FAR, Fit, Reading, Trial, Way, read
from chat.sizing.scales import Scale, Size, size_of
from data.records import SERVED, Kind, Record

SPOKEN_KINDS = (Kind.REVIEW, Kind.QUESTION, Kind.TRANSCRIPT)
LONGEST = 240
"""Characters of a quote."""
TRUE_STEP = 0.25
"""Steps below this are the usual size."""
CONTENT = 4.0
"""Stars from which somebody who names the size taken beside the usual one, and says no more of it, is taken to be well
with it: who is not says so."""
UNITS = {"height_cm": "cm", "weight_kg": "kg", "weight_lbs": "lbs"}
FITS = {
    "small": Fit.SMALL, "petit": Fit.SMALL, "tight": Fit.SMALL, "large": Fit.LARGE, "grand": Fit.LARGE,
    "big": Fit.LARGE, "true": Fit.RIGHT, "normal": Fit.RIGHT, "fit": Fit.RIGHT, "juste": Fit.RIGHT, "bien": Fit.RIGHT,
    "perfect": Fit.RIGHT,
}  # fmt: skip
"""First match in the words of a "fit" column."""


@dataclass(frozen=True, slots=True)
class SizeVoice:
    """What one wearer says; `start`/`end` bound the words in the record's text, both `None` for columns of an export.

    `step` is how many sizes the one taken is above the usual one. `fit` is how the one taken turned out, `runs` what
    the voice says of the product: small, right (true to size) or large. `returned` when it was sent back.
    """

    record_id: str
    author: str | None
    language: str
    start: int | None
    end: int | None
    usual: tuple[Size, ...]
    taken: tuple[Size, ...]
    step: float | None
    fit: Fit | None
    runs: Fit | None
    returned: bool
    advice: Way | None
    body: Body

    @property
    def width(self) -> str | None:
        """The feet's width: narrow, medium or wide."""
        return self.body.foot_width

    @property
    def outcome(self) -> str | None:
        """How the size taken turned out in one word: small, right, large, or returned."""
        return "returned" if self.returned else self.fit.value if self.fit else None

    @property
    def suited(self) -> bool:
        """Whether the size taken is said to have been right, and was kept."""
        return self.fit is Fit.RIGHT and not self.returned


@dataclass(frozen=True, slots=True)
class Heard:
    """Every voice on the size of one product, and how its sizes compare."""

    voices: tuple[SizeVoice, ...]
    same: Equivalents


def voices_of(records: Iterable[Record], charts: Iterable[Record] = ()) -> Heard:
    """The voices of one product's records, in their order; the brand has none.

    `charts` are further records that may tell which figure of one country is which of another, such as a brand's FAQ.
    """
    known = list(records)
    read_of = [(record, read(record.text, record.language)) for record in known if heard(record)]
    same = equivalents([*known, *charts], _units(read_of))
    return Heard(tuple(voice for record, told in read_of for voice in _voices(record, told, same)), same)


def _units(read_of: Sequence[tuple[Record, tuple[Reading, ...]]]) -> dict[Scale, float]:
    """How far the sizes named of a product are apart; those of shoes, known by the feet spoken of, always one."""
    values: dict[Scale, set[float]] = {}
    shoes = False
    for record, told in read_of:
        for reading in (*told, _columns(record)):
            for size in (*reading.usual, *(size for trial in reading.trials for size in trial.sizes)):
                values.setdefault(size.scale, set()).add(size.value)
            shoes = shoes or any(fact.name in ("foot_width", "instep") for fact in reading.facts)
        shoes = shoes or "foot_width" in record.attributes
    return units_of(values, shoes=shoes)


def heard(record: Record) -> bool:
    """Whether a record is a person's own word and may be shown."""
    said = record.kind in SPOKEN_KINDS and not record.by_brand and not record.attributes.get("unanswered")
    return said and record.status in SERVED


def _voices(record: Record, told: Sequence[Reading], same: Equivalents) -> Iterator[SizeVoice]:
    columns = _columns(record)
    readings = [reading for reading in told if reading]
    own = folded_facts(measured(record.text, record.language))
    if not readings:
        if columns.usual or columns.trials or columns.runs:
            yield _voice(record, columns, merged(own, _column_body(record)), same, columns)
        return
    for reading in readings:
        body = folded_facts(reading.facts)
        # what a text tells of two wearers belongs to each of them alone, and columns cannot tell whose they are
        alone = len(readings) == 1
        voice = _voice(
            record, reading, merged(merged(body, own), _column_body(record)) if alone else body, same, columns
        )
        if voice.runs or voice.fit or voice.step is not None or voice.advice or (voice.taken and voice.body):
            yield voice


def _voice(record: Record, reading: Reading, body: Body, same: Equivalents, columns: Reading) -> SizeVoice:
    usual = reading.usual or columns.usual
    final = _final(reading.trials, same) or (columns.trials[0] if columns.trials else None)
    taken = final.sizes if final else ()
    step = _step(final, usual, same)
    runs = reading.runs or _shown(reading.trials, usual, same) or columns.runs
    fit = final.fit if final else None
    if fit is None and step is not None and runs is not None and not reading.returned:
        fit = _implied(runs, step)
    if fit is None and runs is None and taken and usual and not reading.returned and (record.rating or 0) >= CONTENT:
        fit = Fit.RIGHT
    start, end = (None, None) if reading is columns else _span(record.text, reading, final)
    return SizeVoice(
        record.id, record.author, record.language, start, end, usual, taken, step, fit, runs or _said_by(fit, step),
        bool(final and final.returned), reading.advice, body,
    )  # fmt: skip


def _span(text: str, reading: Reading, final: Trial | None) -> tuple[int, int]:
    """The sentences that say it; where they are too long for a quote, the one on the size taken in the end."""
    start, end = _sentence_start(text, reading.start), _sentence_end(text, reading.end)
    if end - start <= LONGEST or final is None or final not in reading.trials:
        return start, end
    return _sentence_start(text, final.start), _sentence_end(text, final.end)


def _final(trials: tuple[Trial, ...], same: Equivalents) -> Trial | None:
    """The size somebody ended up with: the last that was right, else the larger of one too small, else the last."""
    if not trials:
        return None
    right = [trial for trial in trials if trial.fit is Fit.RIGHT]
    if right:
        return right[-1]
    for trial in trials:
        for other in trials:
            gap = same.apart(trial.sizes, other.sizes)
            if trial.fit is None and gap and other.fit is (Fit.SMALL if gap > 0 else Fit.LARGE):
                return trial
    return trials[-1]


def _step(final: Trial | None, usual: tuple[Size, ...], same: Equivalents) -> float | None:
    if final is None:
        return None
    step = same.apart(final.sizes, usual) if final.sizes and usual else final.step
    return step if step is None or abs(step) <= FAR else None


def _shown(trials: tuple[Trial, ...], usual: tuple[Size, ...], same: Equivalents) -> Fit | None:
    """What the sizes tried show of the product, whichever was kept in the end."""
    steps = [(abs(step), trial.fit, step) for trial in trials if (step := _step(trial, usual, same)) is not None]
    shown = [_said_by(fit, step) for _, fit, step in sorted(steps, key=lambda one: one[0])]
    return next((one for one in shown if one), None)


def _said_by(fit: Fit | None, step: float | None) -> Fit | None:
    """A size above the usual one that is right, or the usual one that is small: the product runs small; and so on."""
    if step is None or fit is None:
        return None
    if fit is Fit.RIGHT:
        return Fit.RIGHT if abs(step) < TRUE_STEP else Fit.SMALL if step > 0 else Fit.LARGE
    if abs(step) < TRUE_STEP:
        return fit
    # a larger size that is too large, or a smaller one too small, is what one expects of a product true to size
    return fit if (fit is Fit.SMALL) == (step > 0) else Fit.RIGHT


def _implied(runs: Fit, step: float) -> Fit | None:
    """How a size fits somebody who says how the product runs and not how their own size sits."""
    if abs(step) < TRUE_STEP:
        return runs
    wanted = {Fit.SMALL: step > 0, Fit.LARGE: step < 0, Fit.RIGHT: False}[runs]
    return Fit.RIGHT if wanted else None


def _columns(record: Record) -> Reading:
    """What the fields of an export say: usual size, size bought, fit.

    Beside a usual size the fit is that of the product ("runs small"), alone it is that of the size worn.
    """
    usual = _of(record, "usual_size")
    taken = _of(record, "size_bought") or _of(record, "size_worn")
    said = record.attributes.get("fit", "").lower()
    fit = next((value for word, value in FITS.items() if word in said), None)
    trials = (Trial(0, 0, (taken,), fit=None if usual else fit),) if taken and (usual or fit) else ()
    return Reading((usual,) if usual else (), trials, fit if usual or not taken else None)


def _column_body(record: Record) -> Body:
    """The body an export's fields tell of; the width of the feet in either language, measures as people write them."""
    given = record.attributes
    feet = given.get("foot_width", "")
    written = [f"pied {feet}", f"{feet} feet", given.get("height", ""), given.get("weight", "")]
    written += [f"{given[name]} {unit}" for name, unit in UNITS.items() if given.get(name)]
    return folded_facts(measured("; ".join(written), record.language))


def _of(record: Record, name: str) -> Size | None:
    return size_of(record.attributes[name]) if record.attributes.get(name) else None


def _sentence_start(text: str, start: int) -> int:
    """Back to the beginning of the sentence, so that a quote can stand alone."""
    stops = [text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "… ", "\n")]
    place = max(stops)
    at = place + 1 if place >= 0 else 0
    while at < start and text[at].isspace():
        at += 1
    return at


def _sentence_end(text: str, end: int) -> int:
    found = [place for mark in (". ", "! ", "? ", "\n") if (place := text.find(mark, end)) >= 0]
    if not found:
        return len(text.rstrip())
    place = min(found)
    return place if text[place] == "\n" else place + 1
