"""Who stands on a link, who can do research for it, and where its products are shown."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.chain.models.vocabulary import LEAST, MOST, OPEN, Link
from shigu.districts.models import FencedQuerySet, Recorded, Zone
from shigu.districts.models.tracking import tracked


@tracked("position_changed")
class Position(Recorded):
    """An organisation at a link: which part of its business, on what ground, how sure.

    A person's verdict stands: loading a pack again does not overwrite it, and a rejected
    position stays in sight but counts nowhere.
    """

    class Basis(models.TextChoices):
        PRODUCTS = "products", _("产品")
        SCOPE = "scope", _("经营范围")
        REGISTER = "register", _("登记")
        READING = "reading", _("公开事实判读")
        ASSUMED = "assumed", _("假定")

    class Verdict(models.TextChoices):
        NONE = "", _("未经人工判断")
        CONFIRMED = "confirmed", _("已确认")
        REJECTED = "rejected", _("已否定")

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, verbose_name=_("组织"), related_name="positions"
    )
    link = models.ForeignKey(Link, models.PROTECT, verbose_name=_("环节"), related_name="positions")
    share = models.FloatField(
        _("业务占比"), validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )
    basis = models.TextField(_("依据"), choices=Basis)
    confidence = models.FloatField(
        _("置信度"), validators=[MinValueValidator(0.0), MaxValueValidator(MOST)]
    )
    verdict = models.TextField(_("人工判断"), choices=Verdict, default=Verdict.NONE, blank=True)
    verdict_reason = models.TextField(_("判断理由"), blank=True)
    verdict_by = models.TextField(_("判断人"), blank=True)
    verdict_at = models.DateTimeField(_("判断时间"), null=True, blank=True)

    objects = FencedQuerySet["Position"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("环节归属")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "link", name="one_position_at_a_link")
        ]
        indexes: ClassVar = [models.Index(fields=["link", "-share"], name="position_by_link")]


@tracked("capability_changed")
class Capability(Recorded):
    """An organisation has research, a laboratory or a pilot line for a link."""

    class Kind(models.TextChoices):
        RESEARCH = "research", _("研究")
        LABORATORY = "laboratory", _("实验室")
        PILOT_LINE = "pilot line", _("中试线")

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, verbose_name=_("组织"), related_name="capabilities"
    )
    link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("环节"), related_name="capabilities"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    description = models.TextField(_("说明"), blank=True)

    objects = FencedQuerySet["Capability"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("能力")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "link", "kind", name="one_capability_of_a_kind")
        ]


@tracked("scenario_changed")
class Scenario(Recorded):
    """A demonstration scene: who needs what, who can offer it, how far it is."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    name = models.TextField(_("名称"))
    field = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("应用领域"), related_name="scenarios"
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, verbose_name=_("片区"), related_name="+"
    )
    demand = models.TextField(_("需求方"), blank=True)
    supply = models.TextField(_("供给方"), blank=True)
    state = models.TextField(_("进展"), blank=True)

    objects = FencedQuerySet["Scenario"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("应用场景")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
