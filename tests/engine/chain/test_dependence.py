from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.dependence import (
    criticality,
    inoperability,
    input_shares,
    total_requirements,
)
from tests.engine.chain.cast import link, supply


def by_iteration(shares: np.ndarray, fallen: int) -> np.ndarray:
    """The least solution of q = A q with q_i = 1, reached from below."""
    q = np.zeros(len(shares))
    q[fallen] = 1
    for _ in range(4000):
        following = shares @ q
        following[fallen] = 1
        if np.abs(following - q).max() < 1e-14:
            return following
        q = following
    return q


def test_the_leontief_inverse_of_miller_and_blair():
    # Miller, Blair 2009, ch. 2, tables 2.3–2.5.
    inverse = total_requirements(np.array([[0.15, 0.25], [0.20, 0.05]]))
    assert inverse == pytest.approx(np.array([[1.2541, 0.3300], [0.2640, 1.1221]]), abs=5e-5)
    assert inverse @ [600, 1500] == pytest.approx(np.array([1247.5, 1841.6]), abs=0.05)


def test_a_cycle_that_consumes_all_it_makes_has_no_inverse():
    with pytest.raises(ValueError, match="consumes all it makes"):
        total_requirements(np.array([[0.0, 1.0], [1.0, 0.0]]))


def test_input_shares_are_scaled_by_buyer_and_lose_what_others_replace():
    links = (link("a"), link("b"), link("c", "application"))
    supplies = (supply("a", "c", 3, 0.5), supply("b", "c", 1, 0.25))
    assert input_shares(links, supplies, substitutes=False)[2].tolist() == [0.75, 0.25, 0]
    assert input_shares(links, supplies, substitutes=True)[2].tolist() == [0.375, 0.1875, 0]


def test_a_loss_is_carried_along_the_chain():
    links = (link("chip"), link("module"), link("camera", "application"))
    supplies = (supply("chip", "module"), supply("module", "camera", 1, 0.4))
    lost = inoperability(input_shares(links, supplies, substitutes=True))
    assert lost[:, 0].tolist() == [1, 1, 0.6]
    assert lost[:, 2].tolist() == [0, 0, 1]


def test_a_closed_cycle_falls_together_and_takes_its_buyers_along():
    links = (link("foundry"), link("tools"), link("other"), link("camera", "application"))
    supplies = (
        supply("foundry", "tools"),
        supply("tools", "foundry"),
        supply("foundry", "camera", 1),
        supply("tools", "camera", 1),
        supply("other", "camera", 2),
    )
    lost = inoperability(input_shares(links, supplies, substitutes=False))
    assert lost[:, 0].tolist() == [1, 1, 0, 0.5]
    assert lost[:, 1].tolist() == [1, 1, 0, 0.5]
    assert lost[:, 2].tolist() == [0, 0, 1, 0.5]


@st.composite
def networks(draw: st.DrawFn) -> np.ndarray:
    size = draw(st.integers(2, 7))
    cells = st.tuples(st.integers(0, 4), st.sampled_from([0.0, 0.0, 0.1, 0.5, 1.0]))
    weights, kept = np.zeros((size, size)), np.zeros((size, size))
    for buyer in range(size):
        for seller in range(size):
            if buyer != seller:
                weight, substitutability = draw(cells)
                weights[buyer, seller] = weight
                kept[buyer, seller] = weight * (1 - substitutability)
    total = weights.sum(axis=1, keepdims=True)
    return np.divide(kept, total, out=np.zeros_like(kept), where=total > 0)


@settings(deadline=None)
@given(networks())
def test_one_inverse_agrees_with_iteration_for_every_failure(shares: np.ndarray):
    lost = inoperability(shares)
    for fallen in range(len(shares)):
        assert lost[:, fallen] == pytest.approx(by_iteration(shares, fallen), abs=1e-7)
        assert lost[fallen, fallen] == 1


@settings(deadline=None)
@given(networks())
def test_substitutes_only_ever_soften_a_failure(shares: np.ndarray):
    softened = inoperability(shares * 0.7)
    assert (softened <= inoperability(shares) + 1e-9).all()


def test_criticality_weighs_applications_by_policy_and_counts_itself():
    links = (link("chip"), link("a", "application", weight=3), link("b", "application"))
    lost = inoperability(input_shares(links, (supply("chip", "a", 1, 0.5),), substitutes=True))
    assert criticality(links, lost).tolist() == [0.375, 0.75, 0.25]
