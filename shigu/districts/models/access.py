"""Who else may look: grants between districts, timed staff access, tokens for programs."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models.people import User
from shigu.districts.models.places import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.vocabulary import DataClass

OWN = f"user_id = {ACTOR}"
NO_LONGER_THAN = "interval '8 hours'"
ENGINEER = "EXISTS (SELECT FROM districts_user u WHERE u.id = user_id AND u.is_staff)"


@pghistory.track()
class Grant(models.Model):
    """``district`` lets ``grantee`` read one class of its data until a day, under an agreement."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "district",
        shared_with="grantee_id",
        changes=("revoked_at",),
        closed="revoked_at IS NOT NULL",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("授权区县"), related_name="grants_given"
    )
    grantee = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("被授权区县"), related_name="grants_received"
    )
    data_class = models.TextField(_("数据类别"), choices=DataClass)
    agreement = models.TextField(_("依据的协议"))
    valid_from = models.DateField(_("生效"))
    valid_to = models.DateField(_("到期"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = FencedQuerySet["Grant"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("数据授权")
        ordering = ("district", "grantee", "data_class", "-valid_from")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(district=models.F("grantee")), name="a_grant_is_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="a_grant_lasts"
            ),
        ]


@pghistory.track()
class StaffAccess(models.Model):
    """An engineer looked into a district's data: when, for how long and why."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "district",
        person="user_id",
        or_write=OWN,
        inserts=f"{OWN} AND {ENGINEER} AND opened_at = now() AND closed_at IS NULL"
        f" AND closes_at <= now() + {NO_LONGER_THAN}",
        changes=("closed_at",),
        closed="closed_at IS NOT NULL",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("账号"), related_name="+")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="staff_accesses"
    )
    reason = models.TextField(_("事由"))
    opened_at = models.DateTimeField(_("开启"))
    closes_at = models.DateTimeField(_("到期"))
    closed_at = models.DateTimeField(_("关闭"), null=True, blank=True)

    objects = FencedQuerySet["StaffAccess"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("运维访问")
        ordering = ("-opened_at",)


class Reading(models.Model):
    """Somebody read rows of ``district`` that a grant or a timed access opened.

    One line a request, district and class: how many ``rows`` of which tables, and the ``key`` of
    the one that the others belong to, where it was one.
    """

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "district",
        person="user_id",
        inserts=f"user_id = {ACTOR} AND read_at = now()",
        appends=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="readings"
    )
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("谁"), related_name="+")
    read_at = models.DateTimeField(_("时间"))
    data_class = models.TextField(_("数据类别"), choices=DataClass)
    address = models.TextField(_("在哪一页"))
    rows = models.PositiveIntegerField(_("条数"))
    kind = models.TextField(_("对象"))
    key = models.TextField(_("编号"), blank=True)
    grant = models.ForeignKey(
        Grant, models.PROTECT, null=True, verbose_name=_("依据的授权"), related_name="readings"
    )
    access = models.ForeignKey(
        StaffAccess, models.PROTECT, null=True, verbose_name=_("运维访问"), related_name="readings"
    )

    objects = FencedQuerySet["Reading"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("查阅记录")
        ordering = ("-read_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["district", "-read_at"], name="readings_of_a_district"),
            models.Index(fields=["user", "-read_at"], name="readings_by_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(grant__isnull=True) ^ models.Q(access__isnull=True),
                name="a_reading_has_one_basis",
            ),
        ]


@pghistory.track(exclude=["digest"])
class ApiToken(models.Model):
    """A secret for a program, kept as a digest only; it acts for its user in one district."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "district",
        person="user_id",
        or_write=OWN,
        inserts=f"{OWN} AND revoked_at IS NULL AND expires_at <= now() + interval '366 days'",
        changes=("revoked_at",),
        closed="revoked_at IS NOT NULL",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("账号"), related_name="+")
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    name = models.TextField(_("用途"))
    digest = models.BinaryField(unique=True, max_length=32)
    may_write = models.BooleanField(_("可写"), default=False)
    created_at = models.DateTimeField(_("创建"), auto_now_add=True)
    expires_at = models.DateTimeField(_("到期"))
    revoked_at = models.DateTimeField(_("撤销"), null=True, blank=True)

    objects = FencedQuerySet["ApiToken"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("接口令牌")
        ordering = ("-created_at",)
