"""Facts about organisations; they are open to all members and written by their own district."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded, Zone
from shigu.districts.models.places import Named
from shigu.districts.models.recorded import largest
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass


@pghistory.track()
class Organisation(Named):
    """An enterprise, institute, university, government body or fund.

    Without a district, or in one outside the cluster, whoever keeps a registry may write it.
    """

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", pgettext_lazy("kind", "企业")
        INSTITUTE = "institute", _("院所")
        UNIVERSITY = "university", _("高校")
        GOVERNMENT = "government", _("政府部门")
        FUND = "fund", _("基金")

    fence: ClassVar = Fence(
        DataClass.REGISTRY,
        "members",
        or_write="district_id IS NULL AND (SELECT shigu_scope.may('registry'))",
    )

    code = models.TextField(_("编号"), unique=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    short_name = models.TextField(_("简称"), blank=True)
    kind = models.TextField(_("类型"), choices=Kind)
    stock_code = models.TextField(_("证券代码"), blank=True)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("区县"),
        related_name="organisations",
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("片区"),
        related_name="organisations",
    )
    address = models.TextField(_("地址"), blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    location_precision = models.TextField(_("位置精度"), choices=Zone.Precision, blank=True)
    founded = models.CharField(_("成立日期"), max_length=10, blank=True)
    capital_wan = models.DecimalField(
        _("注册资本(万元)"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    revenue_wan = models.DecimalField(
        _("营业收入(万元)"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    staff = models.BigIntegerField(_("员工人数"), null=True, blank=True)
    products = ArrayField(models.TextField(), verbose_name=_("产品"), default=list, blank=True)

    objects = FencedQuerySet["Organisation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业与机构")
        ordering = ("name_zh", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc=""), name="one_organisation_a_credit_code"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_zh", "id"], name="organisation_by_name"),
            models.Index(fields=["district", "name_zh", "id"], name="organisation_of_district"),
            models.Index(fields=["zone", "name_zh", "id"], name="organisation_of_zone"),
            models.Index(fields=["kind", "name_zh", "id"], name="organisation_of_kind"),
            models.Index(fields=["source"], name="organisation_of_source"),
            models.Index(fields=["founded", "id"], name="organisation_by_age"),
            models.Index(fields=["status", "name_zh", "id"], name="organisation_of_status"),
            models.Index(fields=["capital_wan", "id"], name="organisation_by_capital"),
            models.Index(fields=["revenue_wan", "id"], name="organisation_by_revenue"),
            models.Index(fields=["staff", "id"], name="organisation_by_staff"),
            models.Index(largest("capital_wan"), "id", name="organisation_most_capital"),
            models.Index(largest("revenue_wan"), "id", name="organisation_most_revenue"),
            models.Index(largest("staff"), "id", name="organisation_most_staff"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("registry:organisation", args=[self.pk])


class OrganisationWords(models.Model):
    """What an organisation is found by, segmented.

    Names, products and codes are open to everyone who could reach the database, so that the
    index is used: the text-search operator is not leakproof and waits behind a reading fence.
    Each result is then looked up in ``Organisation``, which is fenced.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "everyone", column="")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="words"
    )
    words = SearchVectorField()

    objects = FencedQuerySet["OrganisationWords"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业与机构检索词")
        indexes: ClassVar = [GinIndex(fields=["words"], name="organisation_words")]


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
