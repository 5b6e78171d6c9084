"""Statistics of the demonstration: days of signing told later, an increase, an upgrade, one that
is left out. Everything is invented and goes in through the verbs that officers use."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.counting import actions
from shigu.counting.models import CapitalEvent
from shigu.districts.actors import Actor
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project
from shigu.projects.stages import ORDER, Stage
from shigu.web.demo_promises import OFFICERS, REASON, as_officer

DAYS_BACK = 28


def count_the_demo() -> None:
    """Tell the days of signing of what is signed already; once."""
    with acting_as_system():
        if CapitalEvent.objects.exists():
            return
    for district, name in OFFICERS.items():
        with as_officer(name) as officer:
            rows = Project.objects.filter(district__code=district, disclosed=False)
            signed = [
                row
                for row in rows.select_related("district").order_by("code")
                if ORDER[Stage(row.stage)] >= ORDER[Stage.SIGNED]
            ]
            for at, project in enumerate(signed):
                _tell(officer, project, at)


def _tell(officer: Actor, project: Project, at: int) -> None:
    day = timezone.localdate() - datetime.timedelta(days=DAYS_BACK * (at + 1))
    _record(officer, project, kind="signing", day=day)
    if at % 3 == 0:
        later = day + datetime.timedelta(days=DAYS_BACK // 2)
        _record(officer, project, kind="increase", day=later, amount_wan=Decimal(1200))
    if at % 3 == 1:
        _record(officer, project, kind="upgrade", day=day + datetime.timedelta(days=7))
    if at % 3 == 2:
        actions.tell(officer, project, {"own_city_capital": True}, reason=REASON)


def _record(officer: Actor, project: Project, **values: Any) -> None:
    actions.record(officer, project, values, reason=REASON)
