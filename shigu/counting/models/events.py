"""Events that statistics count and the stages of a project do not tell."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.counting.vocabulary import Event
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project
from shigu.projects.models.project import INTRODUCED


class CapitalEvent(models.Model):
    """An increase, upgrade, change of owner, or a signing before the project was registered.

    ``amount_wan`` is the increment of an increase and the whole investment of a signing. A wrong
    row is cancelled by a later one (``cancels``), so that earlier dates still read it.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        or_read=INTRODUCED,
        ties=("project",),
        appends=True,
        lent_through="project",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="capital_events",
    )
    kind = models.TextField(_("事件"), choices=Event)
    day = models.DateField(_("日期"))
    amount_wan = models.DecimalField(
        _("金额（万元）"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    paper = models.TextField(_("文件编号"), blank=True)
    reason = models.TextField(_("依据"))
    cancels = models.UUIDField(_("冲销"), null=True, blank=True, unique=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = FencedQuerySet["CapitalEvent"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资本事件")
        ordering = ("-day", "-at")
        indexes: ClassVar = [models.Index(fields=["project", "day"], name="events_of_a_project")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="increase") | models.Q(amount_wan__gt=0),
                name="an_increase_has_an_amount",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="events_have_a_reason"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.project_id])
