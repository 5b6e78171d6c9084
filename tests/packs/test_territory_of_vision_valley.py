"""The reference pack's territory: what must stay true however the rows are edited."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shigu.districts.boundaries import boundaries
from shigu.engine.plan.results import Ring

PACK = Path(__file__).parents[2] / "packs" / "vision-valley"
PLACED_STAGES = {"8", "9", "10", "11", "12", "13", "14", "15"}


def rows(table: str) -> list[dict[str, str]]:
    with (PACK / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contains(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    edges = zip(ring, ring[1:] + ring[:1], strict=True)
    crossed = (
        (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in edges
    )
    return sum(crossed) % 2 == 1


@pytest.fixture(scope="module")
def illustrative() -> list[dict[str, str]]:
    return [row for row in rows("projects") if row["status"] == "illustrative"]


def test_every_zone_and_space_lies_in_its_district() -> None:
    codes = {row["id"]: row["gb_code"] for row in rows("districts") if row["gb_code"]}
    district = {row["id"]: row["district"] for row in rows("zones")}
    polygons = boundaries({name: codes[name] for name in set(district.values())})
    for row in rows("zones") + rows("spaces"):
        rings = polygons[district[row.get("zone", row["id"])]]
        lon, lat = float(row["lon"]), float(row["lat"])
        assert any(contains(ring, lon, lat) for ring in rings), row["id"]


def test_the_thirteen_districts_of_hangzhou_after_2021_carry_their_codes() -> None:
    codes = {r["gb_code"] for r in rows("districts") if r["parent"] == "hangzhou" and r["gb_code"]}
    suffixes = ["02", "05", "06", "08", "09", "10", "11", "12", "13", "14", "22", "27", "82"]
    assert codes == {f"3301{suffix}" for suffix in suffixes}


def test_the_two_deadlines_of_the_same_target_both_stand() -> None:
    same = [row for row in rows("targets") if row["indicator"] == "视觉智能核心产业营业收入"]
    assert [(row["value"], row["period_to"]) for row in same] == [
        ("4000", "2025-12-31"),
        ("4000", "2027-12-31"),
    ]
    assert len({row["source"] for row in same}) == 2


def test_lots_given_in_mu_are_converted_exactly() -> None:
    area = {row["id"]: row["area_km2"] for row in rows("zones")}
    assert float(area["window-complex"]) == pytest.approx(68 / 1500, abs=5e-7)
    assert float(area["xiaoshan-stock-park"]) == pytest.approx(53 / 1500, abs=5e-7)
    assert float(area["yiqiao-block"]) == pytest.approx(80 / 1500, abs=5e-7)


def test_real_projects_have_their_place_and_illustrative_ones_look_for_it(
    illustrative: list[dict[str, str]],
) -> None:
    facts = [row for row in rows("projects") if row["status"] == "fact"]
    assert len(facts) == 10
    assert {row["stage"] for row in facts} <= PLACED_STAGES
    assert not {row["stage"] for row in illustrative} & PLACED_STAGES
    assert all(row["name"].endswith("（示例）") for row in illustrative)


def test_who_introduced_the_illustrative_projects(illustrative: list[dict[str, str]]) -> None:
    introducers = [row["introducer"] for row in illustrative]
    counts = {district: introducers.count(district) for district in set(introducers)}
    assert counts == {
        "binjiang": 35, "xiaoshan": 8, "qiantang": 7, "yuhang": 6, "xihu": 3, "linan": 3,
        "hangzhou": 8,
    }  # fmt: skip


def test_land_is_used_at_a_credible_intensity(illustrative: list[dict[str, str]]) -> None:
    for row in illustrative:
        if row["land_mu"]:
            assert 300 <= float(row["fixed_invest_wan"]) / float(row["land_mu"]) <= 1500, row["id"]


def test_every_project_to_be_placed_has_ten_years(illustrative: list[dict[str, str]]) -> None:
    years: dict[str, list[int]] = {}
    for row in rows("project_years"):
        years.setdefault(row["project"], []).append(int(row["year"]))
    assert years == {row["id"]: list(range(1, 11)) for row in illustrative}


def test_free_floors_of_a_park_do_not_exceed_what_it_has() -> None:
    floors = [row for row in rows("spaces") if row["zone"] == "xiaoshan-stock-park"]
    assert sum(float(row["area_m2"]) for row in floors) <= 65_500
