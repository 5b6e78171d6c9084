"""What else an organisation is called and told by, and what a registry said of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet, Source
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass
from shigu.registry.models.organisation import Organisation


def _day(words: Any) -> models.CharField[str, str]:
    return models.CharField(words, max_length=10, blank=True)


class Known(models.Model):
    """Base of what an organisation is known by, with the days it holds and where it was read."""

    since = _day(_("起"))
    until = _day(_("止"))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, verbose_name=_("来源"), related_name="+"
    )
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Left to the database: the verbs say in words what it refuses."""


@tracked("other_name_changed")
class OtherName(Known):
    """An alias, a former or an English name of an organisation."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("别名")
        FORMER = "former", _("曾用名")
        ENGLISH = "english", _("英文名")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("组织"), related_name="other_names"
    )
    text = models.TextField(_("名称"))
    kind = models.TextField(_("类型"), choices=Kind)

    objects = FencedQuerySet["OtherName"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("其他名称")
        ordering = ("kind", "since", "text")
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "text", "kind", name="one_name_of_a_kind"),
            models.CheckConstraint(condition=~models.Q(text=""), name="a_name_has_characters"),
        ]


@tracked("identifier_changed")
class Identifier(Known):
    """A code by which an organisation is told; a code of one kind names one organisation."""

    class Kind(models.TextChoices):
        CREDIT = "uscc", _("统一社会信用代码")
        REGISTRATION = "registration", _("工商注册号")
        BODY = "body", _("组织机构代码")
        TAX = "tax", _("纳税人识别号")
        STOCK = "stock", _("证券代码")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("组织"), related_name="identifiers"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    value = models.TextField(_("代码"))

    objects = FencedQuerySet["Identifier"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("代码")
        ordering = ("kind", "value")
        constraints: ClassVar = [
            models.UniqueConstraint("kind", "value", name="one_organisation_an_identifier")
        ]


class RegistryRow(models.Model):
    """What a registry said of an organisation when it was last taken; ``told`` by column.

    A column that says otherwise today was changed by a person and stays.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, verbose_name=_("组织"), related_name="registry_row"
    )
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    told = models.JSONField(_("登记内容"), default=dict)
    file = models.TextField(_("文件"))
    taken_at = models.DateTimeField(_("取入"))
    gone_at = models.DateTimeField(_("登记册中已不见"), null=True, blank=True)

    objects = FencedQuerySet["RegistryRow"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("登记册摘录")
        ordering = ("uscc",)
