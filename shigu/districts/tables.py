"""The list of what others read of one's districts."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.models import Reading
from shigu.face.columns import MomentColumn, NumberColumn

WRAPPED = {"td": {"class": "wrap-cell"}}


class ReadingTable(tables.Table):
    """One line a request, district and class."""

    read_at = MomentColumn(verbose_name=gettext_lazy("时间"), format="Y-m-d H:i:s")
    user = tables.Column(gettext_lazy("谁"), order_by=("user__username", "-read_at"))
    district = tables.Column(gettext_lazy("读了哪个区县"), order_by=("district", "-read_at"))
    data_class = tables.Column(gettext_lazy("数据类别"))
    count = NumberColumn(verbose_name=gettext_lazy("条数"), accessor="rows")
    address = tables.Column(gettext_lazy("在哪一页"), attrs=WRAPPED)
    basis = tables.Column(
        gettext_lazy("依据"), accessor="pk", orderable=False, attrs=WRAPPED, empty_values=()
    )
    key = tables.Column(gettext_lazy("编号"))

    class Meta:
        order_by = ("-read_at",)

    def render_basis(self, record: Reading) -> str:
        """The agreement of the grant, or why the engineer looked."""
        if record.grant is not None:
            told = {"grantee": record.grant.grantee, "agreement": record.grant.agreement}
            return _("授权给%(grantee)s，《%(agreement)s》") % told
        assert record.access is not None
        return _("运维访问：%s") % record.access.reason

    def value_basis(self, record: Reading) -> str:
        return self.render_basis(record)

    def value_read_at(self, value: Any) -> Any:
        return value
