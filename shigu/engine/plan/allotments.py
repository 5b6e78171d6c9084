"""What pools and quotas are called: whose, of what, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from shigu.engine.pack.read import Pack
from shigu.engine.pack.schema import schema
from shigu.engine.plan.results import Entry


def pool_entries(pack: Pack) -> dict[str, Entry]:
    """「湘湖未来产业社区电力指标（2027-01 至 2027-12）」."""
    areas = area_names(pack)
    return {row["id"]: _pool(row, areas) for row in pack.tables["pools"].to_dicts()}


def quota_entries(pack: Pack) -> dict[str, Entry]:
    """「钱塘区项目数下限」."""
    areas = area_names(pack)
    return {row["id"]: _quota(row, areas) for row in pack.tables["quotas"].to_dicts()}


def area_names(pack: Pack) -> dict[str, tuple[str, str]]:
    """Names by id of districts, zones, and players that bear no district's id."""
    return dict(_areas(pack))


def _areas(pack: Pack) -> Iterator[tuple[str, tuple[str, str]]]:
    for row in pack.tables["districts"].to_dicts():
        name = (row["name_zh"], row["name_en"] or row["name_zh"])
        if row["player"]:
            yield row["player"], name
    for table in ("districts", "zones"):
        for row in pack.tables[table].to_dicts():
            yield row["id"], (row["name_zh"], row["name_en"] or row["name_zh"])


def _pool(row: dict[str, Any], areas: dict[str, tuple[str, str]]) -> Entry:
    area_zh, area_en = areas[row["zone"] or row["owner"]]
    kind_zh, kind_en = _word("resource", row["resource"])
    since, until = _month(row["month_from"]), _month(row["month_to"])
    when_zh = f"{since} 至 {until}" if until else f"{since} 起"
    when_en = f"{since} to {until}" if until else f"from {since}"
    return Entry(
        zh=f"{area_zh}{kind_zh}指标（{when_zh}）",
        en=f"{area_en}, {kind_en} ({when_en})",
        status=row["status"],
        source=row["source"],
        attributes={column: row[column] for column in ("owner", "zone", "amount", "unit")},
    )


def _quota(row: dict[str, Any], areas: dict[str, tuple[str, str]]) -> Entry:
    area_zh, area_en = areas[row["district"]]
    kind_zh, kind_en = _word("measure", row["measure"])
    limit_zh, limit_en = ("上限", "ceiling") if row["at_least"] is None else ("下限", "floor")
    if row["at_least"] is not None and row["at_most"] is not None:
        limit_zh, limit_en = "上下限", "floor and ceiling"
    return Entry(
        zh=f"{area_zh}{kind_zh}{limit_zh}",
        en=f"{area_en}, {limit_en} on {kind_en}",
        status=row["status"],
        source=row["source"],
        attributes={column: row[column] for column in ("district", "at_least", "at_most")},
    )


def _word(enum: str, value: str) -> tuple[str, str]:
    """The name of the value, less the unit that a measure has in brackets."""
    known = next(each for each in schema().enums[enum] if each.value == value)
    return known.zh.partition("(")[0], known.en.partition(" (")[0]


def _month(day: date | None) -> str:
    return "" if day is None else f"{day:%Y-%m}"
