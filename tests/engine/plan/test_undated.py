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
    dated = siting_problem(pack, ECONOMICS).needs
    first = pl.when(pl.col("id") == dated[0].id)
    undated = pack.tables["projects"].with_columns(
        earliest=first.then(None).otherwise(pl.col("earliest"))
    )
    without = replace(pack, tables={**pack.tables, "projects": undated})
    left = siting_problem(without, ECONOMICS).needs
    assert [need.id for need in left] == [need.id for need in dated[1:]]
    plan = joint_plan(without, Settings(as_of=ECONOMICS.as_of, draws=1), lambda *_: None)
    told = {limit.code: limit.count for limit in plan.limits}
    assert told["siting.no_date"] == 1
    assert "siting.no_player" not in told
