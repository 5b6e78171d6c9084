"""The whole answer: solutions to the fen, the verdict on the core, who would leave, terms."""

from dataclasses import replace
from fractions import Fraction

import pytest

from shigu.engine.sharing.certificate import game_of, verdict
from shigu.engine.sharing.check import assert_shares_exact
from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.intervals import share_intervals
from shigu.engine.sharing.results import CoalitionValue
from shigu.engine.sharing.share import share
from shigu.engine.sharing.terms import Deal, TermsTemplate
from shigu.engine.values import Money

PLAYERS = ("b", "x", "c")
DEALS = (
    Deal("p", "b", "x", 1.0, (600.0, 200.0), (1.0, 1.0), 50.0),
    Deal("q", "b", "b", 1.0, (150.0,), (1.0,), 0.0),
)


def table(values, gaps=(0.0,) * 7):
    masks = range(1, 8)
    return tuple(
        CoalitionValue(tuple(p for i, p in enumerate(PLAYERS) if mask >> i & 1), value, gap)
        for mask, value, gap in zip(masks, values, gaps, strict=True)
    )


STABLE = table([100, 20, 700, 0, 300, 40, 1000])
MAJORITY = table([0, 0, 900, 0, 900, 900, 1000])


def solved(values=STABLE, **changes):
    settings = {"seed": 2} | changes
    return share(PLAYERS, values, DEALS, TermsTemplate(), **settings)


def test_every_division_pays_the_whole_to_the_fen():
    answer = solved(table([1, 2, 4, 0.5, 3.33, 7.77, 100.01]))
    for parts in (answer.shapley, answer.nucleolus, answer.least_core.allocation):
        assert_shares_exact(Money(10001), [Money.from_yuan(part) for part in parts])


def test_solutions_in_yuan():
    """c and {b, x} are worst off alike: −x(c) = x(c) − 300, so x(c) = 150."""
    answer = solved()
    assert answer.stand_alone == (100, 20, 0)
    assert answer.surplus_yuan == 880
    assert answer.least_core.epsilon == -150
    assert answer.shapley == (516.67, 346.67, 136.66)
    assert answer.nucleolus[2] == 150


def test_a_stable_game_carries_its_proof():
    answer = solved()
    assert answer.core_empty is False
    assert answer.core_certificate.code == "sharing.core.holds"
    (closest,) = answer.would_leave
    assert closest.code == "sharing.leave.none"
    assert closest.inputs["margin_yuan"] == 150
    assert max(row.nucleolus for row in answer.excess) == -150


def test_an_unstable_game_carries_balanced_weights_and_names_who_leaves():
    answer = solved(MAJORITY)
    assert answer.core_empty is True
    assert answer.core_certificate.inputs == {
        "b,x": "1/2",
        "b,c": "1/2",
        "x,c": "1/2",
        "excess_yuan": 350.0,
        "largest_gap": 0.0,
    }
    assert [reason.inputs["members"] for reason in answer.would_leave] == ["b,x", "b,c", "x,c"]
    assert answer.would_leave[0].inputs["gain_yuan"] == pytest.approx(900 - 2000 / 3)
    assert answer.least_core.epsilon == pytest.approx(900 - 2000 / 3)


def test_terms_aim_at_the_nucleolus_or_else_at_the_shapley_value():
    stable, unstable = solved(), solved(MAJORITY)
    assert stable.terms.target == stable.terms_uniform.target == "nucleolus"
    assert unstable.terms.target == "shapley"
    assert stable.terms.reasons[0].code == "sharing.terms.target"
    targets = {row.player: row.target for row in stable.terms.against_5_5}
    assert targets == dict(zip(PLAYERS, stable.nucleolus, strict=True))


def test_excess_lists_every_proper_coalition():
    answer = solved()
    assert [row.members for row in answer.excess] == [v.members for v in STABLE[:-1]]
    row = answer.excess[2]
    assert row.shapley == pytest.approx(700 - answer.shapley[0] - answer.shapley[1], abs=0.02)


def test_small_gaps_leave_a_clear_verdict():
    gaps = [0.01] * 7
    holds = verdict(PLAYERS, table([100, 20, 700, 0, 300, 40, 1000], gaps))
    fails = verdict(PLAYERS, table([0, 0, 900, 0, 900, 900, 1000], gaps))
    assert (holds.empty, fails.empty) == (False, True)
    assert fails.test.excess == 100 * (Fraction(1350) - 1010)


def test_shares_have_intervals_where_a_coalition_has_a_gap_and_none_elsewhere():
    values = table([100, 20, 700, 0, 300, 40, 1000], [0.0] * 6 + [0.1])
    found = solved(values)
    assert found.intervals == share_intervals(PLAYERS, values)
    widths = [high - low for low, high in found.intervals.shapley]
    assert widths == pytest.approx([100 / 3] * 3)
    for (low, high), paid in zip(found.intervals.shapley, found.shapley, strict=True):
        assert low - 0.01 <= paid <= high + 0.01
    assert solved(STABLE).intervals is None


def test_gaps_that_could_turn_the_verdict_leave_it_open():
    """½ (650 + 650 + 650) = 975 < 1000, but 4 % more of each pair would be 1014."""
    close = [0, 0, 650, 0, 650, 650, 1000]
    assert verdict(PLAYERS, table(close)).empty is False
    assert verdict(PLAYERS, table(close, [0.02] * 6 + [0.0])).empty is False
    answer = solved(table(close, [0.04] * 6 + [0.0]))
    assert answer.core_empty is None
    assert answer.core_certificate.code == "sharing.core.undecided"
    assert answer.core_certificate.inputs == {"largest_gap": 0.04}


def test_an_unknown_bound_leaves_the_verdict_open():
    assert verdict(PLAYERS, table([1.0] * 7, [float("inf")] + [0.0] * 6)).empty is None


def test_the_gap_of_a_worthless_coalition_is_in_yuan():
    """{b, x} is found to be worth nothing, yet up to 1100 yuan is not ruled out."""
    values = [0, 0, 0, 0, 0, 0, 1000]
    assert verdict(PLAYERS, table(values, [0, 0, 1100.0, 0, 0, 0, 0])).empty is None
    assert verdict(PLAYERS, table(values, [0, 0, 900.0, 0, 0, 0, 0])).empty is False


def test_values_may_come_in_any_order():
    assert game_of(PLAYERS, STABLE[::-1]) == game_of(PLAYERS, STABLE)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (STABLE[:-1], "7 coalition values are needed, 6 given .missing: b,x,c"),
        ((*STABLE, STABLE[0]), "7 coalition values are needed, 8 given"),
        ((*STABLE[:-1], CoalitionValue(("b", "y"), 1.0, 0.0)), "y is no player"),
        ((*STABLE[:-1], replace(STABLE[-1], value_yuan=float("nan"))), "not finite"),
    ],
)
def test_a_table_with_a_fault_is_refused(values, says):
    with pytest.raises(GameError, match=says):
        solved(values)


def test_one_player_has_nobody_to_share_with():
    alone = (CoalitionValue(("b",), 12.5, 0.0),)
    answer = share(("b",), alone, (), TermsTemplate(), seed=0)
    assert answer.nucleolus == (12.5,)
    assert answer.excess == ()
    assert answer.would_leave[0].code == "sharing.leave.single"


def test_names_stand_in_the_sentences():
    answer = solved(names={"x": ("萧山", "Xiaoshan")})
    assert "萧山" in answer.core_certificate.zh
    assert "Xiaoshan" in answer.core_certificate.en
