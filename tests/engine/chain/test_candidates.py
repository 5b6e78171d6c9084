from __future__ import annotations

from datetime import date

import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import WEIGHTS, candidates, closeness, score
from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.results import Step
from shigu.engine.chain.signals import NOTHING_HEARD, Signal, heard
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.ties import TieFinder
from shigu.engine.chain.values import Capability, Ownership
from tests.engine.chain.cast import FIRMS, POSITIONS, chain, firm, stands

DAY = date(2026, 11, 23)


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


def heard_of(*kinds, growth=None):
    rows = tuple(Signal("x", kind, DAY, growth=growth) for kind in kinds)
    return heard(rows, DAY).get("x", NOTHING_HEARD)


def test_the_score_is_the_declared_weighted_sum():
    # fit .35 × .4, closeness .15 × .4, tie .2 × 1
    assert score(prospect(), WEIGHTS) == pytest.approx(0.14 + 0.06 + 0.2)
    grown = prospect(
        firm=firm("x", "province"),
        others=("lens",),
        tie=None,
        capabilities=("research",),
        heard=heard_of("growth", growth=0.15),
    )
    # capability .05, breadth ½ of .1, closeness .7 of .15, signals .25 of .15, no tie
    assert score(grown, WEIGHTS) == pytest.approx(0.14 + 0.05 + 0.05 + 0.105 + 0.0375)


def test_the_weights_sum_to_one():
    parts = ("fit", "capability", "breadth", "closeness", "signals", "tie")
    assert sum(getattr(WEIGHTS, part) for part in parts) == pytest.approx(1)


def test_closeness_halves_every_four_hundred_kilometres():
    assert [closeness(firm("x", "nation", km=km)) for km in (0, 400, 1200)] == [1, 0.5, 0.125]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"share": 0.9}, {"share": 0.3}),
        ({"confidence": 0.9}, {"confidence": 0.3}),
        ({"others": ("lens",)}, {"others": ()}),
        ({"capabilities": ("pilot line",)}, {}),
        ({"firm": firm("x", "city")}, {"firm": firm("x", "province")}),
        ({"firm": firm("x", "province")}, {"firm": firm("x", "nation")}),
        ({"firm": firm("x", "nation", km=170.0)}, {"firm": firm("x", "nation", km=1100.0)}),
        ({"heard": heard_of("financing")}, {}),
        ({"heard": heard_of("financing", "expansion")}, {"heard": heard_of("financing")}),
        ({}, {"tie": None}),
    ],
)
def test_each_part_moves_the_score(better, worse):
    assert score(prospect(**better), WEIGHTS) > score(prospect(**worse), WEIGHTS)
    assert 0 <= score(prospect(**worse), WEIGHTS) <= score(prospect(**better), WEIGHTS) <= 1


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
    assert told["fit"].inputs == {"share": 0.8, "confidence": 0.9}


def test_without_a_tie_the_way_is_empty_and_says_so():
    rows = found(supplies=())
    assert {row.through for row in rows} == {()}
    assert all(row.reasons[-1].code == "chain.candidate.no_tie" for row in rows)


def test_only_the_first_gaps_and_the_best_of_each_are_taken():
    assert by_link(found(gaps=1, per_gap=1)) == {"isp": ["fullhan"]}


def test_what_is_heard_is_told_with_what_is_left_of_it():
    rows = (
        Signal("fullhan", "growth", date(2026, 11, 23), growth=-0.1, source="s-list"),
        Signal("fullhan", "financing", date(2025, 6, 1), 150_000.0),
    )
    row = next(row for row in found(signals=rows) if row.organisation == "fullhan")
    told = [reason for reason in row.reasons if reason.code == "chain.candidate.signal"]
    assert told[0].zh == "2025年6月融资15亿元（现仍计25%）。"
    assert told[0].en == "2025-06: it raised money, 1,500 million yuan (still counts 25%)."
    assert told[1].en == "2026-11: its revenue shrank by 10% in a year (still counts 0%)."
    assert told[1].sources == ("s-list",)


def test_an_owner_introduces_and_the_holding_is_told():
    rows = found(ownerships=(Ownership("hik", "fullhan", 0.12, source="s-list"),))
    row = next(row for row in rows if row.organisation == "fullhan")
    assert row.through == (Step("organisation", "hik"), Step("organisation", "fullhan"))
    assert row.reasons[-1].zh == "可由海康威视引荐：海康威视持有富瀚微12%。"
    assert row.reasons[-1].en == "Hikvision can introduce it: Hikvision holds 12% of 富瀚微."


def test_a_firm_with_a_pilot_line_for_the_gap_is_a_candidate_without_a_position():
    rows = found(capabilities=(Capability("goke", "cmos", "pilot line"),))
    row = next(row for row in rows if (row.link, row.organisation) == ("cmos", "goke"))
    told = {reason.code: reason for reason in row.reasons}
    assert told["chain.candidate.capability"].zh == "在CMOS图像传感器上有中试线。"
