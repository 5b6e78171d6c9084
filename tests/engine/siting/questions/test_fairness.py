"""Nobody below its stand-alone value: against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.questions.fairness import fair
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.value import present_value
from tests.engine.siting.tiny import every_plan, tiny

SOME = settings(max_examples=40, deadline=None)
PLAYERS = ("A", "B")


def arises(problem, plan):
    spaces = {space.id: space for space in problem.spaces}
    found = dict.fromkeys(PLAYERS, 0)
    for need in problem.needs:
        if need.id in plan:
            space = spaces[plan[need.id]]
            found[space.owner] += present_value(need, space, problem.economics).fen
    return found


@SOME
@given(st.integers(0, 2**32 - 1))
def test_of_all_plans_the_fair_ones(seed):
    drawn = tiny(seed)
    owners = {s.id: PLAYERS[k % 2] for k, s in enumerate(drawn.spaces)}
    problem = replace(drawn, spaces=tuple(replace(s, owner=owners[s.id]) for s in drawn.spaces))
    plans = [(money, plan) for money, _, plan in every_plan(problem)]
    if not plans:
        with pytest.raises(Infeasible):
            fair(problem, PLAYERS)
        return
    alone = {
        p: max(money for money, _, _ in every_plan(restrict(problem, frozenset(p))))
        for p in PLAYERS
    }
    answer = fair(problem, PLAYERS)
    assert {p: round(v * 100) for p, v in answer.alone_yuan.items()} == alone
    own = [(money, arises(problem, plan)) for money, plan in plans]
    kept = [money for money, each in own if all(each[p] >= alone[p] for p in PLAYERS)]
    top = max(money for money, _ in plans)
    if kept:
        assert round(answer.kept.value_yuan * 100) == max(kept)
        assert round(answer.cost_yuan * 100) == top - max(kept)
        assert_allocation_feasible(problem, answer.kept.assignment)
    else:
        assert answer.kept is None
    least = [(min(each[p] - alone[p] for p in PLAYERS), money) for money, each in own]
    widest = max(gain for gain, _ in least)
    mine = {p: round(v * 100) for p, v in answer.even.arises_yuan.items()}
    assert mine == arises(problem, answer.even.assignment)
    assert min(mine[p] - alone[p] for p in PLAYERS) == pytest.approx(widest, abs=20)
    value = max(money for gain, money in least if gain >= widest - 20)
    assert round(answer.even.value_yuan * 100) == value
    assert answer.even.proven
