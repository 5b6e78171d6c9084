"""Organisations; they are open to all members and written by their own district."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Zone
from shigu.districts.models.places import Named
from shigu.districts.models.recorded import largest
from shigu.districts.vocabulary import DataClass


class OrganisationQuerySet(FencedQuerySet["Organisation"]):
    """Lists show who stands; who was merged into another is read through that one."""

    def visible_to(self, actor: Actor) -> Self:
        return super().visible_to(actor).filter(merged_into=None)


@pghistory.track()
class Organisation(Named):
    """An enterprise, institute, university, government body or fund.

    Without a district, or in one outside the cluster, whoever keeps a registry may write it.
    Who was merged into another keeps its row, its name and its codes.
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
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    stand_in: ClassVar = "merged_into"

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业与机构")
        ordering = ("name_zh", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~models.Q(uscc="") & models.Q(merged_into=None),
                name="one_organisation_a_credit_code",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="nobody_is_merged_into_itself"
            ),
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
