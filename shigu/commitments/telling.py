"""Notices of promises: ahead of the day, and the morning after one was not kept."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shigu.commitments import queries
from shigu.districts.actors import Actor
from shigu.districts.models import Membership
from shigu.districts.scope import reads
from shigu.districts.vocabulary import DataClass, Role
from shigu.work.actions.notices import notify
from shigu.work.kinds import Kind, kind

SOON = kind(
    "commitments.soon",
    _("承诺将到期"),
    _("“%(project)s”承诺的%(what)s应于 %(due)s 前兑现，还没有达到。"),
    DataClass.PROJECTS,
)
MISSED = kind(
    "commitments.missed",
    _("承诺未兑现"),
    _("“%(project)s”承诺的%(what)s已于 %(due)s 到期，没有达到。"),
    DataClass.PROJECTS,
)


def of_promises(system: Actor, today: datetime.date) -> int:
    """Tell of the promises whose warning falls on ``today`` and of those that fell due yesterday
    unmet; how many notices."""
    over = queries.listed(system, today).filter(
        due=today - datetime.timedelta(days=1), met_on__isnull=True
    )
    return _tell(system, SOON, queries.to_warn(system, today), today) + _tell(
        system, MISSED, over, today
    )


def _tell(system: Actor, what: Kind, rows: QuerySet[Any], today: datetime.date) -> int:
    told = 0
    for row in rows.select_related("project", "district"):
        inputs = {
            "project": row.project.name,
            "what": row.indicator_name,
            "due": f"{row.due:%Y-%m-%d}",
        }
        people = [one for one in _who(row, today) if reads(one, what.data_class, row.district_id)]
        told += len(
            notify(system, people, what, row.district, inputs, address=row.get_absolute_url())
        )
    return told


def _who(row: Any, today: datetime.date) -> list[int]:
    """Who follows the project; where nobody does, the directors of its district."""
    if row.project.responsible_id is not None:
        return [row.project.responsible_id]
    seats = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        district=row.district_id,
        role=Role.DIRECTOR,
        valid_from__lte=today,
    )
    return list(seats.order_by("user").values_list("user", flat=True).distinct())
