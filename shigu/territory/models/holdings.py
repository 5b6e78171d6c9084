"""Who holds a space when."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation
from shigu.territory.models import guards
from shigu.territory.models.reservations import Basis, Reservation
from shigu.territory.models.spaces import Space


class PointRange(Func):
    """A number as the range that holds only it: core PostgreSQL indexes ranges by GiST."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class State(models.TextChoices):
    """How firmly a space is held."""

    RESERVED = "reserved", _("预留")
    OCCUPIED = "occupied", _("占用")


@pghistory.track()
class Occupancy(models.Model):
    """A period in which a space, or ``area_m2`` of one that is divided, is held.

    ``whole`` follows the space: whoever holds it holds all of it. A reservation lapses after
    ``expires_on``.
    """

    State = State
    Basis = Basis

    fence: ClassVar = Fence(DataClass.TERRITORY, "members")

    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="+", editable=False
    )
    space = models.ForeignKey(
        Space, models.PROTECT, verbose_name=_("空间"), related_name="occupancies"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("占用方"),
        related_name="occupancies",
    )
    period = DateRangeField(_("期间"))
    area_m2 = models.DecimalField(_("面积"), max_digits=14, decimal_places=3, null=True, blank=True)
    whole = models.BooleanField(_("整租"), default=True, editable=False)
    state = models.TextField(_("状态"), choices=State)
    basis = models.TextField(_("依据"), choices=Basis)
    expires_on = models.DateField(_("预留到期日"), null=True, blank=True)
    reservation = models.OneToOneField(
        Reservation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("预留"),
        related_name="holding",
    )

    objects = FencedQuerySet["Occupancy"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("占用")
        ordering = ("space", "period", "id")
        triggers: ClassVar = [guards.OCCUPANCY_SHAPED, guards.OCCUPANCY_FITS]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_holder_of_a_whole_space",
                expressions=[
                    (PointRange(F("space")), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(whole=True),
                violation_error_message=_("这处空间整体出让或出租，该期间已有人。"),
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                name="an_occupancy_begins",
            ),
            models.CheckConstraint(
                condition=Q(area_m2__gt=0) | Q(area_m2__isnull=True, whole=True),
                name="a_part_has_an_area",
            ),
            models.CheckConstraint(
                condition=Q(state="reserved", expires_on__isnull=False, reservation__isnull=False)
                | Q(state="occupied", expires_on__isnull=True),
                name="only_reservations_expire",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["expires_on"], condition=Q(state="reserved"), name="to_lapse"),
        ]
