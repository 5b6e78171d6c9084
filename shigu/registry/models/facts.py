"""Who owns whom, and what is heard of organisations; open to all members."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass
from shigu.registry.models.organisation import Organisation


@tracked("ownership_changed")
class Ownership(Recorded):
    """One organisation holds shares of another, or controls it; open to all members."""

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("持有方"), related_name="holdings"
    )
    owned = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("被持有方"), related_name="holders"
    )
    share = models.FloatField(
        _("股份占比"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.0001), MaxValueValidator(1.0)],
    )
    since = models.CharField(_("起"), max_length=10, blank=True)
    until = models.CharField(_("止"), max_length=10, blank=True)

    objects = FencedQuerySet["Ownership"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("持股关系")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("owner", "owned", name="one_holding_of_two_organisations"),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("owned")), name="nobody_owns_itself"
            ),
        ]


@tracked("signal_changed")
class Signal(Recorded):
    """What an accepted statement says of a firm's course; open to all members."""

    class Kind(models.TextChoices):
        GROWTH = "growth", _("增长")
        EXPANSION = "expansion", _("扩产")
        FINANCING = "financing", pgettext_lazy("signal", "融资")
        RELOCATION = "relocation", _("搬迁")
        TENDER = "tender", _("招投标")
        PATENT = "patent", _("专利")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("组织"), related_name="signals"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    date = models.CharField(_("日期"), max_length=10)
    amount_wan = models.DecimalField(
        _("金额(万元)"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    growth = models.FloatField(
        _("营业收入增长"), null=True, blank=True, validators=[MinValueValidator(-1.0)]
    )
    place = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("去向"), related_name="+"
    )
    statement = models.TextField(_("陈述"), blank=True)

    objects = FencedQuerySet["Signal"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("动向")
        ordering = ("-date", "code")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="growth") | models.Q(growth__isnull=False),
                name="growth_comes_with_its_figure",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-date"], name="signal_of_organisation")
        ]
