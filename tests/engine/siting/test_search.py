"""A search of spaces: the same answers as ``fit``, what to give up for more, in one sentence."""

import dataclasses
import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from shigu.engine.siting.fit import fit
from shigu.engine.siting.screening import screen, space_table
from shigu.engine.siting.search import Taken, find_spaces, left_of
from tests.engine.siting.test_brute_force import QUICK, needs, spaces

TODAY = date(2026, 11, 23)
ASKED = {"height_m": 6.0, "load_t_m2": 2.0, "power_kva": 800.0, "floor_area_m2": None}
OFFER = {"height_m": 6.0, "load_t_m2": 2.0, "power_kva": 800.0}


@settings(QUICK, max_examples=300)
@given(needs(1), spaces(6))
def test_screening_is_fit_requirement_by_requirement(asked, offered):
    found = screen(asked[0], space_table(offered))
    for i, space in enumerate(offered):
        expected = {
            misfit.constraint: np.inf if misfit.shortfall is None else misfit.shortfall
            for misfit in fit(asked[0], space)
        }
        told = {code: column[i] for code, column in found.shortfalls.items()}
        assert {code: short for code, short in told.items() if not np.isnan(short)} == expected


@settings(QUICK, max_examples=150)
@given(needs(1), spaces(8))
def test_counts_and_near_misses_are_those_of_fit(asked, offered):
    (need,) = asked
    if not need.land_mu and not need.floor_area_m2:
        return
    answer = find_spaces(need, offered, TODAY)
    misfits = {space.id: fit(need, space) for space in offered}

    def close(count):
        return {
            key
            for key, found in misfits.items()
            if len(found) == count
            and all(m.shortfall is not None and m.shortfall <= 0.25 for m in found)
        }

    assert {each.space for each in answer.fitting} == {k for k, m in misfits.items() if not m}
    assert {each.space for each in answer.near} == close(1)
    assert {each.space for each in answer.pairs} == close(2)
    assert all(len(each.misses) == 1 for each in answer.near)
    assert all(len(each.misses) == 2 for each in answer.pairs)


@settings(QUICK, max_examples=150)
@given(needs(1), spaces(8))
def test_whoever_gives_way_meets_so_many_more(asked, offered):
    """Each height that is accepted is asked again in full."""
    (need,) = asked
    for step in find_spaces(need, offered, TODAY).relaxations:
        if step.constraint == "siting.height":
            eased = dataclasses.replace(need, height_m=float(step.accepted_en.split()[0]))
            before, after = (find_spaces(n, offered, TODAY).fitting_count for n in (need, eased))
            assert after - before == step.spaces


def test_the_sentence_of_the_officers(need, space):
    offered = [space(f"s{i}", **{**OFFER, "height_m": 5.4}) for i in range(3)]
    offered += [space("t", **{**OFFER, "power_kva": 700.0}), space("far", height_m=3.0)]

    answer = find_spaces(need("p", **ASKED), offered, TODAY)

    assert answer.zh == (
        "没有一处满足 6 m、2 t/㎡ 和 800 kVA；若接受 5.4 m，有三处满足；若接受 700 kVA，有一处满足"
    )
    assert answer.en == (
        "No space meets 6 m, 2 t/m² and 800 kVA; three do if 5.4 m is accepted; "
        "one does if 700 kVA is accepted"
    )
    assert [(r.constraint, r.accepted_en, r.spaces) for r in answer.relaxations] == [
        ("siting.height", "5.4 m", 3),
        ("siting.power", "700 kVA", 1),
    ]


def test_steps_of_one_requirement_add_up(need, space):
    heights = [5.8, 5.4, 5.4, 4.5, 4.4]
    offered = [space(f"s{i}", **{**OFFER, "height_m": h}) for i, h in enumerate(heights)]

    steps = find_spaces(need("p", **ASKED), offered, TODAY).relaxations

    assert [(r.accepted_zh, r.spaces) for r in steps] == [("5.8 m", 1), ("5.4 m", 3), ("4.5 m", 4)]


def test_what_fits_is_told_with_what_more_would(need, space):
    offered = [space(f"s{i}", **OFFER) for i in range(12)]
    offered.append(space("low", **{**OFFER, "height_m": 5.9}))

    answer = find_spaces(need("p", **ASKED), offered, TODAY)

    assert answer.zh == "有 12 处满足 6 m、2 t/㎡ 和 800 kVA；若接受 5.9 m，另有一处满足"
    assert answer.en == (
        "12 spaces meet 6 m, 2 t/m² and 800 kVA; one more does if 5.9 m is accepted"
    )


