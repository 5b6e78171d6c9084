"""The front of money against score, as it is shown."""

import itertools

from shigu.chain.models import Supply
from shigu.districts.scope import acting_as_system
from shigu.plans.actions import Wish
from shigu.plans.models import State
from shigu.plans.shown.front import front_shown, knee
from shigu.plans.shown.words import Names
from shigu.projects.models import Project
from tests.plans.world import ask, compute, reread

INDEX = {
    "projects": {"p": {"zh": "甲项目", "en": "P"}},
    "spaces": {"s": {"zh": "一号楼", "en": "S"}, "t": {"zh": "二号楼", "en": "T"}},
}


def point(money, score, gap=0.0):
    return {
        "money_yuan": money,
        "score": score,
        "bound_yuan": money,
        "gap": gap,
        "assignment": {},
    }


def document(points, *, open_=(), proven=True, score=0.0, objective=9e6):
    changes = [
        {
            "money_yuan": after["money_yuan"] - before["money_yuan"],
            "score": after["score"] - before["score"],
            "moves": [{"project": "p", "before": "s", "after": "t"}],
        }
        for before, after in itertools.pairwise(points)
    ]
    front = {
        "points": points,
        "changes": changes,
        "open": list(open_),
        "proven": proven,
        "complete": proven and not open_,
        "seconds": 1.0,
    }
    return {
        "index": INDEX,
        "siting": {"front": front, "score": score, "objective_yuan": objective},
    }


BENT = [point(9e6, 0.0), point(8.8e6, 6.0), point(5e6, 10.0)]


def test_the_knee_is_the_point_furthest_above_the_line_between_the_ends():
    assert knee(BENT) == 1
    assert knee([point(9e6, 0.0), point(7e6, 5.0), point(5e6, 10.0)]) is None
    assert knee([point(9e6, 0.0), point(6e6, 5.0), point(5e6, 10.0)]) is None
    assert knee(BENT[:2]) is None


def test_each_step_says_what_a_point_more_costs_and_who_moves():
    found = front_shown(document(BENT), Names(INDEX))
    assert [(row.money, row.score, row.less, row.more) for row in found.rows] == [
        ("900", 0.0, "—", None),
        ("880", 6.0, "−20", 6.0),
        ("500", 10.0, "−380", 4.0),
    ]
    assert [row.price for row in found.rows] == ["—", "3.3", "95.0"]
    assert found.rows[1].moves == ["甲项目：一号楼 → 二号楼"]
    assert [(row.chosen, row.knee) for row in found.rows] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert found.picture["rows"][2] == ["3", 10.0, 500.0, True, "#front-3"]
    assert "3 个方案互不相让" in found.sentence
    assert found.limits == []


def test_what_was_not_sought_or_not_proven_is_said():
    stretch = {"score_from": 6.0, "score_to": 10.0, "money_yuan": 8.8e6}
    found = front_shown(document(BENT, open_=[stretch], proven=False), Names(INDEX))
    assert len(found.limits) == 2
    assert "6 分与 10 分之间可能还有别的方案" in found.limits[0]


def test_one_point_alone_is_no_conflict_and_no_front_is_nothing():
    alone = front_shown(document(BENT[:1]), Names(INDEX))
    assert alone.sentence.startswith("钱与分没有冲突")
    assert front_shown({"index": INDEX, "siting": {"front": None}}, Names(INDEX)) is None


def asked_with_front():
    plan = ask(wish=Wish(seconds=2.0, front=True))
    compute(plan)
    return reread(plan)


def test_a_plan_asked_with_its_front_draws_it(small, signed_in):
    with acting_as_system():
        scoring = Project.objects.exclude(preferences=[]).count()
    assert scoring
    plan = asked_with_front()
    assert plan.state == State.DONE
    page = signed_in("gu").get(f"/plans/{plan.pk}/?part=front")
    front = page.context["front"]
    money = [
        row["money_yuan"] for row in plan_document(signed_in, plan)["siting"]["front"]["points"]
    ]
    assert money[0] == plan.objective_yuan
    assert money == sorted(money, reverse=True)
    assert len(front.rows) == len(money)


def plan_document(signed_in, plan):
    return signed_in("gu").get(f"/plans/{plan.pk}/plan.json").json()


def test_where_nothing_scores_the_plan_says_what_to_declare(small):
    with acting_as_system():
        Project.objects.exclude(preferences=[]).update(preferences=[])
        Supply.objects.update(near_score=None)
    plan = asked_with_front()
    assert plan.state == State.FAILED
    with acting_as_system():
        assert "没有任何评分" in plan.paper.problem
