"""Drawings: lines, dots and bars as inline SVG, readable on a phone and by a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 360, 230, 44, 40, 12
COLOURS = ("#5b4b8a", "#0f7b6c", "#b4531a")
"""Told apart in grey too; one for all, French, English."""
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """Points from left to right, x and y from 0 to 1; `dot` marks one of them."""

    name: str
    points: Sequence[tuple[float, float]]
    dot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its interval and count, values from 0 to 1."""

    name: str
    value: float
    low: float
    high: float
    count: int


def lines_chart(title: str, lines: Sequence[Line], across: str, up: str, *, diagonal: bool = False) -> str:
    """Curves over the unit square."""
    parts = [_frame(across, up)]
    if diagonal:
        parts.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" class="guide"/>')
    for line, colour in zip(lines, COLOURS, strict=False):
        path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in line.points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if line.dot:
            parts.append(f'<circle cx="{_x(line.dot[0]):.1f}" cy="{_y(line.dot[1]):.1f}" r="4.5" fill="{colour}"/>')
    legend = "".join(
        f'<tspan fill="{colour}" dx="8">■ {escape(line.name)}</tspan>'
        for line, colour in zip(lines, COLOURS, strict=False)
    )
    parts.append(f'<text x="{LEFT}" y="{TOP - 2}" class="legend">{legend}</text>')
    return _drawing(title, "".join(parts), HEIGHT)


def histogram(title: str, counts: Sequence[int], edges: Sequence[float], across: str, up: str) -> str:
    """Columns of counts between edges, one more edge than columns."""
    most, step = max([*counts, 1]), 1 / max(1, len(counts))
    parts = []
    for place, count in enumerate(counts):
        x, height = _x(place * step), (_y(0) - _y(1)) * count / most
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{_y(0) - height:.1f}" width="{(_x(1) - _x(0)) * step - 2:.1f}" '
            f'height="{height:.1f}" fill="{COLOURS[0]}">'
            f"<title>{edges[place]:.0f}–{edges[place + 1]:.0f}: {count}</title></rect>"
        )
    for place in range(0, len(counts), max(1, len(counts) // 6)):
        parts.append(f'<text x="{_x(place * step):.1f}" y="{_y(0) + 14}" class="tick">{edges[place]:.0f}</text>')
    parts.append(f'<text x="{LEFT - 6}" y="{_y(1) + 4}" class="tick end">{most}</text>')
    return _drawing(title, "".join(parts) + _labels(across, up), HEIGHT)


def bars_chart(title: str, bars: Sequence[Bar]) -> str:
    """Bars from the left with their intervals as whiskers."""
    row, name_width = 22, 132
    across = WIDTH - name_width - 46

    def x(value: float) -> float:
        return name_width + across * value

    parts = []
    for place, bar in enumerate(bars):
        y = place * row + 4
        parts.append(
            f'<text x="{name_width - 6}" y="{y + 12}" class="tick end">{escape(bar.name)}</text>'
            f'<rect x="{x(0)}" y="{y + 2}" width="{across * bar.value:.1f}" height="12" fill="{COLOURS[0]}"/>'
            f'<line x1="{x(bar.low):.1f}" x2="{x(bar.high):.1f}" y1="{y + 8}" y2="{y + 8}" class="whisker"/>'
            f'<text x="{x(1) + 4}" y="{y + 12}" class="tick">{bar.value:.2f} · {bar.count}</text>'
        )
    return _drawing(title, "".join(parts), len(bars) * row + 8)


def _x(value: float) -> float:
    return LEFT + (WIDTH - LEFT - 12) * value


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP - 8) * value


def _frame(across: str, up: str) -> str:
    grid = "".join(
        f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{_y(t)}" y2="{_y(t)}" class="grid"/>'
        f'<text x="{LEFT - 6}" y="{_y(t) + 4}" class="tick end">{t:g}</text>'
        f'<text x="{_x(t)}" y="{_y(0) + 14}" class="tick middle">{t:g}</text>'
        for t in TICKS
    )
    return grid + _labels(across, up)


def _labels(across: str, up: str) -> str:
    return (
        f'<text x="{_x(0.5)}" y="{HEIGHT - 8}" class="tick middle">{escape(across)}</text>'
        f'<text transform="translate(11 {_y(0.5)}) rotate(-90)" class="tick middle">{escape(up)}</text>'
    )


def _drawing(title: str, inside: str, height: float) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(title, quote=True)}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