def test_a_need_without_any_demand_is_met_everywhere(need, space):
    answer = find_spaces(
        need("p", floor_area_m2=None), [space("s"), space("t", kind="land")], TODAY
    )
    assert (answer.zh, answer.en) == ("有两处满足全部要求", "Two spaces meet every requirement")


def test_fitting_spaces_come_by_start_then_by_what_they_waste(need, space):
    offered = [
        space("late", area_m2=100.0, available_from=date(2027, 6, 1)),
        space("large", area_m2=900.0),
        space("snug", area_m2=120.0),
    ]
    answer = find_spaces(need("p"), offered, date(2027, 1, 1))

    assert [(f.space, f.rank, f.start) for f in answer.fitting] == [
        ("snug", 1, date(2027, 1, 1)),
        ("large", 2, date(2027, 1, 1)),
        ("late", 3, date(2027, 6, 1)),
    ]
    assert answer.fitting[0].reasons[0].zh == "面积：需要 100 ㎡，可供 120 ㎡"


def test_near_misses_of_one_and_of_two_requirements_are_told_apart(need, space):
    offered = [
        space("one", **{**OFFER, "height_m": 5.0}),
        space("two", **{**OFFER, "height_m": 5.0, "power_kva": 700.0}),
        space("three", height_m=5.0, power_kva=700.0, load_t_m2=1.9),
        space("far", **{**OFFER, "height_m": 4.0, "power_kva": 700.0}),
    ]
    answer = find_spaces(need("p", **ASKED), offered, TODAY)

    assert [(n.space, [m.constraint for m in n.misses]) for n in answer.near] == [
        ("one", ["siting.height"])
    ]
    assert [(n.space, [m.zh for m in n.misses]) for n in answer.pairs] == [
        ("two", ["净高：需要 6 m，可供 5 m", "供电：需要 800 kVA，可供 700 kVA"])
    ]


def test_what_is_taken_is_not_offered(need, space):
    shared = space("shared", divisible=True, area_m2=1000.0, power_kva=500.0)
    offered = [shared, space("let"), space("until")]
    taken = {
        "shared": Taken(area_m2=950.0, power_kva=100.0),
        "let": Taken(),
        "until": Taken(until=date(2027, 3, 1)),
    }
    for given_spaces in (offered, space_table(offered)):
        answer = find_spaces(need("p"), given_spaces, TODAY, taken)
        assert (answer.searched, answer.occupied) == (2, 1)
        assert [(f.space, f.start) for f in answer.fitting] == [("until", date(2027, 3, 1))]
    rest = left_of(shared, taken["shared"])
    assert (rest.area_m2, rest.power_kva, rest.water_t_day) == (50.0, 400.0, None)
    assert find_spaces(need("p", floor_area_m2=50.0), offered, TODAY, taken).fitting_count == 2


def test_a_space_let_beyond_its_own_end_is_gone(need, space):
    ending = space("s", available_to=date(2027, 2, 1))
    answer = find_spaces(need("p"), [ending], TODAY, {"s": Taken(until=date(2027, 3, 1))})
    assert (answer.fitting_count, answer.occupied) == (0, 1)


def test_no_spaces_at_all_are_searched_too(need):
    answer = find_spaces(need("p"), [], TODAY)
    assert (answer.searched, answer.zh) == (0, "没有一处满足 100 ㎡")


@pytest.mark.parametrize("prepared", [True, False])
def test_twenty_thousand_spaces_are_searched_at_once(need, space, prepared):
    draw = np.random.default_rng(3)
    offered = [
        space(f"s{i}", height_m=float(h), load_t_m2=float(x), power_kva=float(p), area_m2=float(a))
        for i, (h, x, p, a) in enumerate(
            draw.uniform((3, 0.5, 100, 100), (9, 3, 2000, 9000), (20_000, 4)).round(1)
        )
    ]
    table = space_table(offered) if prepared else offered
    asked = need("p", **{**ASKED, "floor_area_m2": 3000.0})

    best = min(_seconds(lambda: find_spaces(asked, table, TODAY)) for _ in range(5))

    assert best < (0.05 if prepared else 0.15)


def _seconds(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun
