from __future__ import annotations

from dataclasses import replace

import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.moves import admits, moves
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.values import SceneOffer, SpaceOffer
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, link, stands

ISP = replace(LINKS[0], codes=("3973",))
CITED = (ISP, *LINKS[1:])
SPACES = (
    SpaceOffer("plant", 3_000, ("39",)),
    SpaceOffer("tower", 8_000, ()),
    SpaceOffer("kitchen", 9_000, ("14",)),
)
SCENES = (
    SceneOffer("museum", "segment", "三维数字化"),
    SceneOffer("port", "elsewhere", "夜间识别，需要低照度ISP"),
    SceneOffer("school", "elsewhere", "课堂录播"),
)


def offers(**changes):
    inputs = chain(links=CITED, spaces=SPACES, scenes=SCENES, **changes)
    gaps = assess(inputs, seed=1, draws=200).gaps
    return {one.link: one for one in moves(inputs, stand_on(inputs), gaps)}


def test_a_gap_is_offered_what_the_cluster_has():
    isp = offers()["isp"]
    assert isp.spaces == ("tower", "plant")
    assert isp.area_m2 == 11_000
    assert isp.scenes == ("port", "museum")  # its own words first, then its own field
    assert isp.customers == ("dahua", "hik", "uniview")  # equal shares, so by id
    assert isp.suppliers == ()
    assert isp.laboratories == ("lab",)
    assert "本地有大华、海康威视、宇视可作客户。" in isp.why_zh
    assert "准入行业相符的空间有2处，共11,000㎡，最大的是tower。" in isp.why_zh
    assert "Possible customers here: Dahua, Hikvision and Uniview." in isp.why_en


def test_an_illustrative_firm_is_no_partner():
    sketch = tuple(replace(one, fact=False) for one in POSITIONS)
    assert offers(positions=sketch)["isp"].customers == ()


def test_an_institute_whose_words_match_is_a_laboratory_too():
    told = firm("cas", "city", kind="institute", text="CMOS图像传感器测试", listed=False)
    far = replace(told, id="far", scope="nation")
    found = offers(firms=(*FIRMS, told, far))
    assert found["cmos"].laboratories == ("cas",)
    assert found["isp"].laboratories == ("lab",)


def test_suppliers_at_hand_are_those_who_feed_the_link():
    firms = (*FIRMS, firm("optics"))
    made = (*POSITIONS, stands("optics", "lens"), stands("dahua", "isp", 0.2))
    module = offers(firms=firms, positions=made)["module"]
    assert module.suppliers == ("optics",)  # Dahua buys modules too, so it is a customer
    assert "dahua" in module.customers


def test_nothing_to_offer_is_said():
    bare = chain(firms=FIRMS[4:], positions=POSITIONS[4:], capabilities=())
    gaps = assess(bare, seed=1, draws=200).gaps
    found = moves(bare, stand_on(bare), gaps)
    assert {one.why_zh for one in found} == {
        "集群自己的空间、场景和企业名录里暂无可以拿来谈的条件。"
    }


def test_a_space_admits_by_prefix():
    assert admits(SpaceOffer("s", 1, ("397",)), ISP)
    assert not admits(SpaceOffer("s", 1, ("398",)), ISP)
    assert admits(SpaceOffer("s", 1, ()), link("x"))
    assert not admits(SpaceOffer("s", 1, ("39",)), link("x"))


def test_an_area_that_is_none_is_refused():
    with pytest.raises(ChainError, match="space s"):
        SpaceOffer("s", float("nan"), ())
