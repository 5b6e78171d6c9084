"""Who grades firms and parks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny
from shigu.districts.vocabulary import DataClass


def own_districts(actor: Actor) -> Any:
    """The districts of the cluster whose register the actor writes."""
    own = actor.writable.get(DataClass.REGISTRY, frozenset())
    return District.objects.filter(pk__in=own).exclude(player="").order_by("code")


def may_grade(actor: Actor) -> Answer:
    """Whether there is a district whose firms and parks the actor may grade."""
    if own_districts(actor).exists():
        return allow()
    return deny(_("由各区的招商专员、园区主任或产业分析员评价本区的企业和园区。"))
