from __future__ import annotations

import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import WEIGHTS, candidates, score
from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.results import Step
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.ties import TieFinder
from tests.engine.chain.cast import FIRMS, POSITIONS, chain, firm, stands


def found(gaps=10, per_gap=8, **changes):
    inputs = chain(**changes)
    assessment = assess(inputs, seed=1, draws=200)
    return candidates(inputs, assessment, gaps=gaps, per_gap=per_gap)


def by_link(rows):
    return {
        key: [row.organisation for row in rows if row.link == key] for key in {r.link for r in rows}
    }


def prospect(**changes):
    tie = TieFinder(chain(), stand_on(chain())).tie("isp")
    plain = {"firm": firm("x", "nation"), "link": "isp", "share": 0.5, "confidence": 0.8,
             "others": (), "tie": tie}  # fmt: skip
    return Prospect(**(plain | changes))


def test_firms_elsewhere_on_the_link_are_named_best_first():
    assert by_link(found())["isp"] == ["fullhan", "goke"]


def test_a_real_firm_comes_before_an_illustrative_one_that_scores_higher():
    extra = firm("drawn", "city", fact=False)
    rows = found(firms=(*FIRMS, extra), positions=(*POSITIONS, stands("drawn", "isp")))
    scores = {row.organisation: row.score for row in rows if row.link == "isp"}
    assert list(scores) == ["fullhan", "goke", "drawn"]
    assert scores["drawn"] > scores["fullhan"]


def test_nobody_local_and_no_institute_is_a_candidate():
    extra = firm("school", "nation", kind="university")
    rows = found(firms=(*FIRMS, extra), positions=(*POSITIONS, stands("school", "isp")))
    assert not {"hik", "dahua", "uniview", "lab", "school"} & {row.organisation for row in rows}


def test_the_way_leads_from_a_local_firm_to_the_candidate():
    row = next(row for row in found() if row.link == "cmos")
    assert row.through == (
        Step("organisation", "dahua"),
        Step("link", "camera"),
        Step("link", "module"),
        Step("link", "cmos"),
        Step("organisation", "omni"),
    )


def test_the_score_is_the_declared_weighted_mean_of_what_is_known():
    # fit .4 × .4, breadth 0, closeness .2 × .4, tie .2 × 1, over the known .9
    assert score(prospect(), WEIGHTS) == pytest.approx((0.16 + 0.08 + 0.2) / 0.9)
    grown = prospect(firm=firm("x", "province", growth=0.15), others=("lens",), tie=None)
    # closeness .7, breadth ½, growth ½, no tie, all known
    assert score(grown, WEIGHTS) == pytest.approx(0.16 + 0.05 + 0.14 + 0.05)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"share": 0.9}, {"share": 0.3}),
        ({"confidence": 0.9}, {"confidence": 0.3}),
        ({"others": ("lens",)}, {"others": ()}),
        ({"firm": firm("x", "city")}, {"firm": firm("x", "province")}),
        ({"firm": firm("x", "province")}, {"firm": firm("x", "nation")}),
        ({"firm": firm("x", "nation", growth=0.2)}, {"firm": firm("x", "nation", growth=-0.2)}),
        ({}, {"tie": None}),
    ],
)
def test_each_part_moves_the_score(better, worse):
    assert score(prospect(**better), WEIGHTS) > score(prospect(**worse), WEIGHTS)
    assert 0 <= score(prospect(**worse), WEIGHTS) <= score(prospect(**better), WEIGHTS) <= 1


def test_growth_beyond_the_full_mark_counts_as_one():
    fast, faster = (prospect(firm=firm("x", growth=rate, scope="city")) for rate in (0.3, 3.0))
    assert score(fast, WEIGHTS) == score(faster, WEIGHTS)


def test_without_a_position_the_words_of_firms_are_searched_and_that_is_said():
    rows = found(positions=tuple(p for p in POSITIONS if p.link != "isp"))
    isp = [row for row in rows if row.link == "isp"]
    assert [row.organisation for row in isp] == ["fullhan"]
    assert isp[0].reasons[0].code == "chain.candidate.text"
    assert "须先核实" in isp[0].reasons[0].zh


def test_the_same_firm_may_serve_several_gaps_and_says_so():
    rows = [row for row in found() if row.organisation == "sunny"]
    assert {row.link for row in rows} == {"lens", "module"}
    told = {reason.code: reason for row in rows if row.link == "lens" for reason in row.reasons}
    assert told["chain.candidate.breadth"].zh == "还做摄像模组，一家可补多个环节。"


def test_the_introduction_names_firm_link_and_purchase():
    row = next(row for row in found() if row.organisation == "fullhan")
    told = {reason.code.rsplit(".", 1)[1]: reason for reason in row.reasons}
    assert told["tie"].zh == "可由大华引荐：它做智能摄像机，这一环节直接采购图像信号处理芯片。"
    assert told["tie"].en == (
        "Dahua can introduce it: it makes smart cameras, a link that buys image signal processors "
        "directly."
    )
    assert told["closeness"].zh == "在上海市，需跨省引进。"
    assert told["growth"].en == "Its revenue shrank by 10% in a year."
    assert told["fit"].inputs == {"share": 0.8, "confidence": 0.9}


def test_without_a_tie_the_way_is_empty_and_says_so():
    rows = found(supplies=())
    assert {row.through for row in rows} == {()}
    assert all(row.reasons[-1].code == "chain.candidate.no_tie" for row in rows)


def test_only_the_first_gaps_and_the_best_of_each_are_taken():
    assert by_link(found(gaps=1, per_gap=1)) == {"isp": ["fullhan"]}
