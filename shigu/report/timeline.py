"""When each zone receives what, and from whom: one dot a placement on its starting month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from shigu.report.bilingual import Text, same
from shigu.report.labels import width
from shigu.report.marks import colour
from shigu.report.markup import drawing, hover, label, tag
from shigu.report.names import Json, Names
from shigu.report.sites import zone_of

WIDTH, RIGHT, TOP, DOT = 900.0, 24.0, 30.0, 5.0
TITLE = Text(
    "起始月份：每行一个园区，每点一个项目，颜色为引荐方",
    "Starting months: a row a zone, a dot a project, coloured by who introduced it",
)
Row = tuple[str, dict[int, list[Json]]]


def timeline(plan: Json, names: Names) -> Markup:
    """Zones in the order in which they are first occupied; nothing where nothing is placed."""
    placements = plan["siting"]["placements"]
    if not placements:
        return Markup("")
    rows = _rows(placements, names)
    first, last = _years(placements)
    left = 32 + max(width(w) for z, _ in rows for w in _words(names, z))
    step = (WIDTH - left - RIGHT) / (12 * (last - first + 1))
    heights = [_height(months) for _, months in rows]
    tops = [TOP + sum(heights[:i]) for i in range(len(rows))]
    bottom = TOP + sum(heights)
    return drawing(
        WIDTH,
        bottom + 4,
        TITLE,
        *_calendar(first, last, left, step, bottom),
        *(_row(r, top, left, step, first, names) for r, top in zip(rows, tops, strict=True)),
        class_="timeline",
    )


def _rows(placements: Sequence[Json], names: Names) -> list[Row]:
    found: dict[str, dict[int, list[Json]]] = {}
    for placement in sorted(placements, key=lambda p: (p["start"], p["project"])):
        months = found.setdefault(zone_of(names, placement["space"]), {})
        months.setdefault(_month(placement), []).append(placement)
    return list(found.items())


def _month(placement: Json) -> int:
    """Months since the year 0."""
    year, month, _ = placement["start"].split("-")
    return int(year) * 12 + int(month) - 1


def _years(placements: Sequence[Json]) -> tuple[int, int]:
    months = [_month(placement) for placement in placements]
    return min(months) // 12, max(months) // 12


def _words(names: Names, zone: str) -> tuple[str, str]:
    words = names.text("zones", zone)
    return words.zh, words.en


def _height(months: dict[int, list[Json]]) -> float:
    return max(len(stack) for stack in months.values()) * (2 * DOT + 1) + 14


def _calendar(first: int, last: int, left: float, step: float, bottom: float) -> Iterable[Markup]:
    for year in range(first, last + 2):
        x = left + 12 * (year - first) * step
        yield tag("line", x1=x, x2=x, y1=TOP - 10, y2=bottom, class_="year")
        if year <= last:
            yield tag("text", str(year), x=x + 6, y=14, class_="head")


def _row(row: Row, top: float, left: float, step: float, first: int, names: Names) -> Markup:
    zone, months = row
    middle = top + _height(months) / 2
    return tag(
        "g",
        tag("rect", x=0, y=middle - 4, width=8, height=8, class_=f"home {_home(zone, names)}"),
        label(16, middle + 4, names.text("zones", zone)),
        tag("line", x1=0, x2=WIDTH - RIGHT, y1=top, y2=top, class_="rule-line"),
        *(
            _dot(placement, left + (month - 12 * first + 0.5) * step, y, names)
            for month, stack in months.items()
            for placement, y in zip(stack, _stacked(len(stack), middle), strict=True)
        ),
    )


def _home(zone: str, names: Names) -> str:
    """The colour of the player in whose district the zone lies."""
    district = names.attribute("zones", zone, "district")
    player = names.player_of(district) if district else None
    return colour(names, player) if player else "nobody"


def _stacked(count: int, middle: float) -> Iterable[float]:
    pitch = 2 * DOT + 1
    return (middle + (i - (count - 1) / 2) * pitch for i in range(count))


def _dot(placement: Json, x: float, y: float, names: Names) -> Markup:
    project = placement["project"]
    by = names.attribute("projects", project, "introducer")
    player = names.player_of(by) if by else None
    words = same(f"{placement['start']} ") + names.text("projects", project)
    style = colour(names, player) if player else "nobody"
    return tag("g", hover(words), tag("circle", cx=x, cy=y, r=DOT), class_=f"start {style}")
