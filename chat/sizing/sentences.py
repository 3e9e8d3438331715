"""Size advice in words, French and English: a pure function from advice to sentences and the proofs they stand on."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chat.sizing.advice import Choice, SizeAdvice, Verdict
from chat.sizing.body import Body
from chat.sizing.similar import Likeness
from chat.sizing.voices import TRUE_STEP, SizeVoice

TEXTS = Path(__file__).with_name("sentences.toml")
FEW = 10
"""Below this many voices the count is said again as a reservation."""
PARTS = 5
"""Groups of voices named one by one."""
OUTCOMES = ("suited", "small", "large", "unsaid")


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a record, by offsets in its text."""

    record_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AdviceSentence:
    """One sentence, the words to cite beside it, and every record counted in it."""

    text: str
    proofs: tuple[Proof, ...] = ()
    record_ids: tuple[str, ...] = ()
    limit: bool = False


def advice_sentences(advice: SizeAdvice, language: str) -> tuple[AdviceSentence, ...]:
    """The advice in "fr" or "en": the counted sentence, the size it makes, how it runs for all, and the reservation."""
    return tuple(_sentences(advice, language))


def _sentences(advice: SizeAdvice, language: str) -> Iterator[AdviceSentence]:
    texts = _texts()
    blanks = {"noun": _noun(advice, language), "minimum": str(advice.minimum)}
    yield _counted(advice, language, blanks)
    if advice.size is not None and advice.step is not None:
        usual = _figure(next((str(size) for size in advice.body.usual), ""), language)
        name = "makes" if advice.step and usual else "stays"
        yield AdviceSentence(texts["frame"][name][language].format(usual=usual, size=_figure(advice.size, language)))
    if advice.others and advice.all_runs.of >= advice.minimum:
        yield _runs(advice, language)
    if advice.advised and len(advice.counted) < FEW:
        yield AdviceSentence(texts["frame"]["limit"][language].format(n=len(advice.counted)), limit=True)


def _counted(advice: SizeAdvice, language: str, blanks: dict[str, str]) -> AdviceSentence:
    texts, count = _texts(), len(advice.counted)
    parts = _listed(list(_parts(advice, language, blanks)), language)
    if advice.verdict is Verdict.NOBODY:
        return AdviceSentence(texts["frame"]["nobody"][language].format(who=_who(advice, language, 1, blanks)))
    if advice.verdict is Verdict.TOO_FEW:
        pair = texts["frame"]["too_few"][language]
        text = _form(pair, count, language).format(
            who=_who(advice, language, count, blanks), n=count, Parts=_capital(parts), **blanks
        )
    else:
        text = texts["frame"]["counted"][language].format(
            headline=_headline(advice, language, blanks), of=count, parts=parts, **blanks
        )
    return AdviceSentence(text, proofs(advice.shown), tuple(dict.fromkeys(voice.record_id for voice in advice.counted)))


def proofs(voices: Sequence[SizeVoice]) -> tuple[Proof, ...]:
    """The words of voices that have some; a voice known from the columns of an export has none to quote."""
    return tuple(Proof(v.record_id, v.start, v.end) for v in voices if v.start is not None and v.end is not None)


def _headline(advice: SizeAdvice, language: str, blanks: dict[str, str]) -> str:
    table = _texts()[advice.verdict.value]
    kind = "any" if advice.verdict is Verdict.DIVIDED else advice.way.value if advice.way else "size"
    who = _who(advice, language, 2, blanks)
    step = _step(abs(advice.step or 0.0), language, blanks)
    text: str = table[kind][language]
    return text.format(who=who, Who=_capital(who), step=step, size=_figure(advice.size or "", language), **blanks)


def _who(advice: SizeAdvice, language: str, count: int, blanks: dict[str, str]) -> str:
    name = "anyone" if advice.likeness is None else advice.likeness.value
    pair = _texts()["who"][name][language]
    traits = _traits(advice.body, language) if advice.likeness is Likeness.FEET else ""
    return _form(pair, count, language).format(traits=traits, **blanks)


