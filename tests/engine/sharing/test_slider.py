"""Other terms on the same deals: what each player would receive, at the speed of a slider."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest

from shigu.engine.pack.read import read_pack
from shigu.engine.plan.compose import Settings, joint_plan
from shigu.engine.plan.document import to_json
from shigu.engine.sharing.results import TermsParameters
from shigu.engine.sharing.slider import deal_of, parameters_of, try_terms, try_terms_of
from shigu.engine.sharing.terms import Deal, TermsError
from tests.engine.pack.cast import write_pack

DEAL = Deal("p", "a", "b", 1.0, (1000.0, 1000.0), (1.0, 0.5), 100.0)
TERMS = TermsParameters(
    phase_years=((1, 1), (2, 2)), introducer={"a": (0.2, 0.4)}, fund=0.0, fund_parts={}, cap=1.0,
    floor_yuan=0.0,
)  # fmt: skip
FAIR = {"a": 500.0, "b": 1000.0, "c": 100.0}


def paid(parameters, deals=(DEAL,), fair=FAIR):
    answer = try_terms(deals, fair, parameters, seed=1)
    return {each.player: each.designed for each in answer.payments}


def test_percentages_are_paid_by_phase_and_the_rest_is_the_hosts():
    assert paid(TERMS) == {"a": 400.0, "b": 1200.0, "c": 0.0}


def test_the_fund_is_paid_by_its_parts():
    funded = replace(TERMS, fund=0.1, fund_parts={"a": 0.5, "b": 0.0, "c": 0.5})
    assert paid(funded) == pytest.approx({"a": 475.0, "b": 1050.0, "c": 75.0})


def test_cap_and_floor_are_kept():
    assert paid(replace(TERMS, cap=0.25)) == {"a": 350.0, "b": 1250.0, "c": 0.0}
    assert paid(replace(TERMS, floor_yuan=600.0)) == {"a": 900.0, "b": 700.0, "c": 0.0}


def test_errors_are_told_against_the_fair_shares_and_against_5_5():
    answer = try_terms((DEAL,), FAIR, TERMS, seed=1)

    assert [(p.player, p.target, p.equal) for p in answer.payments] == [
        ("a", 500.0, 750.0), ("b", 1000.0, 850.0), ("c", 100.0, 0.0),
    ]  # fmt: skip
    assert answer.error == pytest.approx((100 + 200 + 100) / 1600)
    assert answer.error_5_5 == pytest.approx((250 + 150 + 100) / 1600)
    assert answer.off_5_5 == pytest.approx((350 + 350) / 1600)
    assert answer.parameters == TERMS


REFUSED = {
    "above one": (replace(TERMS, introducer={"a": (0.2, 1.2)}), "a 第 2 期"),
    "with the fund": (
        replace(TERMS, fund=0.7, fund_parts={"a": 1.0}),
        "a 第 2 期的引入方比例 40.0% 与共同资金",
    ),
    "negative": (replace(TERMS, introducer={"a": (-0.1, 0.2)}), "0–100%"),
    "no introducer": (replace(TERMS, introducer={}), "a 每一期都要有"),
    "one phase": (replace(TERMS, introducer={"a": (0.2,)}), "a 每一期都要有"),
    "parts": (replace(TERMS, fund=0.1, fund_parts={"a": 0.5}), "合计 100%"),
    "stranger": (replace(TERMS, fund=0.1, fund_parts={"x": 1.0}), "x 不是合作方"),
    "cap": (replace(TERMS, cap=1.5), "cap 1.5"),
    "floor": (replace(TERMS, floor_yuan=-1.0), "floor_yuan"),
    "phases": (replace(TERMS, phase_years=((2, 1), (3, 4))), "phase_years"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_terms_that_cannot_be_are_refused(case):
    parameters, told = REFUSED[case]
    with pytest.raises(TermsError, match=told):
        paid(parameters)


def test_percentages_may_leave_nothing_to_the_host():
    whole = replace(TERMS, introducer={"a": (0.9, 0.7)}, fund=0.1, fund_parts={"c": 1.0})
    assert paid(whole)["a"] == pytest.approx(900 + 350)


def test_without_deals_nobody_is_paid():
    assert paid(replace(TERMS, introducer={}), deals=()) == {"a": 0.0, "b": 0.0, "c": 0.0}


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    pack = read_pack(write_pack(tmp_path_factory.mktemp("slider") / "pack"))
    plan = joint_plan(pack, Settings(as_of=date(2026, 11, 23), draws=1), lambda *_: None)
    return json.loads(to_json(plan))


@pytest.mark.parametrize("which", ["terms", "terms_uniform"])
def test_the_terms_of_a_plan_pay_what_the_plan_says(document, which):
    terms = document["sharing"][which]

    answer = try_terms_of(document, parameters_of(terms), uniform=which == "terms_uniform")

    assert {p.player: p.designed for p in answer.payments} == pytest.approx(
        terms["expected_payments"]
    )
    for ours, theirs in zip(answer.payments, terms["against_5_5"], strict=True):
        assert (ours.target, ours.equal) == pytest.approx((theirs["target"], theirs["equal"]))
        assert (ours.low, ours.high) == pytest.approx((theirs["low"], theirs["high"]))
    assert answer.error == pytest.approx(terms["error"])
    assert answer.error_5_5 == pytest.approx(terms["error_5_5"])


def test_the_deals_of_a_plan_are_its_placements(document):
    deals = [deal_of(row) for row in document["sharing"]["deals"]]
    placed = [each["project"] for each in document["siting"]["placements"]]
    assert sorted(deal.project for deal in deals) == sorted(placed)


def test_a_plan_without_deals_says_what_to_do(document):
    sharing = {key: value for key, value in document["sharing"].items() if key != "deals"}
    with pytest.raises(TermsError, match="run it again"):
        try_terms_of({**document, "sharing": sharing}, TERMS)


def test_a_hundred_deals_are_paid_at_the_speed_of_a_slider():
    players = tuple("abcdef")
    deals = [
        Deal(f"p{i}", players[i % 6], players[(i * 5 + 1) % 6], 0.7, (9e6,) * 10, (0.9,) * 10, 1e5)
        for i in range(100)
    ]
    terms = TermsParameters(
        ((1, 3), (4, 6), (7, 10)), dict.fromkeys(players, (0.5, 0.5, 0.4)), 0.1,
        {"a": 1.0}, 0.7, 500_000.0,
    )  # fmt: skip
    fair = dict.fromkeys(players, 1e7)

    def seconds():
        begun = time.process_time()
        try_terms(deals, fair, terms, seed=0)
        return time.process_time() - begun

    assert min(seconds() for _ in range(5)) < 0.05
