"""Facts of a project that counting rules ask for; each change is a row of its own."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project
from shigu.projects.models.project import INTRODUCED


class CountingFacts(models.Model):
    """What was told of a project at a moment; the newest holds, earlier dates read earlier rows.

    ``public_share`` is the part of public money, of one.
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
        related_name="counting_facts",
    )
    own_city_capital = models.BooleanField(_("本市资本"), default=False)
    segment_of_own_leader = models.BooleanField(_("本市链主的独立板块"), default=False)
    public_share = models.DecimalField(
        _("财政资金占比"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    outlet = models.BooleanField(_("商业网点"), default=False)
    housing = models.BooleanField(_("房地产"), default=False)
    within_contract = models.BooleanField(_("原合同内的二期"), default=False)
    moves_within_city = models.BooleanField(_("市内搬迁"), default=False)
    reason = models.TextField(_("依据"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = FencedQuerySet["CountingFacts"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("统计口径要素")
        ordering = ("-at", "id")
        indexes: ClassVar = [models.Index(fields=["project", "-at"], name="facts_of_a_project")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(public_share__isnull=True)
                | models.Q(public_share__gte=0, public_share__lte=1),
                name="a_public_share_is_of_one",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="facts_have_a_reason"),
        ]
