"""The figures drawn: Plotly figures in the reader's own fonts, in colours every eye tells apart.

Plotly reads a little markup in labels, so what people wrote is made plain first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#999999")
"""After Okabe and Ito (2008): told apart by colour-blind readers, and in grey by their lightness."""
FOR, MIXED, AGAINST = "#0072b2", "#b8b8b8", "#d55e00"
INK: Final = "#1d2321"
FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"
ROW, AROUND = 26, 110
"""Pixels a row of a horizontal plot takes, and what is around the rows."""
WIDEST: Final = 0.1
"""Share of the plot's width a column may take."""
TICKS: Final = 4
"""Labels under columns: as many as a phone has room for."""
FEW: Final = 6
"""Up to so many, an axis counts one by one."""
LONGEST: Final = 30
"""Signs of a label; the rest is in the table and in the CSV."""


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one colour: a figure by label."""

    name: str
    colour: str
    values: Mapping[str, float]


def columns(series: Sequence[Series], axis: str, written: Callable[[str], str] = str) -> "Figure":
    """Stacked columns by month, week or day, in the order of their labels; `written` is how a reader writes one."""
    figure = _empty()
    labels = sorted({label for one in series for label in one.values})
    for one in series:
        figure.add_bar(x=labels, y=[one.values.get(label, 0) for label in labels], **_told(one))
    figure.update_layout(barmode="stack", height=320)
    named = labels[:: max(1, -(-len(labels) // TICKS))]
    words = [written(label) for label in named]
    figure.update_xaxes(type="category", tickangle=0, automargin=True, tickvals=named, ticktext=words)
    figure.update_traces(width=min(0.8, WIDEST * len(labels)), selector={"type": "bar"})
    figure.update_yaxes(title_text=axis, rangemode="tozero", dtick=_step(_most(series, labels)))
    return figure


def rows(series: Sequence[Series], labels: Sequence[str], axis: str, *, stacked: bool = True) -> "Figure":
    """Horizontal bars, the first label on top."""
    figure, shown = _empty(), [plain(label) for label in labels]
    for one in series:
        figure.add_bar(y=shown, x=[one.values.get(label, 0) for label in labels], orientation="h", **_told(one))
    height = AROUND + ROW * max(len(labels), 3) * (1 if stacked else 2)
    above = {"y": 1.0, "yanchor": "bottom"}  # under the plot, the axis has its name
    figure.update_layout(barmode="stack" if stacked else "group", height=height, legend=above)
    figure.update_yaxes(autorange="reversed", automargin=True, type="category")
    most = _most(series, labels) if stacked else max((n for one in series for n in one.values.values()), default=0)
    figure.update_xaxes(title_text=axis, rangemode="tozero", dtick=_step(most))
    return figure


def over_time(
    series: Sequence[Series], rating: Mapping[str, float], axis: str, rating_name: str, written: Callable[[str], str]
) -> "Figure":
    """Stacked columns by month, and the mean rating over them as a line on its own axis, 1 to 5."""
    figure = columns(series, axis, written)
    labels = sorted(rating)
    figure.add_scatter(
        x=labels, y=[rating[label] for label in labels], name=plain(rating_name), mode="lines+markers", yaxis="y2",
        line={"color": INK, "width": 2}, marker={"size": 8, "symbol": "diamond"},
    )  # fmt: skip
    figure.update_layout(
        yaxis2={"overlaying": "y", "side": "right", "range": [0.8, 5.2], "dtick": 1, "showgrid": False}
    )
    return figure


def plain(text: str) -> str:
    """A label that is text and nothing else, cut where it is long."""
    flat = " ".join(text.split())
    cut = flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("$", "＄")):
        cut = cut.replace(sign, written)
    return cut


def _most(series: Sequence[Series], labels: Sequence[str]) -> float:
    """The tallest stack."""
    return max((sum(one.values.get(label, 0) for one in series) for label in labels), default=0)


def _step(most: float) -> int | None:
    """Whole steps where figures are small: nobody is half a voice. Else Plotly's own."""
    return 1 if most <= FEW else None


def _told(one: Series) -> dict[str, Any]:
    border = {"color": "#ffffff", "width": 1}  # neighbours stay apart whatever the colours
    return {"name": plain(one.name), "marker": {"color": one.colour, "line": border}}


def _empty() -> "Figure":
    from plotly.graph_objects import Figure  # takes most of a second

    figure = Figure()
    figure.update_layout(
        template="none",
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="#ffffff",
        plot_bgcolor="#ffffff",
        margin={"l": 48, "r": 24, "t": 12, "b": 40},
        legend={"orientation": "h", "y": -0.18, "x": 0, "traceorder": "normal"},
        hoverlabel={"font": {"family": FONT}},
        dragmode=False,
        autosize=True,
    )
    figure.update_xaxes(gridcolor="#e6e4df", zerolinecolor="#c9c6bf", fixedrange=True)
    figure.update_yaxes(gridcolor="#e6e4df", zerolinecolor="#c9c6bf", fixedrange=True)
    return figure
