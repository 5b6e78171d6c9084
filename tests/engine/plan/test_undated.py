"""A project whose earliest start nobody told: left out of the plan, and counted."""

from dataclasses import replace
from datetime import date

import polars as pl

from shigu.engine.pack.read import read_pack
from shigu.engine.plan.compose import Settings, joint_plan
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.values import Economics
from tests.engine.pack.cast import write_pack

ECONOMICS = Economics(date(2026, 11, 23), 0.08, 10, {})


def test_a_project_without_an_earliest_start_is_not_sited_and_the_plan_says_so(tmp_path):
    pack = read_pack(write_pack(tmp_path / "pack"))
    projects = pack.tables["projects"]
    needs = siting_problem(pack, ECONOMICS).needs
    likewise = projects.filter(pl.col("id") == needs[0].id)
    undated = likewise.with_columns(id=pl.lit("p-undated"), earliest=pl.lit(None, pl.Date))
    more = replace(pack, tables={**pack.tables, "projects": projects.vstack(undated)})
    assert siting_problem(more, ECONOMICS).needs == needs
    plan = joint_plan(more, Settings(as_of=ECONOMICS.as_of, draws=1), lambda *_: None)
    told = {limit.code: limit.count for limit in plan.limits}
    assert told["siting.no_date"] == 1
    assert "siting.no_player" not in told
