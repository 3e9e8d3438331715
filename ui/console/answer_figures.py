"""What a shopper sees drawn, as Markdown: the sizes others took, products side by side."""

from collections.abc import Iterator, Sequence
from typing import Final

from chat.answer import SizeChoice, SizeSpread, Standing, Tally
from chat.labels import LABELS
from ui.console.inert import inert
from ui.strings import PANEL, typeset

FITS: Final = ("suited", "small", "large", "returned", "unsaid")
STANCES: Final = ("for", "mixed", "against")


def sizes_markdown(size: SizeSpread, language: str) -> str:
    """One line a size: who took it, and how it turned out; what is advised in bold."""
    lines = [f"<em>{inert(_said('sizes_taken', language))}</em>"]
    for choice in size.choices:
        advised = choice.step is not None and choice.step == size.step
        line = inert(f"{_step(choice, language)}{f' ({size.size})' if advised and size.size else ''}")
        line = f"<strong>{line}</strong>" if advised else line
        lines.append(f"{line}{inert(_said('colon', language))}{inert(', '.join(_fits(choice, language)))}")
    return "<br>".join(lines)


def standings_markdown(standings: Sequence[Standing], language: str) -> str:
    """A table, one line a product: its voices on the topic, or its stars where none was asked about."""
    topic = next((one.tally.topic for one in standings if one.tally), None)
    heads = STANCES if topic else ("stars_high", "stars_middle", "stars_low")
    caption = _said("compared_on", language, topic=topic) if topic else _said("compared_by_stars", language)
    head = [_said("product_column", language), *(_said(one, language) for one in heads)]
    rows = [[_named(one), *map(str, _cells(one))] for one in standings]
    lines = [_row(head), _row(["---", *["--:"] * len(heads)], raw=True), *map(_row, rows)]
    return f"<em>{inert(caption)}</em>\n\n" + "\n".join(lines)


def _named(one: Standing) -> str:
    return " ".join([one.name, *(f"[{number}]" for number in one.citations)])


def _cells(one: Standing) -> tuple[int, int, int]:
    if one.tally is None:
        return one.high, one.rated - one.high - one.low, one.low
    return _voices(one.tally)


def _voices(tally: Tally) -> tuple[int, int, int]:
    return tally.for_, tally.mixed, tally.against


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(inert, cells))} |"


def _step(choice: SizeChoice, language: str) -> str:
    if choice.step is None:
        return _said("size_taken", language, size=choice.size or "?")
    if choice.step == 0:
        return _said("usual_size", language)
    written = f"{abs(choice.step):g}"
    return _said(
        "sizes_up" if choice.step > 0 else "sizes_down",
        language,
        n=written.replace(".", ",") if language == "fr" else written,
    )


def _fits(choice: SizeChoice, language: str) -> Iterator[str]:
    for fit in FITS:
        if count := getattr(choice, fit):
            yield f"{count} {_said(f'fit_{fit}', language)}"


def _said(key: str, language: str, **values: object) -> str:
    if key == "colon":
        return typeset(" : " if language == "fr" else ": ", language)
    both = PANEL.get(key) or LABELS[key]
    return typeset(both[language], language).format(**values)
