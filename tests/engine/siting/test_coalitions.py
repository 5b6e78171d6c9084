from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Pool, Quota
from shigu.engine.values import Money
from tests.engine.siting.tiny import every_plan, tiny


def wan(table):
    return {mask: table[mask].value.wan for mask in table}


def test_a_lead_without_land_and_land_without_a_lead_earn_together(need, space, problem):
    asked = problem([need("p", introducer="A")], [space("s", owner="B")])
    table = coalition_values(asked, ("A", "B"))
    assert wan(table) == {1: 0, 2: 0, 3: 10}
    assert table[3].players == ("A", "B")
    assert table[3].assignment == {"p": "s"}


def test_a_coalition_draws_on_its_own_part_of_a_pool(need, space, problem):
    shares = {"A": Fraction(2, 3), "B": Fraction(1, 3)}
    pool = Pool(
        id="q", resource="power", zones=frozenset("z"), month_from=date(2027, 1, 1),
        amount=300.0, shares=shares,
    )  # fmt: skip
    needs = [
        need(f"{player}{i}", introducer=player, power_kva=100.0) for player in "AB" for i in "12"
    ]
    spaces = [space(f"s{n.id}", owner=n.introducer, power_kva=100.0) for n in needs]
    assert wan(coalition_values(problem(needs, spaces, [pool]), ("A", "B"))) == {
        1: 20,
        2: 10,
        3: 30,
    }


def test_floors_bind_the_grand_coalition_only_and_ceilings_everyone(need, space, problem):
    """The floor sends A's project to the district where it is worth less."""
    land = {"kind": "land", "land_mu": 1.0}
    needs = [need(f"p{i}", introducer="A", land_mu=1.0, worth=0.0) for i in "12"]
    spaces = [
        space("dear1", owner="A", district="a", price_yuan_per_mu=9e4, **land),
        space("dear2", owner="A", district="a", price_yuan_per_mu=8e4, **land),
        space("cheap", owner="B", district="b", price_yuan_per_mu=1e4, **land),
    ]
    floor = Quota("floor", "b", "projects", at_least=1)
    table = coalition_values(problem(needs, spaces, quotas=[floor]), ("A", "B"))
    assert wan(table) == {1: 17, 2: 0, 3: 10}
    ceiling = Quota("ceiling", "a", "projects", at_most=1)
    capped = coalition_values(problem(needs, spaces, quotas=[ceiling]), ("A", "B"))
    assert wan(capped) == {1: 9, 2: 0, 3: 10}


def test_a_lead_tied_to_anothers_lead_cannot_come_alone(need, space, problem):
    needs = [need("p", introducer="A"), need("q", introducer="B", together=frozenset("p"))]
    spaces = [space("s", owner="A"), space("t", owner="A")]
    alone = restrict(problem(needs, spaces), frozenset("A"))
    assert alone.needs == ()
    rivals = [replace(needs[0], apart=frozenset("q")), replace(needs[1], together=frozenset())]
    assert restrict(problem(rivals, spaces), frozenset("A")).needs[0].apart == frozenset()


def test_the_restriction_alters_nothing_of_the_problem(need, space, problem):
    asked = problem([need("p", introducer="A")], [space("s", owner="A")])
    assert restrict(asked, frozenset("A")) == asked
    assert restrict(asked, frozenset()).needs == ()


def test_a_player_named_twice_is_refused(problem):
    with pytest.raises(ValueError, match="A, A"):
        coalition_values(problem([], []), ("A", "A"))


PLAYERS = ("A", "B", "C")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLAYERS), st.integers(1, 30)), min_size=1, max_size=6))
def test_without_floors_more_players_never_reach_less(need, space, problem, leads):
    needs = [
        need(f"p{i}", introducer=player, worth=float(w), floor_area_m2=200.0 + 10 * w)
        for i, (player, w) in enumerate(leads)
    ]
    spaces = [
        space(f"s{player}", owner=player, divisible=True, area_m2=700.0) for player in PLAYERS
    ]
    asked = problem(needs, spaces)
    table = coalition_values(asked, PLAYERS)
    for one in table:
        for other in table:
            if one & other == one:
                assert table[one].value <= table[other].value
            if one & other == 0:
                assert table[one].value + table[other].value <= table[one | other].value
    assert table[7].value == solve(asked).objective


def test_side_by_side_and_from_a_start_the_values_are_the_same(need, space, problem):
    needs = [
        need(
            f"p{i}", introducer=PLAYERS[i % 3], worth=3.0 + i * i % 7, floor_area_m2=150.0 + 37 * i
        )
        for i in range(9)
    ]
    spaces = [space(f"s{player}", owner=player, divisible=True) for player in PLAYERS]
    asked = problem(needs, spaces)
    table = coalition_values(asked, PLAYERS)
    assert wan(coalition_values(asked, PLAYERS, workers=2)) == wan(table)
    assert wan(coalition_values(asked, PLAYERS, start=table)) == wan(table)
    assert list(table) == [1, 2, 3, 4, 5, 6, 7]
    assert table[4].value > Money(0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_a_larger_coalition_found_serves_a_smaller_only_where_it_is_its_best(seed):
    drawn = tiny(seed)
    owners = {s.id: PLAYERS[(seed >> k) % 3] for k, s in enumerate(drawn.spaces)}
    asked = replace(
        drawn,
        needs=tuple(replace(n, introducer=PLAYERS[i % 3]) for i, n in enumerate(drawn.needs)),
        spaces=tuple(replace(s, owner=owners[s.id]) for s in drawn.spaces),
        locked={},
        forbidden=frozenset(),
        least_score=None,
    )
    try:
        table = coalition_values(asked, PLAYERS)
    except Infeasible:
        return
    for mask, found in table.items():
        own = asked if mask == 7 else restrict(asked, frozenset(found.players))
        assert found.value == Money(max(money for money, _, _ in every_plan(own)))
        assert found.gap == 0
