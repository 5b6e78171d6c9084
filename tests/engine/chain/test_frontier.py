from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.frontier import demand, undominated
from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.standing import stand_on
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, stands

CITIES = (
    firm("a", "nation", place="suzhou"),
    firm("b", "nation", place="wuxi"),
    firm("c", "nation", place="hefei"),
    firm("d", "nation", place="ningde"),
)
MADE = (
    *(stands("a", key, 0.2) for key in ("isp", "cmos", "lens", "module", "vision")),
    *(stands("b", key, 0.3) for key in ("cmos", "lens", "module")),
    stands("c", "lens", 0.9),
    *(stands("d", key, 0.5) for key in ("isp", "cmos")),
)
SPECIALISED = {
    "suzhou": {"isp", "module", "vision"},
    "wuxi": {"cmos", "lens", "module"},
    "hefei": {"lens"},
    "ningde": {"isp", "cmos"},
}
"""By hand: of eleven positions ISP and the module have 2 each, CMOS and the lens 3, vision 1, so
Suzhou's fifth of CMOS is 0.73 of what is due and its fifth of ISP 1.1."""


def found(firms=CITIES, positions=MADE):
    inputs = chain(firms=firms, positions=positions, capabilities=())
    return indicators(inputs, assess(inputs, seed=1, draws=200), seed=1)


def test_the_front_is_what_nobody_beats_in_everything():
    aims = np.array([[3.0, 1.0], [1.0, 3.0], [2.0, 2.0], [1.0, 1.0], [3.0, 1.0]])
    assert undominated(aims).tolist() == [True, True, True, False, True]


def test_an_aim_that_is_no_number_is_refused_by_row():
    with pytest.raises(ChainError, match="alternative 1"):
        undominated(np.array([[1.0, 2.0], [np.nan, 1.0]]))


def test_demand_counts_the_inputs_of_real_local_enterprises():
    """Three local camera makers buy 6/20 of modules, 4/20 of vision and 10/20 of ISP."""
    inputs = chain()
    wanted = dict(zip((link.id for link in LINKS), demand(inputs, stand_on(inputs)), strict=True))
    assert wanted["isp"] == pytest.approx(3 * 10 / 20)
    assert wanted["module"] == pytest.approx(3 * 6 / 20)
    assert wanted["vision"] == pytest.approx(3 * 4 / 20)
    assert wanted["camera"] == 0
    illustrative = tuple(replace(one, fact=False) for one in POSITIONS)
    plain = chain(positions=illustrative)
    assert not demand(plain, stand_on(plain)).any()


def test_complexity_of_cities_and_links_from_listed_firms():
    space = found().product_space
    assert space.why is None
    assert {one.place: one.diversity for one in space.places} == {
        place: len(links) for place, links in SPECIALISED.items()
    }
    assert {one.link: one.ubiquity for one in space.links} == {
        "isp": 2,
        "cmos": 2,
        "lens": 2,
        "module": 2,
        "vision": 1,
    }
    pci = {one.link: one.pci for one in space.links}
    for one in space.places:
        mean = sum(pci[link] for link in SPECIALISED[one.place]) / one.diversity
        assert one.eci == pytest.approx(mean, abs=1e-12)
    assert space.left_out_links == ("camera", "inspect")
    assert space.left_out_places == ()


def test_a_frontier_is_told_for_cluster_districts_and_zones():
    local = (
        firm("one", zone="park"),
        firm("two", district="xiaoshan"),
        firm("sketch", district="binjiang", fact=False),
    )
    made = (stands("one", "module"), stands("two", "lens"), stands("sketch", "vision"))
    areas = {one.area: one for one in found(CITIES + local, MADE + made).frontiers}
    assert [(one.kind, one.area) for one in areas.values()] == [
        ("cluster", "cluster"),
        ("district", "binjiang"),
        ("district", "xiaoshan"),
        ("zone", "park"),
    ]
    assert areas["cluster"].has == ("lens", "module")
    assert areas["xiaoshan"].has == ("lens",)
    park = areas["park"]
    assert park.has == areas["binjiang"].has == ("module",)
    assert {point.link for point in park.points} == {"isp", "cmos", "lens", "vision"}
    assert [point.on_frontier for point in park.points] == sorted(
        (point.on_frontier for point in park.points), reverse=True
    )


def test_an_area_without_real_firms_says_so():
    quiet = found().frontiers
    assert {one.why.code for one in quiet if one.why} == {"chain.frontier.nobody"}
    assert all(one.points == () for one in quiet)


def test_firms_of_one_city_determine_no_complexity():
    space = found(firms=CITIES[:1], positions=MADE[:5]).product_space
    assert space.why is not None
    assert space.why.code == "chain.complexity.undetermined"
    assert "two places" in space.why.en
    assert space.places == space.links == ()
    assert found(firms=(), positions=()).product_space.why is not None


def test_the_standard_cast_names_who_hangs_together_with_nobody():
    """Hangzhou, Ningbo, Shenzhen and Shanghai: only those that share links are compared."""
    space = found(FIRMS, POSITIONS).product_space
    assert space.why is not None or {one.place for one in space.places} <= {"shanghai", "shenzhen"}
