from __future__ import annotations

import pytest

from shigu.engine.chain.relatedness import cluster_relatedness
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS
from tests.engine.chain.cast import LINKS, chain, firm, stands


def density(**changes):
    inputs = chain(**changes)
    found = cluster_relatedness(inputs, stand_on(inputs), THRESHOLDS)
    return {link.id: value for link, value in zip(LINKS, found, strict=True)}


def test_links_made_by_the_same_places_lie_near():
    # Hangzhou is specialised in camera and vision, so each lies wholly within its strengths;
    # Ningbo joins lens and module, Shanghai ISP and CMOS, where the cluster has nothing.
    found = density()
    assert found["camera"] == 1
    assert found["vision"] == 1
    assert found["lens"] == found["module"] == found["cmos"] == found["isp"] == 0


def test_a_shared_place_brings_a_blank_link_near():
    firms = (firm("a"), firm("b", "nation"), firm("c", "province"))
    positions = (
        stands("a", "camera"),
        stands("b", "camera", 0.5),
        stands("b", "isp", 0.5),
        stands("c", "isp", 0.5),
        stands("c", "vision", 0.5),
    )
    # All are specialised in what they make; φ(isp, camera) = φ(isp, vision) = 1/2.
    found = density(firms=firms, positions=positions, capabilities=())
    assert found["isp"] == pytest.approx(0.5)
    assert found["vision"] == 0
    assert found["camera"] == 0


def test_without_listed_facts_nothing_is_related():
    assert set(density(positions=()).values()) == {0}
