"""Re-planning with the fewest moves, against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.questions.replan import moves_front, replan
from shigu.engine.siting.values import Quota
from tests.engine.siting.tiny import every_plan, tiny

seeds = st.integers(0, 2**32 - 1)
SOME = settings(max_examples=60, deadline=None)


def adopted_before(seed, problem):
    """Some plan of the problem without its conditions: what was promised when it was another."""
    free = replace(problem, locked={}, forbidden=frozenset(), least_score=None, quotas=())
    plans = sorted((money, sorted(a.items())) for money, _, a in every_plan(free))
    return dict(plans[(seed * 7) % len(plans)][1])


def front_of(problem, adopted):
    """Moves → best value among all plans with at most so many."""
    best = {}
    for money, _, plan in every_plan(problem):
        made = sum(plan.get(p) != s for p, s in adopted.items())
        best[made] = max(money, best.get(made, money))
    kept, highest = {}, None
    for made in sorted(best):
        if highest is None or best[made] > highest:
            kept[made] = highest = best[made]
    return kept


@SOME
@given(seeds)
def test_the_front_of_moves_is_that_of_all_plans(seed):
    problem = tiny(seed)
    adopted = adopted_before(seed, problem)
    expected = front_of(problem, adopted)
    if not expected:
        with pytest.raises(Infeasible):
            moves_front(problem, adopted)
        return
    answer = moves_front(problem, adopted)
    assert answer.complete
    assert {p.moves_made: round(p.value_yuan * 100) for p in answer.points} == expected
    for point in answer.points:
        assert point.proven
        assert_allocation_feasible(problem, point.assignment)
        promised = {m.project for m in point.moves} & adopted.keys()
        assert len(promised) == point.moves_made


@SOME
@given(seeds, st.sampled_from([0.0, 0.05, 0.3]), st.integers(0, 4))
def test_value_within_the_tolerance_then_the_fewest_moves(seed, tolerance, most):
    problem = tiny(seed)
    adopted = adopted_before(seed, problem)
    front = front_of(problem, adopted)
    if not front:
        return
    top = max(front.values())
    answer = replan(problem, adopted, tolerance=tolerance)
    fewest = min(k for k, v in front.items() if v >= top - tolerance * abs(top) - 0.5)
    assert answer.chosen.moves_made == fewest
    assert round(answer.chosen.value_yuan * 100) == front[fewest]
    assert answer.fewest.moves_made == min(front)
    assert round(answer.freest.value_yuan * 100) == top
    capped = replan(problem, adopted, most_moves=most).chosen
    allowed = [v for k, v in front.items() if k <= max(most, min(front))]
    assert round(capped.value_yuan * 100) == max(allowed)
    assert all(capped.assignment[p] == s for p, s in problem.locked.items())


CHOICE_ZH = (
    "改动 1 处承诺，方案值 17 万元；最少须改 1 处，多改的值 0 万元；"
    "不限改动的最优要改 2 处，只再多 5 万元"
)
CHOICE_EN = (
    "1 promise given up, the plan is worth CNY 170,000; 1 cannot be avoided, what moves beyond "
    "them is worth CNY 0; the best plan whatever it moves gives up 2 and gains CNY 50,000 more"
)


def test_who_cannot_stay_reads_why_and_newcomers_make_no_move(need, space, problem):
    needs = [
        need("p", name_zh="甲", name_en="A", height_m=6.0),
        need("q", name_zh="乙", name_en="B", worth=12.0),
        need("r", name_zh="丙", name_en="C", worth=5.0),
    ]
    spaces = [
        space("s", name_zh="一号楼", name_en="B1", height_m=5.0),
        space("t", name_zh="二号楼", name_en="B2", height_m=7.0),
    ]
    answer = replan(problem(needs, spaces), {"p": "s", "q": "t", "gone": "t"}, most_moves=1)
    assert answer.chosen.assignment == {"q": "t", "r": "s"}
    assert (answer.chosen.moves_made, answer.freest.moves_made) == (1, 2)
    assert answer.freest.value_yuan - answer.chosen.value_yuan == 50_000.0
    assert [(r.code, r.zh, r.en) for r in answer.reasons] == [
        (
            "siting.replan.lost",
            "甲不能留在原处：净高需 6 m，此处 5 m",
            "A cannot stay: clear height of 6 m, here 5 m",
        ),
        ("siting.replan.choice", CHOICE_ZH, CHOICE_EN),
        (
            "siting.replan.moves",
            "甲让出一号楼，没有位置；丙安排到一号楼",
            "A leaves B1 and has no place; C comes to B1",
        ),
    ]


def test_a_contradiction_and_senseless_limits_are_refused(need, space, problem):
    floor = Quota("floor", "e", "projects", at_least=1)
    asked = problem([need("p")], [space("s")], quotas=[floor])
    with pytest.raises(Infeasible, match="floor"):
        replan(asked, {"p": "s"})
    with pytest.raises(ValueError, match="must not be negative"):
        replan(problem([need("p")], [space("s")]), {}, most_moves=-1)
    with pytest.raises(ValueError, match="must not be negative"):
        replan(problem([need("p")], [space("s")]), {}, tolerance=-0.1)
