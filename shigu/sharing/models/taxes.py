"""What districts collected: contributions by firm, period and kind, how they came in, and the
fiscal regime that says which part of a tax stays local. Each district reads its own."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded, User
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation


@pghistory.track()
class FiscalRegime(Recorded):
    """The local part of a kind of tax from a day on: ``local_num`` / ``local_den``, exact.

    A district uses its own rows, else those of the city or province above it.
    """

    fence: ClassVar = Fence(DataClass.SHARING, "members")

    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="regimes"
    )
    kind = models.TextField(_("税种"))
    local_num = models.PositiveIntegerField(_("地方份数"))
    local_den = models.PositiveIntegerField(_("总份数"))
    valid_from = models.DateField(_("生效"))
    valid_to = models.DateField(_("失效"), null=True, blank=True)

    objects = FencedQuerySet["FiscalRegime"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("财政体制")
        ordering = ("kind", "-valid_from")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "district", "kind", "valid_from", name="one_regime_of_a_kind_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(local_den__gt=0, local_num__lte=models.F("local_den")),
                name="a_local_part_is_a_part",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_regime_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.local_num}/{self.local_den}"


@pghistory.track()
class TaxBatch(models.Model):
    """A tax file of a district: looked over, then taken in whole or not at all.

    ``totals`` are fen by kind, ``stated`` what the file's own total row says, ``report`` the
    faults, the changes and the firms that earlier files had and this one has not.
    """

    class State(models.TextChoices):
        FAULTY = "faulty", _("有问题，未导入")
        READY = "ready", _("等待确认")
        DONE = "done", _("已导入")
        CANCELLED = "cancelled", _("已取消")

    fence: ClassVar = Fence(DataClass.SHARING, "district", deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="tax_batches"
    )
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("导入人"), related_name="+")
    filename = models.TextField(_("文件"))
    encoding = models.TextField(_("编码"), blank=True)
    state = models.TextField(_("状态"), choices=State)
    reason = models.TextField(_("事由"), blank=True)
    brought_at = models.DateTimeField(_("上传"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("修改"), default=0)
    same = models.PositiveIntegerField(_("不变"), default=0)
    totals = models.JSONField(_("各税种合计"), default=dict)
    stated = models.JSONField(_("文件自报合计"), default=dict)
    report = models.JSONField(_("核对结果"), default=dict)

    objects = FencedQuerySet["TaxBatch"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("税收导入")
        ordering = ("-brought_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "id", name="tax_batch_of_its_district"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(reason=""),
                name="taken_in_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "-brought_at"], name="tax_batches_by_day")
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("sharing:batch", args=[self.pk])


class TaxFile(models.Model):
    """The bytes of a tax file as they were brought."""

    fence: ClassVar = Fence(DataClass.SHARING, "district", ties=("batch",), appends=True)

    batch = models.OneToOneField(TaxBatch, models.CASCADE, primary_key=True, related_name="file")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    content = models.BinaryField()

    objects = FencedQuerySet["TaxFile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("税收文件")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Contribution(models.Model):
    """What a district collected from a firm of one kind in a year, or a month of it, in fen.

    ``month`` 0 stands for the whole year. Where ``regime`` is set, ``local_fen`` was computed from
    ``gross_fen`` by it, half to even. What a row was before is in its history; where it came from,
    in its batch.
    """

    fence: ClassVar = Fence(DataClass.SHARING, "district", ties=("batch",), deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("征收区县"), related_name="contributions"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("企业"), related_name="contributions"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    month = models.PositiveSmallIntegerField(_("月份"), default=0)
    kind = models.TextField(_("税种"))
    gross_fen = models.BigIntegerField(_("入库税额"), null=True, blank=True)
    local_fen = models.BigIntegerField(_("地方留存"))
    regime = models.ForeignKey(
        FiscalRegime,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("所用体制"),
        related_name="+",
    )
    evidence = models.TextField(_("凭证"), blank=True)
    batch = models.ForeignKey(
        TaxBatch, models.PROTECT, verbose_name=_("导入批次"), related_name="contributions"
    )

    objects = FencedQuerySet["Contribution"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("税收")
        ordering = ("-year", "-month", "organisation", "kind")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "district", "organisation", "year", "month", "kind", name="collected_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month__lte=12), name="collected_in_a_month_or_a_year"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "year"], name="contributions_of_a_firm")
        ]
