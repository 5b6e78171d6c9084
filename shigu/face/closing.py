"""A search as a picture: the best found rises, what none can exceed falls, the gap closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shigu.face.drawings import at, framed
from shigu.face.pieces import Reached, Words
from shigu.face.units import grouped, trimmed

WIDTH, HEIGHT = 900.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 70.0, 170.0, 14.0, 28.0
APART = 16.0
"""Between two lines of words."""
FAR = 2.0
"""A value or bound further off than this multiple of the best value runs out of the picture."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """From seconds and amounts to places; what lies outside is drawn on the edge."""

    until: float
    low: float
    high: float

    def x(self, seconds: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(seconds / self.until, 1.0)

    def y(self, amount: float) -> float:
        part = (amount - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(part, 0.0), 1.0)


def closing(log: Sequence[Reached], title: Words, until: float = 0.0) -> SafeString:
    """Two lines over the seconds, each with its last amount at its end; ``until`` = by now.

    Nothing where neither a value nor a bound is known.
    """
    if not log:
        return SafeString("")
    frame = _frame(log, until)
    value = _steps([(each.seconds, each.value) for each in log], frame)
    bound = _steps([(each.seconds, each.bound) for each in log], frame)
    inner = format_html(
        "{}{}{}{}{}",
        _grid(frame),
        _between(value, bound),
        _line(bound, "bound"),
        _line(value, "value"),
        _ends(log[-1], value, bound),
    )
    return framed(WIDTH, HEIGHT, title, inner)


def _frame(log: Sequence[Reached], until: float) -> Frame:
    values = [each.value for each in log if each.value is not None]
    bounds = [each.bound for each in log if each.bound is not None]
    best = values[-1] if values else bounds[-1]
    near = [amount for amount in (*values, *bounds) if best / FAR <= amount <= best * FAR]
    low, high = min(near, default=best), max(near, default=best)
    air = 0.06 * (high - low) or 0.01 * abs(best) or 1.0
    return Frame(max(until, log[-1].seconds, 0.001), low - air, high + air)


def _steps(readings: Sequence[tuple[float, float | None]], frame: Frame) -> list[Point]:
    """The corners of a line that keeps its height until the next reading."""
    corners: list[Point] = []
    for seconds, amount in readings:
        if amount is None:
            continue
        if corners:
            corners.append((frame.x(seconds), corners[-1][1]))
        corners.append((frame.x(seconds), frame.y(amount)))
    return [*corners, (frame.x(frame.until), corners[-1][1])] if corners else []


def _line(corners: Sequence[Point], style: str) -> SafeString:
    return format_html('<polyline class="{}" points="{}"/>', style, _points(corners))


def _between(value: Sequence[Point], bound: Sequence[Point]) -> SafeString:
    """What is still open, from when both are known."""
    if not value or not bound:
        return SafeString("")
    start = max(value[0][0], bound[0][0])
    ring = [*_from(value, start), *reversed(_from(bound, start))]
    return format_html('<polygon class="between" points="{}"/>', _points(ring))


def _from(corners: Sequence[Point], start: float) -> list[Point]:
    height = [y for x, y in corners if x <= start][-1]
    return [(start, height), *(corner for corner in corners if corner[0] > start)]


def _points(corners: Sequence[Point]) -> str:
    return " ".join(f"{at(x)},{at(y)}" for x, y in corners)


def _grid(frame: Frame) -> SafeString:
    levels = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text class="axis-word end" x="{3}" y="{4}">{5}</text>',
        (
            (at(LEFT), at(WIDTH - RIGHT), at(y), at(LEFT - 8), at(y + 4), grouped(level))
            for level, y in _ticks(frame.low, frame.high, frame.y)
        ),
    )
    moments = format_html_join(
        "",
        '<text class="axis-word middle" x="{}" y="{}">{}</text>',
        (
            (at(x), at(HEIGHT - 8), _("%s 秒") % trimmed(moment))
            for moment, x in _ticks(0.0, frame.until, frame.x)
        ),
    )
    return levels + moments


def _ticks(low: float, high: float, place: Callable[[float], float]) -> Iterator[Point]:
    """Three to six round numbers and where they stand."""
    rough = (high - low) / 4
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    for i in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1):
        yield i * step, place(i * step)


def _ends(last: Reached, value: Sequence[Point], bound: Sequence[Point]) -> SafeString:
    """The last amounts beside their lines, apart where the lines have met."""
    low = value[-1][1] if value else HEIGHT
    high = bound[-1][1] if bound else 0.0
    meet = max(0.0, APART - (low - high)) / 2 if value and bound else 0.0
    words = []
    if last.bound is not None:
        words.append((at(high - meet + 4), "faded-end", _("上界"), grouped(last.bound)))
    if last.value is not None:
        words.append((at(low + meet + 4), "total-word", _("最好的方案"), grouped(last.value)))
    return format_html_join(
        "",
        '<text x="{0}" y="{1}" class="{2}">{3} {4}</text>',
        ((at(WIDTH - RIGHT + 8), *each) for each in words),
    )
