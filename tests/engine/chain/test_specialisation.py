from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.shrinkage import GammaPrior, fit_prior
from shigu.engine.chain.specialisation import balassa, location_quotient, specialised
from tests.engine.chain import published


def with_the_rest_of_the_world() -> np.ndarray:
    """6 countries × 8 products, closed by one row and one column for all others."""
    inner = np.array(published.TRADE, dtype=float)
    others = np.array(published.COUNTRY_TOTALS, dtype=float) - inner.sum(axis=1)
    products = np.array([*published.PRODUCT_TOTALS], dtype=float)
    bottom = products - inner.sum(axis=0)
    corner = published.WORLD - inner.sum() - others.sum() - bottom.sum()
    return np.block([[inner, others[:, None]], [bottom[None, :], np.array([[corner]])]])


def test_the_published_balassa_index_of_world_trade():
    ours = specialised(with_the_rest_of_the_world())[:6, :8]
    assert ours.tolist() == [[float(one) for one in row] for row in published.BALASSA_AT_LEAST_ONE]


def test_the_balassa_index_by_fractions():
    exact = Fraction(205, 1)
    rows = ((10, 20, 70), (40, 5, 60))
    ours = balassa(np.array(rows, dtype=float))
    for c, row in enumerate(rows):
        for p, value in enumerate(row):
            share = Fraction(value, sum(row)) / (Fraction(sum(r[p] for r in rows)) / exact)
            assert ours[c, p] == pytest.approx(float(share), rel=1e-15)


def test_a_location_quotient_against_a_larger_area():
    # 3 of 4 local firms against 6 of 38: (3/4) / (6/38) = 4.75
    ours = location_quotient(np.array([[3.0, 1.0]]), np.array([6.0, 32.0]))
    assert ours.tolist() == [[4.75, 0.296875]]


def test_an_empty_area_or_link_has_no_index():
    with pytest.raises(ChainError, match="place 0: it has nothing"):
        balassa(np.array([[0.0, 0.0], [3.0, 0.0]]))
    with pytest.raises(ChainError, match="link 1: no place has it"):
        balassa(np.array([[2.0, 0.0], [3.0, 0.0]]))


def test_an_empty_area_is_specialised_in_nothing():
    assert specialised(np.array([[0.0, 0.0], [3.0, 0.0]])).tolist() == [[0.0, 0.0], [1.0, 0.0]]


def test_the_gamma_prior_of_the_scottish_lip_cancer_data():
    # The same marginal likelihood maximised by Nelder–Mead: a = 1.87949, b = 1.32167.
    prior = fit_prior(np.array(published.LIP_OBSERVED, float), np.array(published.LIP_EXPECTED))
    assert prior.shape == pytest.approx(1.87949, abs=2e-4)
    assert prior.rate == pytest.approx(1.32167, abs=2e-4)


def test_the_interval_holds_90_percent_of_the_posterior():
    low, high = GammaPrior(2.0, 1.5).interval(3, 2.5)
    posterior = gamma(5.0, scale=1 / 4.0)
    assert posterior.cdf(low) == pytest.approx(0.05)
    assert posterior.cdf(high) == pytest.approx(0.95)


def test_few_counts_do_not_feign_certainty():
    prior = fit_prior(np.array([1.0, 1.0, 1.0]), np.array([1.0, 1.0, 1.0]))
    assert prior.shape == pytest.approx(10.0)
    low, high = prior.interval(1, 1)
    assert low < 0.6
    assert high > 1.5


@pytest.mark.parametrize(
    ("observed", "expected", "problem"),
    [
        ([], [], "counts: 0 observed for 0 expected"),
        ([0.0, 0.0], [1.0, 1.0], "counts: nothing is observed"),
        ([1.0], [0.0], "link 0: 1.0 observed of 0.0 expected"),
    ],
)
def test_nothing_to_fit_is_refused(observed: list[float], expected: list[float], problem: str):
    with pytest.raises(ChainError, match=problem):
        fit_prior(np.array(observed), np.array(expected))


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=12).filter(any), st.data())
def test_more_observed_moves_the_interval_up(observed: list[int], data: st.DataObject):
    expected = [data.draw(st.floats(0.1, 20)) for _ in observed]
    prior = fit_prior(np.array(observed, float), np.array(expected))
    lower, upper = prior.interval(2, 3.0), prior.interval(5, 3.0)
    assert lower[0] <= upper[0]
    assert lower[1] <= upper[1]
    assert 0 <= lower[0] < lower[1]


def test_the_estimate_is_the_posterior_mean_and_lies_in_its_interval():
    prior = GammaPrior(2.0, 1.5)
    assert prior.estimate(3, 2.5) == pytest.approx(5 / 4)
    for observed in (0, 1, 7):
        low, high = prior.interval(observed, 2.0)
        assert low < prior.estimate(observed, 2.0) < high
