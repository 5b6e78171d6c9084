"""Which claims speak of which fields, and in which unit a field keeps them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from shigu.engine.text.proposals.values import Said, Value

M2_PER_MU = Fraction(2000, 3)
WAN = Fraction(10_000)
PER: dict[str, dict[str, tuple[str, Fraction, int]]] = {
    "organisation": {
        "registered_capital": ("capital_wan", WAN, 6),
        "jobs": ("staff", Fraction(1), 0),
    },
    "project": {
        "investment_total": ("invest_wan", WAN, 4),
        "land_area": ("land_mu", M2_PER_MU, 2),
        "floor_area": ("floor_area_m2", Fraction(1), 2),
        "output_value": ("output_wan", WAN, 4),
        "tax": ("tax_wan", WAN, 4),
        "jobs": ("jobs", Fraction(1), 0),
    },
    "space": {
        "land_area": ("land_mu", M2_PER_MU, 2),
        "floor_area": ("area_m2", Fraction(1), 2),
    },
}
"""By kind of row and key of the claim: the field, what one of its units is, and its digits."""
TOLD_ONLY = frozenset({"output_wan", "tax_wan", "jobs", "stage", "landing"})
"""What a project's page shows as heard: its yearly figures and stages have verbs of their own."""
FACTUAL = {
    "organisation": frozenset({"happened"}),
    "project": frozenset({"happened", "agreed"}),
    "stage": frozenset({"happened"}),
    "space": frozenset({"happened"}),
    "partnership": frozenset({"happened", "agreed"}),
    "position": frozenset({"happened"}),
}
"""How a claim must be meant to become a fact of such a row: a plan is none (ADR 0027)."""
CURRENCY = "CNY"
NAMES = {
    "name_zh": ("全称", "the full name"),
    "name": ("名称", "the name"),
    "short_name": ("简称", "the short name"),
    "kind": ("类型", "the type"),
    "district": ("区县", "the district"),
    "zone": ("片区", "the area"),
    "capital_wan": ("注册资本", "registered capital"),
    "staff": ("员工数", "the number of staff"),
    "invest_wan": ("总投资", "total investment"),
    "land_mu": ("用地", "land"),
    "floor_area_m2": ("建筑面积", "floor area"),
    "area_m2": ("面积", "the area"),
    "organisation": ("投资主体或企业", "the investor or firm"),
    "link": ("环节", "the link"),
    "parties": ("合作方", "the partners"),
    "subject": ("合作内容", "what the partnership is about"),
    "since": ("起始日期", "the first day"),
    "share": ("业务占比", "the share of business"),
    "output_wan": ("年产值", "yearly output"),
    "tax_wan": ("年税收", "yearly tax"),
    "jobs": ("就业人数", "the number of jobs"),
    "stage": ("进展", "how far it is"),
    "landing": ("进展", "how far it is"),
    "on": ("发生日期", "the day"),
}
"""What a field is called in a reason, in Chinese and in English."""


def value_of(kind: str, said: Said) -> Value | None:
    """The field that a claim of an amount fills; None where the row has none for it.

    Amounts without a figure (levels, ranges, fuzzy) and in other currencies keep their words.
    """
    column = PER.get(kind, {}).get(said.type)
    if column is None:
        return None
    name, unit, digits = column
    amount, told = said.said.get("value"), said.said.get("unit")
    money = unit is WAN
    exact = isinstance(amount, int | float) and (not money or told == CURRENCY)
    value: Any = said.said.get("text") or str(amount)
    if exact:
        value = _rounded(Fraction(str(amount)) / unit, digits)
    qualifier = said.said.get("qualifier")
    return Value(
        name,
        value,
        said.modality,
        said.confidence,
        (said.number,),
        qualifier if exact else qualifier or "words",
    )


def factual(kind: str, value: Value) -> bool:
    """Whether it may become a fact: meant as one, a figure, and a field that is filled so."""
    return (
        value.modality in FACTUAL[kind]
        and (kind == "stage" or value.field not in TOLD_ONLY)
        and value.qualifier in (None, "~")
    )


def _rounded(amount: Fraction, digits: int) -> float | int:
    return round(amount) if not digits else float(round(amount, digits))
