"""The price of scarcity: what one more unit of anything that ran out is worth, by park."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.listing import Rows
from shigu.plans.shown.sections import resource_words, unit_words
from shigu.plans.shown.words import Json, Names, yuan

DRAWN = 12
MULTIPLIER = "multiplier"
"""A price of a plan too large for the dual: it was not solved again."""


def scarce(document: Json) -> Rows:
    """Every price of the plan, the dearest first; amounts in yuan for one unit more.

    ``park`` is the zone of a space or pool, else the district or player that a limit is of.
    """
    names = Names(document["index"])
    return Rows(_row(price, names) for price in document["siting"]["shadow_prices"])


def _row(price: Json, names: Names) -> dict[str, Any]:
    park = _park(price["where"], names.index)
    multiplier = price.get("method") == "lagrangian"
    ends = price.get("holds_from"), price.get("holds_to")
    return {
        "key": price["where"],
        "where": names.place(price["where"]),
        "park": park,
        "park_name": names.place(park),
        "resource": price["resource"],
        "resource_name": resource_words(price["resource"]),
        "unit": _counted(unit_words(price["unit"])),
        "used": price["used"],
        "available": price["available"],
        "worth": price["yuan_per_unit"],
        "resolved": price["resolved_yuan"],
        "verified": MULTIPLIER if multiplier else price["verified_by_resolve"],
        "gain": price["plan_gain_yuan"],
        "holds": _("不知道") if multiplier else _interval(*ends),
    }


def _counted(unit: str) -> str:
    """「1 亩」, 「100 kVA」: a unit with its number."""
    return unit if unit[:1].isdigit() else f"1 {unit}"


def _park(where: str, index: Json) -> str:
    for table in ("spaces", "pools", "quotas"):
        if entry := index.get(table, {}).get(where):
            found = entry["attributes"]
            return str(found.get("zone") or found.get("owner") or found.get("district") or where)
    return where


def _interval(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return _("%s 起") % units.trimmed(low)
    return _("%(low)s–%(high)s") % {
        "low": units.trimmed(low if low is not None else 0),
        "high": units.trimmed(high),
    }


def sentence(rows: Sequence[Json], of_all: int) -> str:
    """The dearest in one sentence, or that nothing is scarce."""
    if not of_all:
        return _("没有什么是稀缺的：空间、指标和名额都还有余量，多给一份方案也不多得。")
    if not rows:
        return _("这些条件下没有稀缺的；全部共有 %s 样。") % of_all
    first = max(rows, key=lambda row: (row["gain"] or 0.0, row["worth"]))
    if first["worth"] <= 0:
        return _floor(rows)
    gains = (first["gain"] or 0.0) > 0
    words = (
        _(
            "%(n)s 样稀缺；最值钱的是%(park)s的%(what)s（%(where)s）："
            "再多 %(unit)s，方案多得 %(gain)s。"
        )
        if gains
        else _(
            "%(n)s 样稀缺，但哪一样单独多给一个单位，方案都未见多得；"
            "边际价格最高的是%(park)s的%(what)s（%(where)s），%(unit)s值 %(gain)s。"
        )
    )
    return words % {
        "n": len(rows),
        "park": first["park_name"],
        "what": first["resource_name"],
        "where": first["where"],
        "unit": first["unit"],
        "gain": yuan(first["gain"] if gains else first["worth"]),
    }


def _floor(rows: Sequence[Json]) -> str:
    heaviest = min(rows, key=lambda row: row["worth"])
    words = _(
        "没有什么不够用，但有 %(n)s 个下限有代价；"
        "最重的是%(where)s：每多承诺 %(unit)s，方案少 %(loss)s。"
    )
    return words % {
        "n": len(rows),
        "where": heaviest["where"],
        "unit": heaviest["unit"],
        "loss": yuan(-heaviest["worth"]),
    }


def bars(rows: Sequence[Json]) -> Json:
    """The dearest as bars, in 万元 for one unit more."""
    dearest = sorted(rows, key=lambda row: -abs(row["worth"]))[:DRAWN]
    return {
        "columns": [_("什么"), _("再多一个单位的价值")],
        "rows": [
            [
                f"{row['where']} · {row['resource_name']} / {row['unit']}",
                round(row["worth"] / 10_000, 2),
            ]
            for row in dearest
        ],
        "unit": _("万元"),
    }
