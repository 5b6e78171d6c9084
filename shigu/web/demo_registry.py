"""Doubled firms of the demonstration: invented rows that wait for somebody's judgement."""

from __future__ import annotations

from typing import Any

from shigu.districts.actors import Actor
from shigu.districts.scope import acting_as_system
from shigu.registry import actions
from shigu.registry.models import Organisation, Proposal

SHAPE = {"kind": "enterprise", "status": "illustrative"}
FIRMS: tuple[tuple[str, str, str, str, str], ...] = (
    ("demo-jinghu", "杭州镜湖光电科技有限公司", "binjiang", "滨江区物联网街一百号", "2019-04-18"),
    ("demo-jinghu-2", "镜湖光电", "binjiang", "杭州市滨江区物联网街 100 号", ""),
    (
        "demo-lanzhou",
        "浙江岚洲视觉技术股份有限公司",
        "xiaoshan",
        "萧山区市心北路九号",
        "2015-09-01",
    ),
    ("demo-lanzhou-2", "杭州岚洲影像技术有限公司", "binjiang", "滨江区江陵路二十号", "2015-09-01"),
    ("demo-qingyue", "杭州清越传感器有限公司", "xiaoshan", "萧山区金城路八号", "2020-06-30"),
    ("demo-qingyue-2", "宁波清越传感器有限公司", "", "", "2021-03-15"),
)
NAME_HELD = ("name_zh", True, "简称就是全称去掉地名、行业和组织形式", "the brand of the full name")
SAME_PLACE = ("address", True, "街名与门牌相同，写法不同", "same street and number, written apart")
SAME_DAY = ("founded", True, "成立于同一天", "founded on the same day")
OTHER_TRADE = ("name_zh", False, "字号相同，行业不同", "same brand, another trade")
OTHER_PLACE = ("name_zh", False, "字号、行业相同，地名不同", "same brand and trade, another city")
PAIRS: tuple[tuple[str, str, float, tuple[tuple[str, bool, str, str], ...]], ...] = (
    ("demo-jinghu", "demo-jinghu-2", 0.94, (NAME_HELD, SAME_PLACE)),
    ("demo-lanzhou", "demo-lanzhou-2", 0.71, (OTHER_TRADE, SAME_DAY)),
    ("demo-qingyue", "demo-qingyue-2", 0.52, (OTHER_PLACE,)),
)


def double_the_demo() -> None:
    """Enter the doubled firms and put them up for judgement; once."""
    with acting_as_system() as system:
        if Proposal.objects.exists():
            return
        actions.put(system, "organisations", [_row(*firm) for firm in FIRMS], reason="示例")
        _propose(system)


def _row(code: str, name: str, district: str, address: str, founded: str) -> dict[str, Any]:
    told = {"id": code, "name_zh": name, "district": district, "address": address}
    return SHAPE | told | {"founded": founded}


def _propose(system: Actor) -> None:
    rows = {row.code: row for row in Organisation.objects.filter(code__startswith="demo-")}
    pairs = [
        (rows[one], rows[other], score, [_evidence(*item) for item in said])
        for one, other, score, said in PAIRS
    ]
    actions.propose(system, pairs, reason="示例")


def _evidence(field: str, agrees: bool, why: str, why_en: str) -> dict[str, Any]:  # noqa: FBT001
    return {"field": field, "agrees": agrees, "why": why, "why_en": why_en}
