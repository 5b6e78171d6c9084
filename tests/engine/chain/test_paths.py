"""Where controllability is lost: by hand on the small chain, and against the share itself."""

import numpy as np
import pytest
from hypothesis import given, settings

from shigu.engine.chain.control import controllable_share
from shigu.engine.chain.controlled import Missing, Within
from shigu.engine.chain.paths import control, ends
from tests.engine.chain.cast import chain, stands, supply
from tests.engine.chain.test_dependence import networks


@settings(deadline=None)
@given(networks())
def test_a_walk_ends_somewhere_and_the_share_is_where_somebody_stands(shares: np.ndarray):
    final = ends(shares)
    if np.allclose(shares.sum(axis=1)[shares.sum(axis=1) > 0], 1):
        assert final.sum(axis=1) == pytest.approx(np.ones(len(shares)))
    present = (np.arange(len(shares)) % 2).astype(float)
    assert final @ present == pytest.approx(controllable_share(present, shares), abs=1e-12)


def of(scope):
    found = control(chain()).applications
    return {one.application: one for one in found if one.scope == scope}


def test_what_the_camera_lacks_within_the_cluster():
    # camera: ½ itself (there); ½ · (6 modules, 4 vision, 10 isp) / 20. vision is there.
    # isp ends ½·½ = .25; modules: ½·.3·½ = .075 here, the rest at isp .3, cmos .5, lens .2.
    camera = of("cluster")["camera"]
    assert camera.share == pytest.approx(0.5 + 0.1)
    assert camera.missing == (
        Missing("isp", pytest.approx(0.25 + 0.075 * 0.3), ("camera", "isp")),
        Missing("module", pytest.approx(0.075), ("camera", "module")),
        Missing("cmos", pytest.approx(0.075 * 0.5), ("camera", "module", "cmos")),
        Missing("lens", pytest.approx(0.075 * 0.2), ("camera", "module", "lens")),
    )
    assert camera.others == 0


def test_a_wider_ring_misses_less():
    assert of("nation")["camera"].missing == ()
    assert of("nation")["camera"].share == pytest.approx(1)
    province = of("province")["camera"]
    assert [one.link for one in province.missing] == ["isp", "cmos"]


def test_the_evidence_is_the_firms_ring_by_ring():
    links = {one.link: one for one in control(chain()).links}
    assert links["camera"].within == (Within("cluster", ("dahua", "hik", "uniview"), 3),)
    assert links["isp"].within == (Within("nation", ("fullhan", "goke"), 2),)
    assert links["isp"].share == {"cluster": 0, "city": 0, "province": 0, "nation": 1}


def test_only_real_firms_on_real_positions_are_facts():
    positions = (*chain().positions, stands("opt", "camera", 0.1, fact=False))
    links = {one.link: one for one in control(chain(positions=positions)).links}
    assert links["camera"].within[1] == Within("nation", ("opt",), 0)


def test_links_that_buy_in_a_circle_are_walked_once():
    ring = (*chain().supplies, supply("camera", "isp"))
    camera = next(
        one for one in control(chain(supplies=ring)).applications if one.application == "camera"
    )
    total = camera.share + sum(one.part for one in camera.missing) + camera.others
    assert total == pytest.approx(1)
    assert camera.missing[0].path == ("camera", "isp")


def test_parts_and_share_make_the_whole():
    for one in control(chain()).applications:
        assert one.share + sum(m.part for m in one.missing) + one.others == pytest.approx(1)
