"""What every recorded row has: a stable code, whether it is fact or illustrative, its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self, TypeVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence, fence_of
from shigu.districts.noticing import look
from shigu.districts.vocabulary import DataClass

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class FencedQuerySet(models.QuerySet[M_co]):
    """The first fence: a query that asks for what the actor may see, before the database does."""

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if not fetched:
            look(self.model, self._result_cache or ())

    def iterator(self, chunk_size: int | None = None) -> Iterator[M_co]:
        """Row by row; each is noticed like those of a page."""
        for row in super().iterator(chunk_size):
            look(self.model, (row,))
            yield row

    def visible_to(self, actor: Actor) -> Self:
        fence = fence_of(self.model)
        if fence is None:
            raise TypeError(f"{self.model.__name__} has no fence")
        if actor.everything or fence.reading == "everyone":
            return self
        if fence.reading == "members" or fence.or_read:
            return self if actor.member else self.none()
        allowed = actor.readable.get(fence.data_class, frozenset())
        if fence.reading == "seated":
            allowed = actor.seated(fence.data_class)
        condition = models.Q(**{f"{fence.column}__in": allowed})
        if fence.shared_with:
            condition |= models.Q(**{f"{fence.shared_with}__in": allowed})
        if fence.person:
            condition |= models.Q(**{fence.person: actor.id})
        return self.filter(condition)

    def for_choices(self) -> Self:
        """Named rows with nothing but what a list of choices says; outlines are long."""
        return self.only("code", "name_zh", "name_en")


def fenced(model: type[models.Model]) -> FencedQuerySet[Any]:
    """All rows of a model whose manager has the first fence."""
    rows = model._default_manager.all()
    assert isinstance(rows, FencedQuerySet)
    return rows


def largest(column: str) -> models.expressions.OrderBy:
    """The falling order of lists, unknown values last, for the index that serves it."""
    return models.F(column).desc(nulls_last=True)


class Status(models.TextChoices):
    """Whether a row is a fact with its source or an illustration."""

    FACT = "fact", _("事实")
    ILLUSTRATIVE = "illustrative", _("示例")


@pghistory.track()
class Source(models.Model):
    """Where facts were read."""

    class Trust(models.TextChoices):
        OFFICIAL = "official", _("官方")
        PRESS = "press", _("媒体")
        MIRROR = "mirror", _("转载")
        REGISTRY = "registry", _("登记与披露")
        OWN = "own", _("自编")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    title = models.TextField(_("标题"))
    url = models.TextField(_("网址"), blank=True)
    publisher = models.TextField(_("发布者"), blank=True)
    date = models.TextField(_("发布日期"), blank=True)
    read_on = models.DateField(_("读取日期"), null=True, blank=True)
    trust = models.TextField(_("可信级别"), choices=Trust)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)
    note = models.TextField(_("备注"), blank=True)

    objects = FencedQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("来源")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title


class Recorded(models.Model):
    """Base of rows that come from data packages, forms and accepted statements."""

    code = models.TextField(_("编号"))
    status = models.TextField(_("性质"), choices=Status)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, verbose_name=_("来源"), related_name="+"
    )
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        abstract = True
