"""How the answer moves when the estimates move, and which placements stay."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from shigu.report.bilingual import Text, say
from shigu.report.markup import drawing, hover, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, grouped, money_scale, percent
from shigu.report.tables import Cell, Column, Row, Table, number

CELL, HEIGHT, FIRM = 16.0, 30.0, 0.8
STRIP = Text("每格一个落位项目，越满越稳", "One column a placement; the fuller, the firmer")


@dataclass(frozen=True, slots=True)
class Question:
    words: Text
    strip: Markup
    firm: int
    shaky: tuple[tuple[Markup, str], ...]


def questions(plan: Json, names: Names) -> tuple[Question, ...]:
    return tuple(_question(row, names) for row in plan["sensitivity"])


def sensitivity_table(plan: Json) -> Table:
    asked = plan["sensitivity"]
    scale = money_scale(v for row in asked for v in row["objective_yuan"])
    heads = (
        Column(Text("如果……", "What if …")),
        Column(Text("试算次数", "Plans solved"), numeric=True),
        Column(Text("方案价值", "Value of the plan"), scale.unit, numeric=True),
        Column(Text("变为", "becomes"), scale.unit, numeric=True),
        Column(Text("保留的落位", "Placements kept"), Text("%", "%"), numeric=True),
        Column(Text("联盟仍稳定", "Still stable"), Text("%", "%"), numeric=True),
    )
    empty = Text("没有做敏感性试算。", "No sensitivity was asked for.")
    rows = tuple(_row(row, scale) for row in asked)
    return Table("sensitivity", Text("敏感性", "Sensitivity"), heads, rows, empty)


def shares_table(plan: Json, names: Names) -> Table:
    """The nucleolus of each player over the draws of each question."""
    asked = plan["sensitivity"]
    scale = money_scale(v for row in asked for v in row["nucleolus_high"].values())
    heads = (
        Column(Text("如果……", "What if …")),
        *(
            Column(names.text("players", p), scale.unit, numeric=True)
            for p in plan["sharing"]["players"]
        ),
    )
    rows = tuple(
        Row((Cell(Text(row["zh"], row["en"])), *_ranges(row, plan, scale))) for row in asked
    )
    title = Text("各方所得（核仁）的变动范围", "Range of each player's nucleolus")
    return Table(
        "nucleolus-range", title, heads, rows, Text("没有做敏感性试算。", "Not asked for.")
    )


def _ranges(row: Json, plan: Json, scale: Scale) -> list[Cell]:
    low, high = row["nucleolus_low"], row["nucleolus_high"]
    return [
        number(_spread(low[p], high[p], scale), low[p] / scale.yuan)
        for p in plan["sharing"]["players"]
    ]


def _spread(low: float, high: float, scale: Scale) -> str:
    ends = dict.fromkeys((scale.figure(low), scale.figure(high)))
    return " – ".join(ends)


def _row(row: Json, scale: Scale) -> Row:
    low, base, high = row["objective_yuan"]
    return Row(
        (
            Cell(Text(row["zh"], row["en"])),
            number(grouped(row["draws"]), row["draws"]),
            number(scale.figure(base), base / scale.yuan),
            number(_spread(low, high, scale), low / scale.yuan),
            number(grouped(100 * row["kept"], 1), 100 * row["kept"]),
            number(grouped(100 * row["core_stable"], 1), 100 * row["core_stable"]),
        )
    )


def _question(row: Json, names: Names) -> Question:
    kept = sorted(row["placements_kept"].items(), key=lambda pair: (-pair[1], pair[0]))
    shaky = [(names.html("projects", key), percent(part, 0)) for key, part in kept if part < FIRM]
    return Question(
        Text(row["zh"], row["en"]), _strip(kept, names), len(kept) - len(shaky), tuple(shaky[::-1])
    )


def _strip(kept: list[tuple[str, float]], names: Names) -> Markup:
    columns = (_column(i, key, part, names) for i, (key, part) in enumerate(kept))
    width = CELL * max(len(kept), 1)
    line = tag(
        "line", x1=0, x2=width, y1=HEIGHT * (1 - FIRM), y2=HEIGHT * (1 - FIRM), class_="firm"
    )
    return drawing(width, HEIGHT, STRIP, *columns, line, class_="kept")


def _column(i: int, key: str, part: float, names: Names) -> Markup:
    words = say(
        "{p}：保留于 {k} 的试算",
        "{p}: kept in {k} of the plans",
        p=names.text("projects", key),
        k=percent(part, 0),
    )
    height = part * HEIGHT
    rect = tag("rect", x=i * CELL + 1, y=HEIGHT - height, width=CELL - 2, height=height)
    return tag("g", hover(words), rect, class_="firm-one" if part >= FIRM else "shaky-one")
