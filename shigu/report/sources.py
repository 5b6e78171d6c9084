"""The sources, numbered as the page cites them."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.tables import Cell, Column, Row, Table

SAFE = ("https://", "http://")
TRUST = {
    "official": Text("官方", "official"),
    "press": Text("报道", "press"),
    "mirror": Text("转载", "mirror"),
    "registry": Text("登记", "registry"),
    "own": Text("本包", "own"),
}


def sources_table(plan: Json, names: Names) -> Table:
    heads = (
        Column(Text("来源", "Source")),
        Column(Text("发布者", "Publisher")),
        Column(Text("日期", "Date")),
        Column(Text("读于", "Read on")),
        Column(Text("类别", "Kind")),
    )
    rows = tuple(_row(key, entry, names) for key, entry in plan["index"]["sources"].items())
    empty = Text("数据包没有登记来源。", "The pack names no sources.")
    return Table("sources-list", Text("来源清单", "Sources"), heads, rows, empty)


def _row(key: str, entry: Json, names: Names) -> Row:
    attributes, number = entry["attributes"], names.number(key)
    trust = attributes.get("trust")
    return Row(
        (
            Cell(
                joined(
                    (f"[{number}] ", _titled(names.text("sources", key), attributes.get("url")))
                ),
                value=number,
            ),
            Cell(attributes.get("publisher") or "—"),
            Cell(attributes.get("date") or "—"),
            Cell(attributes.get("read_on") or "—"),
            Cell(TRUST.get(trust, trust or "—")),
        ),
        key=f"source-{key}",
    )


def _titled(title: Text, url: str | None) -> Markup:
    """Only web addresses become links; anything else is printed as it stands."""
    if url and url.startswith(SAFE):
        return tag("a", title, href=url, rel="noreferrer")
    return tag("span", title, tag("span", url, class_="under") if url else "")
