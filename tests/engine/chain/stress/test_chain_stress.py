"""The stress of the small chain, worked out by hand."""

from dataclasses import replace

import pytest

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.stress.assess import stress
from shigu.engine.chain.stress.results import Cuts, Failure, SecondSource, Standstill
from shigu.engine.chain.values import Supply
from tests.engine.chain.cast import SUPPLIES, chain, firm, stands

# camera (2/3 of the weight) needs vision and isp; its modules can be replaced (0.5).
# module needs isp; cmos and lenses can be replaced. inspect (1/3) needs modules.
# One maker alone: hik (vision), sunny (lens, module), omni (cmos), opt (inspect).
CAMERA, INSPECT = 2 / 3, 1 / 3


def of(inputs=None):
    inputs = inputs or chain()
    return stress(inputs, stand_on(inputs))


def told(found, kind):
    return {f.ids: (round(f.loss, 12), f.stopped) for f in found if f.kind == kind}


def test_single_failures_of_firms():
    found = of()
    assert told(found.single, "firm") == {
        ("hik",): (round(CAMERA, 12), ("camera",)),
        ("opt",): (round(INSPECT, 12), ("inspect",)),
        ("sunny",): (round(INSPECT, 12), ("inspect",)),
        ("omni",): (0, ()),
    }
    assert found.tried["firm"] == 8
    omni = next(f for f in found.single if f.ids == ("omni",))
    assert omni.loss_without_substitutes == pytest.approx(1)


def test_single_failures_of_links_are_in_order_of_loss():
    links = [f for f in of().single if f.kind == "link"]
    assert links[0] == Failure("link", ("isp",), 1.0, 1.0, ("camera", "inspect"))
    assert told(links, "link") == {
        ("isp",): (1, ("camera", "inspect")),
        ("vision",): (round(CAMERA, 12), ("camera",)),
        ("camera",): (round(CAMERA, 12), ("camera",)),
        ("inspect",): (round(INSPECT, 12), ("inspect",)),
        ("module",): (round(INSPECT, 12), ("inspect",)),
        ("cmos",): (0, ()),
        ("lens",): (0, ()),
    }


def test_districts_places_and_all_that_is_outside():
    found = of().single
    assert told(found, "district") == {("binjiang",): (round(CAMERA, 12), ("camera",))}
    assert told(found, "place") == {
        ("shenzhen",): (round(INSPECT, 12), ("inspect",)),
        ("ningbo",): (round(INSPECT, 12), ("inspect",)),
        ("shanghai",): (0, ()),
    }
    assert told(found, "outside") == {("outside",): (1, ("camera", "inspect"))}


def test_only_pairs_that_stop_more_are_told():
    found = of()
    assert told(found.double, "firm") == {
        ("fullhan", "goke"): (1, ("camera", "inspect")),
    }
    assert told(found.double, "place") == {
        ("shanghai", "shenzhen"): (1, ("camera", "inspect")),
    }
    assert told(found.double, "link") == {}


def test_the_smallest_sets_of_firms_and_the_gates():
    assert of().cuts == (
        Cuts("camera", 1, (("hik",),), complete=True, gates=(), unnamed=()),
        Cuts("inspect", 1, (("opt",), ("sunny",)), complete=True, gates=("module",), unnamed=()),
    )


def test_a_second_source_is_worth_what_single_failures_no_longer_stop():
    assert of().second_sources == (
        SecondSource("vision", pytest.approx(CAMERA), 0.0, ("hik",)),
        SecondSource("inspect", pytest.approx(INSPECT), pytest.approx(INSPECT), ("opt",)),
        SecondSource("module", pytest.approx(INSPECT), pytest.approx(INSPECT), ("sunny",)),
    )


def test_a_link_that_nobody_is_known_to_make_has_an_unnamed_source():
    inputs = chain(positions=tuple(p for p in chain().positions if p.link != "isp"))
    found = of(inputs)
    assert told(found.single, "unnamed") == {("isp",): (1, ("camera", "inspect"))}
    assert [cut.unnamed for cut in found.cuts] == [("isp",), ("isp",)]
    assert found.second_sources[0] == SecondSource("isp", pytest.approx(1), 0.0, ())


def timed(**days: tuple[float | None, float | None]):
    """The small chain with (cover, replace) days by ``seller_buyer``."""
    supplies = tuple(
        replace(s, cover_days=given[0], replace_days=given[1])
        if (given := days.get(f"{s.from_link}_{s.to_link}"))
        else s
        for s in SUPPLIES
    )
    return of(chain(supplies=supplies))


def test_since_when_applications_stand_still():
    found = timed(isp_camera=(20, None), isp_module=(10, 90), module_inspect=(5, 200))
    isp = [s for s in found.standstills if s.link == "isp"]
    assert isp == [Standstill("isp", "inspect", 15, 90), Standstill("isp", "camera", 20, None)]
    assert found.unknown_clocks == 2


def test_without_clocks_everything_stops_at_once_and_for_good():
    found = of()
    assert found.unknown_clocks == 4
    assert Standstill("vision", "camera", 0, None) in found.standstills


def test_one_link_alone():
    inputs = chain(
        links=chain().links[5:6],
        supplies=(),
        positions=(stands("hik", "camera"),),
        capabilities=(),
        references=(),
    )
    found = of(inputs)
    assert [f.ids for f in found.single] == [("binjiang",), ("hik",), ("camera",)]
    assert found.cuts == (Cuts("camera", 1, (("hik",),), complete=True, gates=(), unnamed=()),)
    assert found.double == ()


def test_a_circle_of_links_has_no_raw_source_and_no_gates():
    ring = (Supply("camera", "inspect", 1, 0), Supply("inspect", "camera", 1, 0))
    inputs = chain(
        links=chain().links[5:7],
        supplies=ring,
        positions=(stands("hik", "camera"), stands("opt", "inspect")),
        capabilities=(),
        references=(),
    )
    assert [cut.gates for cut in of(inputs).cuts] == [(), ()]


def test_a_firm_whose_city_is_unknown_falls_alone_or_with_all_outside():
    firms = tuple(replace(f, place="") if f.id == "opt" else f for f in chain().firms)
    found = of(chain(firms=firms))
    assert ("opt",) in told(found.single, "firm")
    assert told(found.single, "place") == {
        ("ningbo",): (round(INSPECT, 12), ("inspect",)),
        ("shanghai",): (0, ()),
    }


@pytest.mark.parametrize("days", [-1.0, float("nan"), float("inf")])
def test_days_that_are_none_are_refused_at_their_supply(days):
    with pytest.raises(ChainError, match="supply isp → module: cover_days must be at least 0"):
        Supply("isp", "module", 1, 0, cover_days=days)


def test_a_firm_in_the_city_outside_the_cluster_counts_as_outside():
    inputs = chain(
        firms=(*chain().firms, firm("near", "city")),
        positions=(*chain().positions, stands("near", "vision")),
    )
    found = told(of(inputs).single, "firm")
    assert ("hik",) not in {ids for ids, (loss, _) in found.items() if loss}
