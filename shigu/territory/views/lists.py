"""Lists of zones, spaces and pools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_filters.filterset import FilterSet

from shigu.districts.middleware import actor_of
from shigu.districts.models import LayoutRole, Zone
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face import units
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty
from shigu.face.templatetags.units import day_in_words
from shigu.territory import queries, resources
from shigu.territory.filters import PoolFilter, SpaceFilter, ZoneFilter
from shigu.territory.models import Pool
from shigu.territory.tables import PoolTable, SpaceTable, ZoneTable
from shigu.territory.views.frame import crumbs, day_asked, tabs


class TerritoryList(ListingView):
    """A list among the tabs of the territory; districts wear their colours."""

    template_name = "territory/list.html"
    tab: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = crumbs((self.title, ""))
        return super().get_context_data(tabs=tabs(self.tab), breadcrumbs=trail, **kwargs)

    def _table(self, rows: Any) -> Any:
        table: Any = super()._table(rows)
        table.colours = queries.colours(actor_of(self.request))
        return table


class SpaceList(TerritoryList):
    """Spaces with their state on the day that is asked, today unless told."""

    tab = "spaces"
    title = gettext_lazy("空间列表")
    table_class = SpaceTable
    filterset_class = SpaceFilter
    export_name = "spaces"
    sums = {"land_mu": Sum("land_mu"), "area_m2": Sum("area_m2")}
    summary: queries.Summary
    hidden_columns = ("water_t_day", "drainage", "clean_class", "code", "divisible")

    @cached_property
    def day(self) -> date:
        """The day on which states and free areas are told."""
        return day_asked(self.request, "free_on")

    def get_queryset(self) -> Any:
        return queries.spaces(actor_of(self.request), self.day, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self._tell(context["table"].page.object_list.data)
        return context

    def _rows(self, filterset: FilterSet | None) -> Any:
        rows = super()._rows(filterset)
        return self._tell(rows) if self.request.GET.get("export") else rows

    def _tell(self, rows: Any) -> list[Any]:
        return queries.with_standing(actor_of(self.request), rows, self.day, timezone.localdate())

    def get_counted(self, rows: Any) -> Mapping[str, Any]:
        """What the summary of the territory counts already is not counted again."""
        self.summary = found = queries.summary(rows, self.day, timezone.localdate())
        return {
            "found": found.found, "sum_land_mu": found.land_mu, "sum_area_m2": found.area_m2,
        }  # fmt: skip

    def get_answer(self, rows: Any) -> str:
        del rows
        language, found = get_language() or "", self.summary
        return _(
            "%(day)s，符合条件的空间中有 %(n)s 处可用：建筑面积 %(built)s，土地 %(land)s。"
        ) % {
            "day": day_in_words(self.day),
            "n": units.grouped(found.counts["free"] + found.counts["part"]),
            "built": units.square_metres(round(found.free_m2), language),
            "land": units.mu(units.m2_to_mu(found.free_land_m2), language),
        }


class ZoneList(TerritoryList):
    """Parks, blocks and corridors."""

    tab = "zones"
    title = gettext_lazy("园区与片区")
    table_class = ZoneTable
    filterset_class = ZoneFilter
    export_name = "zones"

    def get_queryset(self) -> Any:
        rows = Zone.objects.visible_to(actor_of(self.request)).select_related("district")
        return rows.defer("district__boundary", "geometry")

    def _rows(self, filterset: FilterSet | None) -> Any:
        today = timezone.localdate()
        return queries.with_use(actor_of(self.request), super()._rows(filterset), today, today)

    def get_answer(self, rows: Any) -> str:
        total, taken = sum(one.capacity for one in rows), sum(one.held for one in rows)
        return _("%(n)s 个片区共有可出让出租的 %(all)s，今天用了 %(used)s。") % {
            "n": len(rows),
            "all": units.square_metres(round(total), get_language() or ""),
            "used": units.percent(taken / total if total else None),
        }

    def _table(self, rows: Any) -> Any:
        table: Any = super()._table(rows)
        versions = queries.layouts(actor_of(self.request))
        current = queries.in_force(versions, timezone.localdate())
        words = dict(LayoutRole.Role.choices)
        of_places = queries.roles(current)
        table.roles = _Roles(of_places, words)
        return table


class _Roles:
    """The role of a zone in words, asked row by row."""

    def __init__(self, of_places: dict[str, str], words: dict[Any, Any]) -> None:
        self.of_places = of_places
        self.words = words

    def of(self, zone: Any) -> str:
        role = queries.role_of(zone, self.of_places)
        return str(self.words[role]) if role else ""


class PoolList(TerritoryList):
    """Resources by month, who may use which part, and what is taken."""

    tab = "pools"
    template_name = "territory/pools.html"
    title = gettext_lazy("要素池")
    table_class = PoolTable
    filterset_class = PoolFilter
    export_name = "pools"
    hidden_columns = ("code",)
    told: dict[int, resources.Use] | None = None
    empty = Empty(
        gettext_lazy("没有符合条件的要素池"),
        gettext_lazy("放宽筛选条件；由园区主任设立，也可在“数据”中导入要素池表。"),
    )

    def get_queryset(self) -> QuerySet[Pool]:
        return queries.pools(actor_of(self.request))

    def get_answer(self, rows: Any) -> str:
        listed = list(rows)
        uses = self._uses(listed)
        tight = [pool for pool in listed if pool.pk in uses and uses[pool.pk].taken > pool.amount]
        if tight:
            return _("%(n)s 个要素池中有 %(over)s 个已超：%(names)s。") % {
                "n": len(listed),
                "over": len(tight),
                "names": _("、").join(str(pool) for pool in tight),
            }
        return _("%(n)s 个要素池都还有余量；能耗与排放不随空间占用，另由项目计。") % {
            "n": len(listed)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_write_somewhere(actor_of(self.request), DataClass.TERRITORY)
        return super().get_context_data(may_open=may, **kwargs)

    def _uses(self, pools: list[Pool]) -> dict[int, resources.Use]:
        """Told once a request: the sentence and the table need them."""
        if self.told is None:
            self.told = resources.uses(actor_of(self.request), pools, timezone.localdate())
        return self.told

    def _table(self, rows: Any) -> Any:
        table: Any = super()._table(rows)
        listed = list(rows)
        table.uses = self._uses(listed)
        table.shares = resources.shares(listed)
        return table
