"""Projects without a place: what binds, what placing them would cost, what is one short."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text, told
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, money_scale
from shigu.report.placements import introducer
from shigu.report.tables import Cell, Column, Row, Table, number

EMPTY = Text("全部项目都有了位置。", "Every project has a place.")
NEVER = Text("任何空间都不容", "no space admits it")
NONE_NEAR = Text("没有只差一项的空间", "no space is only one short")


def unplaced_table(plan: Json, names: Names) -> Table:
    left = plan["siting"]["unplaced"]
    costs = [u["cost_of_placing_yuan"] for u in left if u["cost_of_placing_yuan"] is not None]
    scale = money_scale([*costs, *(u["value_yuan"] for u in left)])
    heads = (
        Column(Text("项目", "Project")),
        Column(Text("引荐", "Introducer")),
        Column(Text("价值", "Value"), scale.unit, numeric=True),
        Column(Text("什么卡住了", "What binds")),
        Column(Text("强行落位的代价", "Cost of placing it"), scale.unit, numeric=True),
        Column(Text("只差一项的空间", "Spaces one condition short")),
    )
    rows = tuple(_row(u, names, scale) for u in left)
    return Table("unplaced", Text("未落位项目", "Without a place"), heads, rows, EMPTY, wide=True)


def _row(left: Json, names: Names, scale: Scale) -> Row:
    project, value = left["project"], left["value_yuan"]
    return Row(
        (
            Cell(names.html("projects", project)),
            Cell(introducer(names, project)),
            number(scale.figure(value), value / scale.yuan),
            Cell(_binding(left["binding"], names)),
            _cost(left["cost_of_placing_yuan"], scale),
            Cell(_near(left["near_misses"], names)),
        ),
        key=f"unplaced-{project}",
    )


def _binding(reasons: list[Json], names: Names) -> Markup:
    return tag(
        "ul",
        *(tag("li", told(r), names.cited(r["sources"])) for r in reasons),
        class_="plain",
    )


def _cost(yuan: float | None, scale: Scale) -> Cell:
    if yuan is None:
        return Cell(tag("span", NEVER, class_="nothing"))
    return number(scale.figure(yuan), yuan / scale.yuan)


def _near(misses: list[Json], names: Names) -> Markup:
    if not misses:
        return tag("span", NONE_NEAR, class_="nothing")
    return tag(
        "ul",
        *(
            tag(
                "li",
                joined((names.html("spaces", m["space"]), Text("：", ": "), told(m))),
            )
            for m in misses
        ),
        class_="plain",
    )
