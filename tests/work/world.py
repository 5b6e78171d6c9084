"""Tasks and meetings for tests: 滨江 gives 萧山 something to do."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from shigu.districts.models import District
from shigu.work import actions

WHEN = datetime(2026, 12, 1, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def place(code):
    return District.objects.get(code=code)


def give(actor, *, by="binjiang", to="xiaoshan", shared=(), days=10, **more):
    values = {"title": "腾出 20 亩", "owner": place(to)} | more
    values["deadline"] = timezone.localdate() + timedelta(days=days)
    return actions.issue(actor, place(by), values, with_them=[place(code) for code in shared])


def force_of(actor, *members, by="binjiang", open_to="members"):
    values = {"name": "视谷之窗专班", "open_to": open_to}
    return actions.convene(actor, place(by), values, members)
