"""Pages of complexity, control and input–output say what the assessment found, row by row."""

import pytest

from shigu.chain.models import Assessment
from tests.chain.test_pages import exported, html


def test_the_most_demanding_link_comes_first_and_cities_follow(visit, assessed):
    page = html(visit("lin", "/chain/complexity/", count="chain:complexity"))
    space = assessed.indicators["product_space"]
    rows = exported(visit("lin", "/chain/complexity/?export=csv"))[1:]
    ordered = sorted(space["links"], key=lambda one: -one["pci"])
    assert [float(row[2]) for row in rows] == [one["pci"] for one in ordered]
    assert [int(row[4]) for row in rows] == [one["ubiquity"] for one in ordered]
    assert f"{len(ordered)} 个环节、{len(space['places'])} 座城市" in page
    assert "本集群所在" in page.split('id="cities"')[1]


def test_control_is_told_by_ring_with_the_firms_that_it_rests_on(visit, assessed):
    page = html(visit("lin", "/chain/control/?layer=application", count="chain:control"))
    rows = exported(visit("lin", "/chain/control/?layer=application&export=csv"))[1:]
    found = {
        one["application"]: one
        for one in assessed.control["applications"]
        if one["scope"] == "cluster"
    }
    assert sorted(float(row[2]) for row in rows) == pytest.approx(
        sorted(one["share"] for one in found.values())
    )
    assert all(float(row[2]) <= float(row[3]) <= float(row[4]) <= float(row[5]) for row in rows)
    assert "按政策权重平均" in page
    camera = next(one for one in assessed.control["links"] if one["link"] == "smart-camera")
    ring = camera["within"][0]
    page = html(visit("lin", "/chain/control/?q=smart camera"))
    assert f"（{len(ring['firms'])} 家，事实 {ring['facts']}）" in page


def test_links_stand_on_sectors_and_an_extracted_sector_says_what_is_lost(visit, assessed):
    page = html(visit("lin", "/chain/flows/", count="chain:flows"))
    rows = exported(visit("lin", "/chain/flows/?export=csv"))[1:]
    flows = assessed.input_output
    assert [float(row[4]) for row in rows] == sorted(
        (one["output_multiplier"] for one in flows["links"]), reverse=True
    )
    sectors = page.split('id="sectors"')[1]
    assert sectors.count("<tr>") == 1 + len(flows["sectors"])
    most = max(flows["sectors"], key=lambda one: one["lost_without"])
    assert f"{most['lost_without']:.1%}" in sectors.split("</tr>")[1]


def test_gaps_tell_between_which_ranks_they_stay(visit, assessed):
    html(visit("lin", "/chain/gaps/", count="chain:gaps"))
    head, *rows = exported(visit("lin", "/chain/gaps/?export=csv&columns=link&columns=span"))
    steady = {one["rank"]: one for one in assessed.indicators["gap_stability"]}
    assert head[1] == "名次区间"
    low, high = steady[1]["rank_low"], steady[1]["rank_high"]
    assert rows[0][1] == (f"{low}–{high}" if low != high else str(low))


def test_an_assessment_without_these_parts_says_what_to_do(visit, assessed, act):
    with act("gu"):
        Assessment.objects.filter(pk=assessed.pk).update(
            indicators=None, control=None, input_output=None
        )
    for address in ("complexity", "control", "flows"):
        assert "重新计算一次即可" in html(visit("lin", f"/chain/{address}/"))
