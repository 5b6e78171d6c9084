"""What each project buys inside and outside the cluster, and what that sets in motion."""

from __future__ import annotations

from shigu.report.bilingual import Text
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped
from shigu.report.tables import Cell, Column, Row, Table, number

WAN_A_YEAR = Text("万元/年", "10,000 yuan a year")
INSIDE = Text("集群内采购（至多）", "Bought here, at most")
LEAKAGE = Text("确知漏出", "Surely leaves")


def induced_table(plan: Json, names: Names) -> Table | None:
    """Projects of the plan in their year of greatest output; none without an input–output table."""
    found = plan["chain"].get("input_output")
    if found is None or found["year"] is None:
        return None
    known = plan["index"]["projects"]
    heads = (
        Column(Text("项目", "Project")),
        Column(INSIDE, WAN_A_YEAR, numeric=True),
        Column(LEAKAGE, Text("%", "%"), numeric=True),
        Column(Text("全国带动产出", "Output induced"), WAN_A_YEAR, numeric=True),
        Column(Text("带动增加值", "Value added"), WAN_A_YEAR, numeric=True),
        Column(Text("带动就业", "Jobs"), Text("人", "persons"), numeric=True),
    )
    year = found["year"]
    return Table(
        "induced",
        Text(f"项目带动多少（{year} 年投入产出表）", f"What projects set in motion ({year} table)"),
        heads,
        tuple(_row(one, names) for one in found["projects"] if one["project"] in known),
        Text("没有项目写明环节与产值。", "No project has a link and an output."),
    )


def _row(one: Json, names: Names) -> Row:
    inside, leakage, nation = one["purchases"]["inside"], 100 * one["leakage"], one["nation"]
    return Row(
        (
            Cell(names.html("projects", one["project"])),
            number(grouped(inside), inside),
            number(grouped(leakage, 0), leakage),
            number(grouped(nation["output"]), nation["output"]),
            number(grouped(nation["value_added"]), nation["value_added"]),
            _jobs(nation["jobs_low"], nation["jobs_high"]),
        )
    )


def _jobs(low: float | None, high: float | None) -> Cell:
    if low is None or high is None:
        return Cell("—")
    return number(f"{grouped(low)}–{grouped(high)}", high)
