"""Growth curves as SVG: cost over size, both on logarithmic axes."""

from collections.abc import Mapping
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 300, 60, 16, 40, 44
COLOURS = ("#5b4b8a", "#b4531a", "#0f7b6c")
STYLE = "text{font:12px system-ui,sans-serif;fill:#333}.title{font-weight:600}line{stroke:#ccc}.axis{stroke:#666}"


def growth_chart(title: str, curves: Mapping[str, Mapping[int, float]], across: str, up: str) -> str:
    """One drawing; `curves` give a cost by size for each name, at least one point each."""
    xs = [log10(size) for curve in curves.values() for size in curve]
    ys = [log10(max(cost, 1e-6)) for curve in curves.values() for cost in curve.values()]
    box = floor(min(xs)), max(ceil(max(xs)), floor(min(xs)) + 1), floor(min(ys)), max(ceil(max(ys)), floor(min(ys)) + 1)
    parts = [*_grid(box), *(_curve(at, name, curve, box) for at, (name, curve) in enumerate(curves.items()))]
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts += [
        f'<text x="{LEFT}" y="18" class="title">{escape(title)}</text>',
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(14 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
    ]
    named = f'role="img" aria-label="{escape(title)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {named}>'
    return f'{head}<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


Box = tuple[int, int, int, int]


def _grid(box: Box) -> list[str]:
    x0, x1, y0, y1 = box
    parts = []
    for power in range(x0, x1 + 1):
        x, _ = _place(power, y0, box)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_figure(power)}</text>')
    for power in range(y0, y1 + 1):
        _, y = _place(x0, power, box)
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_figure(power)}</text>')
    return parts


def _curve(at: int, name: str, curve: Mapping[int, float], box: Box) -> str:
    colour = COLOURS[at % len(COLOURS)]
    places = [_place(log10(size), log10(max(cost, 1e-6)), box) for size, cost in sorted(curve.items())]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"><title>{size:,}: {cost:.3g}</title></circle>'
        for (x, y), (size, cost) in zip(places, sorted(curve.items()), strict=True)
    )
    legend = f'<text x="{LEFT + 8}" y="{TOP + 14 + 15 * at}" style="fill:{colour}">■ {escape(name)}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}{legend}'


def _place(x: float, y: float, box: Box) -> tuple[float, float]:
    x0, x1, y0, y1 = box
    across = LEFT + (WIDTH - LEFT - RIGHT) * (x - x0) / (x1 - x0)
    return across, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (y - y0) / (y1 - y0)


def _figure(power: int) -> str:
    return {3: "1 k", 4: "10 k", 5: "100 k", 6: "1 M"}.get(power, f"{10.0**power:g}")
