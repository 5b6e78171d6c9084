"""Terms meet their target where they can, as close as any grid of percentages comes."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.design import design_terms, relative_error
from shigu.engine.sharing.ledger import Rates, expected_payments, ledger
from shigu.engine.sharing.terms import Deal, TermsError, TermsTemplate

PLAYERS = ("b", "x", "c")
PLAIN = TermsTemplate(((1, 1), (2, 2)), 1.0, 0.0, None)


def deal(introducer, host, *tax, probability=1.0, name=None):
    name = name or f"{introducer}-{host}-{tax}"
    return Deal(name, introducer, host, probability, tax, (0.9, 0.8)[: len(tax)], 0.0)


def design(deals, target, template=PLAIN, **settings_):
    amounts = dict(zip(PLAYERS, target, strict=True))
    chosen = {"seed": 5, "by_introducer": True, "scenarios": 60} | settings_
    return design_terms(deals, PLAYERS, amounts, template, **chosen)


def reasons(terms):
    return {reason.code: reason for reason in terms.reasons}


def test_a_target_within_reach_is_met():
    terms = design([deal("b", "x", 100.0, 100.0)], [51.0, 119.0, 0.0])
    assert terms.error < 0.0005
    assert terms.expected_payments == pytest.approx({"b": 51.0, "x": 119.0, "c": 0.0}, abs=0.1)


def test_of_all_terms_that_meet_the_target_those_nearest_5_5_are_taken():
    """90·s₁ + 80·s₂ = 51: from (½, ½) straight along (90, 80)."""
    terms = design([deal("b", "x", 100.0, 100.0)], [51.0, 119.0, 0.0])
    step = (51 - 85) / (90**2 + 80**2)
    nearest = (0.5 + 90 * step, 0.5 + 80 * step)
    assert terms.parameters.introducer == {"b": tuple(round(s, 3) for s in nearest)}


def test_equal_halves_need_no_change():
    terms = design([deal("b", "x", 100.0, 100.0)], [85.0, 85.0, 0.0])
    assert terms.parameters.introducer == {"b": (0.5, 0.5)}
    assert terms.error == terms.error_5_5 == pytest.approx(0)
    assert "sharing.terms.movers" not in reasons(terms)


def test_one_set_for_all_introducers_is_further_off():
    deals = [deal("b", "x", 100.0, 100.0), deal("c", "x", 100.0, 100.0)]
    target = [119.0, 170.0, 51.0]
    own, uniform = design(deals, target), design(deals, target, by_introducer=False)
    assert own.error < 0.0005
    assert set(uniform.parameters.introducer) == {"b", "c"}
    assert len(set(uniform.parameters.introducer.values())) == 1
    assert uniform.error == pytest.approx(68 / 340, abs=0.001)
    assert "sharing.terms.out_of_reach" in reasons(uniform)


def test_a_common_account_reaches_who_neither_brings_nor_hosts():
    template = TermsTemplate(((1, 1), (2, 2)), 1.0, 0.0, "c")
    terms = design([deal("b", "x", 100.0, 100.0)], [60.0, 90.0, 20.0], template)
    assert terms.error < 0.001
    assert terms.parameters.common_account == "c"
    assert min(terms.parameters.common) > 0


def test_shares_of_a_phase_never_pass_the_whole():
    template = TermsTemplate(((1, 1), (2, 2)), 1.0, 0.0, "c")
    terms = design([deal("b", "x", 100.0, 100.0)], [100.0, 0.0, 70.0], template)
    shares = terms.parameters.introducer["b"]
    assert all(a + b <= 1 for a, b in zip(shares, terms.parameters.common, strict=True))
    assert terms.error < 0.001


def test_percentages_have_one_decimal_and_the_error_is_theirs():
    terms = design([deal("b", "x", 97.0, 31.0, probability=0.7)], [33.3, 44.4, 0.0])
    shares = terms.parameters.introducer["b"]
    assert all(round(share, 3) == share for share in shares)
    expected = 0.7 * (shares[0] * 97 * 0.9 + shares[1] * 31 * 0.8)
    assert terms.expected_payments["b"] == pytest.approx(expected, rel=1e-12)
    paid = np.array(list(terms.expected_payments.values()))
    assert terms.error == relative_error(paid, np.array([33.3, 44.4, 0.0]))


def test_a_cap_that_keeps_the_target_out_of_reach_is_named_with_its_cost():
    template = TermsTemplate(((1, 1), (2, 2)), 0.5, 0.0, None)
    terms = design([deal("b", "x", 100.0, 100.0)], [140.0, 30.0, 0.0], template)
    cap = reasons(terms)["sharing.terms.cap"]
    assert cap.inputs["cap"] == 0.5
    assert cap.inputs["error"] == terms.error == pytest.approx(100 / 170, abs=1e-3)
    assert cap.inputs["error_without_cap"] < 0.001
    assert reasons(terms)["sharing.terms.out_of_reach"].inputs["b"] == pytest.approx(-50, abs=0.1)


def test_a_floor_that_moves_money_is_named_with_its_cost():
    template = TermsTemplate(((1, 1), (2, 2)), 1.0, 50_000.0, None)
    terms = design([deal("b", "x", 1e5, 1e5)], [17_000.0, 153_000.0, 0.0], template)
    floor = reasons(terms)["sharing.terms.floor"]
    assert terms.expected_payments["b"] == pytest.approx(85_000)
    assert floor.inputs["error_without_floor"] < 0.001
    assert terms.error == pytest.approx(0.8)


def test_deals_that_do_not_pay_what_is_divided_are_told():
    terms = design([deal("b", "x", 100.0, 100.0)], [100.0, 100.0, 0.0])
    assert reasons(terms)["sharing.terms.total"].inputs == {
        "paid_yuan": pytest.approx(170.0),
        "target_yuan": 200.0,
    }


def test_who_gains_over_5_5_is_told():
    terms = design([deal("b", "x", 100.0, 100.0)], [51.0, 119.0, 0.0])
    movers = reasons(terms)["sharing.terms.movers"].inputs
    assert (movers["gains"], movers["gives"]) == ("x", "b")
    assert movers["gain_yuan"] == pytest.approx(34, abs=0.1)


def test_names_are_used_in_both_languages():
    terms = design(
        [deal("b", "x", 1e6, 1e6)], [51e4, 119e4, 0.0], names={"x": ("萧山", "Xiaoshan")}
    )
    told = reasons(terms)["sharing.terms.movers"]
    assert "萧山" in told.zh
    assert "Xiaoshan gains most" in told.en


def test_without_deals_there_is_nothing_to_set():
    terms = design([], [1.0, 2.0, 3.0])
    assert terms.parameters.introducer == {}
    assert terms.error == terms.error_5_5 == 1


def test_the_same_seed_gives_the_same_terms():
    deals = [deal("b", "x", 8e5, 9e5, probability=0.6), deal("c", "x", 5e5, 2e5, probability=0.4)]
    template = TermsTemplate(((1, 1), (2, 2)), 0.6, 2e5, "c")
    target = [4e5, 6e5, 3e5]
    assert design(deals, target, template) == design(deals, target, template)
    other = design(deals, target, template, seed=6)
    assert other.against_5_5 != design(deals, target, template).against_5_5


def test_a_player_without_target_is_refused():
    with pytest.raises(TermsError, match="no amount for c"):
        design_terms([], PLAYERS, {"b": 1, "x": 2}, PLAIN, seed=0, by_introducer=True)
    with pytest.raises(TermsError, match="finite"):
        design([], [1.0, float("nan"), 0.0])


GRID = [k / 20 for k in range(21)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 30), min_size=4, max_size=4),
    st.lists(st.integers(0, 40), min_size=3, max_size=3),
    st.sampled_from([0.3, 0.5, 1.0]),
    st.sampled_from([0.0, 5e4, 3e5]),
)
def test_no_point_of_a_fine_grid_comes_closer(taxes, target, cap, floor):
    deals = [
        deal("b", "x", taxes[0] * 1e5, taxes[1] * 1e5, probability=0.5),
        deal("b", "c", taxes[2] * 1e5, taxes[3] * 1e5),
    ]
    template = TermsTemplate(((1, 1), (2, 2)), cap, floor, None)
    aim = np.array(target) * 1e5 + 1
    terms = design(deals, aim.tolist(), template)
    paid = np.array(list(terms.expected_payments.values()))
    book = ledger(deals, PLAYERS, template, seed=5, scenarios=60)
    grid = (
        expected_payments(book, Rates(np.array([[first, second]] * 2), np.zeros(2), cap, floor))
        for first, second in product(GRID, GRID)
    )
    best = min(float(np.linalg.norm(point - aim)) for point in grid)
    rounding = 0.001 * sum(taxes) * 1e5
    assert np.linalg.norm(paid - aim) <= 1.02 * best + rounding
