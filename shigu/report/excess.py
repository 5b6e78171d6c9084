"""Every coalition: what it could reach alone, and what it would gain by leaving."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.headline import YUAN_OF_DOUBT
from shigu.report.marks import players
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, money_scale, percent
from shigu.report.tables import Cell, Column, Row, Table, number

EMPTY = Text("只有一方，没有可比的联盟。", "There is one player, so no coalition to compare.")
LEAVES = Text("▲ 退出有利", "▲ gains by leaving")


def excess_table(plan: Json, names: Names) -> Table:
    sharing = plan["sharing"]
    values = {tuple(sorted(c["members"])): c for c in sharing["coalitions"]}
    scale = money_scale(c["value_yuan"] for c in sharing["coalitions"])
    heads = (
        Column(Text("联盟", "Coalition")),
        Column(Text("人数", "Members"), numeric=True),
        Column(Text("单独可得", "Worth alone"), scale.unit, numeric=True),
        Column(Text("核仁下退出多得", "Gain by leaving: nucleolus"), scale.unit, numeric=True),
        Column(Text("沙普利值下", "Shapley"), scale.unit, numeric=True),
        Column(Text("最小核下", "least core"), scale.unit, numeric=True),
    )
    ordered = sorted(sharing["excess"], key=lambda e: -e["nucleolus"])
    rows = tuple(_row(e, values[tuple(sorted(e["members"]))], names, scale) for e in ordered)
    return Table(
        "excess",
        Text("每个联盟退出多得多少", "What each coalition would gain by leaving"),
        heads,
        rows,
        EMPTY,
    )


def _row(excess: Json, coalition: Json, names: Names, scale: Scale) -> Row:
    worth = coalition["value_yuan"]
    certified = f"≤ {percent(coalition['gap'], 2)}"
    return Row(
        (
            Cell(players(names, excess["members"])),
            number(str(len(excess["members"])), len(excess["members"])),
            number(scale.figure(worth), worth / scale.yuan, title=certified),
            *(_gain(excess[rule], scale) for rule in ("nucleolus", "shapley", "least_core")),
        ),
        tone="wrong" if excess["nucleolus"] > YUAN_OF_DOUBT else "",
    )


def _gain(yuan: float, scale: Scale) -> Cell:
    leaves = tag("span", LEAVES, class_="wrong") if yuan > YUAN_OF_DOUBT else Markup("")
    return Cell(joined((leaves, " ", scale.figure(yuan))), value=yuan / scale.yuan)