def _traits(body: Body, language: str) -> str:
    table = _texts()["traits"][language]
    named = [f"foot_{body.foot_width}" if body.foot_width else "", f"instep_{body.instep}" if body.instep else ""]
    return (" et " if language == "fr" else " and ").join(table[name] for name in named if name)


def _parts(advice: SizeAdvice, language: str, blanks: dict[str, str]) -> Iterator[str]:
    """Every counted voice once: by what was taken and how it turned out, most voices first, the rest in one number."""
    piles = sorted(_piles(advice, language, blanks), key=lambda pile: -pile[0])
    kept = piles if len(piles) <= PARTS else piles[: PARTS - 1]
    yield from (text for _, text in kept)
    if rest := sum(count for count, _ in piles[len(kept) :]):
        yield _form(_texts()["rest"]["any"][language], rest, language).format(n=rest)


def _piles(advice: SizeAdvice, language: str, blanks: dict[str, str]) -> Iterator[tuple[int, str]]:
    for choice in advice.choices:
        for outcome in OUTCOMES:
            voices = getattr(choice, outcome)
            if voices and choice.step is None and choice.size is None:
                yield from _bare(voices, language, blanks)
            elif voices:
                yield len(voices), _part(choice, outcome, len(voices), language, blanks)
    returned = sum(len(choice.returned) for choice in advice.choices)
    if returned:
        yield returned, _form(_texts()["back"]["any"][language], returned, language).format(n=returned)


def _part(choice: Choice, outcome: str, count: int, language: str, blanks: dict[str, str]) -> str:
    step = choice.step
    kind = "size" if step is None else "usual" if abs(step) < TRUE_STEP else "up" if step > 0 else "down"
    words = _step(abs(step or 0.0), language, blanks)
    pair = _texts()[kind][outcome][language]
    return _form(pair, count, language).format(n=count, step=words, size=_figure(choice.size or "", language), **blanks)


def _bare(voices: Sequence[SizeVoice], language: str, blanks: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Voices that name neither a step nor a size, by what they say of the product."""
    piles: dict[str, int] = {}
    for voice in voices:
        said = voice.runs.value if voice.runs else voice.advice.value if voice.advice else ""
        piles[said] = piles.get(said, 0) + 1
    for said, count in piles.items():
        yield count, _form(_texts()["only"][said][language], count, language).format(n=count, **blanks)


def _runs(advice: SizeAdvice, language: str) -> AdviceSentence:
    texts, runs = _texts(), advice.all_runs
    piles = (("small", runs.small), ("true", runs.true), ("large", runs.large))
    parts = [texts["runs"][name][language].format(n=len(voices)) for name, voices in piles if voices]
    text = _form(texts["frame"]["runs"][language], runs.of, language).format(of=runs.of, parts=_listed(parts, language))
    counted = tuple(dict.fromkeys(voice.record_id for _, voices in piles for voice in voices))
    return AdviceSentence(text, (), counted)


def _step(sizes: float, language: str, blanks: dict[str, str]) -> str:
    table = _texts()["steps"][language]
    text: str = table.get(f"{sizes:g}", f"{sizes:g} {{noun}}s" if language == "fr" else f"{sizes:g} sizes")
    return text.format(**blanks)


def _figure(size: str, language: str) -> str:
    """A size with the decimal mark of the language: "UK 9,5"."""
    return size.replace(".", ",") if language == "fr" else size


def _noun(advice: SizeAdvice, language: str) -> str:
    """French has one word for the sizes of shoes and another for those of clothes."""
    shoes = any(voice.width or voice.body.instep for voice in (*advice.similar, *advice.others))
    return "pointure" if language == "fr" and shoes else "taille"


def _listed(parts: list[str], language: str) -> str:
    joint = " et " if language == "fr" else " and "
    return joint.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _form(pair: Sequence[str], count: int, language: str) -> str:
    return pair[0 if count == 1 or (language == "fr" and count == 0) else 1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))
