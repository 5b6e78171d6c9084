"""What proves a promise, and what was done where it was broken; both are only added to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.commitments.models.documents import Document
from shigu.commitments.models.promises import Commitment
from shigu.commitments.vocabulary import Kind, Remedy
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass


def _of(model: Any, label: Any, related: str) -> Any:
    """A key that a composite one of the same district stands behind."""
    return models.ForeignKey(
        model, models.PROTECT, db_constraint=False, verbose_name=label, related_name=related
    )


def _document() -> Any:
    return models.ForeignKey(
        Document,
        models.PROTECT,
        db_constraint=False,
        null=True,
        verbose_name=_("文件"),
        related_name="+",
    )


@pghistory.track(pghistory.UpdateEvent())
class Evidence(models.Model):
    """A figure, all that was reached as of ``day``; or the day on which something happened.

    What proves wrong is withdrawn with a reason and stays in sight.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        ties=("commitment", "document"),
        changes=("withdrawn_at", "withdrawn_why"),
        closed="withdrawn_at IS NOT NULL",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    commitment = _of(Commitment, _("承诺"), "evidence")
    kind = models.TextField(_("类别"), choices=Kind)
    figure = models.DecimalField(_("数值"), max_digits=18, decimal_places=6, null=True, blank=True)
    day = models.DateField(_("截至或发生日期"))
    document = _document()
    note = models.TextField(_("说明"), blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("登记"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回"), null=True, blank=True)
    withdrawn_why = models.TextField(_("撤回事由"), blank=True)

    objects = FencedQuerySet["Evidence"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("履约证据")
        ordering = ("-day", "-added_at")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(figure__isnull=True) | models.Q(figure__gte=0),
                name="a_figure_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_why=""),
                name="withdrawn_for_a_reason",
            ),
        ]


class RemedyStep(models.Model):
    """A step after a broken promise. ``until`` ends a cure period, ``amount_wan`` is a penalty."""

    fence: ClassVar = Fence(
        DataClass.PROJECTS, "district", ties=("commitment", "document"), appends=True
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    commitment = _of(Commitment, _("承诺"), "remedies")
    step = models.TextField(_("处置"), choices=Remedy)
    day = models.DateField(_("日期"))
    until = models.DateField(_("整改期满"), null=True, blank=True)
    amount_wan = models.DecimalField(
        _("金额（万元）"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    document = _document()
    reason = models.TextField(_("事由"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("登记"), auto_now_add=True)

    objects = FencedQuerySet["RemedyStep"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("履约处置")
        ordering = ("added_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="remedied_for_a_reason"),
            models.CheckConstraint(
                condition=~models.Q(step="cure") | models.Q(until__gt=models.F("day")),
                name="a_cure_period_lasts",
            ),
        ]
