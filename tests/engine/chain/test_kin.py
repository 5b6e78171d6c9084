from __future__ import annotations

import math

import pytest

from shigu.engine.chain.kin import KinFinder
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.ties import TieFinder
from shigu.engine.chain.values import Ownership
from tests.engine.chain.cast import FIRMS, POSITIONS, chain, firm, stands

GROUP = firm("group", "nation", name_zh="集团")
FAR = firm("far", "nation")


def inputs(*ownerships, firms=(GROUP, FAR), positions=(), **changes):
    return chain(
        firms=(*FIRMS, *firms),
        positions=(*POSITIONS, *positions),
        ownerships=tuple(Ownership(*row) for row in ownerships),
        **changes,
    )


def reach(gap, to, given):
    return TieFinder(given, stand_on(given)).reach(gap, to)


def test_without_ownership_the_tie_is_that_of_the_supplies():
    found = reach("isp", "fullhan", inputs())
    assert (found.links, found.relation, found.length) == (("camera", "isp"), "buys", 1)


def test_a_local_owner_introduces_before_a_direct_buyer():
    found = reach("isp", "fullhan", inputs(("hik", "fullhan", 0.2)))
    assert (found.relation, found.before, found.length) == ("owner", ("hik", "fullhan"), 1)
    assert found.local.firm.id == "hik"


def test_ownership_is_walked_both_ways_over_a_common_owner():
    found = reach("isp", "goke", inputs(("group", "uniview", None), ("group", "goke", 0.4)))
    assert found.before == ("uniview", "group", "goke")
    assert found.length == 2


def test_the_greatest_product_of_halved_shares_wins():
    given = inputs(
        ("hik", "far", 0.04),
        ("group", "far", 1.0),
        ("group", "dahua", 0.6),
        positions=(stands("far", "isp", 0.5),),
    )
    way = KinFinder(given, stand_on(given)).by_ownership("far")
    assert way.before == ("dahua", "group", "far")
    assert math.exp(-way.cost) == pytest.approx((0.6 / 2) * (1.0 / 2))


def test_owners_and_supplies_join_where_neither_leads_alone():
    """uniview buys modules; sunny makes them; who owns sunny is reached through it."""
    given = inputs(
        ("far", "sunny", 0.9),
        positions=(stands("far", "vision", 0.5),),
        supplies=tuple(s for s in chain().supplies if s.from_link != "vision"),
    )
    found = reach("vision", "far", given)
    assert found.relation == "indirect"
    assert found.links[-1] in {"module", "lens"}
    assert found.after == ("sunny", "far")
    assert found.length == len(found.links) - 1 + 1


def test_competitors_on_one_link_are_no_tie():
    given = inputs(("group", "opt", 0.5), supplies=())
    assert reach("inspect", "opt", given) is None


def test_a_way_over_the_supplies_alone_is_kept_where_it_is_as_strong():
    given = inputs(("group", "omni", 0.5))
    assert reach("cmos", "omni", given).links == ("camera", "module", "cmos")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("hik", "hik", 0.5), "nobody owns itself"),
        (("hik", "far", 0.0), "share must be above 0"),
        (("hik", "far", 1.2), "at most 1"),
        (("hik", "far", float("nan")), "share must be above 0"),
    ],
)
def test_what_is_no_ownership_is_refused(row, problem):
    with pytest.raises(ValueError, match=problem):
        Ownership(*row)


def test_an_owner_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="ownership nobody → hik: no organisation nobody"):
        inputs(("nobody", "hik", 0.5))
