"""Pictures of what sides accept: bars along one parameter, squares over two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shigu.engine.sharing.negotiation.accepted import GRID, Interval, Region
from shigu.face.drawings import at, framed
from shigu.face.units import percent

WIDTH = 900.0
LEFT, RIGHT, ROW = 170.0, 860.0, 34.0
SQUARE, EDGE = 26.0, 90.0
TICKS = 5
Place = Callable[[float], float]


def accepted_bars(
    parameter: str,
    bounds: Interval,
    sides: Mapping[str, Region],
    accepted: Region,
    best: float,
) -> SafeString:
    """A row for each side and one for all of them; the line is the bargaining solution."""
    low, high = bounds
    scale = (RIGHT - LEFT) / ((high - low) or 1.0)

    def place(value: float) -> float:
        return LEFT + (value - low) * scale

    rows = [(name, region, f"part p{i}") for i, (name, region) in enumerate(sides.items(), 1)]
    rows.append((_("各方都接受"), accepted, "rise"))
    bottom = 24 + ROW * len(rows)
    drawn = format_html_join(
        "",
        '<text x="0" y="{}"{}>{}</text>{}',
        (
            (
                at(24 + ROW * i + 18),
                SafeString(' class="total-word"') if style == "rise" else "",
                name,
                _bars(region, 24 + ROW * i + 6, style, place, name),
            )
            for i, (name, region, style) in enumerate(rows)
        ),
    )
    line = format_html(
        '<line class="paid" x1="{x}" x2="{x}" y1="18" y2="{y}"/>'
        '<text class="middle" x="{x}" y="12">{words}</text>',
        x=at(place(best)),
        y=at(bottom),
        words=percent(best),
    )
    scale_line = _scale(np.linspace(low, high, TICKS).tolist(), place, bottom)
    name = format_html('<text class="faded" x="0" y="{}">{}</text>', at(bottom + 18), parameter)
    return framed(WIDTH, bottom + 26, _("各方可接受的范围"), drawn + line + scale_line + name)


def accepted_grid(
    parameters: Sequence[str],
    low: Sequence[float],
    high: Sequence[float],
    sides: Mapping[str, Region],
    best: Sequence[float],
) -> SafeString:
    """A square for each point of the grid, the darker the more sides accept it; + is the
    solution."""
    size = SQUARE * GRID
    kept = {name: {_rounded(point) for point in region} for name, region in sides.items()}
    across, up = (np.linspace(a, b, GRID).tolist() for a, b in zip(low, high, strict=True))
    squares = format_html_join(
        "",
        '<rect class="accepted by{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (
                _depth(who, sides),
                at(EDGE + SQUARE * i),
                at(size - SQUARE * (k + 1) + 10),
                at(SQUARE - 2),
                at(SQUARE - 2),
                _("%(x)s、%(y)s：%(who)s") % {
                    "x": percent(x), "y": percent(y), "who": "、".join(who) or _("没有一方接受"),
                },
            )
            for i, x in enumerate(across)
            for k, y in enumerate(up)
            for who in [[name for name in sides if _rounded((x, y)) in kept[name]]]
        ),
    )  # fmt: skip

    def centre(value: float, axis: int) -> float:
        span = (high[axis] - low[axis]) or 1.0
        return (value - low[axis]) / span * SQUARE * (GRID - 1) + SQUARE / 2 - 1

    cross = format_html(
        '<path class="paid" d="M{x} {top}V{bottom}M{left} {y}H{right}"/>',
        **_cross(EDGE + centre(best[0], 0), size + 10 - centre(best[1], 1)),
    )
    words = format_html_join(
        "",
        '<text class="faded {}" x="{}" y="{}">{}</text>',
        (
            ("", at(EDGE), at(size + 30), percent(low[0])),
            ("end", at(EDGE + size), at(size + 30), percent(high[0])),
            ("middle", at(EDGE + size / 2), at(size + 48), parameters[0]),
            ("end", at(EDGE - 8), at(size + 4), percent(low[1])),
            ("end", at(EDGE - 8), at(24), percent(high[1])),
            ("", at(EDGE + size + 16), at(24), _("↑ %s") % parameters[1]),
            ("", at(EDGE + size + 16), at(50), _("深：各方都接受；浅：只有一部分接受")),
            ("", at(EDGE + size + 16), at(72), _("＋：议价解，或离各方底线最近的一处")),
        ),
    )
    return framed(WIDTH, size + 58, _("各方可接受的范围"), squares + cross + words)


def _bars(region: Region, y: float, style: str, place: Place, name: str) -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="16"><title>{}</title></rect>',
        (
            (
                style,
                at(place(start)),
                at(y),
                at(max(place(end) - place(start), 2.0)),
                f"{name} {percent(start)}–{percent(end)}",
            )
            for start, end in region
        ),
    )


def _scale(values: Iterable[float], place: Place, y: float) -> SafeString:
    return format_html_join(
        "",
        '<line class="axis" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="faded middle" x="{0}" y="{3}">{4}</text>',
        ((at(place(v)), at(y), at(y + 4), at(y + 18), percent(v, 0)) for v in values),
    )


def _cross(x: float, y: float) -> dict[str, str]:
    return {
        "x": at(x), "y": at(y),
        "top": at(y - 9), "bottom": at(y + 9), "left": at(x - 9), "right": at(x + 9),
    }  # fmt: skip


def _depth(who: Sequence[str], sides: Mapping[str, Region]) -> str:
    return "all" if len(who) == len(sides) else "some" if who else "none"


def _rounded(point: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(value, 9) for value in point)
