"""What a plan says of single projects: rows of the district that each project belongs to.

``asker`` is the district that asked for the plan; who writes its plans writes these rows.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.plans.models.asked import Plan
from shigu.projects.models import Project
from shigu.territory.models import Space

READS_PROJECTS = "district_id = ANY ((SELECT shigu_scope.readable('projects'))::bigint[])"
HOSTS_IT = (
    "host_id = ANY ((SELECT shigu_scope.readable('projects'))::bigint[]) AND plan_id IN "
    "(SELECT id FROM plans_plan WHERE adopted_at IS NOT NULL AND superseded_at IS NULL)"
)


def _fence(or_read: str = READS_PROJECTS, *, moves: bool = False) -> Fence:
    return Fence(
        DataClass.PLANS,
        "nobody",
        column="asker_id",
        or_read=or_read,
        ties=("project",),
        tie_column="district_id",
        moves=moves,
        lent_class=DataClass.PROJECTS,
    )


def _project() -> Any:
    return models.ForeignKey(
        Project, models.PROTECT, db_constraint=False, verbose_name=_("项目"), related_name="+"
    )


def _district(label: Any) -> Any:
    return models.ForeignKey(District, models.PROTECT, verbose_name=label, related_name="+")


class OfProjects(FencedQuerySet[Any]):
    """Rows of the districts whose projects one reads."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        return self.filter(district__in=actor.readable.get(DataClass.PROJECTS, frozenset()))


class PlacementQuerySet(OfProjects):
    """Own placements, and what an adopted plan brings onto one's own ground."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        readable = actor.readable.get(DataClass.PROJECTS, frozenset())
        in_force = Plan.objects.filter(adopted_at__isnull=False, superseded_at__isnull=True)
        hosted = models.Q(host__in=readable, plan__in=in_force.values("pk"))
        return self.filter(models.Q(district__in=readable) | hosted)


class Condition(models.Model):
    """A condition that a plan was asked under: this project here, or this project not there."""

    class Kind(models.TextChoices):
        LOCK = "lock", _("锁定")
        FORBID = "forbid", _("排除")

    fence: ClassVar = _fence()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="conditions")
    asker = _district(_("提出单位"))
    district = _district(_("所属区县"))
    project = _project()
    space = models.ForeignKey(Space, models.PROTECT, verbose_name=_("空间"), related_name="+")
    kind = models.TextField(_("条件"), choices=Kind)

    objects = OfProjects.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方案条件")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "project", "space"], name="one_condition_a_place"
            ),
            models.UniqueConstraint(
                fields=["plan", "project"],
                condition=models.Q(kind="lock"),
                name="locked_in_one_place",
            ),
        ]


class Placement(models.Model):
    """Where a plan puts a project. Once the plan is adopted the host of the space sees it too."""

    fence: ClassVar = _fence(f"{READS_PROJECTS} OR ({HOSTS_IT})", moves=True)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="placements")
    asker = _district(_("提出单位"))
    district = _district(_("所属区县"))
    project = _project()
    name_zh = models.TextField(_("项目"))
    name_en = models.TextField(_("项目（英文）"), blank=True)
    space = models.ForeignKey(
        Space, models.PROTECT, verbose_name=_("空间"), related_name="planned_placements"
    )
    host = _district(_("落位区县"))
    area_m2 = models.FloatField(_("面积"))
    start = models.DateField(_("起用"))

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("落位")
        ordering = ("plan_id", "space_id", "start", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "project"], name="one_place_a_plan"),
            models.UniqueConstraint(fields=["district", "id"], name="placement_of_its_district"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project"], name="placements_by_project"),
            models.Index(fields=["host", "plan"], name="placements_by_host"),
        ]

    @property
    def name(self) -> str:
        """The project's name when the plan was made."""
        return (self.name_en if get_language() == "en" else "") or self.name_zh


class PlacementCase(models.Model):
    """Why a project stands where a plan puts it, and what it is worth: its own district's alone.

    ``kept`` is the part of the trials with moved estimates in which the place stays.
    """

    fence: ClassVar = Fence(
        DataClass.PLANS,
        "nobody",
        column="asker_id",
        or_read=READS_PROJECTS,
        ties=("placement",),
        tie_column="district_id",
        lent_class=DataClass.PROJECTS,
    )

    placement = models.OneToOneField(
        Placement, models.CASCADE, primary_key=True, db_constraint=False, related_name="case"
    )
    asker = _district(_("提出单位"))
    district = _district(_("所属区县"))
    key = models.TextField(_("方案中的编号"))
    value_yuan = models.FloatField(_("价值"))
    reasons = models.JSONField(_("理由"), default=list)
    runner_up = models.ForeignKey(
        Space, models.PROTECT, null=True, verbose_name=_("次优空间"), related_name="+"
    )
    loss_yuan = models.FloatField(_("改放的代价"), null=True)
    kept = models.FloatField(_("试算中不变"), null=True)

    objects = OfProjects.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("落位理由")


class Unplaced(models.Model):
    """A project that a plan leaves without a place: what binds, its cost, what is near."""

    fence: ClassVar = _fence()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="left_out")
    asker = _district(_("提出单位"))
    district = _district(_("所属区县"))
    project = _project()
    key = models.TextField(_("方案中的编号"))
    value_yuan = models.FloatField(_("价值"))
    cost_yuan = models.FloatField(_("强行落位的代价"), null=True)
    binding = models.JSONField(_("什么卡住了"), default=list)
    near_misses = models.JSONField(_("只差一项"), default=list)

    objects = OfProjects.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("未落位")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "project"], name="left_out_once_a_plan"),
        ]
        indexes: ClassVar = [models.Index(fields=["project"], name="left_out_by_project")]
