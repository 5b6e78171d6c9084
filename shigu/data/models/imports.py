"""A spreadsheet on its way in: the file, what it would change, how far it is."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass

OWN = f"user_id = {ACTOR}"
READERS = "NOT own AND district_id = ANY (shigu_scope.readable(data_class)::bigint[])"
WRITERS = "district_id = ANY (shigu_scope.writable(data_class)::bigint[])"
SEEN = "import_id IN (SELECT id FROM data_import)"
OF_OWN = f"import_id IN (SELECT id FROM data_import WHERE {OWN})"  # noqa: S608 - constants
PART = Fence(DataClass.REGISTRY, "nobody", column="", or_read=SEEN, by_system=True, or_write=OF_OWN)
"""Whoever sees an import sees its parts; only who brought it writes them."""


class ImportQuerySet(FencedQuerySet["Import"]):
    """Imports of one's own, and those of one's districts in classes that one reads."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        seen = Q(user=actor.id)
        for data_class, districts in actor.readable.items():
            seen |= Q(own=False, data_class=data_class, district__in=districts)
        return self.filter(seen)


@pghistory.track(exclude=["rows", "created", "changed", "same", "faults"])
class Import(models.Model):
    """One spreadsheet for one table: read, looked over, confirmed with a reason, written.

    ``own`` ones are read by who brought them alone: their rows have fewer readers than the class.
    """

    class State(models.TextChoices):
        READING = "reading", _("正在读取")
        FAULTY = "faulty", _("有问题，未导入")
        READY = "ready", _("等待确认")
        QUEUED = "queued", _("等待写入")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已导入")
        CANCELLED = "cancelled", _("已取消")
        FAILED = "failed", _("未能导入")

    UNDER_WAY = (State.READING, State.QUEUED, State.WRITING)

    fence: ClassVar = Fence(
        DataClass.REGISTRY,
        "nobody",
        person="user_id",
        or_read=READERS,
        by_system=True,
        or_write=OWN,
        inserts=f"{OWN} AND {WRITERS}",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="imports"
    )
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("导入人"), related_name="+")
    data_class = models.TextField(_("数据类别"), choices=DataClass)
    table = models.TextField(_("数据表"))
    own = models.BooleanField(_("只给上传的人看"), default=False, editable=False)
    filename = models.TextField(_("文件"))
    kind = models.TextField(_("格式"), blank=True)
    encoding = models.TextField(_("编码"), blank=True)
    sheet = models.TextField(_("工作表"), blank=True)
    state = models.TextField(_("状态"), choices=State, default=State.READING)
    reason = models.TextField(_("事由"), blank=True)
    problem = models.TextField(_("未能导入的原因"), blank=True)
    brought_at = models.DateTimeField(_("上传"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("确认"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("修改"), default=0)
    same = models.PositiveIntegerField(_("不变"), default=0)
    faults = models.PositiveIntegerField(_("问题"), default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入")
        ordering = ("-brought_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["district", "-brought_at"], name="import_of_district"),
            models.Index(fields=["user", "-brought_at"], name="import_of_user"),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("data:import", args=[self.pk])

    @property
    def under_way(self) -> bool:
        """Whether a worker has, or will have, something to do with it."""
        return self.state in self.UNDER_WAY


class ImportFile(models.Model):
    """The bytes as they were brought: they may hold what no grant lends, such as contacts."""

    fence: ClassVar = replace(PART, or_read=OF_OWN)

    import_of = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="file", db_column="import_id"
    )
    content = models.BinaryField()

    objects = FencedQuerySet["ImportFile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入的文件")


class ImportProgress(models.Model):
    """How far the worker is, and whether somebody asked it to stop."""

    fence: ClassVar = PART

    import_of = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="progress", db_column="import_id"
    )
    phase = models.TextField(_("阶段"), default="waiting")
    done = models.FloatField(_("进度"), default=0.0)
    stop = models.BooleanField(_("要求停止"), default=False)

    objects = FencedQuerySet["ImportProgress"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入进度")


class ImportRow(models.Model):
    """What would become of one row, or one fault of it."""

    class State(models.TextChoices):
        FAULT = "fault", _("问题")
        NEW = "new", _("新增")
        CHANGED = "changed", _("修改")
        SAME = "same", _("不变")

    fence: ClassVar = PART

    import_of = models.ForeignKey(
        Import, models.CASCADE, related_name="lines", db_column="import_id"
    )
    number = models.PositiveIntegerField(_("行"), null=True)
    state = models.TextField(_("结果"), choices=State)
    code = models.TextField(_("编号"), blank=True)
    name = models.TextField(_("名称"), blank=True)
    changes = models.JSONField(_("改动"), default=list)
    remark = models.TextField(_("同一企业已有"), blank=True)
    address = models.TextField(_("所指页面"), blank=True)
    fault = models.JSONField(_("问题"), null=True)

    objects = FencedQuerySet["ImportRow"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入的行")
        ordering = ("number", "id")
        indexes: ClassVar = [
            models.Index(fields=["import_of", "state", "number"], name="import_row_by_state")
        ]
