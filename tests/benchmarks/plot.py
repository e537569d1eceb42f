"""Small line plots as one SVG: a panel a quantity, each on its own scale, legible in light and in dark."""

from dataclasses import dataclass
from html import escape
from math import log

WIDTH, HEIGHT, LEFT, TOP, INNER_WIDTH, INNER_HEIGHT = 340, 230, 50, 44, 250, 130
COLUMNS, LINE = 2, 15
STYLE = """
:root { color-scheme: light dark; }
.back { fill: #fbfaf7; } text { fill: #22303a; font: 13px system-ui, sans-serif; } .axis { stroke: #8a949b; fill: none; }
.words { stroke: #0b5c7a; fill: #0b5c7a; } .languages { stroke: #a3461d; fill: #a3461d; } .goal { stroke: #6c757b; stroke-dasharray: 4 4; }
polyline { fill: none !important; stroke-width: 2; } polyline.languages { stroke-dasharray: 7 3; } text.words, text.languages { stroke: none; }
@media (prefers-color-scheme: dark) {
  .back { fill: #14191d; } text { fill: #e6e9eb; } .axis { stroke: #6c757b; } .goal { stroke: #9aa3a9; }
  .words { stroke: #7cc7e8; fill: #7cc7e8; } .languages { stroke: #f2a67e; fill: #f2a67e; }
}
"""


@dataclass(frozen=True)
class Panel:
    """`lines` maps a class of STYLE to its points, by how many times as much there is; `bound` is the value of a dashed line."""

    title: str
    lines: dict[str, dict[int, float]]
    bound: float


def draw(title: str, panels: list[Panel]) -> str:
    rows = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * WIDTH, rows * HEIGHT + 30
    said = "; ".join(
        f"{panel.title}, by {name}: " + ", ".join(f"{at}× {_number(value)}" for at, value in points.items())
        for panel in panels
        for name, points in panel.lines.items()
    )
    drawn = "\n".join(_panel(panel, at % COLUMNS * WIDTH, at // COLUMNS * HEIGHT) for at, panel in enumerate(panels))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">
<title id="t">{escape(title)}</title>
<desc id="d">{escape(said)}.</desc>
<style>{STYLE}</style>
<rect class="back" width="{width}" height="{height}"/>
{drawn}
<text class="words" x="{LEFT}" y="{height - 12}">— words</text><text class="languages" x="{LEFT + 90}" y="{height - 12}">- - languages</text>
<text x="{LEFT + 220}" y="{height - 12}">· · the goal, or the bound of a phone</text>
</svg>
"""


def _panel(panel: Panel, left: int, top: int) -> str:
    highest = max([panel.bound, *(value for points in panel.lines.values() for value in points.values())]) * 1.08
    most = max(at for points in panel.lines.values() for at in points)

    def x(at: int) -> float:
        return left + LEFT + INNER_WIDTH * log(at) / log(most)

    def y(value: float) -> float:
        return top + TOP + INNER_HEIGHT * (1 - value / highest)

    base = top + TOP + INNER_HEIGHT
    parts = [
        f'<text x="{left + LEFT}" y="{top + 26}">{escape(panel.title)}</text>',
        f'<path class="axis" d="M{left + LEFT} {top + TOP}V{base}H{left + LEFT + INNER_WIDTH}"/>',
        f'<path class="goal" d="M{left + LEFT} {y(panel.bound):.1f}H{left + LEFT + INNER_WIDTH}"/>',
        f'<text x="{left + LEFT - 6}" y="{y(panel.bound) + 4:.1f}" text-anchor="end">{_number(panel.bound)}</text>',
    ]
    steps = sorted({at for points in panel.lines.values() for at in points})
    parts += [f'<text x="{x(at):.1f}" y="{base + 18}" text-anchor="middle">{at}×</text>' for at in steps]
    taken: list[float] = []
    for name, points in panel.lines.items():
        line = " ".join(f"{x(at):.1f},{y(value):.1f}" for at, value in points.items())
        parts.append(f'<polyline class="{name}" points="{line}"/>')
        parts += [f'<circle class="{name}" cx="{x(at):.1f}" cy="{y(value):.1f}" r="3"/>' for at, value in points.items()]
        at, value = list(points.items())[-1]
        beside = y(value)
        # Two ends close together: the higher one's figure moves up.
        while any(abs(beside - other) < LINE for other in taken):
            beside -= 1
        taken.append(beside)
        parts.append(f'<text class="{name}" x="{x(at) + 6:.1f}" y="{beside + 4:.1f}">{_number(value)}</text>')
    return "\n".join(parts)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"
