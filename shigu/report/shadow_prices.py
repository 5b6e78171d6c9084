"""What one more unit of a scarce thing is worth, and whether a second solve agrees."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from shigu.report.bilingual import Text, same
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.numbers import Scale, grouped, money_scale
from shigu.report.tables import Cell, Column, Row, Table, number

RESOURCES = {
    "land": Text("土地", "land"),
    "floor_area": Text("建筑面积", "floor area"),
    "power": Text("电力", "power"),
    "water": Text("给水", "water"),
    "energy": Text("能耗指标", "energy quota"),
    "emission": Text("排放指标", "emission quota"),
    "waste_water": Text("排水", "waste water"),
    "investment": Text("投资", "investment"),
    "space": Text("整处空间", "whole space"),
    "projects": Text("项目数", "number of projects"),
}
UNITS = {
    "mu": Text("亩", "mu"),
    "m2": Text("㎡", "m²"),
    "t": Text("吨", "t"),
    "t/day": Text("吨/日", "t/day"),
    "tce": Text("吨标准煤", "tce"),
    "wan": Text("万元", "× 10,000 yuan"),
    "project": Text("个项目", "project"),
    "space": Text("处", "space"),
}
YES = Text("✓ 复算一致", "✓ confirmed")
NO = Text("△ 仅在边际成立", "△ marginal only")
MULTIPLIER = Text("△ 拉格朗日乘子，区间不知", "△ Lagrangian multiplier, interval unknown")
NOT_ASKED = Text("未复算", "not solved again")
EMPTY = Text("没有一项资源卡住方案。", "No resource binds the plan.")


def shadow_prices_table(plan: Json, names: Names) -> Table:
    prices = plan["siting"]["shadow_prices"]
    figures = ("yuan_per_unit", "resolved_yuan", "plan_gain_yuan")
    amounts = [p[figure] or 0.0 for p in prices for figure in figures]
    scale = replace(money_scale(amounts), decimals=2)
    heads = (
        Column(Text("在哪里", "Where")),
        Column(Text("资源", "Resource")),
        Column(Text("每多", "One more")),
        Column(Text("已用 / 可用", "Used / available"), numeric=True),
        Column(Text("松弛边际价", "Margin of the relaxation"), scale.unit, numeric=True),
        Column(Text("松弛问题复算", "Relaxation re-solved"), scale.unit, numeric=True),
        Column(Text("方案实得", "Gain of the plan itself"), scale.unit, numeric=True),
        Column(Text("核验", "Check")),
    )
    rows = tuple(_row(price, names, scale) for price in prices)
    return Table("shadow-prices", Text("影子价格", "Shadow prices"), heads, rows, EMPTY)


def _row(price: Json, names: Names, scale: Scale) -> Row:
    used, available = _quantity(price["used"]), _quantity(price["available"])
    return Row(
        (
            Cell(_where(names, price["where"])),
            Cell(RESOURCES[price["resource"]]),
            Cell(unit(price["unit"])),
            number(f"{used} / {available}", price["used"]),
            number(scale.figure(price["yuan_per_unit"]), price["yuan_per_unit"] / scale.yuan),
            _gain(price["resolved_yuan"], scale),
            _gain(price["plan_gain_yuan"], scale),
            Cell(_check(price)),
        )
    )


def _check(price: Json) -> Text:
    if price.get("method") == "lagrangian":
        return MULTIPLIER
    return YES if price["verified_by_resolve"] else NO


def _gain(gain: float | None, scale: Scale) -> Cell:
    if gain is None:
        return Cell(NOT_ASKED)
    return number(scale.figure(gain), gain / scale.yuan)


def _quantity(amount: float) -> str:
    return grouped(amount, 0 if float(amount).is_integer() else 1)


def unit(words: str) -> Text:
    """``100 m2`` → 100 ㎡: the engine's unit in words."""
    *amount, sign = words.split(" ")
    lead = same("".join(f"{part} " for part in (*amount,)) if amount else "1 ")
    return lead + UNITS.get(sign, same(sign))


def _where(names: Names, key: str) -> Markup:
    table, found = names.place(key)
    if table != "spaces":
        return names.html(table, found)
    zone = names.attribute("spaces", found, "zone")
    under = tag("span", names.text("zones", zone), class_="under") if zone else Markup("")
    return joined((names.html(table, found), under))
