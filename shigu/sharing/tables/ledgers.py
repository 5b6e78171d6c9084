"""Lists of fen: entries of the ledgers, lines of a settlement, contributions, differences.

Pages show 元 to the fen; files hold the same.
"""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.face.columns import Column, DayColumn, MomentColumn, MoneyColumn, NumberColumn
from shigu.registry.models import Organisation
from shigu.sharing import names


class FenColumn(MoneyColumn):
    """Fen as 元 to the fen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, unit="yuan", decimals=2, **kwargs)


class NamedColumn(Column):
    """A code by its name; ``names`` is set on the table by the page."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def render(self, value: Any, **kwargs: Any) -> str:
        return self._named(value, kwargs["table"])

    def value(self, **kwargs: Any) -> str:
        return self._named(kwargs["value"], kwargs["table"])

    def _named(self, code: Any, table: Any) -> str:
        return str(table.called.get(self.of, {}).get(code, code))


class FirmColumn(NamedColumn):
    """A firm by its name, with its page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, of="firm", **kwargs)


class LineTable(tables.Table):
    """Lines of a settlement: what each party collected, is entitled to and gets."""

    called: dict[str, dict[str, str]]

    rule = Column(verbose_name=_("规则"))
    clause = Column(verbose_name=_("条款"))
    firm = FirmColumn(verbose_name=pgettext_lazy("一个", "企业"), empty_values=(None,))
    kind = NamedColumn(verbose_name=_("税种"), of="kind")
    party = NamedColumn(verbose_name=_("方"), of="party")
    base_fen = FenColumn(verbose_name=_("基数"))
    collected_fen = FenColumn(verbose_name=_("已征收"))
    entitled_fen = FenColumn(verbose_name=_("应得"))
    transfer_fen = FenColumn(verbose_name=_("划转"))
    reasons = Column(verbose_name=_("原因"), orderable=False)

    def render_reasons(self, value: list[str]) -> str:
        return names.reason_words(value)

    def value_reasons(self, value: list[str]) -> str:
        return names.reason_words(value)


class EntryTable(LineTable):
    """Entries of a ledger, over all agreements that the reader is party to."""

    posted_at = MomentColumn(verbose_name=_("入账"), linkify=True)
    agreement = Column(verbose_name=_("协议"), linkify=True)
    year = NumberColumn(verbose_name=_("年度"))
    kept = Column(verbose_name=_("性质"), accessor="reverses", empty_values=(), orderable=False)

    class Meta:
        sequence = ("posted_at", "agreement", "year", "firm", "kind", "party", "...")
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("-posted_at",)

    def render_year(self, value: int) -> str:
        return str(value)

    def render_kept(self, value: Any) -> str:
        return str(_("冲销") if value else _("正常"))

    def value_kept(self, value: Any) -> str:
        return self.render_kept(value)


class ContributionTable(tables.Table):
    """What one's own districts collected."""

    called: dict[str, dict[str, str]]

    organisation = Column(verbose_name=pgettext_lazy("一个", "企业"), linkify=True)
    district = Column(verbose_name=_("征收区县"))
    year = Column(verbose_name=_("年度"))
    month = Column(verbose_name=_("月份"))
    kind = NamedColumn(verbose_name=_("税种"), of="kind")
    gross_fen = FenColumn(verbose_name=_("入库税额"))
    local_fen = FenColumn(verbose_name=_("地方留存"))
    regime = Column(verbose_name=_("所用体制"), orderable=False)
    evidence = Column(verbose_name=_("凭证"), orderable=False)
    batch = Column(verbose_name=_("导入批次"), linkify=True, orderable=False)

    def render_month(self, value: int) -> str:
        return str(value or _("全年"))


class BatchTable(tables.Table):
    """One line a tax file."""

    brought_at = MomentColumn(verbose_name=_("上传"), linkify=True)
    filename = Column(verbose_name=_("文件"))
    district = Column(verbose_name=_("区县"))
    state = Column(verbose_name=_("状态"))
    count = NumberColumn(verbose_name=_("行数"), accessor="rows")
    created = NumberColumn(verbose_name=_("新增"))
    changed = NumberColumn(verbose_name=_("修改"))
    same = NumberColumn(verbose_name=_("不变"))
    user = Column(verbose_name=_("导入人"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}


class DifferenceTable(tables.Table):
    """Two settlements line by line, where they differ."""

    called: dict[str, dict[str, str]]

    rule = Column(verbose_name=_("规则"))
    firm = FirmColumn(verbose_name=pgettext_lazy("一个", "企业"), empty_values=(None,))
    kind = NamedColumn(verbose_name=_("税种"), of="kind")
    party = NamedColumn(verbose_name=_("方"), of="party")
    before = FenColumn(verbose_name=_("原划转"))
    after = FenColumn(verbose_name=_("现划转"))
    change = FenColumn(verbose_name=_("变动"))
    collected_before = FenColumn(verbose_name=_("原已征收"))
    collected_after = FenColumn(verbose_name=_("现已征收"))
    entitled_before = FenColumn(verbose_name=_("原应得"))
    entitled_after = FenColumn(verbose_name=_("现应得"))


class RegimeTable(tables.Table):
    """Which part of each kind stays local, from when to when."""

    called: dict[str, dict[str, str]]

    district = Column(verbose_name=_("区县"))
    kind = NamedColumn(verbose_name=_("税种"), of="kind")
    part = Column(verbose_name=_("地方部分"), accessor="part_said", orderable=False)
    valid_from = DayColumn(verbose_name=_("生效"))
    valid_to = DayColumn(verbose_name=_("失效"))
    source = Column(verbose_name=_("来源"))
    note = Column(verbose_name=_("备注"), orderable=False)


def call(table: Any, rows: Any) -> Any:
    """Give a table the names of the codes on its page."""
    page = list(rows)
    firms: dict[str, Organisation] = names.firm_rows(getattr(row, "firm", "") for row in page)
    table.called = {
        "kind": names.kind_names(),
        "firm": {code: row.name for code, row in firms.items()} | {"": str(_("全部"))},
        "party": names.party_names(getattr(row, "party", "") for row in page),
    }
    return table
