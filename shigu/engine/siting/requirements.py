"""The requirements that can be measured: so much is needed, so much is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shigu.engine.siting.values import Need, Space


@dataclass(frozen=True, slots=True)
class Requirement:
    """The space must offer at least what the need asks, in ``unit``."""

    code: str
    zh: str
    en: str
    unit: str
    needed: Callable[[Need], float | None]
    offered: Callable[[Space], float | None]


LAND = Requirement(
    "siting.land", "用地", "land", "亩", lambda need: need.land_mu, lambda space: space.land_mu
)
AREA = Requirement(
    "siting.area",
    "面积",
    "area",
    "㎡",
    lambda need: need.floor_area_m2,
    lambda space: space.area_m2,
)
TECHNICAL = (
    Requirement(
        "siting.height",
        "净高",
        "clear height",
        "m",
        lambda need: need.height_m,
        lambda space: space.height_m,
    ),
    Requirement(
        "siting.load",
        "楼面荷载",
        "floor load",
        "t/㎡",
        lambda need: need.load_t_m2,
        lambda space: space.load_t_m2,
    ),
    Requirement(
        "siting.power",
        "供电",
        "power",
        "kVA",
        lambda need: need.power_kva,
        lambda space: space.power_kva,
    ),
    Requirement(
        "siting.water",
        "给水",
        "water",
        "t/d",
        lambda need: need.water_t_day,
        lambda space: space.water_t_day,
    ),
    Requirement(
        "siting.drainage",
        "排水",
        "drainage",
        "t/d",
        lambda need: need.drainage_t_day,
        lambda space: space.drainage_t_day,
    ),
)

LABELS: Mapping[str, tuple[str, str]] = {
    **{each.code: (each.zh, each.en) for each in (LAND, AREA, *TECHNICAL)},
    "siting.district": ("区县政策", "district policy"),
    "siting.kind": ("空间类型", "kind of space"),
    "siting.far": ("容积率", "floor-area ratio"),
    "siting.exhaust": ("排气条件", "exhaust"),
    "siting.clean": ("洁净等级", "clean class"),
    "siting.hazard": ("火灾危险性类别", "fire-hazard class"),
    "siting.code": ("行业准入", "industry code"),
    "siting.latest": ("交付日期", "delivery date"),
    "siting.available": ("可用期", "available period"),
}


def size(space: Space) -> Requirement:
    """What the space is measured by: land by 亩, everything else by ㎡."""
    return LAND if space.kind == "land" else AREA
