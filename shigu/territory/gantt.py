"""Who holds what when, as bars over years: an inline SVG that prints and reads aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shigu.face.drawings import at, framed
from shigu.face.pieces import Words

LEFT, WIDTH, ROW, TOP, BAR = 210.0, 900.0, 26.0, 24.0, 14.0
CHAR = 13.0
SPAN_YEARS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of a lane; without ``end`` it goes on."""

    start: date
    end: date | None
    words: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Lane:
    """One space and the bars of who holds it."""

    name: str
    url: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to places."""

    start: date
    end: date

    def __call__(self, day: date) -> float:
        part = (min(max(day, self.start), self.end) - self.start) / (self.end - self.start)
        return LEFT + part * (WIDTH - LEFT)


def gantt(lanes: Sequence[Lane], title: Words, today: date) -> SafeString:
    """Bars from the first January that matters, four years at least; today is marked."""
    axis = _axis(lanes, today)
    height = TOP + ROW * len(lanes) + 4
    years = range(axis.start.year, axis.end.year)
    grid = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{0}" y1="18" y2="{1}"/>'
        '<text class="axis-word" x="{2}" y="13">{3}</text>',
        ((at(axis(date(y, 1, 1))), at(height), at(axis(date(y, 1, 1)) + 3), y) for y in years),
    )
    rows = format_html_join("", "{}", ((_lane(i, lane, axis),) for i, lane in enumerate(lanes)))
    mark = format_html(
        '<line class="tick" x1="{x}" x2="{x}" y1="16" y2="{y}"/>'
        '<text class="axis-word" x="{x2}" y="{y2}">{today}</text>',
        x=at(axis(today)),
        y=at(height),
        x2=at(axis(today) + 3),
        y2=at(height + 9),
        today=_("今天"),
    )
    return framed(WIDTH, height + 12, title, grid + rows + mark, role="group")


def _axis(lanes: Sequence[Lane], today: date) -> Axis:
    starts = [bar.start for lane in lanes for bar in lane.bars]
    ends = [bar.end or bar.start for lane in lanes for bar in lane.bars]
    first = max(min([today, *starts]).year, today.year - SPAN_YEARS)
    last = max([today.year + SPAN_YEARS - 1, *(end.year for end in ends)])
    return Axis(date(first, 1, 1), date(min(last, today.year + 2 * SPAN_YEARS) + 1, 1, 1))


def _lane(row: int, lane: Lane, axis: Axis) -> SafeString:
    y = TOP + ROW * row
    most = int((LEFT - 8) / CHAR)
    name = lane.name if len(lane.name) <= most else f"{lane.name[: most - 1]}…"
    return format_html(
        '<g class="p0"><a href="{}"><text x="0" y="{}"><title>{}</title>{}</text></a>{}</g>',
        lane.url,
        at(y + 14),
        lane.name,
        name,
        format_html_join("", "{}", ((_bar(y, bar, axis),) for bar in lane.bars)),
    )


def _bar(y: float, bar: Bar, axis: Axis) -> SafeString:
    start, end = axis(bar.start), axis(bar.end or axis.end)
    return format_html(
        '<rect class="part{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        "" if bar.firm else " pale",
        at(start),
        at(y + 4),
        at(max(end - start, 1.0)),
        at(BAR),
        bar.words,
    )
