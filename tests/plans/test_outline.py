"""The outline holds no type that speaks of single projects."""

import dataclasses
from typing import get_args, get_type_hints

from shigu.engine.chain.inputoutput.results import InputOutput, ProjectImpact
from shigu.engine.chain.results import MoveOffer
from shigu.engine.plan.results import Index, JointPlan, Sensitivity
from shigu.engine.reasons import Reason
from shigu.engine.siting import results as siting
from shigu.plans.outline import OutlineOfPlan
from shigu.plans.redaction import told_to

OF_PROJECTS = {
    *(value for value in vars(siting).values() if dataclasses.is_dataclass(value)),
    Index,
    InputOutput,
    JointPlan,
    MoveOffer,
    ProjectImpact,
    Sensitivity,
} - {Reason}


def called(key):
    return {"pool-1": ("湘湖电力指标", "Xianghu power")}.get(key, ("去处", "place"))


def reachable(kind, seen):
    for hint in get_type_hints(kind).values():
        for part in flattened(hint):
            if dataclasses.is_dataclass(part) and part not in seen:
                seen.add(part)
                reachable(part, seen)
    return seen


def flattened(hint):
    yield hint
    for part in get_args(hint):
        yield from flattened(part)


def test_no_type_about_single_projects_is_reachable_from_the_outline():
    assert len(OF_PROJECTS) >= 12
    assert reachable(JointPlan, set()) >= OF_PROJECTS - {JointPlan}
    assert reachable(OutlineOfPlan, {OutlineOfPlan}).isdisjoint(OF_PROJECTS)


def test_an_unknown_reason_is_withheld():
    told = told_to(
        {"p-own"}, [Reason("siting.new", "与甲项目", "with A", {"other": "p-theirs"})], called
    )
    assert "甲" not in told[0]["zh"]
    assert told[0]["inputs"] == {}


def test_a_reason_that_names_own_projects_only_is_kept():
    own = Reason("siting.apart", "与乙不同片区", "apart from B", {"from": "p-b", "zone": "z"})
    assert told_to({"p-a", "p-b"}, [own], called)[0]["zh"] == "与乙不同片区"
    assert told_to({"p-a"}, [own], called)[0]["zh"] == "须与其他区县的项目不同片区"


def test_how_full_a_pool_is_is_not_told():
    full = Reason(
        "siting.full.pool",
        "已用 1,234",
        "1,234 used",
        {
            "where": "pool-1",
            "resource": "power",
            "used": 1234.0,
            "available": 2000.0,
            "needed": 9.0,
        },
    )
    told = told_to({"p-own"}, [full], called)[0]
    assert told["zh"] == "湘湖电力指标没有余量"
    assert "1,234" not in told["zh"] + told["en"]
    assert "used" not in told["inputs"]
