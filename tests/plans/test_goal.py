"""What comes first in a plan, and the least score, as they are asked for."""

import pytest

from shigu.districts.policies import Refused
from shigu.plans.actions import Wish
from shigu.plans.models import Plan
from shigu.plans.questions import asked_problem
from tests.plans.test_front import plan_document
from tests.plans.test_questions import text
from tests.plans.world import ask, compute, reread


def test_a_plan_with_points_first_keeps_them_in_all_that_is_asked_of_it(small, signed_in, act):
    plan = ask(wish=Wish(seconds=2.0, goal="score-money", tolerance=0.25))
    compute(plan)
    found = reread(plan)
    sited = plan_document(signed_in, found)["siting"]
    goal = sited["goal"]
    assert (goal["order"], goal["tolerance"]) == ("score-money", 0.25)
    assert sited["score"] >= goal["least_score"]
    with act("gu") as gu:
        problem = asked_problem(gu, Plan.objects.get(pk=plan)).problem
    assert float(problem.least_score) == goal["least_score"]


def test_the_form_carries_aims_on_to_the_next_plan(small, visit, act):
    plan = ask(wish=Wish(seconds=2.0, goal="money-score", tolerance=0.125, least_score=1.5))
    page = text(visit("gu", f"/plans/new/?follows={plan}"))
    assert '<option value="money-score" selected>' in page
    assert 'value="12.5"' in page
    assert 'value="1.5"' in page


@pytest.mark.parametrize(
    "aims",
    [
        {"tolerance": 0.1},
        {"goal": "score-money", "tolerance": 1.5},
        {"goal": "both"},
        {"least_score": float("inf")},
    ],
)
def test_aims_that_say_nothing_are_refused_and_nothing_is_asked(small, act, aims):
    with pytest.raises(Refused):
        ask(wish=Wish(**aims))
    with act("gu"):
        assert Plan.objects.count() == 0
