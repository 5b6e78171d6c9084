"""The designed terms and plain 5:5 beside the fair share: who gains, who loses, how sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from shigu.report.bilingual import Text, say
from shigu.report.marks import colour
from shigu.report.markup import drawing, hover, label, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale

WIDTH, LEFT, SPLIT, ROW, TOP = 900.0, 168.0, 570.0, 46.0, 34.0
TITLE = Text(
    "左：条款、5:5 与公平份额；右：条款比 5:5 多得或少得",
    "Left: terms, 5:5 and the fair share; right: what the terms give more or less than 5:5",
)
LEFT_HEAD = Text("条款 ● 区间 ―　5:5 ○　公平份额 ┃", "terms ● range ―   5:5 ○   fair share ┃")
RIGHT_HEAD = Text("条款 − 5:5", "terms − 5:5")
Axis = Callable[[float], float]


def against_equal(rows: Sequence[Json], names: Names, scale: Scale) -> Markup:
    """Expected present values by player; the line is the 5–95 % range over the scenarios."""
    values = [row[key] for row in rows for key in ("target", "designed", "equal", "low", "high")]
    left = _axis((min([0.0, *values]), max([0.0, *values])), LEFT, SPLIT - 70)
    widest = max((abs(row["designed"] - row["equal"]) for row in rows), default=0.0)
    right = _axis((-widest, widest), SPLIT + 70, WIDTH - 70)
    height = TOP + ROW * len(rows)
    return drawing(
        WIDTH,
        height,
        TITLE,
        label(left(0), 14, LEFT_HEAD, class_="head"),
        label(right(0), 14, RIGHT_HEAD, class_="head middle"),
        label(WIDTH, 14, scale.unit, class_="unit-mark"),
        tag("line", x1=left(0), x2=left(0), y1=TOP - 8, y2=height, class_="zero"),
        tag("line", x1=right(0), x2=right(0), y1=TOP - 8, y2=height, class_="zero"),
        *(
            _row(TOP + ROW * (i + 0.5), row, names, scale, left, right)
            for i, row in enumerate(rows)
        ),
        class_="against",
    )


def _row(y: float, row: Json, names: Names, scale: Scale, left: Axis, right: Axis) -> Markup:
    change = row["designed"] - row["equal"]
    return tag(
        "g",
        hover(_spoken(row, names, scale)),
        label(0, y + 4, names.text("players", row["player"]), class_="name"),
        tag("line", x1=LEFT, x2=WIDTH, y1=y + ROW / 2, y2=y + ROW / 2, class_="rule-line"),
        tag("line", x1=left(row["low"]), x2=left(row["high"]), y1=y, y2=y, class_="range"),
        tag(
            "line",
            x1=left(row["target"]),
            x2=left(row["target"]),
            y1=y - 11,
            y2=y + 11,
            class_="target",
        ),
        tag("circle", cx=left(row["equal"]), cy=y, r=5.5, class_="equal"),
        tag("circle", cx=left(row["designed"]), cy=y, r=5.5, class_="designed"),
        _change(y, change, scale, right),
        class_=colour(names, row["player"]),
    )


def _change(y: float, change: float, scale: Scale, axis: Axis) -> Markup:
    low, high = sorted((axis(0), axis(change)))
    ahead = change >= 0
    return tag(
        "g",
        tag(
            "rect", x=low, y=y - 8, width=high - low, height=16, class_="more" if ahead else "less"
        ),
        tag(
            "text",
            scale.change(change),
            x=high + 6 if ahead else low - 6,
            y=y + 4,
            class_="figure" if ahead else "figure end",
        ),
    )


def _spoken(row: Json, names: Names, scale: Scale) -> Text:
    return say(
        "{name}：公平份额 {target}，条款 {designed}（{low}–{high}），5:5 {equal}（{unit}）",
        "{name}: fair {target}, terms {designed} ({low}–{high}), 5:5 {equal} ({unit})",
        name=names.text("players", row["player"]),
        unit=scale.unit,
        **{k: scale.figure(row[k]) for k in ("target", "designed", "low", "high", "equal")},
    )


def _axis(extent: tuple[float, float], start: float, end: float) -> Axis:
    low, high = extent
    per_yuan = (end - start) / ((high - low) or 1.0)
    return lambda yuan: start + (yuan - low) * per_yuan
