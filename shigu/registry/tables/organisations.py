"""The list of organisations."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import DistrictColumn, LargestFirst, StatusColumn
from shigu.registry.models import Organisation

PRODUCTS_SHOWN = 3


class OrganisationTable(tables.Table):
    """One line an organisation."""

    name = tables.Column(
        _("名称"), linkify=True, order_by=("name_zh", "id"), attrs={"td": {"class": "wrap-cell"}}
    )
    district = DistrictColumn(verbose_name=_("区县"), order_by=("district_id", "name_zh", "id"))
    kind = tables.Column(_("类型"), order_by=("kind", "name_zh", "id"))
    products = tables.Column(_("产品"), orderable=False, attrs={"td": {"class": "wrap-cell"}})
    capital_wan = LargestFirst(accessor="capital_wan", verbose_name=_("注册资本"), unit=_("万元"))
    revenue_wan = LargestFirst(accessor="revenue_wan", verbose_name=_("营业收入"), unit=_("万元"))
    staff = LargestFirst(accessor="staff", verbose_name=_("员工"), unit=_("人"))
    founded = tables.Column(_("成立日期"), order_by=("founded", "id"))
    status = StatusColumn(
        verbose_name=_("性质"),
        shapes={"fact": "good", "illustrative": "waiting"},
        order_by=("status", "name_zh", "id"),
    )
    uscc = tables.Column(_("统一社会信用代码"), orderable=False)
    stock_code = tables.Column(_("证券代码"), orderable=False)
    zone = tables.Column(_("片区"), order_by=("zone_id", "name_zh", "id"))
    address = tables.Column(_("地址"), orderable=False)
    source = tables.Column(_("来源"), orderable=False)
    code = tables.Column(_("编号"), orderable=False)

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}

    def render_products(self, value: list[str]) -> str:
        more = "…" if len(value) > PRODUCTS_SHOWN else ""
        return _("、").join(value[:PRODUCTS_SHOWN]) + more

    def value_products(self, value: list[str]) -> str:
        return ";".join(value)

    def render_name(self, record: Organisation) -> str:
        return record.name
