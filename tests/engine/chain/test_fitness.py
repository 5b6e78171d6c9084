from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.fitness import fitness
from tests.engine.chain import packages, published

TRADE = np.array(published.BALASSA_AT_LEAST_ONE, dtype=float)


def in_fractions(table: list[list[int]], updates: int) -> tuple[list[Fraction], list[Fraction]]:
    """The map of Tacchella et al. written with fractions."""
    rows, columns = range(len(table)), range(len(table[0]))
    fit, demanding = [Fraction(1)] * len(rows), [Fraction(1)] * len(columns)
    for _ in range(updates):
        raw_fit = [sum(table[c][p] * demanding[p] for p in columns) for c in rows]
        raw_links = [1 / sum(table[c][p] / fit[c] for c in rows) for p in columns]
        fit = [each * len(rows) / sum(raw_fit) for each in raw_fit]
        demanding = [each * len(columns) / sum(raw_links) for each in raw_links]
    return fit, demanding


@pytest.mark.parametrize("updates", [1, 2, 7])
def test_the_map_in_fractions(updates):
    table = [[1, 1, 1], [1, 1, 0], [1, 0, 0]]
    places, links = in_fractions(table, updates)
    ours = fitness(np.array(table, float), updates=updates)
    assert ours.places == pytest.approx([float(each) for each in places], abs=1e-14)
    assert ours.links == pytest.approx([float(each) for each in links], abs=1e-14)


def test_links_renewed_in_turn_answer_as_econcomplex():
    ours = fitness(TRADE, updates=20, in_turn=True)
    assert ours.places == pytest.approx(packages.FITNESS_IN_TURN[0], abs=1e-12)
    assert ours.links == pytest.approx(packages.FITNESS_IN_TURN[1], abs=1e-12)


def test_extremality_by_hand():
    """One update from fitness 1: Q = u^(−1/e), so a link of four places is half one of one."""
    table = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    links = fitness(table, updates=1, extremality=2).links
    assert links == pytest.approx([2 / 3, 4 / 3])


def test_how_far_the_last_update_moved():
    still, moving = (fitness(TRADE, updates=count).moved for count in (200, 2))
    assert still < 1e-12 < 0.01 < moving


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ([[1, 1], [0, 0]], "place 1"),
        ([[1, 0], [1, 0]], "link 1"),
        ([[1, np.inf], [1, 1]], "place 0, link 1"),
    ],
)
def test_a_table_with_holes_is_refused_by_name(table, place):
    with pytest.raises(ChainError) as refused:
        fitness(np.array(table, float))
    assert refused.value.place == place


@pytest.mark.parametrize("wrong", [{"updates": 0}, {"extremality": 0.0}, {"extremality": np.nan}])
def test_no_update_and_no_extremality_are_refused(wrong):
    with pytest.raises(ValueError, match="at least one update"):
        fitness(TRADE, **wrong)
