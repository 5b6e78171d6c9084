"""The swing is solved again in full: two players, two leads, one space each, by hand."""

from datetime import date

import pytest

from shigu.engine.plan.sensitivity import questions, sensitivity
from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.values import Economics, Need, Problem, Space, YearEstimate
from shigu.engine.watch import Watch

DAY = date(2026, 11, 23)
PLAYERS = ("a", "b")


def need(name, introducer, tax):
    return Need(
        id=name,
        introducer=introducer,
        floor_area_m2=100.0,
        earliest=DAY,
        years=(YearEstimate(1, tax, 0.0),),
    )


@pytest.fixture
def problem():
    """a has both leads, b the only space: 100 万元 together, nothing alone."""
    room = Space(
        id="s", zone="z", district="d", owner="b", kind="floor", area_m2=100.0, available_from=DAY
    )
    economics = Economics(DAY, 0.0, 10, {})
    return Problem((need("p", "a", 100.0), need("q", "a", 60.0)), (room,), (), (), economics)


@pytest.fixture
def answers(problem):
    base = coalition_values(problem, PLAYERS)
    watch = Watch()
    watch.begin("sensitivity", steps=0)
    found = list(sensitivity(problem, PLAYERS, base, draws=4, seconds=5, seed=1, watch=watch))
    assert watch.standing == ("sensitivity", 1.0)
    return {answer.code: answer for answer in found}


def test_a_fifth_less_tax_is_a_fifth_less_value(answers):
    assert answers["tax.low"].objective_yuan == (800_000.0, 1_000_000.0, 1_000_000.0)
    assert answers["tax.high"].objective_yuan == (1_000_000.0, 1_000_000.0, 1_200_000.0)


def test_two_players_share_the_surplus_equally(answers):
    assert answers["tax.low"].nucleolus_low == {"a": 400_000.0, "b": 400_000.0}
    assert answers["tax.high"].core_stable == 1.0


def test_the_better_lead_keeps_its_place(answers):
    assert answers["tax.each"].draws == 4
    assert answers["tax.each"].placements_kept == {"p": 1.0}


def test_draws_stay_within_the_swing_and_repeat_by_seed(problem):
    asked = questions(problem, draws=50, seed=3)[-1].factors
    assert asked == questions(problem, draws=50, seed=3)[-1].factors
    assert asked != questions(problem, draws=50, seed=4)[-1].factors
    assert all(0.8 <= factor <= 1.2 for draw in asked for factor in draw.values())
