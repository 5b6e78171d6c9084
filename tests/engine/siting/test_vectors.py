"""What is found for all pairs at once is what the function of one pair says."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.siting.compatibility import compatible, meeting
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.fit import fits
from shigu.engine.siting.network import network
from shigu.engine.siting.resources import POOLED
from shigu.engine.siting.score import scoring
from shigu.engine.siting.terms import Terms
from shigu.engine.siting.timing import draws_on, start_date
from shigu.engine.siting.value import present_value
from shigu.engine.siting.values import KINDS, Need, Space
from tests.engine.siting.tiny import tiny

SEEDS = st.integers(0, 10**9)
DAYS = [date(2027, month, 1) for month in (1, 5, 9)]


def some_need(random: Random, k: int) -> Need:
    measured = ("height_m", "load_t_m2", "power_kva", "water_t_day", "drainage_t_day")
    return Need(
        id=f"p{k}",
        land_mu=random.choice((None, 3.0, 6.0, 0.0)),
        floor_area_m2=random.choice((None, 2000.0, 3000.0, 4000.01)),
        needs_exhaust=random.random() < 0.3,
        clean_class=random.choice((None, None, 6, 7)),
        hazard_class=random.choice((None, "乙", "丙", "戊")),
        code=random.choice((None, "391", "65")),
        earliest=random.choice(DAYS),
        latest=random.choice((None, DAYS[1])),
        districts_allowed=random.choice((frozenset(), frozenset("de"), frozenset("d"))),
        districts_excluded=random.choice((frozenset(), frozenset("e"))),
        **{name: random.choice((None, 0.0, 2.0, 5.0)) for name in measured},
    )


def some_space(random: Random, k: int) -> Space:
    measured = ("height_m", "load_t_m2", "power_kva", "water_t_day", "drainage_t_day", "area_m2")
    return Space(
        id=f"s{k}",
        zone="z",
        district=random.choice("de"),
        kind=random.choice(KINDS),
        land_mu=random.choice((None, 3.0, 5.0)),
        exhaust=random.choice((None, True, False)),
        clean_class=random.choice((None, 5, 7)),
        hazard_class=random.choice((None, "乙", "丁")),
        codes_allowed=random.choice(((), ("39", "65"), ("35",))),
        far_min=random.choice((None, 1.0)),
        far_max=random.choice((None, 1.5, 2.0)),
        available_from=random.choice(DAYS[:2]),
        available_to=random.choice((None, DAYS[2])),
        **{name: random.choice((None, 2.0, 4.0, 3000.0)) for name in measured},
    )


@given(SEEDS)
def test_all_pairs_at_once_fit_where_each_pair_fits(seed):
    random = Random(seed)
    needs = [some_need(random, k) for k in range(12)]
    spaces = [some_space(random, k) for k in range(9)]
    met = meeting(needs, spaces)
    assert met.tolist() == [[fits(need, space) for space in spaces] for need in needs]


def test_no_needs_or_no_spaces_make_an_empty_table():
    random = Random(0)
    assert meeting([], [some_space(random, 0)]).shape == (0, 1)
    assert meeting([some_need(random, 0)], []).shape == (1, 0)


@given(SEEDS)
def test_pairs_leave_out_what_is_vetoed_and_forbidden(seed):
    problem = tiny(seed, projects=6)
    assert compatible(problem) == {
        need.id: tuple(
            space.id
            for space in problem.spaces
            if fits(need, space) and (need.id, space.id) not in problem.forbidden
        )
        for need in problem.needs
        if need.veto is None
    }


@given(SEEDS)
def test_each_arc_has_the_value_points_and_start_of_its_pair(seed):
    problem = tiny(seed, projects=6)
    for arc in network(problem, compatible(problem)).arcs:
        assert arc.value == present_value(arc.need, arc.space, problem.economics)
        assert arc.score == scoring(arc.need)(arc.space)
        assert arc.start == start_date(arc.need, arc.space)


@given(SEEDS)
def test_rows_take_of_each_arc_what_its_pair_takes(seed):
    problem = replace(tiny(seed, projects=6), locked={})
    arcs = network(problem, compatible(problem))
    pools = {pool.id: pool for pool in problem.pools}
    units = {space.id: space.units for space in problem.spaces}
    for row in rows(arcs):
        if row.kind == "pool":
            pool = pools[row.where]
            inside = [a.space.zone in pool.zones and draws_on(a.start, pool) for a in arcs.arcs]
            assert row.resource is POOLED[pool.resource]
        elif row.kind == "space":
            inside = [a.space.id == row.where for a in arcs.arcs]
        else:
            continue
        own = ((j, row.resource.taken(a.need, a.space)) for j, a in enumerate(arcs.arcs))
        taken = [(j, amount) for j, amount in own if amount and inside[j]]
        sets = [j for j, a in enumerate(arcs.arcs) if row.where in units[a.space.id]]
        whole = [(j, row.upper) for j in sets if row.kind == "space"]
        assert list(row.terms) == taken + whole


def test_terms_are_moved_joined_and_cut_in_order():
    terms = Terms.joined([Terms.of([(2, 1.5), (0, -1.0)]), Terms.alike([3]), Terms.of(())])
    assert list(terms) == [(2, 1.5), (0, -1.0), (3, 1.0)]
    assert terms[1:] == Terms.of([(0, -1.0), (3, 1.0)])
    assert (terms[0], len(terms), bool(Terms.of(()))) == ((2, 1.5), 3, False)
    places = Terms.of([(0, 7), (1, 0), (2, -1), (3, 5)]).amount.astype(int)
    assert list(terms.moved(places)) == [(7, -1.0), (5, 1.0)]
