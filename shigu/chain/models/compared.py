"""Clusters that this one is compared with, each the pack that somebody brought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.chain.models.vocabulary import OPEN
from shigu.districts.models import FencedQuerySet
from shigu.districts.models.tracking import tracked


@tracked("compared_changed", but=("content",))
class ComparedCluster(models.Model):
    """Another cluster: nothing of its pack goes into the registry, it is only compared."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    version = models.TextField(_("版本"))
    name_zh = models.TextField(_("中文名"))
    name_en = models.TextField(_("英文名"), blank=True)
    created = models.DateField(_("编制日期"))
    hash = models.TextField(_("内容摘要"))
    organisations = models.IntegerField(_("机构数"))
    links = models.IntegerField(_("环节数"))
    added_by = models.TextField(_("上传人"))
    added_at = models.DateTimeField(_("上传时间"), auto_now=True)
    content = models.BinaryField(_("数据包"))

    objects = FencedQuerySet["ComparedCluster"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("对照集群")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title of the pack in the language of the reader."""
        return (self.name_en if get_language() == "en" else "") or self.name_zh
