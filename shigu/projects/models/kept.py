"""For which project a space or an amount of a pool is kept: known to the host and the project's."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.projects.models.project import Project
from shigu.territory.models import Reservation


class KeptForQuerySet(FencedQuerySet["KeptFor"]):
    """Reservations on one's ground, and those for projects that one's districts keep."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        return self.filter(
            models.Q(host__in=actor.readable.get(DataClass.TERRITORY, frozenset()))
            | models.Q(district__in=actor.readable.get(DataClass.PROJECTS, frozenset()))
        )


class KeptFor(models.Model):
    """A reservation of ``host`` for a project of ``district``; ``name`` is the project's then.

    Every member reads that something is kept; for which project, only these two districts do.
    """

    fence: ClassVar = Fence(
        DataClass.TERRITORY,
        "district",
        column="host_id",
        or_read="district_id = ANY ((SELECT shigu_scope.readable('projects'))::bigint[])",
        ties=("project",),
        tie_column="district_id",
        lent_class=DataClass.PROJECTS,
        deletes=False,
    )

    reservation = models.OneToOneField(
        Reservation,
        models.PROTECT,
        primary_key=True,
        verbose_name=_("预留"),
        related_name="kept_for",
    )
    host = models.ForeignKey(District, models.PROTECT, verbose_name=_("落位区县"), related_name="+")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, db_constraint=False, verbose_name=_("项目"), related_name="kept"
    )
    name = models.TextField(_("项目名称"))

    objects = KeptForQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("为项目预留")
        indexes: ClassVar = [models.Index(fields=["project"], name="kept_for_a_project")]

    def __str__(self) -> str:
        return self.name
