from __future__ import annotations

from dataclasses import replace

import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.values import Capability, Position, ReferenceCount, Supply
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, SUPPLIES, chain, counts, firm, link

NAN = float("nan")


@pytest.mark.parametrize("weight", [0.0, -1.0, NAN, float("inf")])
def test_a_weight_is_a_positive_number(weight: float):
    with pytest.raises(ChainError, match="link isp: weight must be above 0"):
        link("isp", weight=weight)
    with pytest.raises(ChainError, match="supply a → b: weight must be above 0"):
        Supply("a", "b", weight, 0.5)


@pytest.mark.parametrize("part", [-0.1, 1.1, NAN])
def test_a_part_lies_between_0_and_1(part: float):
    with pytest.raises(ChainError, match="substitutability must be at least 0 and at most 1"):
        Supply("a", "b", 1, part)
    with pytest.raises(ChainError, match="position hik at camera: share"):
        Position("hik", "camera", part, 0.5, fact=True)
    with pytest.raises(ChainError, match="position hik at camera: confidence"):
        Position("hik", "camera", 0.5, part, fact=True)


def test_a_link_cannot_supply_itself():
    with pytest.raises(ChainError, match="supply a → a: a link cannot supply itself"):
        Supply("a", "a", 1, 0)


def test_an_unknown_scope_is_refused():
    with pytest.raises(ChainError, match="organisation hik: scope must be one of"):
        replace(firm("hik"), scope="county")


@pytest.mark.parametrize("km", [-1.0, float("nan"), float("inf")])
def test_a_distance_is_a_number_of_kilometres(km):
    with pytest.raises(ChainError, match="organisation hik: distance must be at least 0"):
        firm("hik", km=km)


def test_a_negative_or_unknown_count_is_refused():
    with pytest.raises(ChainError, match="reference count china isp 2021: count"):
        ReferenceCount("china", "isp", 2021, -1, "listed_firms", "s")
    with pytest.raises(ChainError, match="what must be one of"):
        ReferenceCount("china", "isp", 2021, 1, "people", "s")


@pytest.mark.parametrize(
    ("changes", "place", "problem"),
    [
        ({"links": ()}, "chain", "it has no link"),
        ({"links": LINKS[:5], "supplies": ()}, "chain", "no application hangs on its links"),
        ({"links": (*LINKS, LINKS[0])}, "link isp", "it occurs twice"),
        ({"firms": (*FIRMS, FIRMS[0])}, "organisation hik", "it occurs twice"),
        ({"supplies": (*SUPPLIES, SUPPLIES[0])}, "supply isp module", "it occurs twice"),
        ({"positions": (*POSITIONS, POSITIONS[0])}, "position hik camera", "it occurs twice"),
        ({"references": counts(isp=1) * 2}, "reference count china isp 2021 listed_firms", "twice"),
        ({"supplies": (Supply("moon", "isp", 1, 0),)}, "supply moon → isp", "no link moon"),
        ({"positions": (Position("hik", "moon", 1, 1, fact=True),)}, "position hik at moon",
         "no link moon"),
        ({"positions": (Position("nobody", "isp", 1, 1, fact=True),)}, "position nobody at isp",
         "no organisation nobody"),
        ({"capabilities": (Capability("nobody", "isp", "research"),)}, "capability nobody at isp",
         "no organisation nobody"),
        ({"references": counts(moon=1)}, "reference count china moon", "no link moon"),
        ({"districts": ("xiaoshan",)}, "organisation hik", "'binjiang' is no district"),
        ({"sources": {}}, "organisation hik", "no source s-list"),
    ],
)  # fmt: skip
def test_the_place_at_fault_is_named(changes: dict[str, object], place: str, problem: str):
    with pytest.raises(ChainError, match=problem) as refusal:
        chain(**changes)
    assert refusal.value.place == place
