"""The reference of the pack in words, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.markdown import grid
from shigu.engine.pack.schema.values import (
    EnumValue,
    Field,
    Order,
    Overlap,
    Plausible,
    Schema,
    Table,
)

INTRODUCTION = """\
# 数据包参考 · Pack reference

本页由模式生成（`shigu/engine/pack/schema/*.csv`）。This page is written from the schema.

## 约定 · Conventions

- 数据包是一个目录：`datapackage.yaml` 加每表一个 `<表名>.csv`，可另有 GeoJSON 与协议文件。\
A pack is a directory: `datapackage.yaml` and one `<table>.csv` per table; GeoJSON and agreement \
files may stand beside them.
- `datapackage.yaml`：`profile: data-package`、`name`（小写字母、数字、`-`）、`title`、`title_en`、\
`version`、`created`（都加引号；日期写成 "2027-01-31T00:00:00Z"，Frictionless 要求如此，\
只写到日视谷也认）、`licenses`、`resources`（每项 `name` 与 `path`，`name` 即表名）。\
模式由视谷掌握，不写进包里。The schema stays with Shigu and is not repeated in the pack.
- CSV：UTF-8（可带 BOM），逗号分隔，一行表头；中英文列名皆可。\
UTF-8 (BOM accepted), commas, one header row; English or Chinese column names.
- 日期 `2027-01-31`；只知年月的列可写 `2027-01` 或 `2027`（`partial_date`；\
`first_day` 读作其首日）；月份 `2027-01`；是否 `true`/`false`；\
数字不带千分位与单位；一格多值用 `;` 分隔。\
Dates are ISO; a `partial_date` may stop at the month or year, a `first_day` too and is read as \
its first day; lists are separated by `;`.
- 期间自“起”日至“止”日之前；要素池的截止月含当月。\
Periods run from the first day up to, not including, the last; the last month of a pool counts.
- 末尾的空行不计；行号与表格软件相同，表头为第 1 行。\
Blank rows at the end are ignored; rows are numbered as a spreadsheet does, the header is row 1.
- “必填”：值 = 每行都要填；列 = 列要在，值可空。\
Required: value = in every row; column = the column must be there.
- 备注含“已核”或 checked 的行不作合理性检查。\
A row whose note says 已核 or checked passes the plausibility checks.
"""

PRESENCE = {"value": "值 value", "column": "列 column", "optional": ""}


def describe(schema: Schema) -> str:
    """The whole reference as Markdown, Chinese first, English after it."""

    parts = [INTRODUCTION, "## 表 · Tables", _contents(schema)]
    parts += [_table(table) for table in schema.tables.values()]
    parts += ["## 取值 · Enumerations", *_enums(schema)]
    parts += ["## 表间规则 · Rules between columns and rows", _rules(schema)]
    parts += ["## 合理范围 · Plausible ranges", _plausible(schema.plausible)]
    parts += ["## 问题代码 · Problem codes", _codes(schema)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _contents(schema: Schema) -> str:
    rows = (
        (f"[`{t.name}`](#{t.name})", t.title_zh, "是 yes" if t.required else "", t.description_en)
        for t in schema.tables.values()
    )
    return grid(("表 table", "中文", "必需 required", "what"), rows)


def _table(table: Table) -> str:
    heading = f"### {table.name}\n\n{table.title_zh}：{table.description_zh}。"
    columns = ("列 column", "中文列名", "类型 type", "必填 required", "约束 constraint", "说明")
    rows = (
        (
            f"`{field.name}`",
            field.zh,
            field.type + (f" ({field.unit})" if field.unit else ""),
            PRESENCE[field.presence],
            _constraint(field),
            f"{field.description_zh} · {field.description_en}",
        )
        for field in table.fields
    )
    return f"{heading}\n{table.description_en}.\n\n{grid(columns, rows)}"


def _constraint(field: Field) -> str:
    parts = []
    if field.minimum is not None or field.maximum is not None:
        parts.append(span(field.minimum, field.maximum))
    if field.pattern:
        parts.append(f"`{field.pattern}`")
    if field.enum:
        parts.append(f"[{field.enum}](#取值--enumerations)")
    if field.reference:
        parts.append(f"→ `{field.reference}`")
    return " ".join(parts)


def span(low: float | None, high: float | None) -> str:
    """``low…high`` in plain digits; an open end becomes ≥ or ≤."""
    if high is None:
        return f"≥ {low or 0:g}"
    return f"≤ {high:.10g}" if low is None else f"{low:.10g}…{high:.10g}"


def _enums(schema: Schema) -> Iterator[str]:
    for name, values in schema.enums.items():
        yield f"- **{name}**: " + ", ".join(_enum_value(value) for value in values)


def _enum_value(value: EnumValue) -> str:
    belongs = f"{value.of}: " if value.of else ""
    return f"`{value.value}` ({belongs}{value.zh}, {value.en})"


def _rules(schema: Schema) -> str:
    lines = [_unique(table) for table in schema.tables.values() if table.unique]
    lines += [
        f"- `{t.name}`: Σ `{t.sum_of}` ≤ 1 / `{t.sum_over}`"
        for t in schema.tables.values()
        if t.sum_of
    ]
    lines += [_order(order) for order in schema.orders]
    lines += [_overlap(overlap) for overlap in schema.overlaps]
    return "\n".join(lines)


def _unique(table: Table) -> str:
    return f"- `{table.name}`: ({', '.join(f'`{name}`' for name in table.unique)}) 唯一 unique"


def _order(order: Order) -> str:
    sign = "<" if order.strict else "≤"
    return f"- `{order.table}`: `{order.low}` {sign} `{order.high}`"


def _overlap(overlap: Overlap) -> str:
    same = ", ".join(f"`{name}`" for name in overlap.by) or "—"
    return f"- `{overlap.table}`: `{overlap.start}`–`{overlap.end}` 不重叠 no overlap / {same}"


def _plausible(schema: tuple[Plausible, ...]) -> str:
    rows = (
        (
            f"`{rule.table}.{rule.field}`" + (f" ÷ `{rule.per}`" if rule.per else ""),
            f"`{rule.when}` = `{rule.equals}`" if rule.when else "",
            span(rule.low, rule.high),
            rule.unit,
            f"`{rule.code}`",
        )
        for rule in schema
    )
    return grid(("量 quantity", "条件 where", "范围 range", "单位 unit", "code"), rows)


def _codes(schema: Schema) -> str:
    rows = (
        (f"`{message.code}`", message.message_zh, message.cure_zh, message.message_en)
        for message in schema.messages.values()
    )
    return grid(("code", "问题", "改法", "problem"), rows)
