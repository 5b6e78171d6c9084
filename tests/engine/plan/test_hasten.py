"""A search is watched from outside and ended with the best plan that it has found."""

import random
import time
from datetime import date
from itertools import pairwise

import pytest

from shigu.engine.pack.read import read_pack
from shigu.engine.plan.compose import Settings, joint_plan
from shigu.engine.siting.coalitions import CoalitionSolve, coalition_values
from shigu.engine.siting.plan import plan as site
from shigu.engine.testing import assert_allocation_feasible
from shigu.engine.values import Money
from shigu.engine.watch import Watch, watched
from tests.engine.pack.cast import write_pack
from tests.engine.siting.conftest import build_need, build_problem, build_space


def crowded(projects=60, spaces=12, owners="AB"):
    """Two resources a space and twice the demand: a good plan at once, years of proof."""
    draw = random.Random(3)
    needs = [
        build_need(
            f"p{i}",
            introducer=owners[i % len(owners)],
            floor_area_m2=draw.randrange(500, 2500),
            power_kva=draw.randrange(100, 900),
            worth=draw.randrange(100, 900),
        )
        for i in range(projects)
    ]
    rooms = [
        build_space(
            f"s{k}", owner=owners[k % len(owners)], divisible=True, area_m2=4700, power_kva=1600
        )
        for k in range(spaces)
    ]
    return build_problem(needs, rooms)


def hastened_after(seconds, work):
    """The answer, and how long it took from the wish on."""
    watch, begun, wished = Watch(), time.perf_counter(), []

    def progress(*_):
        if not wished and time.perf_counter() - begun > seconds:
            wished.append(time.perf_counter())
            watch.hasten()

    found = watched(work, progress, watch)
    return found, time.perf_counter() - wished[0]


def test_the_search_tells_value_and_bound_and_they_close_in():
    found = site(crowded(12, 3), seconds=2)

    log = found.log
    assert [each.seconds for each in log] == sorted(each.seconds for each in log)
    assert (log[-1].value_yuan, log[-1].bound_yuan) == (48_910_000.0, 48_910_000.0)
    assert found.objective_yuan == 48_910_000.0
    assert log[0].value_yuan < log[-1].value_yuan < log[0].bound_yuan
    for earlier, later in pairwise(log):
        assert earlier != later
        assert earlier.value_yuan <= later.value_yuan <= later.bound_yuan <= earlier.bound_yuan


def test_a_hastened_plan_is_feasible_and_says_how_far_it_may_be_from_the_best():
    problem = crowded()
    found, took = hastened_after(1, lambda watch: _sited(problem, watch))

    assert took < 60
    assert found.status == "limit"
    assert 0 < found.gap < 1
    assert found.objective_yuan <= found.bound_yuan
    assert_allocation_feasible(problem, {each.project: each.space for each in found.placements})


def test_hastened_coalitions_carry_their_gaps_and_what_is_known_is_not_solved_again():
    problem = crowded()
    across = {"p0": "s1"}
    joint = CoalitionSolve(("A", "B"), Money.from_yuan(7), 8.0, 0.1, "limit", 0.0, across)

    def work(watch):
        watch.begin("sharing", 3)
        return coalition_values(
            problem, ("A", "B"), seconds=60, known={3: joint}, workers=2, watch=watch
        )

    table, took = hastened_after(0, work)
    assert took < 20
    assert sorted(table) == [1, 2, 3]
    assert table[3] is joint
    for each in table.values():
        assert float(each.value.yuan) <= each.bound_yuan


def test_what_is_shared_is_the_plan_as_its_search_was_ended(tmp_path):
    pack, watch = read_pack(write_pack(tmp_path / "pack")), Watch()
    settings = Settings(as_of=date(2026, 11, 23), draws=1)
    found = joint_plan(pack, settings, lambda *_: watch.hasten("siting"), watch)
    everybody = max(found.sharing.coalitions, key=lambda each: len(each.members))
    assert everybody.value_yuan == found.siting.objective_yuan
    assert everybody.gap == found.siting.gap
    assert sum(found.sharing.nucleolus) == pytest.approx(found.siting.objective_yuan, abs=0.02)


def _sited(problem, watch):
    watch.begin("siting", 1)
    return site(problem, seconds=60, workers=2, watch=watch)
