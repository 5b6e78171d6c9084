from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.control import controllable, controllable_share
from shigu.engine.chain.dependence import input_shares
from shigu.engine.chain.results import Controllable
from shigu.engine.chain.standing import stand_on
from tests.engine.chain.cast import LINKS, SUPPLIES, chain, link, supply


def shares_of(links, supplies):
    return input_shares(links, supplies, substitutes=False)


def test_a_link_weighs_as_much_as_all_its_inputs():
    # chip → module (1/4), lens → module (3/4), module → camera; only lens and camera are here.
    links = (link("chip"), link("lens"), link("module"), link("camera", "application"))
    supplies = (
        supply("chip", "module", 1),
        supply("lens", "module", 3),
        supply("module", "camera"),
    )
    ours = controllable_share(np.array([0.0, 1.0, 0.0, 1.0]), shares_of(links, supplies))
    module = 0.5 * 0 + 0.5 * (0.25 * 0 + 0.75 * 1)
    assert ours == pytest.approx(np.array([0, 1, module, 0.5 + 0.5 * module]))


def test_a_cycle_is_solved_exactly():
    links = (link("a"), link("b", "application"))
    supplies = (supply("a", "b"), supply("b", "a"))
    # c_a = ½ + ½ c_b, c_b = ½ c_a
    ours = controllable_share(np.array([1.0, 0.0]), shares_of(links, supplies))
    assert ours == pytest.approx(np.array([2 / 3, 1 / 3]))


def test_rings_only_add_suppliers():
    inputs = chain()
    ours = controllable(LINKS, stand_on(inputs), shares_of(LINKS, SUPPLIES))
    by_id = dict(zip((link.id for link in LINKS), ours, strict=True))
    assert by_id["isp"] == Controllable(0, 0, 0, 1)
    assert by_id["lens"] == Controllable(0, 0, 1, 1)
    # camera: itself and image recognition (4 of 20) are local, camera modules (6) and ISP are not
    assert by_id["camera"].cluster == pytest.approx(0.5 + 0.5 * 4 / 20)
    assert by_id["camera"].nation == 1
    for one in ours:
        assert one.cluster <= one.city <= one.province <= one.nation


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=7, max_size=7))
def test_the_controllable_share_is_a_share(present: list[bool]):
    ours = controllable_share(np.array(present, float), shares_of(LINKS, SUPPLIES))
    assert (ours >= 0).all()
    assert (ours <= 1).all()
