"""The map: districts by outline, zones by role, placements counted inside the marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from shigu.report.bilingual import Text, say
from shigu.report.labels import Box, Mark, place, spread, width
from shigu.report.marks import colour
from shigu.report.markup import drawing, hover, joined, label, tag
from shigu.report.names import Json, Names
from shigu.report.projection import Point, Projection, clipped, contains, fitted
from shigu.report.sites import Site, crowd, role, sites

WIDE, SMALL = 760.0, 434.0
KM_OF_SCALE = 5
OVERVIEW = Text("全域图", "The whole area")
DETAIL = Text("园区密集处放大", "Where the zones crowd, enlarged")
SIZE, SMALL_SIZE = 12.0, 10.0


@dataclass(frozen=True, slots=True)
class View:
    """One picture: what it shows in full, and the frame it enlarges elsewhere."""

    projection: Projection
    shown: tuple[Site, ...]
    dots: tuple[Site, ...]
    window: Box | None

    @property
    def size(self) -> float:
        """Font size of names."""
        return SMALL_SIZE if self.projection.width == SMALL else SIZE


def site_maps(plan: Json, names: Names) -> tuple[Markup, ...]:
    """An enlarged picture where zones crowd, then the whole; none without coordinates."""
    found = sites(plan, names)
    outlines = plan["index"]["boundaries"]
    points = [(s.lon, s.lat) for s in found]
    everything = [point for rings in outlines.values() for ring in rings for point in ring] + points
    if not everything:
        return ()
    dense = crowd(found)
    if not dense:
        view = View(fitted(everything, WIDE, most=560, margin=0.03), found, (), None)
        return (_picture(OVERVIEW, view, outlines, names),)
    near = fitted([(s.lon, s.lat) for s in dense], WIDE, most=520, margin=0.16)
    whole = fitted(everything, SMALL, most=480, margin=0.03)
    inside = tuple(
        s for s in found if Box(*near(s.lon, s.lat), *near(s.lon, s.lat)).within(near.frame)
    )
    outside = tuple(s for s in found if s not in inside)
    return (
        _picture(DETAIL, View(near, inside, (), None), outlines, names),
        _picture(OVERVIEW, View(whole, outside, inside, _frame(near, whole)), outlines, names),
    )


def _frame(near: Projection, whole: Projection) -> Box:
    degree = near.per_degree
    south_east = (
        near.west + near.width / (near.stretch * degree),
        near.north - near.height / degree,
    )
    return Box(*whole(near.west, near.north), *whole(*south_east))


def _picture(name: Text, view: View, outlines: Json, names: Names) -> Markup:
    projection = view.projection
    shapes = {
        key: [[projection(lon, lat) for lon, lat in ring] for ring in rings]
        for key, rings in outlines.items()
    }
    marks = spread([_mark(site, view, names, "zh") for site in view.shown])
    dots = [projection(s.lon, s.lat) for s in view.dots]
    return drawing(
        projection.width,
        projection.height,
        name,
        tag("g", *(_outline(key, rings, names) for key, rings in shapes.items())),
        *(tag("circle", cx=x, cy=y, r=2.5, class_="dot") for x, y in dots),
        _window(view.window),
        *(_leader(site, mark, projection) for site, mark in _paired(view, marks)),
        *(_drawn(site, mark, names) for site, mark in _paired(view, marks)),
        *(_labels(view, marks, shapes, names, language) for language in ("zh", "en")),
        _scale_bar(projection),
        class_="map small" if view.size == SMALL_SIZE else "map",
    )


def _paired(view: View, marks: Sequence[Mark]) -> Iterable[tuple[Site, Mark]]:
    return zip(view.shown, marks, strict=True)


def _mark(site: Site, view: View, names: Names, language: str) -> Mark:
    x, y = view.projection(site.lon, site.lat)
    words = getattr(names.text("zones", site.zone), language)
    radius = 5.0 if site.count == 0 else 9.0 + min(site.count, 16) ** 0.5 * 1.4
    return Mark(site.zone, x, y, radius, width(words, view.size) + 4, view.size + 4)


def _outline(key: str, rings: list[list[Point]], names: Names) -> Markup:
    player = names.player_of(key)
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    return tag(
        "path",
        hover(names.text("districts", key)),
        d=path,
        class_=f"district {colour(names, player)}" if player else "district",
    )


def _window(frame: Box | None) -> Markup:
    if frame is None:
        return Markup("")
    size = {"width": frame.x1 - frame.x0, "height": frame.y1 - frame.y0}
    return tag("rect", x=frame.x0, y=frame.y0, class_="window", **size)


def _leader(site: Site, mark: Mark, projection: Projection) -> Markup:
    """Where a mark was moved aside, a hair leads back to the true place."""
    x, y = projection(site.lon, site.lat)
    return tag("line", x1=x, y1=y, x2=mark.x, y2=mark.y, class_="leader")


def _drawn(site: Site, mark: Mark, names: Names) -> Markup:
    tint = colour(names, site.player) if site.player else "nobody"
    words = say(
        "{zone}（{role}）：{n} 个落位项目",
        "{zone} ({role}): {n} placements",
        zone=names.text("zones", site.zone),
        role=role(site.role),
        n=site.count,
    )
    figure = tag("text", str(site.count), x=mark.x, y=mark.y + 4, class_="count")
    return tag(
        "g",
        hover(words),
        zone_shape(site.role, mark.x, mark.y, mark.radius),
        figure if site.count else "",
        class_=f"zone {tint}{'' if site.count else ' vacant'}",
    )


def zone_shape(of_role: str | None, x: float, y: float, radius: float) -> Markup:
    """Window = diamond, core = square, main = circle, cooperating = hexagon, whole = circle,
    no role = pentagon."""
    corners = {
        "window": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "": ((0, -1.05), (1, -0.32), (0.62, 0.85), (-0.62, 0.85), (-1, -0.32)),
        "core": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "cooperating": (
            (-1.05, 0),
            (-0.52, -0.92),
            (0.52, -0.92),
            (1.05, 0),
            (0.52, 0.92),
            (-0.52, 0.92),
        ),
    }.get(of_role or "")
    if corners is None:
        return tag("circle", cx=x, cy=y, r=radius)
    points = " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in corners)
    return tag("polygon", points=points)


def _labels(
    view: View,
    marks: Sequence[Mark],
    shapes: dict[str, list[list[Point]]],
    names: Names,
    language: str,
) -> Markup:
    """Zone names first, then the names of districts where room is left."""
    sized = [
        Mark(m.key, m.x, m.y, m.radius, _mark(site, view, names, language).width, m.height)
        for site, m in _paired(view, marks)
    ]
    kept_free = [view.window] if view.window else []
    boxes = place(sized, view.projection.frame, kept_free)
    taken = [*boxes.values(), *kept_free, *(mark.box for mark in sized)]
    parts = [
        _zone_label(mark, boxes[mark.key], names, language) for mark in sized if mark.key in boxes
    ]
    for key, rings in shapes.items():
        words = getattr(names.text("districts", key), language)
        spot = _room(rings, view.projection.frame, taken, width(words, view.size) + 6)
        if spot is not None:
            taken.append(spot)
            parts.append(_text(words, spot, "district-name"))
    return tag("g", *parts, lang=language)


def _zone_label(mark: Mark, box: Box, names: Names, language: str) -> Markup:
    words = getattr(names.text("zones", mark.key), language)
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    near_x, near_y = min(max(mark.x, box.x0), box.x1), min(max(mark.y, box.y0), box.y1)
    apart = ((near_x - mark.x) ** 2 + (near_y - mark.y) ** 2) ** 0.5
    line = tag("line", x1=mark.x, y1=mark.y, x2=near_x, y2=near_y, class_="leader")
    return joined((line if apart > mark.radius + 7 else "", _text(words, box, "zone-name", x, y)))


def _text(
    words: str, box: Box, style: str, x: float | None = None, y: float | None = None
) -> Markup:
    middle = (box.x0 + box.x1) / 2 if x is None else x
    height = (box.y0 + box.y1) / 2 if y is None else y
    return tag("text", words, x=middle, y=height + 4, class_=style)


def _room(rings: list[list[Point]], frame: Box, taken: list[Box], wide: float) -> Box | None:
    """A free place for a name inside the visible part of a district, near its middle."""
    pieces = [piece for ring in rings if len(piece := clipped(ring, frame)) > 2]
    for piece in pieces:
        xs, ys = [p[0] for p in piece], [p[1] for p in piece]
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        grid = [
            (min(xs) + (max(xs) - min(xs)) * i / 10, min(ys) + (max(ys) - min(ys)) * j / 10)
            for i in range(1, 10)
            for j in range(1, 10)
        ]
        grid.sort(key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)
        for x, y in grid:
            box = Box(x - wide / 2, y - 9, x + wide / 2, y + 9)
            corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1))
            roomy = box.within(frame) and all(contains(piece, *corner) for corner in corners)
            if roomy and not any(map(box.overlaps, taken)):
                return box
    return None


def _scale_bar(projection: Projection) -> Markup:
    length = KM_OF_SCALE * projection.km if projection.km > 8 else 20 * projection.km
    words = f"{KM_OF_SCALE if projection.km > 8 else 20} km"
    y = projection.height - 10
    return tag(
        "g",
        tag("line", x1=12, x2=12 + length, y1=y, y2=y),
        label(12, y - 5, Text(words, words)),
        class_="scale-bar",
    )
