from __future__ import annotations

from datetime import date, timedelta

import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.signals import RULES, Signal, heard, left

TODAY = date(2026, 11, 27)


def signal(kind="financing", age=0, **more):
    return Signal("firm", kind, TODAY - timedelta(days=age), **more)


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind != "growth"])
def test_a_signal_counts_in_full_today_and_half_after_its_half_life(kind):
    rule = RULES[kind]
    assert left(signal(kind), TODAY) == rule.strength
    assert left(signal(kind, rule.half_life), TODAY) == rule.strength / 2
    assert left(signal(kind, 2 * rule.half_life), TODAY) == rule.strength / 4


@pytest.mark.parametrize(("growth", "part"), [(0.15, 0.5), (0.3, 1), (3.0, 1), (0, 0), (-0.4, 0)])
def test_growth_counts_up_to_thirty_percent_and_a_loss_not_at_all(growth, part):
    assert left(signal("growth", growth=growth), TODAY) == pytest.approx(0.5 * part)


def test_signals_together_count_as_the_chance_that_one_of_them_holds():
    found = heard([signal("patent"), signal("relocation")], TODAY)["firm"]
    assert found.value == pytest.approx(1 - (1 - 0.8) * (1 - 0.2))
    assert [each.kind for each, _ in found.left] == ["relocation", "patent"]


def test_one_more_signal_never_lowers_what_is_heard():
    few = heard([signal("patent", 400)], TODAY)["firm"]
    more = heard([signal("patent", 400), signal("growth", growth=-0.2)], TODAY)["firm"]
    assert more.value == few.value


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "gossip"}, "kind must be one of"),
        ({"kind": "growth"}, "a growth without its figure"),
        ({"amount_wan": -1.0}, "amount must be at least 0"),
        ({"amount_wan": float("nan")}, "amount must be at least 0"),
        ({"kind": "growth", "growth": -1.1}, "growth must be at least -1"),
    ],
)
def test_what_is_no_signal_is_refused_with_the_place(changes, problem):
    with pytest.raises(ChainError, match=problem) as refused:
        signal(**changes)
    assert refused.value.place.startswith("signal firm")


def test_a_signal_of_tomorrow_is_refused():
    with pytest.raises(ChainError, match="it is younger than 2026-11-27"):
        left(signal(age=-1), TODAY)
