"""Sets of units, phases, synergies and points: rules by themselves, and what people read."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from shigu.engine.plan.deals import deals
from shigu.engine.plan.wishes import distance_km
from shigu.engine.siting.adjoining import adjoined, adjoins
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.front import front
from shigu.engine.siting.goals import Goal, NothingScores
from shigu.engine.siting.network import network
from shigu.engine.siting.plan import plan
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Preference, Synergy


def suite(space, *units, **fields):
    bare = space("set", units=frozenset(u.id for u in units), **fields)
    return adjoined(bare, units)


def test_a_set_adds_up_what_adds_up_and_is_as_weak_as_its_weakest_unit(space):
    one = space(
        "a", area_m2=0.1, height_m=6.0, power_kva=100.0, exhaust=True, clean_class=6,
        hazard_class="乙", codes_allowed=("39", "65"), available_from=date(2027, 5, 1),
    )  # fmt: skip
    other = space(
        "b", area_m2=0.2, height_m=5.0, power_kva=50.0, exhaust=True, clean_class=8,
        hazard_class="丙", codes_allowed=("391",), available_to=date(2030, 1, 1), load_t_m2=1.0,
    )  # fmt: skip
    both = suite(space, one, other)
    assert (both.area_m2, both.height_m, both.power_kva) == (0.3, 5.0, 150.0)
    assert (both.clean_class, both.hazard_class, both.codes_allowed) == (8, "丙", ("391",))
    assert (both.exhaust, both.load_t_m2) == (True, None)
    assert (both.available_from, both.available_to) == (date(2027, 5, 1), date(2030, 1, 1))
    strict = suite(space, one, replace(other, codes_allowed=("35",), exhaust=False))
    assert (strict.exhaust, strict.codes_allowed) == (False, ("-",))


def test_land_of_a_set_costs_what_its_plots_cost_together(space):
    land = {"kind": "land", "area_m2": None}
    plots = (
        space("a", land_mu=10.0, price_yuan_per_mu=400.0, **land),
        space("b", land_mu=30.0, price_yuan_per_mu=800.0, **land),
    )
    assert suite(space, *plots, **land).price_yuan_per_mu == 700.0


def test_a_project_too_large_for_a_unit_takes_the_set_and_nobody_else_its_units(
    need, space, problem
):
    units = [space("a"), space("b", divisible=True)]
    wishes = [need("big", worth=50.0, floor_area_m2=1800.0), need("small", worth=20.0)]
    asked = problem(wishes, [*units, suite(space, *units)])
    assert solve(asked).assignment == {"big": "set"}
    for unit in "ab":
        with pytest.raises(AssertionError, match="set set is not free"):
            assert_allocation_feasible(asked, {"big": "set", "small": unit})
    cheap = replace(asked, needs=(replace(wishes[0], years=()), wishes[1]))
    assert set(solve(cheap).assignment) == {"small"}
    (left,) = plan(asked).unplaced
    assert left.project == "small"
    assert [reason.code for reason in left.binding] == [
        "siting.full.space", "siting.full.space", "siting.displaces",
    ]  # fmt: skip


def test_a_set_judged_by_what_it_says_of_itself_would_be_too_good(need, space, problem):
    """The judge asks the units, whatever the set claims."""
    units = [space("a", height_m=4.0), space("b", height_m=6.0)]
    boast = replace(suite(space, *units), height_m=6.0)
    asked = problem([need("p", floor_area_m2=1500.0, height_m=5.0)], [*units, boast])
    with pytest.raises(AssertionError, match="height: p in set"):
        assert_allocation_feasible(asked, {"p": "set"})


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"units": frozenset("a")}, "two or more"),
        ({"units": frozenset("ab"), "divisible": True}, "let whole"),
    ],
)
def test_a_set_that_cannot_be_is_refused(space, fields, told):
    with pytest.raises(ValueError, match=told):
        space("set", **fields)


def test_units_of_another_zone_or_kind_are_refused(need, space, problem):
    units = frozenset("ab")
    for other in (space("b", zone="y"), space("b", kind="office"), space("c")):
        with pytest.raises(ValueError, match="space set: unit b is not there"):
            problem([], [space("a"), other, space("set", units=units)])


def test_places_adjoin_within_a_declared_set_alone(need, space, problem):
    a, b, c = space("a"), space("b"), space("c")
    asked = problem([], [a, b, c, suite(space, a, b)])
    assert adjoins(a, b, asked)
    assert adjoins(a, a, asked)
    assert not adjoins(a, c, asked)


def test_a_later_phase_waits_for_the_earlier_one_and_stands_near_it(need, space, problem):
    spaces = [space("a"), space("b"), space("c"), space("far", zone="y")]
    spaces.append(suite(space, *spaces[:2]))
    wishes = [
        need("one", earliest=date(2028, 1, 1), worth=-5.0),
        need("two", worth=30.0, phase_of="one", phase_near="adjoining"),
    ]
    early = problem(wishes, spaces)
    assert solve(early).assignment == {}
    for asked, told in (
        ({"two": "a"}, "phase two after one"),
        ({"one": "a", "two": "b"}, "too early"),
    ):
        with pytest.raises(AssertionError, match=told):
            assert_allocation_feasible(early, asked)
    later = replace(wishes[1], earliest=date(2028, 6, 1))
    asked = replace(early, needs=(wishes[0], later))
    assert set(solve(asked).assignment.values()) == {"a", "b"}
    for place in ("c", "far"):
        with pytest.raises(AssertionError, match="not beside it"):
            assert_allocation_feasible(asked, {"one": "a", "two": place})
    (placed,) = [p for p in plan(asked).placements if p.project == "two"]
    told = next(reason for reason in placed.reasons if reason.code == "siting.phase")
    assert told.zh.startswith("本项目是one的后期：前期落位后才安排，不早于前期起用，紧邻前期")
    assert told.en.startswith("it is a later phase of one: only with it, not before it, adjoining")


def test_phases_in_a_circle_are_refused(need, space, problem):
    with pytest.raises(ValueError, match="its phases run in a circle"):
        problem([need("a", phase_of="b"), need("b", phase_of="a")], [])
    with pytest.raises(ValueError, match="project a: its phases"):
        problem([need("a", phase_of="a")], [])


def near(need, space, problem, **gain):
    """Two that are better near each other, each for itself better elsewhere."""
    wishes = [
        need("lens", link="lens", success_probability=0.5, worth=100.0),
        need("camera", link="camera", success_probability=0.8, worth=50.0),
    ]
    spaces = [space("a"), space("b"), space("c", zone="y")]
    asked = problem(wishes, spaces)
    return replace(asked, synergies=(Synergy("s", "lens", "camera", **gain),))


def test_a_synergy_counts_when_both_succeed_and_stands_beside_the_values(need, space, problem):
    asked = near(need, space, problem, value_wan=10.0)
    answer = plan(asked)
    assert answer.objective_yuan == 500_000 + 400_000 + 40_000
    assert sum(placed.value_yuan for placed in answer.placements) == 900_000
    (gained,) = answer.synergies
    assert (gained.one, gained.other, gained.value_yuan) == ("lens", "camera", 40_000)
    reason = next(r for r in answer.placements[0].reasons if r.code == "siting.synergy")
    assert (reason.zh, reason.en) == (
        "与camera相近，协同 4 万元",
        "near camera: a synergy of CNY 40,000",
    )
    found = deals(asked, {"lens": "a", "camera": "b"})
    worth = sum(
        deal.host_net_yuan
        + deal.probability * sum(t * d for t, d in zip(deal.tax_yuan, deal.discount, strict=True))
        for deal in found
    )
    assert worth == pytest.approx(answer.objective_yuan)


def test_zones_are_near_where_the_synergy_says_so(need, space, problem):
    asked = near(need, space, problem, value_wan=10.0)
    apart = {"lens": "a", "camera": "c"}
    arcs = network(asked, compatible(asked))
    chosen = [arcs.position(*pair) for pair in apart.items()]
    assert list(arcs.gained(chosen)) == []
    joined = replace(asked, synergies=(replace(asked.synergies[0], near=frozenset([("y", "z")])),))
    arcs = network(joined, compatible(joined))
    assert [(one.id, other.id) for _, one, other in arcs.gained(chosen)] == [("a", "c")]


def test_kilometres_are_those_of_the_great_circle():
    here, there = {"lon": 120.0, "lat": 30.0}, {"lon": 120.0, "lat": 31.0}
    assert distance_km(here, there) == pytest.approx(111.195, abs=0.001)
    assert distance_km(here, here) == 0


def test_points_stand_beside_money_and_move_the_plan_only_when_asked(need, space, problem):
    land = {"kind": "land", "land_mu": 9.0}
    wish = need("p", land_mu=1.0, preferences=(Preference("y", 3.0),))
    asked = problem([wish], [space("dear", price_yuan_per_mu=9e4, **land), space("c", zone="y")])
    money = plan(asked)
    assert (money.placements[0].space, money.score) == ("dear", 0.0)
    assert money.goal.least_score is None
    points = plan(asked, goal=Goal("score-money"))
    assert (points.placements[0].space, points.score) == ("c", 3.0)
    assert points.goal.least_score == 3.0
    assert points.placements[0].runner_up is None
    (reason,) = [r for r in points.placements[0].reasons if r.code == "siting.score"]
    assert (reason.zh, reason.en) == ("评分 3：在y", "scores 3: in y")
    drawn = front(asked)
    assert [(p.money_yuan, p.score) for p in drawn.points] == [(190_000, 0), (100_000, 3)]
    assert drawn.complete
    assert [m.after for m in drawn.changes[0].moves] == ["c"]


def test_a_front_that_is_broken_off_says_where_it_was_not_sought(need, space, problem):
    land = {"kind": "land", "land_mu": 9.0}
    spaces = [
        space(f"s{k}", zone=f"z{k}", price_yuan_per_mu=1e4 * (9 - k), **land) for k in range(5)
    ]
    likes = tuple(Preference(f"z{k}", float(k)) for k in range(1, 5))
    asked = problem([need("p", land_mu=1.0, preferences=likes)], spaces)
    assert [p.score for p in front(asked).points] == [0, 1, 2, 3, 4]
    short = front(asked, most=3)
    assert [p.score for p in short.points] == [0, 2, 4]
    assert [(s.score_from, s.score_to) for s in short.open] == [(0, 2), (2, 4)]
    assert not short.complete
    assert short.proven


def test_nothing_scores_is_said_and_not_guessed(need, space, problem):
    asked = problem([need("p")], [space("s")])
    for run in (lambda: front(asked), lambda: plan(asked, goal=Goal("money-score"))):
        with pytest.raises(NothingScores, match="没有任何评分"):
            run()
    assert plan(asked).score is None


def test_a_coalition_has_a_set_whose_units_it_owns_and_phases_it_brings_whole(need, space, problem):
    units = [space("a", owner="A"), space("b", owner="B")]
    both = replace(suite(space, *units), owner="A")
    wishes = [
        need("one", introducer="A"),
        need("two", introducer="B", phase_of="one"),
        need("three", introducer="B", phase_of="two"),
        need("tied", introducer="B", together=frozenset({"three"})),
        need("free", introducer="B"),
    ]
    asked = replace(problem(wishes, [*units, both]), least_score=Fraction(9))
    alone = restrict(asked, frozenset("B"))
    assert [each.id for each in alone.needs] == ["free"]
    assert [each.id for each in alone.spaces] == ["b"]
    assert alone.least_score is None
    assert [each.id for each in restrict(asked, frozenset("A")).spaces] == ["a"]
    assert len(restrict(asked, frozenset("AB")).spaces) == 3
    assert len(restrict(asked, frozenset("AB")).needs) == 5


def test_a_project_that_the_least_score_keeps_out_is_told_so(need, space, problem):
    wishes = [
        need("p", preferences=(Preference("z", 3.0),)),
        need("q", preferences=(Preference("z", -2.0),)),
    ]
    asked = replace(problem(wishes, [space("s"), space("t")]), least_score=Fraction(2))
    answer = plan(asked)
    assert [placed.project for placed in answer.placements] == ["p"]
    (left,) = answer.unplaced
    told = next(reason for reason in left.binding if reason.code == "siting.full.score")
    assert told.zh == "方案现得 3 分，安排它要少 2 分，低于最低评分"
    assert told.inputs == {"score": 3.0, "change": -2.0}
