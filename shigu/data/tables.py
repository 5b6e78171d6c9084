"""Lists of the data pages: imports, the rows of one, sources, quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shigu.data.kept import BROUGHT
from shigu.data.models import Import, ImportRow
from shigu.districts.models import Source
from shigu.engine.pack.schema import Field, Schema, Table
from shigu.face.columns import Column, NumberColumn, PercentColumn, StatusColumn
from shigu.face.templatetags.units import moment

WRAPS = {"td": {"class": "wrap-cell"}}
SHAPES = {
    "reading": "busy",
    "faulty": "wrong",
    "ready": "waiting",
    "queued": "busy",
    "writing": "busy",
    "done": "good",
    "cancelled": "off",
    "failed": "wrong",
}
LINE_SHAPES = {"fault": "wrong", "new": "good", "changed": "busy", "same": "off"}
CELL = 80


def title_of(thing: Table | Field) -> str:
    """The name of a table or column in the reader's language."""
    english = get_language() == "en"
    if isinstance(thing, Table):
        return thing.title_en if english else thing.title_zh
    return thing.name.replace("_", " ") if english else thing.zh


def words_of(table: Table, rules: Schema) -> dict[str, dict[str, str]]:
    """What the values of each column with few of them are called in the reader's language."""
    tongue = "en" if get_language() == "en" else "zh"
    return {
        field.name: {each.value: getattr(each, tongue) for each in rules.enums[field.enum]}
        for field in table.fields
        if field.enum
    }


class MomentColumn(Column):
    """Date and time."""

    def render(self, value: Any) -> str | SafeString:
        return moment(value)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]


class ImportTable(tables.Table):
    """One line an import."""

    filename = Column(_("文件"), linkify=True, attrs=WRAPS)
    of = Column(_("数据表"), accessor="table", order_by=("table", "-brought_at"))
    state = StatusColumn(verbose_name=_("状态"), shapes=SHAPES)
    user = Column(_("导入人"))
    district = Column(_("区县"))
    brought_at = MomentColumn(verbose_name=_("上传"))
    count = NumberColumn(accessor="rows", verbose_name=_("行数"))
    created = NumberColumn(verbose_name=_("新增"))
    changed = NumberColumn(verbose_name=_("修改"))
    same = NumberColumn(verbose_name=_("不变"))
    faults = NumberColumn(verbose_name=_("问题"))
    reason = Column(_("事由"), attrs=WRAPS, orderable=False)

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}

    def render_of(self, record: Import) -> str:
        return title_of(BROUGHT[record.table].table)

    value_of = render_of


class LineTable(tables.Table):
    """What would become of each row of a spreadsheet."""

    number = NumberColumn(verbose_name=_("行"))
    state = StatusColumn(verbose_name=_("结果"), shapes=LINE_SHAPES)
    code = Column(_("编号"))
    name = Column(_("名称"), attrs=WRAPS, linkify=lambda record: record.address or None)
    remark = Column(_("同一企业已有"), attrs=WRAPS)
    changes = Column(_("改动"), orderable=False, attrs=WRAPS)

    names: Mapping[str, str] = {}
    """What columns are called; set for the table that the import is of."""
    words: Mapping[str, Mapping[str, str]] = {}
    """What the values of columns with few of them are called; set likewise."""

    def render_changes(self, value: list[dict[str, Any]]) -> SafeString:
        cells = map(self._told, value)
        return format_html_join(str(_("；")), "{}：<del>{}</del> → <ins>{}</ins>", cells)

    def value_changes(self, value: list[dict[str, Any]]) -> str:
        told = map(self._told, value)
        return _("；").join(f"{name}{_('：')}{before} → {after}" for name, before, after in told)

    def _told(self, change: dict[str, Any]) -> tuple[str, str, str]:
        column = change["column"]
        words = self.words.get(column, {})
        before, after = (words.get(str(it), it) for it in (change["before"], change["after"]))
        return self.names.get(column, column), said(before), said(after)


class FaultTable(tables.Table):
    """Every problem at its place, with its cure."""

    sheet = Column(_("工作表"), accessor="import_of__sheet", orderable=False)
    number = NumberColumn(verbose_name=_("行"))
    column = Column(pgettext_lazy("一个", "列"), empty_values=(), orderable=False)
    said = Column(pgettext_lazy("一个", "问题"), empty_values=(), orderable=False, attrs=WRAPS)
    cure = Column(_("改法"), empty_values=(), orderable=False, attrs=WRAPS)

    names: Mapping[str, str] = {}
    """What columns are called; set for the table that the import is of."""

    def render_column(self, record: ImportRow) -> str:
        column = (record.fault or {}).get("column") or ""
        return str(self.names.get(column, column) or "—")

    def render_said(self, record: ImportRow) -> str:
        told = _of(record, "message")
        column = (record.fault or {}).get("column") or ""
        rest = told.removeprefix(f"{column} ")
        if not column or rest == told:
            return told
        between = " " if get_language() == "en" else ""
        return f"{self.names.get(column, column)}{between}{rest}"

    def render_cure(self, record: ImportRow) -> str:
        return _of(record, "cure")

    value_column, value_said, value_cure = render_column, render_said, render_cure


class SourceTable(tables.Table):
    """Where facts were read, and how much rests on each."""

    title = Column(_("来源"), attrs=WRAPS)
    publisher = Column(_("发布者"), attrs=WRAPS)
    date = Column(_("发布日期"))
    trust = StatusColumn(
        verbose_name=_("可信级别"),
        shapes={
            "official": "good",
            "registry": "good",
            "press": "busy",
            "mirror": "waiting",
            "own": "off",
        },
    )
    leaning = NumberColumn(verbose_name=_("依它的行"), orderable=False)
    url = Column(_("网址"), orderable=False, attrs=WRAPS)
    read_on = Column(_("读取日期"))
    code = Column(_("编号"))

    def render_url(self, record: Source) -> str | SafeString:
        address = web_address(record.url)
        if not address:
            return record.url
        return format_html('<a href="{}" rel="noreferrer">{}</a>', address, record.url)

    def value_url(self, record: Source) -> str:
        return record.url


class QualityTable(tables.Table):
    """How sound each table is."""

    title = Column(_("数据表"), linkify=lambda record: record["url"])
    count = NumberColumn(accessor="rows", verbose_name=_("行数"))
    facts = NumberColumn(verbose_name=_("事实"))
    illustrative = NumberColumn(verbose_name=_("示例"))
    unsourced = NumberColumn(verbose_name=_("没有来源"))
    filled = PercentColumn(verbose_name=_("选填项已填"))
    emptiest = Column(_("最缺的三列"), orderable=False, attrs=WRAPS)


def said(value: Any) -> str:
    """A cell in words, cut where it is long."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    words = _("；").join(map(str, value)) if isinstance(value, list) else f"{value}"
    words = words.removesuffix(".0") if isinstance(value, float) else words
    return words if len(words) <= CELL else f"{words[:CELL]}…"


def web_address(url: str) -> str:
    """Sources were noted without their scheme; anything but the web is no address."""
    if url.startswith(("http://", "https://")):
        return url
    return f"https://{url}" if url and ":" not in url and "…" not in url else ""


def _of(record: ImportRow, part: str) -> str:
    language = "en" if get_language() == "en" else "zh"
    return str((record.fault or {}).get(f"{part}_{language}", ""))
