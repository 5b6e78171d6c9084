"""Assignment, linear production and flow: values by independent solvers, prices in the core."""

from fractions import Fraction
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shigu.engine.sharing.core import in_core
from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.structured.assignment import Assignment
from shigu.engine.sharing.structured.flow import Arc, Flow
from shigu.engine.sharing.structured.linear_programme import UnboundedError, maximise
from shigu.engine.sharing.structured.production import LinearProduction


def table(rows, columns, low=0, high=12):
    row = st.lists(st.integers(low, high).map(Fraction), min_size=columns, max_size=columns)
    return st.lists(row.map(tuple), min_size=rows, max_size=rows).map(tuple)


@st.composite
def assignments(draw):
    m, k = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    return Assignment(tuple("stu"[:m]), tuple("wxyz"[:k]), draw(table(m, k)))


def best_matching(game, mask):
    m = len(game.sellers)
    sellers = [i for i in range(m) if mask >> i & 1]
    buyers = [j for j in range(len(game.buyers)) if mask >> m + j & 1]
    padded = [*buyers, *[None] * len(sellers)]
    return max(
        sum(game.worth[i][j] for i, j in zip(sellers, taken, strict=True) if j is not None)
        for taken in permutations(padded, len(sellers))
    )


@settings(max_examples=60, deadline=None)
@given(assignments())
def test_the_best_matching_is_found_and_its_prices_lie_in_the_core(market):
    game = market.game()
    assert list(game.values) == [best_matching(market, mask) for mask in range(len(game.values))]
    assert in_core(game, market.prices())


def test_the_short_side_of_a_glove_market_takes_all():
    market = Assignment(("l",), ("r", "s"), ((Fraction(1), Fraction(1)),))
    assert market.prices() == (1, 0, 0)


def test_three_houses_as_printed():
    """Shapley & Shubik (1971): three sellers, three buyers, the best matching earns 16."""
    worth = ((5, 8, 2), (7, 9, 6), (2, 3, 0))
    market = Assignment(
        tuple("abc"), tuple("xyz"), tuple(tuple(map(Fraction, row)) for row in worth)
    )
    assert market.game().values[-1] == sum(market.prices()) == 16


@st.composite
def productions(draw):
    players, resources, products = (draw(st.integers(1, 3)) for _ in range(3))
    return LinearProduction(
        tuple("abc"[:players]),
        draw(table(players, resources)),
        draw(table(resources, products, low=1, high=6)),
        draw(table(1, products))[0],
    )


@settings(max_examples=60, deadline=None)
@given(productions())
def test_production_earns_what_an_independent_solver_finds_and_pays_resources(made):
    game = made.game()
    for mask in range(1, len(game.values)):
        limits = [
            sum(row[r] for i, row in enumerate(made.resources) if mask >> i & 1)
            for r in range(len(made.uses))
        ]
        solved = linprog(
            [-float(g) for g in made.gains],
            A_ub=[[float(u) for u in row] for row in made.uses],
            b_ub=[float(b) for b in limits],
        )
        assert float(game.values[mask]) == pytest.approx(-solved.fun, abs=1e-9)
    assert in_core(game, made.prices())


def test_prices_prove_an_optimum():
    """max 3a + 2b, a + b ≤ 4, a + 3b ≤ 6, a ≤ 3: a = 3, b = 1, prices 2, 0, 1."""
    found = maximise([3, 2], [[1, 1], [1, 3], [1, 0]], [Fraction(4), Fraction(6), Fraction(3)])
    assert found.value == 11
    assert found.activities == (3, 1)
    assert found.prices == (2, 0, 1)
    with pytest.raises(UnboundedError):
        maximise([1], [[0]], [Fraction(1)])


ARCS = st.lists(
    st.tuples(
        st.sampled_from("sxyz"), st.sampled_from("xyzt"), st.integers(0, 9), st.sampled_from("abc")
    ).filter(lambda arc: arc[0] != arc[1]),
    max_size=9,
)


@settings(max_examples=80, deadline=None)
@given(ARCS)
def test_flows_are_those_of_an_independent_solver_and_the_cut_lies_in_the_core(drawn):
    flow = Flow(tuple("abc"), tuple(Arc(u, v, Fraction(c), o) for u, v, c, o in drawn), "s", "t")
    game = flow.game()
    for mask in range(8):
        graph = nx.DiGraph()
        graph.add_nodes_from("st")
        for u, v, capacity, owner in drawn:
            if mask >> "abc".index(owner) & 1:
                before = graph.get_edge_data(u, v, {"capacity": 0})["capacity"]
                graph.add_edge(u, v, capacity=before + capacity)
        assert game.values[mask] == nx.maximum_flow_value(graph, "s", "t")
    assert in_core(game, flow.toll())


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: Assignment(("a",), ("b",), ()), "worth needs 1 rows of 1"),
        (lambda: Assignment(("a",), ("b",), ((Fraction(-1),),)), "negative"),
        (lambda: LinearProduction(("a",), ((),), ((),), ()), "a row a player"),
        (
            lambda: LinearProduction(("a",), ((Fraction(-1),),), ((Fraction(1),),), (Fraction(1),)),
            "a resource is negative",
        ),
        (
            lambda: LinearProduction(
                ("a",), ((Fraction(1),),), ((Fraction(0),),), (Fraction(1),)
            ).game(),
            "without using anything scarce",
        ),
        (lambda: Flow(("a",), (Arc("s", "t", Fraction(1), "b"),), "s", "t"), "'b' is no player"),
        (lambda: Flow(("a",), (Arc("s", "t", Fraction(-1), "a"),), "s", "t"), "negative"),
        (lambda: Flow(("a",), (), "s", "s"), "source is sink"),
    ],
)
def test_a_market_with_a_fault_is_refused(build, says):
    with pytest.raises(GameError, match=says):
        build()
