from __future__ import annotations

from dataclasses import replace

import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.results import Controllable
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, stands, supply


def links(**changes):
    return {link.id: link for link in assess(chain(**changes), seed=1, draws=50).links}


def test_links_keep_their_order_and_their_organisations():
    found = links()
    assert list(found) == [link.id for link in LINKS]
    assert found["camera"].organisations == ("dahua", "hik", "uniview")
    assert found["camera"].status == "strong"
    assert found["camera"].concentration == pytest.approx(1 / 3)


def test_a_single_source_is_called_one():
    found = links()
    assert found["vision"].single_source
    assert not found["camera"].single_source
    assert not found["isp"].single_source


def test_presence_is_told_by_district():
    moved = tuple(replace(one, district="xiaoshan") if one.id == "hik" else one for one in FIRMS)
    by_district = links(firms=moved)["camera"].by_district
    assert list(by_district) == ["binjiang", "xiaoshan"]
    assert (by_district["binjiang"].organisations, by_district["xiaoshan"].organisations) == (2, 1)
    assert by_district["binjiang"].share_sum == pytest.approx(1.2)
    quotient = by_district["xiaoshan"].location_quotient
    # hik alone: 1 of 2 positions against 6 of 38
    assert quotient.value == pytest.approx((1 / 2) / (6 / 38))


def test_a_district_without_listed_firms_says_why_it_has_no_quotient():
    presence = links()["camera"].by_district["xiaoshan"]
    assert presence.organisations == 0
    assert presence.location_quotient is None
    assert presence.why.code == "chain.lq.no_firms"


def test_illustrative_firms_stand_but_are_not_facts():
    found = links(
        firms=(*FIRMS, firm("drawn", fact=False)), positions=(*POSITIONS, stands("drawn", "isp"))
    )
    presence = found["isp"].by_district["binjiang"]
    assert (presence.organisations, presence.facts) == (1, 0)


def test_what_hangs_on_a_link_is_listed_most_hurt_first():
    hangs = links()["module"].hangs_on
    assert [one.link for one in hangs] == ["inspect", "camera"]
    assert hangs[0].cut == 1
    assert hangs[1].cut == pytest.approx(0.3 * 0.5)
    assert hangs[1].cut_without_substitutes == pytest.approx(0.3)
    assert links()["camera"].hangs_on == ()


def test_only_weak_or_blank_links_in_the_top_quarter_are_critical():
    assert {link for link, found in links().items() if found.critical} == {"module"}


def test_an_institute_does_not_fill_a_blank():
    assert links(positions=(*POSITIONS, stands("lab", "isp")))["isp"].status == "blank"


def test_every_link_has_its_reasons_with_inputs():
    for found in links().values():
        codes = [reason.code for reason in found.reasons]
        assert codes[0].startswith("chain.status.")
        assert codes[-1] == "chain.criticality"
        assert found.reasons[-1].inputs["criticality"] == found.criticality


def test_the_controllable_share_is_told_by_ring():
    assert links()["lens"].controllable == Controllable(0, 0, 1, 1)


def test_the_whole_assessment_is_decided_by_its_seed():
    first, again = (assess(chain(), seed=3, draws=300) for _ in range(2))
    assert first == again
    assert assess(chain(), seed=4, draws=300).links == first.links


def test_a_cycle_among_links_is_assessed():
    cyclic = (supply("isp", "cmos"), supply("cmos", "isp"), supply("isp", "camera"))
    found = links(supplies=cyclic)
    assert found["cmos"].hangs_on[0].cut == 1


def test_no_draw_is_refused():
    with pytest.raises(ValueError, match="0 draws for 1 samples"):
        assess(chain(), seed=1, draws=0)
