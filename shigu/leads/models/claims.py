"""First reports, each read by its own district alone; the database itself writes them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.conf.roles import LEDGER
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project


def secret() -> Fence:
    """Read by a seat in the row's district, by no grant; written by the ledger alone."""
    return Fence(DataClass.PROJECTS, "seated", keeper=LEDGER)


def row_key() -> models.UUIDField[Any, Any]:
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


def a_district(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(District, models.PROTECT, verbose_name=label, related_name="+")


def a_person(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(User, models.PROTECT, null=True, verbose_name=label, related_name="+")


class Protection(models.TextChoices):
    """How a first report stands."""

    ACTIVE = "active", _("保护中")
    EXTENDED = "extended", _("已延期")
    LAPSED = "lapsed", _("已失效")
    WITHDRAWN = "withdrawn", _("已撤回")
    DECIDED = "decided", _("裁定让出")


STANDING = (Protection.ACTIVE, Protection.EXTENDED)


class Claim(models.Model):
    """A district reported a firm first: binding, from the moment that the database says.

    ``bare_name`` is the name as it is compared; ``protected_until`` is the last protected day.
    """

    Protection = Protection

    fence: ClassVar = secret()

    id = row_key()
    district = a_district(_("首报单位"))
    project = models.ForeignKey(
        Project,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        verbose_name=_("线索"),
        related_name="claims",
    )
    firm_name = models.TextField(pgettext_lazy("一个", "企业"))
    bare_name = models.TextField(_("比对名"))
    uscc = models.TextField(_("统一社会信用代码"), blank=True)
    controller = models.TextField(_("实际控制人"), blank=True)
    filed_at = models.DateTimeField(_("首报时间"), unique=True)
    filed_by = a_person(_("首报人"))
    protected_until = models.DateField(_("保护到"))
    extensions = models.PositiveSmallIntegerField(_("已延期次数"))
    state = models.TextField(_("状态"), choices=Protection)
    reason = models.TextField(_("事由"))

    objects = FencedQuerySet["Claim"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("首报")
        ordering = ("-filed_at",)
        indexes: ClassVar = [
            models.Index(fields=["district", "-filed_at"], name="claims_of_district"),
            models.Index(fields=["district", "bare_name"], name="claims_by_name"),
            models.Index(fields=["project"], name="claims_of_project"),
            models.Index(fields=["protected_until"], name="claims_to_lapse"),
        ]

    def __str__(self) -> str:
        return self.firm_name

    def get_absolute_url(self) -> str:
        return reverse("leads:claim", args=[self.pk])


class ClaimEvent(models.Model):
    """One line of the log of a claim; ``by`` is empty for what came from elsewhere."""

    class Kind(models.TextChoices):
        FILED = "filed", pgettext_lazy("一个", "首报")
        EXTENDED = "extended", _("延期")
        WITHDRAWN = "withdrawn", _("撤回")
        LAPSED = "lapsed", _("保护期满，失效")
        CLASH_FOUND = "clash_found", _("发现撞单")
        CLASH_ENDED = "clash_ended", _("撞单了结")
        OPENING_ASKED = "opening_asked", _("同意公开")
        OPENED = "opened", _("双方公开")
        APPEALED = "appealed", _("提请裁定")
        STANDS = "stands", _("裁定成立")
        YIELDS = "yields", _("裁定让出")

    fence: ClassVar = secret()

    id = row_key()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="log", verbose_name=_("首报"))
    district = a_district(_("区县"))
    at = models.DateTimeField(_("时间"))
    kind = models.TextField(_("事项"), choices=Kind)
    until = models.DateField(_("保护到"), null=True)
    by = a_person(_("谁"))
    words = models.TextField(_("依据"), blank=True)

    objects = FencedQuerySet["ClaimEvent"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("首报记录")
        ordering = ("claim", "at", "id")
        indexes: ClassVar = [models.Index(fields=["claim", "at"], name="log_of_claim")]
