"""Notices of promises: ahead of the day, and the morning after one was not kept."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shigu.commitments import queries
from shigu.commitments.vocabulary import name_of
from shigu.districts.actors import Actor
from shigu.districts.models import Membership
from shigu.districts.scope import reads
from shigu.districts.vocabulary import DataClass, Role
from shigu.work.actions.notices import notify
from shigu.work.kinds import Kind, in_both, kind
from shigu.work.models import Notice

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


LOOKS_BACK = datetime.timedelta(days=7)
"""A promise that was broken is still told of when the morning after was missed."""


def of_promises(system: Actor, today: datetime.date) -> int:
    """Tell of the promises whose warning has come and of those that lately fell due unmet, each
    once for a deadline; how many notices."""
    over = queries.listed(system, today).filter(
        due__range=(today - LOOKS_BACK, today - datetime.timedelta(days=1)), met_on__isnull=True
    )
    return _tell(system, SOON, queries.to_warn(system, today), today) + _tell(
        system, MISSED, over, today
    )


def _tell(system: Actor, what: Kind, rows: QuerySet[Any], today: datetime.date) -> int:
    told = 0
    before = Notice.objects.filter(kind=what.name)
    known = set(before.values_list("address", "inputs__due"))
    for row in rows.select_related("project", "district"):
        if (row.get_absolute_url(), f"{row.due:%Y-%m-%d}") in known:
            continue
        inputs = {
            "project": row.project.name,
            **in_both("what", partial(name_of, row.indicator)),
            "due": f"{row.due:%Y-%m-%d}",
        }
        people = _who(row, what.data_class, today)
        told += len(
            notify(system, people, what, row.district, inputs, address=row.get_absolute_url())
        )
    return told


def _who(row: Any, data_class: DataClass, today: datetime.date) -> list[int]:
    """Who follows the project; where nobody does who reads it, the directors of its district."""
    person = row.project.responsible_id
    if person is not None and reads(person, data_class, row.district_id):
        return [person]
    seats = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        district=row.district_id,
        role=Role.DIRECTOR,
        valid_from__lte=today,
    )
    people = seats.order_by("user").values_list("user", flat=True).distinct()
    return [one for one in people if reads(one, data_class, row.district_id)]
