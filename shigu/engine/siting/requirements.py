"""The requirements that can be measured: so much is needed, so much is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shigu.engine.reasons import Reason
from shigu.engine.siting.values import Need, Space
from shigu.engine.siting.wording import Words, amount

TIGHTEST = 2


@dataclass(frozen=True, slots=True)
class Requirement:
    """The space must offer at least what the need asks, in ``unit`` (of ``wording.amount``)."""

    code: str
    zh: str
    en: str
    unit: str
    needed: Callable[[Need], float | None]
    offered: Callable[[Space], float | None]


LAND = Requirement(
    "siting.land", "用地", "land", "mu", lambda need: need.land_mu, lambda space: space.land_mu
)
AREA = Requirement(
    "siting.area",
    "面积",
    "area",
    "m2",
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
        "t/m2",
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
        "t/day",
        lambda need: need.water_t_day,
        lambda space: space.water_t_day,
    ),
    Requirement(
        "siting.drainage",
        "排水",
        "drainage",
        "t/day",
        lambda need: need.drainage_t_day,
        lambda space: space.drainage_t_day,
    ),
)

LABELS: Mapping[str, Words] = {
    **{each.code: Words(each.zh, each.en) for each in (LAND, AREA, *TECHNICAL)},
    "siting.far": Words("容积率", "floor-area ratio"),
    "siting.clean": Words("洁净等级", "clean class"),
}
"""What falls short by a quantity, by code."""


def compared(code: str, needed: Words, offered: Words) -> Words:
    """「净高：需要 6 m，可供 7.2 m」."""
    label = LABELS[code]
    return Words(
        f"{label.zh}：需要 {needed.zh}，可供 {offered.zh}",
        f"{label.en}: needs {needed.en}, offers {offered.en}",
    )


def size(space: Space) -> Requirement:
    """What the space is measured by: land by 亩, everything else by ㎡."""
    return LAND if space.kind == "land" else AREA


def tightest(need: Need, space: Space) -> Iterator[Reason]:
    """The requirements that are met with the least to spare."""
    spare = []
    for requirement in (size(space), *TECHNICAL):
        needed, offered = requirement.needed(need), requirement.offered(space)
        if needed and offered is not None:
            spare.append((offered / needed - 1, requirement.code, requirement, needed, offered))
    for part, code, requirement, needed, offered in sorted(spare, key=lambda each: each[:2])[
        :TIGHTEST
    ]:
        unit = requirement.unit
        told = compared(code, amount(needed, unit), amount(offered, unit))
        yield Reason(
            code=code,
            zh=told.zh,
            en=told.en,
            inputs={"needed": needed, "offered": offered, "spare": round(part, 4)},
        )
