from __future__ import annotations

import math
from dataclasses import astuple

import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.gap_words import urgency
from shigu.engine.chain.means import Means
from shigu.engine.chain.values import Capability
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, stands


def gaps(**changes):
    return {gap.link: gap for gap in assess(chain(**changes), seed=1, draws=500).gaps}


def test_every_blank_and_weak_link_is_a_gap_and_no_strong_one():
    assert set(gaps()) == {"isp", "cmos", "lens", "module", "vision", "inspect"}


def test_the_criteria_are_scaled_over_the_whole_chain():
    # camera is the most critical link (its own 2/3 of the policy weight) and the heaviest.
    isp = gaps()["isp"].criteria
    lost_camera = 0.5 * 0.9 + 0.3 * 0.5 * (0.3 * 0.8)
    lost_inspect = 0.3 * 0.8
    assert isp.criticality == pytest.approx((2 * lost_camera + lost_inspect) / 3 / (2 / 3))
    assert isp.shortage == 1
    assert isp.policy == 0.5
    assert isp.feasibility == pytest.approx((1 - math.exp(-2 / 5) + 1 + 0) / 3)


def test_a_single_supplier_halves_the_shortage():
    assert gaps()["vision"].criteria.shortage == 0.5


def test_feasibility_is_the_mean_of_candidates_laboratory_and_relatedness():
    assert Means({"city": 2, "nation": 3}, ("lab",), 0.4).feasibility == pytest.approx(
        (1 - math.exp(-1) + 1 + 0.4) / 3
    )
    assert Means({"city": 0}, (), 0.0).feasibility == 0


def test_illustrative_firms_elsewhere_make_a_gap_no_more_feasible():
    drawn = firm("drawn", "city", fact=False)
    more = gaps(firms=(*FIRMS, drawn), positions=(*POSITIONS, stands("drawn", "isp")))
    assert more["isp"].criteria == gaps()["isp"].criteria


def test_a_laboratory_counts_only_within_the_city():
    far = firm("far", "nation", kind="institute")
    found = gaps(firms=(*FIRMS, far), capabilities=(Capability("far", "cmos", "research"),))
    assert found["cmos"].laboratories == ()
    assert gaps()["isp"].laboratories == ("lab",)


def test_the_most_urgent_gap_comes_first_and_ranks_are_probabilities():
    ordered = list(gaps().values())
    assert ordered[0].link == "isp"
    priorities = [gap.priority for gap in ordered]
    assert priorities == sorted(priorities, reverse=True)
    for gap in ordered:
        assert len(gap.rank_probability) == len(ordered)
        assert sum(gap.rank_probability) == pytest.approx(1)
        assert all(0 <= part <= 1 for part in astuple(gap.criteria))


def test_the_weights_that_put_a_gap_first_are_reported_or_none():
    found = gaps()
    assert sum(astuple(found["isp"].central_weights)) == pytest.approx(1)
    assert found["lens"].central_weights is None


def test_at_most_ten_ranks_are_named():
    more = tuple(
        type(LINKS[0])(f"x{n}", "technology", "s", f"x{n}", f"x{n}", (), (), 1.0) for n in range(12)
    )
    found = gaps(links=(*LINKS, *more))
    assert {len(gap.rank_probability) for gap in found.values()} == {10}
    assert "目前没有应用明显依赖它" in found["x0"].why_zh


def test_a_chain_without_gaps_has_none():
    everyone = tuple(
        stands(name, link.id, 0.3) for name in ("hik", "dahua", "uniview") for link in LINKS
    )
    assert gaps(positions=everyone, references=()) == {}


def test_the_paragraph_says_what_hangs_on_it_who_could_come_and_how_sure():
    isp = gaps()["isp"]
    assert isp.why_zh.startswith(
        "本地还没有企业做图像信号处理芯片。一旦断供，2个应用受影响：智能摄像机损失49%、"
        "机器视觉检测设备损失24%；按政策权重平均，应用端损失40%，关键程度在全链7个环节中列第3位。"
        "可引进的企业有省外2家。本地的西电杭州研究院有这方面的研究或中试能力。"
        "截至2026-11-23，共查阅本地4家机构的名称和产品，判断确为空白的把握为87%。"
    )
    assert isp.why_en.startswith(
        "Image signal processors: no local enterprise yet. If it fell, 2 applications would "
        "suffer: smart cameras 49% and machine-vision inspection 24%; weighted by policy, "
        "applications would lose 40%, which makes it number 3 of 7 links by criticality. "
        "Enterprises that could come: 2 in other provinces."
    )


def test_a_firm_whose_own_words_mention_the_link_is_to_be_visited_first():
    assert "大华的介绍提到相关产品，宜先上门核实。" in gaps()["lens"].why_zh


def test_a_weak_link_names_its_single_supplier():
    vision = gaps()["vision"]
    assert vision.why_zh.startswith("图像识别在本地只有海康威视一家。")
    assert "判断没有遗漏其他企业的把握为" in vision.why_zh
    assert "名录中外地也没有企业在做" in vision.why_zh


def test_an_application_says_that_it_is_one():
    assert "它本身就是应用环节" in gaps()["inspect"].why_zh


@pytest.mark.parametrize(
    ("chances", "told"),
    [
        ((1.0,), ""),
        ((0.7, 0.3), "不论各项标准如何加权，它排第一的概率为70%。"),
        ((0.2, 0.3, 0.1, 0.4), "不论各项标准如何加权，它排进前三的概率为60%。"),
        ((0.0,) * 8 + (0.2, 0.1), "不论各项标准如何加权，它排进前10位的概率为30%。"),
        ((0.0, 0.0, 0.0, 1.0), "不论各项标准如何加权，它排进前三的概率为0%。"),
        ((0.5, 0.5, 0.0, 0.0), "不论各项标准如何加权，它排进前三的概率为100%。"),
    ],
)
def test_the_chance_that_is_told_is_the_one_that_says_something(chances, told):
    assert urgency(chances).zh == told


def test_more_local_suppliers_lower_theurgency():
    before = gaps()["isp"]
    after = gaps(positions=(*POSITIONS, stands("hik", "isp", 0.1)))["isp"]
    assert after.status == "weak"
    assert after.priority < before.priority
