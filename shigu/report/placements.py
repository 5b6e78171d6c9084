"""Which project goes where, from when, why, and what the second-best place would cost."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.marks import district
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, area, money_scale
from shigu.report.sites import zone_of
from shigu.report.tables import Cell, Column, Row, Table, number

EMPTY = Text(
    "没有项目落位。请看下表每个项目的原因，先放宽“只差一项”的条件，或登记更多空间。",
    "No project was placed. See below why; relax what is one condition short, or enter spaces.",
)
NOWHERE = Text("无处可去", "nowhere else")


def placements_table(plan: Json, names: Names) -> Table:
    placements = plan["siting"]["placements"]
    scale = money_scale(p["value_yuan"] for p in placements)
    heads = (
        Column(Text("项目", "Project")),
        Column(Text("引荐", "Introducer")),
        Column(Text("空间", "Space")),
        Column(Text("园区", "Zone")),
        Column(Text("起始", "Start")),
        Column(Text("面积", "Area"), numeric=True),
        Column(Text("价值", "Value"), scale.unit, numeric=True),
        Column(Text("次优与代价", "Runner-up and its loss"), scale.unit),
    )
    return Table(
        "placements",
        Text("落位方案", "Placements"),
        heads,
        tuple(_row(p, names, scale) for p in placements),
        EMPTY,
        wide=True,
    )


def introducer(names: Names, project: str) -> Markup | str:
    key = names.attribute("projects", project, "introducer")
    return district(names, key) if key else "—"


def _row(placement: Json, names: Names, scale: Scale) -> Row:
    project, space, value = placement["project"], placement["space"], placement["value_yuan"]
    return Row(
        (
            Cell(names.html("projects", project), reasons=tuple(placement["reasons"])),
            Cell(introducer(names, project)),
            Cell(names.html("spaces", space)),
            Cell(_zone(names, space)),
            Cell(tag("time", placement["start"])),
            _area(names, space, placement["area_m2"]),
            number(scale.figure(value), value / scale.yuan),
            _runner_up(placement["runner_up"], names, scale),
        ),
        key=f"placement-{project}",
    )


def _zone(names: Names, space: str) -> Markup:
    zone = zone_of(names, space)
    owner = names.attribute("zones", zone, "district")
    where = tag("span", district(names, owner), class_="under") if owner else Markup("")
    return joined((names.text("zones", zone), where))


def _area(names: Names, space: str, m2: float) -> Cell:
    shown, other = area(m2, land=names.attribute("spaces", space, "kind") == "land")
    return number(shown, m2, title=other)


def _runner_up(runner_up: Json | None, names: Names, scale: Scale) -> Cell:
    if runner_up is None:
        return Cell("—")
    space = runner_up["space"]
    where = names.html("spaces", space) if space else NOWHERE
    loss = tag("span", scale.change(-runner_up["loss_yuan"]), class_="loss")
    shown = joined((tag("span", where, class_="runner-up"), " ", loss))
    return Cell(shown, value=runner_up["loss_yuan"] / scale.yuan)
