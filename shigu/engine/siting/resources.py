"""What is scarce: how much of each resource a need takes in a space, and its unit of price.

A quantity that the need leaves open counts as nothing taken. Land is taken on land only: a firm
that rents a floor uses none, although its row may state both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shigu.engine.siting.values import Kind, Need, Space


@dataclass(frozen=True, slots=True)
class Resource:
    """``step`` units in the tables (named ``unit`` in words) are what a shadow price is for;
    ``drawn`` is what a need takes in any space of a kind."""

    code: str
    zh: str
    en: str
    unit: str
    step: float
    drawn: Callable[[Need, Kind], float]

    @property
    def sign(self) -> str:
        """The unit without its step: ``100 kVA`` → ``kVA``."""
        return self.unit.split(" ")[-1]

    def taken(self, need: Need, space: Space) -> float:
        """How much of it the need takes in the space."""
        return self.drawn(need, space.kind)


LAND = Resource(
    "land", "用地", "land", "mu", 1, lambda n, kind: _stated(n.land_mu) if kind == "land" else 0
)
FLOOR_AREA = Resource(
    "floor_area", "建筑面积", "floor area", "100 m2", 100, lambda n, _: _stated(n.floor_area_m2)
)
POWER = Resource("power", "供电", "power", "100 kVA", 100, lambda n, _: _stated(n.power_kva))
WATER = Resource("water", "给水", "water", "t/day", 1, lambda n, _: _stated(n.water_t_day))
WASTE_WATER = Resource(
    "waste_water", "排水", "waste water", "t/day", 1, lambda n, _: _stated(n.drainage_t_day)
)
ENERGY = Resource("energy", "能耗", "energy", "100 tce", 100, lambda n, _: _stated(n.energy_tce))
EMISSION = Resource("emission", "排放", "emissions", "t", 1, lambda n, _: _stated(n.emission_t))
INVESTMENT = Resource(
    "investment", "投资", "investment", "1000 wan", 1000, lambda n, _: _stated(n.invest_wan)
)
PROJECTS = Resource("projects", "项目数", "projects", "project", 1, lambda n, _: n.phase_of is None)
"""A project counts once: its later phases are inside the contract (三明 2006)."""
SPACE = Resource("space", "整处空间", "whole space", "space", 1, lambda _n, _kind: 1)

POOLED: Mapping[str, Resource] = {
    "land": LAND,
    "power": POWER,
    "energy": ENERGY,
    "emission": EMISSION,
    "waste_water": WASTE_WATER,
}
MEASURED: Mapping[str, Resource] = {
    "projects": PROJECTS,
    "land_mu": LAND,
    "floor_area_m2": FLOOR_AREA,
    "invest_wan": INVESTMENT,
    "power_kva": POWER,
    "energy_tce": ENERGY,
    "emission_t": EMISSION,
}


def _stated(quantity: float | None) -> float:
    return 0.0 if quantity is None else quantity
