"""Hand-overs of the demonstration, one in each state: waiting, taken over, declined, taken back.

They are invented and go in through the verbs that officers use. Projects of the pack that stand
at 3b have theirs by order of the joint office.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import (
    accept_hand_over,
    decline_hand_over,
    move_on,
    order_hand_over,
    propose_hand_over,
    withdraw_hand_over,
)
from shigu.projects.models import HandOver, Project
from shigu.projects.stages import Stage
from shigu.sharing.actions import hand_over_under
from shigu.sharing.clauses import clauses
from shigu.web.demo_promises import as_officer

OFFICER, RECEIVER, ORDERER = "lin", "shen", "gu"
FROM, TO, OFFICE = "binjiang", "xiaoshan", "joint"
PROJECT, RULE = "p-micro-display-pack", "tax"
SUMMARY = "微显示封装线，需厂房与洁净车间，本区无合适空间（示例）"
ORDERED = (
    ("p-precision-mould", accept_hand_over, "湘湖区块有合适厂房，同意接收（示例）"),
    ("p-gas-sensor-line", decline_hand_over, "排气条件不具备，暂不接收（示例）"),
    ("p-lidar-pilot", None, ""),
)
"""Projects of the pack at 3b, what the receiver answers, and why."""


def offer_the_demo() -> None:
    """Offer one project under a clause, order three, take one back; once."""
    with acting_as_system():
        if HandOver.objects.exists():
            return
    with as_officer(OFFICER) as officer:
        found = clauses(officer, FROM, timezone.localdate())
        key = next(clause.key for clause in found if clause.rule == RULE)
        hand_over_under(officer, _project(PROJECT), _place(TO), key, summary=SUMMARY, reason="示例")
        _taken_back(officer)
    for code, answer, why in ORDERED:
        with as_officer(ORDERER) as orderer:
            project, terms = _project(code), _terms("所在区没有合适的厂房（示例）")
            ordered = order_hand_over(orderer, _place(OFFICE), project, _place(TO), **terms)
        if answer is not None:
            with as_officer(RECEIVER) as receiver:
                answer(receiver, HandOver.objects.get(pk=ordered.pk), reason=why)


def _taken_back(officer: Any) -> None:
    """An offer that its giver withdrew, so that talks go on."""
    talked = Project.objects.filter(district__code=FROM, stage=Stage.TALKS, disclosed=False)
    project = talked.exclude(code=PROJECT).select_related("district").order_by("code").last()
    if project is None:
        return
    offered = propose_hand_over(officer, project, _place(TO), **_terms("拟由对方落地（示例）"))
    withdraw_hand_over(officer, offered, reason="企业愿意等本区新厂房（示例）")
    project.refresh_from_db()
    evidence = {"hand_over": str(offered.pk)}
    move_on(officer, project, Stage.TALKS, reason="续谈（示例）", evidence=evidence)


def _terms(reason: str) -> dict[str, Any]:
    told = "需标准厂房与相应用电，投资方接受邻近片区（示例）"
    return {"summary": told, "credit_to": Decimal("0.5"), "reason": reason}


def _project(code: str) -> Project:
    return Project.objects.select_related("district").get(code=code)


def _place(code: str) -> District:
    return District.objects.get(code=code)
