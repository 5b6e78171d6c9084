"""Which pack the cluster was loaded from."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet
from shigu.districts.vocabulary import DataClass


@pghistory.track()
class Package(models.Model):
    """The name and title under which the cluster's data leaves as a pack; there is one."""

    fence: ClassVar = Fence(DataClass.PEOPLE, "members", column="")

    name = models.TextField(_("名称"), unique=True)
    version = models.TextField(_("版本"))
    title_zh = models.TextField(_("中文标题"))
    title_en = models.TextField(_("英文标题"))
    created = models.DateField(_("编制日期"))
    loaded_at = models.DateTimeField(_("载入时间"), auto_now=True)
    hash = models.TextField(_("内容摘要"))

    objects = FencedQuerySet["Package"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("数据包")
        get_latest_by = "loaded_at"
