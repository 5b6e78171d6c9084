import pytest

from shigu.report.against_equal import against_equal
from shigu.report.names import Names
from shigu.report.numbers import money_scale
from shigu.report.sharing_bars import sharing_bars
from shigu.report.smaa import likeliest, spoken, strip
from shigu.report.timeline import timeline
from tests.report.cast import document
from tests.report.parsing import parsed


def test_the_likeliest_rank_is_dark_and_named():
    picture = parsed(strip((0.2, 0.7, 0.1)))
    assert [r.attributes["class"] for r in picture.all("rect")] == ["step", "peak", "step"]
    assert likeliest((0.2, 0.7, 0.1)).zh == "第 2 位 70%"
    assert spoken((0.2, 0.8, 0.0)).en == "Probability of each rank: rank 1 20%, rank 2 80%"


def test_columns_are_as_high_as_their_probability():
    heights = [float(r.attributes["height"]) for r in parsed(strip((0.25, 0.75))).all("rect")]
    assert heights == [6.5, 19.5]


def test_a_player_below_what_it_has_alone_is_marked_as_losing():
    plan = document()
    plan["sharing"]["shapley"] = (0.0, *plan["sharing"]["shapley"][1:])
    bars = parsed(sharing_bars(plan, Names(plan["index"])))
    assert len(bars.all("rect", "loss")) == 1
    assert len(bars.all("rect", "gain")) == 14


def test_bars_are_in_proportion_to_the_amounts():
    plan = document()
    bars = parsed(sharing_bars(plan, Names(plan["index"])))
    first = bars.all("g", "player-row")[0]
    alone, gain = (float(first.all("rect", k)[0].attributes["width"]) for k in ("alone", "gain"))
    sharing = plan["sharing"]
    ratio = (sharing["nucleolus"][0] - sharing["stand_alone"][0]) / sharing["stand_alone"][0]
    assert gain / alone == pytest.approx(ratio, rel=1e-3)


def test_who_gets_less_than_under_equal_split_points_left():
    plan = document()
    rows = plan["sharing"]["terms"]["against_5_5"]
    picture = parsed(against_equal(rows, Names(plan["index"]), money_scale([1e8])))
    assert (len(picture.all("rect", "more")), len(picture.all("rect", "less"))) == (3, 2)
    assert any(t.text.startswith("−") for t in picture.all("text", "end"))


def test_every_placement_is_a_dot_in_the_colour_of_its_introducer():
    plan = document()
    names = Names(plan["index"])
    picture = parsed(timeline(plan, names))
    assert len(picture.all("g", "start")) == 40
    assert len([g for g in picture.all("g", "start") if "p0" in g.attributes["class"]]) == sum(
        i % 5 == 0 for i in range(40)
    )
    assert [t.text for t in picture.all("text", "head")] == ["2027", "2028", "2029"]


def test_a_project_in_january_stands_left_of_one_in_december():
    plan = document()
    first, second = plan["siting"]["placements"][0], plan["siting"]["placements"][10]
    first["start"], second["start"] = "2028-01-01", "2028-12-01"
    plan["siting"]["placements"] = [first, second]
    dots = parsed(timeline(plan, Names(plan["index"]))).all("circle")
    left, right = (float(dot.attributes["cx"]) for dot in dots)
    assert right - left > 300


def test_no_rows_make_an_empty_picture():
    plan = document()
    assert parsed(against_equal([], Names(plan["index"]), money_scale([]))).all("svg")
