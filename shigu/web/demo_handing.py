"""A hand-over of the demonstration: offered under a clause, waiting for its answer.

It is invented and goes in through the verb that officers use.
"""

from __future__ import annotations

from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.models import HandOver, Project
from shigu.sharing.actions import hand_over_under
from shigu.sharing.clauses import clauses
from shigu.web.demo_promises import as_officer

OFFICER, FROM, TO = "lin", "binjiang", "xiaoshan"
PROJECT, RULE = "p-micro-display-pack", "tax"
SUMMARY = "微显示封装线，需厂房与洁净车间，本区无合适空间（示例）"


def offer_the_demo() -> None:
    """Offer one project to the other district; once."""
    with acting_as_system():
        if HandOver.objects.exists():
            return
    with as_officer(OFFICER) as officer:
        found = clauses(officer, FROM, timezone.localdate())
        key = next(clause.key for clause in found if clause.rule == RULE)
        project = Project.objects.select_related("district").get(code=PROJECT)
        to = District.objects.get(code=TO)
        hand_over_under(officer, project, to, key, summary=SUMMARY, reason="示例")
