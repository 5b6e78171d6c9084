"""Evaluation meetings for tests: 滨江 calls, 滨江 and the joint office judge."""

import dataclasses
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from shigu.admission import actions
from shigu.admission.models import ScoreSheet
from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.engine.admission.load import shipped
from shigu.projects.models import Project
from shigu.work.actions import record
from tests.people import user

WHEN = datetime(2026, 12, 1, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FULL = {each.code: str(each.most) for each in shipped()["tuanfeng"].criteria}
MEMBERS = ("lin", "gu", "wei")


def place(code):
    return District.objects.get(code=code)


def project_at(stage, district="binjiang"):
    """A project that is told to nobody else, brought to a stage as a package would."""
    with acting_as_system():
        rows = Project.objects.filter(district__code=district, disclosed=False, link__isnull=False)
        project = rows.order_by("code").first()
        Project.objects.filter(pk=project.pk).update(stage=stage)
        return Project.objects.select_related("district").get(pk=project.pk)


def sheet_of(actor, district="binjiang"):
    own = ScoreSheet.objects.filter(district__code=district).first()
    return own or actions.adopt(actor, place(district), shipped()["tuanfeng"], reason="试行")


def call(actor, *, by="binjiang", invited=("joint", "xiaoshan"), members=MEMBERS, **more):
    values = {"title": "双周评审会", "starts_at": WHEN, "place": "湘湖", "chair": "魏然"} | more
    people = [user(name).pk for name in members]
    places = [place(code) for code in invited]
    sheet = ScoreSheet.objects.first() or sheet_of(actor, by)
    return actions.call(actor, place(by), values, sheet, people, invited=places)


def less(**points):
    return FULL | {code: str(value) for code, value in points.items()}


def held(actor, panel):
    """The meeting as it is written down."""
    return record(actor, panel.meeting, {"attendees": ["林岚", "顾远", "魏然"]}, {})


def replace_most(sheet, code, most):
    """The sheet with other points for one criterion."""
    criteria = [
        dataclasses.replace(each, most=Decimal(most)) if each.code == code else each
        for each in sheet.criteria
    ]
    return dataclasses.replace(sheet, criteria=tuple(criteria))
