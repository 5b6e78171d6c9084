"""How time and memory grow with size: JSON lines of bench/siting_real.py → a plot.

    python bench/siting_real.py 200x400:5 500x400:10 … > growth.jsonl
    python bench/siting_growth.py growth.jsonl docs/explanation/siting-growth.svg

Both axes are logarithmic. Left: seconds until a bound stands, until the first plan stands, and
until it is certified within 5 % (left out where that was not reached in the time). Right: peak
memory of the process and the part that the region itself takes, MB.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, NamedTuple

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP = 430, 320, 62, 40, 54, 40
CERTIFIED = 5.0
COLOURS = ("#1f6feb", "#c2410c", "#15803d")
Line = dict[str, Any]


class Curve(NamedTuple):
    name: str
    points: list[tuple[float, float]]


def certified(line: Line) -> float | None:
    """The first of the moments told by when the gap was at most 5 %."""
    reached = [int(m) for m, gap in line["gaps"].items() if gap is not None and gap <= CERTIFIED]
    return float(min(reached)) if reached else None


def curve(name: str, lines: Sequence[Line], figures: Sequence[float | None]) -> Curve:
    points = [
        (float(line["arcs"]), figure)
        for line, figure in zip(lines, figures, strict=True)
        if figure is not None and figure > 0
    ]
    return Curve(name, sorted(points))


class Scale(NamedTuple):
    """Powers of ten from ``low`` to ``high`` on ``length`` pixels."""

    low: int
    high: int
    length: float

    def at(self, value: float) -> float:
        return (log10(value) - self.low) / (self.high - self.low) * self.length


def scale(values: Sequence[float], length: float) -> Scale:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return Scale(low, max(high, low + 1), length)


def text(x: float, y: float, words: str, rest: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {rest}>{escape(words)}</text>'


def grid(across: Scale, up: Scale, unit: str) -> list[str]:
    drawn = []
    for power in range(up.low, up.high + 1):
        y = HEIGHT - BOTTOM - up.at(10.0**power)
        drawn.append(f'<path d="M{LEFT} {y:.1f}h{across.length:.1f}" stroke="#ccc"/>')
        drawn.append(text(LEFT - 6, y + 4, f"{10.0**power:g} {unit}", 'text-anchor="end"'))
    for power in range(across.low, across.high + 1):
        x = LEFT + across.at(10.0**power)
        drawn.append(f'<path d="M{x:.1f} {TOP}v{up.length:.1f}" stroke="#eee"/>')
        drawn.append(text(x, HEIGHT - BOTTOM + 16, f"{10**power:,}", 'text-anchor="middle"'))
    middle = LEFT + across.length / 2
    drawn.append(text(middle, HEIGHT - 22, "组合数 · arcs", 'text-anchor="middle"'))
    return drawn


def panel(title: str, unit: str, curves: Sequence[Curve]) -> str:
    """One plot of all curves, with its names below."""
    points = [point for each in curves for point in each.points]
    across = scale([x for x, _ in points], WIDTH - LEFT)
    up = scale([y for _, y in points], HEIGHT - TOP - BOTTOM)
    drawn = [text(LEFT, 18, title, 'font-weight="bold"'), *grid(across, up, unit)]
    for number, (each, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        spots = [(LEFT + across.at(x), HEIGHT - BOTTOM - up.at(y)) for x, y in each.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in spots]
        drawn.append(text(LEFT + 132 * number, HEIGHT - 4, each.name, f'fill="{colour}"'))
    return "".join(drawn)


def plot(lines: Sequence[Line]) -> str:
    time = panel(
        "秒 · seconds",
        "s",
        [
            curve("第一个界 · first bound", lines, [line["first_bound_s"] for line in lines]),
            curve("第一份方案 · first plan", lines, [line["first_plan_s"] for line in lines]),
            curve("证到 5 % · within 5 %", lines, [certified(line) for line in lines]),
        ],
    )
    memory = panel(
        "峰值内存 · peak memory",
        "MB",
        [
            curve("求解后 · solved", lines, [line["peak_mb"] for line in lines]),
            curve("生成后 · prepared", lines, [line["prepared_mb"] for line in lines]),
        ],
    )
    whole = 2 * WIDTH + 2 * GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT + 6}" '
        'font-family="sans-serif" font-size="11">'
        f'<rect width="{whole}" height="{HEIGHT + 6}" fill="#fff"/>{time}'
        f'<g transform="translate({WIDTH + GAP})">{memory}</g></svg>\n'
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("lines", type=Path)
    asked.add_argument("picture", type=Path)
    given = asked.parse_args()
    lines = [json.loads(line) for line in given.lines.read_text("utf-8").splitlines() if line]
    given.picture.write_text(plot(lines), "utf-8")


if __name__ == "__main__":
    main()
