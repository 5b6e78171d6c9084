"""From the question to the kept result."""

import json

from shigu.districts.scope import acting_as_system
from shigu.engine.plan.compose import PHASES
from shigu.plans import queries
from shigu.plans.models import Paper, Placement, PlacementCase, State, Unplaced
from tests.plans.world import ask, compute, reread


def test_a_plan_is_computed_and_split_by_district(finished, act):
    plan = reread(finished)
    assert plan.state == State.DONE
    assert plan.missing == []
    with act("gu") as gu:
        document = queries.document(gu, plan)
        assert plan.placed == len(document["siting"]["placements"])
        assert plan.placed + plan.unplaced == 15
        assert Placement.objects.filter(plan=plan).count() == plan.placed
        assert PlacementCase.objects.count() == plan.placed
        assert Unplaced.objects.filter(plan=plan).count() == plan.unplaced
    with act("lin"):
        assert {p.project.district.code for p in Placement.objects.all()} == {"binjiang"}


def test_the_same_question_gives_the_same_document(finished):
    again = ask()
    compute(again)
    with acting_as_system():
        first, second = (Paper.objects.get(plan=each).body for each in (finished, again))
    assert first == second
    assert reread(finished).document_hash == reread(again).document_hash
    assert json.loads(first)["run"]["seconds"] == 0


def test_the_log_of_the_search_ends_at_the_value_and_the_bound(finished, act):
    plan = reread(finished)
    with act("gu") as gu:
        document = queries.document(gu, plan)
    assert document["siting"]["log"] == []
    assert plan.improvements[-1][1:] == [
        round(document["siting"]["objective_yuan"], 2),
        round(document["siting"]["bound_yuan"], 2),
    ]
    assert [each[0] for each in plan.improvements] == sorted(each[0] for each in plan.improvements)
    assert set(plan.phases) == set(PHASES)
