"""Hand-overs (流转): one district talked first, another lands; the credit of both stays written."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import guards
from shigu.projects.models.project import Project

WRITES = "{column} = ANY ((SELECT shigu_scope.writable('{of}'))::bigint[])"
OF_THE_KEEPER = WRITES.format(column="from_district_id", of="projects")
OF_THE_RECEIVER = WRITES.format(column="to_district_id", of="projects")
OF_THE_OFFICE = f"""{WRITES.format(column="district_id", of="plans")} AND EXISTS (
    SELECT FROM districts_district d WHERE d.id = district_id AND d.level = 'office')"""
SEEN = """EXISTS (SELECT FROM projects_project p
    WHERE p.id = project_id AND p.district_id = from_district_id)"""


class HandOverQuerySet(FencedQuerySet["HandOver"]):
    """Hand-overs that one's districts filed, give or receive."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        readable = actor.readable.get(DataClass.PROJECTS, frozenset())
        return self.filter(
            models.Q(district__in=readable)
            | models.Q(from_district__in=readable)
            | models.Q(to_district__in=readable)
        )


@pghistory.track()
class HandOver(models.Model):
    """``from_district`` offers a project to ``to_district``, or the joint office orders it.

    ``district`` filed it. Until it is accepted the receiver reads of the project what stands here
    and no more: ``name``, ``summary``, ``invest_wan``. ``agreement`` names the sharing agreement
    that applies; the credits are parts of one.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待答复")
        ACCEPTED = "accepted", _("已接收")
        DECLINED = "declined", _("未接收")
        WITHDRAWN = "withdrawn", _("已撤回")

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        shared_with="to_district_id",
        or_read="from_district_id = ANY ((SELECT shigu_scope.readable('projects'))::bigint[])",
        or_write=f"{OF_THE_KEEPER} OR {OF_THE_RECEIVER} OR ({OF_THE_OFFICE})",
        inserts=f"state = 'proposed' AND {SEEN} AND"
        f" ((district_id = from_district_id AND {OF_THE_KEEPER}) OR ({OF_THE_OFFICE}))",
        changes=("state", "answer", "answered_by_id", "answered_at"),
        closed="state <> 'proposed'",
        deletes=False,
        lent_columns=("district_id", "from_district_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="hand_overs",
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("提出单位"), related_name="+"
    )
    from_district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("流出区县"), related_name="+"
    )
    to_district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("流入区县"), related_name="+"
    )
    name = models.TextField(_("项目名称"))
    summary = models.TextField(_("告知对方的概况"))
    invest_wan = models.DecimalField(
        _("总投资"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    reason = models.TextField(_("事由"))
    agreement = models.TextField(_("适用的分享协议"), blank=True)
    credit_from = models.DecimalField(_("流出方计入比例"), max_digits=5, decimal_places=4)
    credit_to = models.DecimalField(_("流入方计入比例"), max_digits=5, decimal_places=4)
    state = models.TextField(_("状态"), choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("提出人"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("答复人"), related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("流转")
        ordering = ("-proposed_at", "id")
        triggers: ClassVar = [guards.ANSWERED_BY_ITS_SIDE]
        indexes: ClassVar = [
            models.Index(fields=["project"], name="hand_overs_of_a_project"),
            models.Index(fields=["to_district", "state"], name="hand_overs_to_answer"),
            models.Index(fields=["from_district", "state"], name="hand_overs_given"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state="proposed"),
                name="one_open_hand_over_a_project",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_district=models.F("to_district")),
                name="a_hand_over_is_to_another",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    credit_from__gte=0,
                    credit_to__gte=0,
                    credit_from=Decimal(1) - models.F("credit_to"),
                ),
                name="credits_of_a_hand_over_are_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.from_district} → {self.to_district}"
