"""The figures behind the sharing bars as a table."""

from __future__ import annotations

from shigu.report.bilingual import Text
from shigu.report.marks import player
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, money_scale
from shigu.report.sharing_bars import RULES, allocation
from shigu.report.tables import Cell, Column, Row, Table, number

EMPTY = Text(
    "没有参与方。请在 districts 表的 player 列登记。", "No players: enter them in districts.player."
)


def allocations_table(plan: Json, names: Names) -> Table:
    sharing = plan["sharing"]
    scale = money_scale(a for rule, _ in RULES for a in allocation(sharing, rule))
    heads = (
        Column(Text("各方", "Player")),
        Column(Text("单干", "Alone"), scale.unit, numeric=True),
        *(Column(word, scale.unit, numeric=True) for _, word in RULES),
        Column(Text("其中合作增益（核仁）", "of which gain (nucleolus)"), scale.unit, numeric=True),
    )
    rows = tuple(_row(sharing, i, names, scale) for i in range(len(sharing["players"])))
    return Table("allocations", Text("各方所得", "What each gets"), heads, rows, EMPTY)


def _row(sharing: Json, i: int, names: Names, scale: Scale) -> Row:
    alone = sharing["stand_alone"][i]
    totals = [allocation(sharing, rule)[i] for rule, _ in RULES]
    gain = totals[0] - alone
    return Row(
        (
            Cell(player(names, sharing["players"][i])),
            *(number(scale.figure(amount), amount / scale.yuan) for amount in (alone, *totals)),
            number(scale.change(gain), gain / scale.yuan),
        )
    )
