from datetime import date, timedelta

import pytest

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.fit import fit, fits

ONE_FAILURE = [
    ("siting.area", {"floor_area_m2": 1001.0}, {}),
    ("siting.area.unknown", {}, {"area_m2": None}),
    ("siting.height", {"height_m": 6.0}, {"height_m": 5.9}),
    ("siting.height.unknown", {"height_m": 6.0}, {}),
    ("siting.load", {"load_t_m2": 1.0}, {"load_t_m2": 0.5}),
    ("siting.power", {"power_kva": 800.0}, {"power_kva": 630.0}),
    ("siting.water", {"water_t_day": 8.0}, {"water_t_day": 7.0}),
    ("siting.drainage", {"drainage_t_day": 8.0}, {"drainage_t_day": 7.0}),
    ("siting.drainage.unknown", {"drainage_t_day": 8.0}, {}),
    ("siting.exhaust", {"needs_exhaust": True}, {"exhaust": False}),
    ("siting.exhaust.unknown", {"needs_exhaust": True}, {}),
    ("siting.clean", {"clean_class": 6}, {"clean_class": 7}),
    ("siting.clean.unknown", {"clean_class": 6}, {}),
    ("siting.hazard", {"hazard_class": "乙"}, {"hazard_class": "丙"}),
    ("siting.hazard.unknown", {"hazard_class": "戊"}, {}),
    ("siting.code", {"code": "3912"}, {"codes_allowed": ("35", "398")}),
    ("siting.code.unknown", {}, {"codes_allowed": ("39",)}),
    ("siting.kind", {"land_mu": 5.0, "floor_area_m2": None}, {}),
    ("siting.kind", {}, {"kind": "land", "land_mu": 5.0}),
    ("siting.land", {"land_mu": 6.0, "floor_area_m2": None}, {"kind": "land", "land_mu": 5.0}),
    ("siting.district", {"districts_allowed": frozenset("e")}, {}),
    ("siting.excluded", {"districts_excluded": frozenset("d")}, {}),
    ("siting.latest", {"latest": date(2026, 12, 1)}, {"available_from": date(2026, 12, 2)}),
    ("siting.available", {"earliest": date(2027, 1, 1)}, {"available_to": date(2027, 1, 1)}),
]


@pytest.mark.parametrize(("constraint", "asked", "offered"), ONE_FAILURE)
def test_each_requirement_that_fails_is_named(need, space, constraint, asked, offered):
    pair = need("p", **asked), space("s", **offered)
    assert [misfit.constraint for misfit in fit(*pair)] == [constraint]
    assert not fits(*pair)


MET_EXACTLY = [
    ({"floor_area_m2": 1000.0}, {}),
    ({"height_m": 6.0}, {"height_m": 6.0}),
    ({"clean_class": 6}, {"clean_class": 5}),
    ({"hazard_class": "丁"}, {"hazard_class": "丙"}),
    ({"code": "3912"}, {"codes_allowed": ("35", "39")}),
    ({"code": None}, {"codes_allowed": ()}),
    ({"latest": date(2026, 12, 1)}, {"available_from": date(2026, 12, 1)}),
    ({"earliest": date(2026, 12, 31)}, {"available_to": date(2027, 1, 1)}),
    ({"height_m": 0.0}, {"height_m": None}),
    ({"districts_allowed": frozenset("de")}, {}),
]


@pytest.mark.parametrize(("asked", "offered"), MET_EXACTLY)
def test_a_requirement_met_exactly_is_met(need, space, asked, offered):
    assert fit(need("p", **asked), space("s", **offered)) == ()


def test_the_floor_area_ratio_is_compared_exactly(need, space):
    """3 亩 are 2000 ㎡: a ratio of 1.5 is 3000 ㎡ to the last digit."""
    ground = space("s", kind="land", land_mu=3.0, far_min=1.5, far_max=2.0)
    built = {area: fit(need("p", land_mu=3.0, floor_area_m2=area), ground) for area in AREAS}
    assert [len(misfits) for misfits in built.values()] == [1, 0, 0, 1]
    assert built[4000.01][0].offered.en == "1.5–2"


AREAS = (2999.99, 3000.0, 4000.0, 4000.01)


def test_a_misfit_measures_what_is_missing(need, space):
    (misfit,) = fit(need("p", height_m=6.0), space("s", height_m=4.5))
    assert misfit.shortfall == 0.25
    assert misfit.asked == 6.0
    assert (misfit.needed.zh, misfit.offered.zh) == ("6 m", "4.5 m")


def test_all_failures_are_told_not_only_the_first(need, space):
    asked = need("p", height_m=9.0, load_t_m2=3.0, needs_exhaust=True)
    found = fit(asked, space("s", height_m=4.0, load_t_m2=1.0, exhaust=False))
    assert [each.constraint for each in found] == ["siting.height", "siting.load", "siting.exhaust"]


def test_a_vetoed_project_has_no_arcs(need, space, problem):
    asked = problem([need("p"), need("q", veto="重大失信")], [space("s")])
    assert compatible(asked) == {"p": ("s",)}


def test_a_day_late_is_a_part_of_a_year(need, space, today):
    late = space("s", available_from=today + timedelta(days=73))
    (misfit,) = fit(need("p", latest=today), late)
    assert misfit.shortfall == pytest.approx(73 / 365.25)
