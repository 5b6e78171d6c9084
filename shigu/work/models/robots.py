"""Robots of chat groups that repeat a district's notices, and what became of each message."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass

BY_ITS_ADMINISTRATORS = "district_id = ANY ((SELECT shigu_scope.writable('people'))::bigint[])"


@pghistory.track(exclude=["url", "secret"])
class Robot(models.Model):
    """An address that takes messages for a group; whoever knows ``url`` can write to the group.

    ``told_in_full`` sends the sentence too; otherwise the group learns that there is something.
    """

    class Maker(models.TextChoices):
        WECOM = "wecom", _("企业微信")
        DINGTALK = "dingtalk", _("钉钉")

    fence: ClassVar = Fence(DataClass.PEOPLE, "nobody", or_read=BY_ITS_ADMINISTRATORS)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    name = models.TextField(_("群"))
    maker = models.TextField(_("平台"), choices=Maker)
    url = models.URLField(_("地址"), max_length=500)
    secret = models.TextField(_("加签密钥"), blank=True)
    told_in_full = models.BooleanField(_("写明内容"), default=False)
    is_active = models.BooleanField(_("启用"), default=True)
    since = models.DateTimeField(_("起自"), auto_now_add=True)

    objects = FencedQuerySet["Robot"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("群机器人")
        ordering = ("district", "name")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One message to one group: on its way, there, or given up, with the last failure."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待发")
        SENT = "sent", _("已发")
        FAILED = "failed", _("未送达")

    fence: ClassVar = Fence(
        DataClass.PEOPLE, "nobody", or_read=BY_ITS_ADMINISTRATORS, by_system=True
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    robot = models.ForeignKey(
        Robot, models.CASCADE, verbose_name=_("群机器人"), related_name="deliveries"
    )
    batch = models.UUIDField(editable=False)
    state = models.TextField(_("状态"), choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    failure = models.TextField(_("失败原因"), blank=True)
    at = models.DateTimeField(_("时间"), auto_now=True)

    objects = FencedQuerySet["Delivery"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("群消息")
        ordering = ("-at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("robot", "batch", name="a_group_is_told_once")
        ]
