"""Evaluation meetings of the demonstration: one held with its conclusions, one that is coming.

Everything is invented and goes in through the verbs that officers use; days count from today.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.admission import actions
from shigu.admission.models import Evaluation, Panel, ScoreSheet
from shigu.districts.models import District, Status, User
from shigu.districts.scope import acting_as_system
from shigu.engine.admission.load import shipped
from shigu.engine.admission.values import Sheet
from shigu.projects.actions import move_on
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.web.demo_promises import REASON, as_officer
from shigu.work.actions import record

CALLER, MEMBERS = "shen", ("shen", "gu", "wei")
PARTS: dict[str, tuple[Decimal, ...]] = {
    "shen": (Decimal("0.9"), Decimal("0.55")),
    "gu": (Decimal("0.8"), Decimal("0.6")),
    "wei": (Decimal("0.85"), Decimal("0.5")),
}
"""The part of the points that each member gives to the first and the second project."""
CONCLUSIONS = (
    (Evaluation.Decision.ADMITTED, "链条急需，效益与用地匹配，同意准入（示例）。"),
    (Evaluation.Decision.DEFERRED, "亩均税收测算依据不足，补充后再上会（示例）。"),
)


def judge_the_demo() -> None:
    """Hold one meeting over two projects and call the next; once."""
    with acting_as_system():
        if Panel.objects.exists():
            return
    with as_officer(CALLER) as shen:
        place = District.objects.get(code="xiaoshan")
        sheet = actions.adopt(
            shen, place, shipped()["tuanfeng"], reason=REASON, status=Status.ILLUSTRATIVE
        )
        panel = _called(shen, place, sheet, "萧山区双周评审会（示例）", -2)
        _called(shen, place, sheet, "萧山区下次评审会（示例）", 12)
        rows = [actions.put_up(shen, panel, project) for project in _at_the_meeting(shen)]
    for name in MEMBERS:
        with as_officer(name) as member:
            for row, part in zip(rows, PARTS[name], strict=False):
                points = _points(sheet.sheet, part)
                actions.hand_in(member, Evaluation.objects.get(pk=row.pk), points)
    with as_officer(CALLER) as shen:
        for row, (decision, said) in zip(rows, CONCLUSIONS, strict=False):
            _concluded(shen, row, decision, said)
        came = ["沈川（萧山区）", "顾远（联合专班）", "魏然（联合专班）"]
        record(shen, Panel.objects.get(pk=panel.pk).meeting, {"attendees": came}, {})


def _called(actor: Any, place: District, sheet: ScoreSheet, title: str, days: int) -> Panel:
    start = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    values = {"title": title, "starts_at": start + datetime.timedelta(days=days)}
    values |= {"place": "湘湖", "chair": "沈川", "status": Status.ILLUSTRATIVE}
    people = [User.objects.get(username=name).pk for name in MEMBERS]
    joint = District.objects.get(code="joint")
    return actions.call(actor, place, values, sheet, people, invited=[joint], reason=REASON)


def _at_the_meeting(actor: Any) -> list[Project]:
    """Two projects of 萧山 that are put to the meeting, stepping there from talks where needed."""
    rows = Project.objects.filter(
        district__code="xiaoshan",
        disclosed=False,
        link__isnull=False,
        stage__in=(Stage.TALKS, Stage.VISIT, Stage.EVALUATION),
    )
    chosen = list(rows.select_related("district").order_by("-stage", "code")[:2])
    for project in chosen:
        if project.stage != Stage.EVALUATION:
            report = {"visit_report": "示例：看中一处厂房"}
            move_on(actor, project, Stage.EVALUATION, reason=REASON, evidence=report)
    return chosen


def _points(sheet: Sheet, part: Decimal) -> dict[str, Decimal]:
    """The part of each criterion's most, to half points."""
    return {each.code: round(each.most * part * 2) / Decimal(2) for each in sheet.criteria}


def _concluded(actor: Any, row: Evaluation, decision: str, said: str) -> None:
    condition = {
        "text": "补报能评、环评意见（示例）",
        "deadline": timezone.localdate() + datetime.timedelta(days=30),
        "owner": row.district,
    }
    fresh = Evaluation.objects.get(pk=row.pk)
    made = actions.decide(actor, fresh, decision, said=said, conditions=[condition])
    if decision == Evaluation.Decision.ADMITTED:
        actions.hand_on(actor, made.conditions.select_related("owner").get())
