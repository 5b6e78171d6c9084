"""Pictures are drawn from their numbers."""

import re
from decimal import Decimal

import pytest

from shigu.face import closing
from shigu.face.drawings import LEFT, RIGHT, WIDTH, share_bars, waterfall
from shigu.face.pieces import Reached, Share, Step

SPAN = WIDTH - LEFT - RIGHT


def bars(picture):
    found = re.findall(r'<rect class="([\w ]+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', picture)
    return [(style, float(x), float(width)) for style, x, width in found]


def test_each_step_of_a_waterfall_starts_where_the_one_before_ended():
    steps = [
        Step("五五分", Decimal(100), total=True),
        Step("首报", Decimal(40)),
        Step("分摊", Decimal(-20)),
        Step("按条款", Decimal(120), total=True),
    ]
    first, rise, fall, last = bars(waterfall(steps, "题"))
    per = SPAN / 140
    assert [first[0], rise[0], fall[0], last[0]] == ["whole", "rise", "fall", "whole"]
    assert rise[1] == pytest.approx(LEFT + 100 * per, abs=0.1)
    assert rise[2] == pytest.approx(40 * per, abs=0.1)
    assert fall[1] == pytest.approx(LEFT + 120 * per, abs=0.1)
    assert last[2] == pytest.approx(120 * per, abs=0.1)


def test_a_loss_reaches_back_over_what_one_has_alone():
    (alone, loss) = bars(share_bars([Share("甲", Decimal(100), Decimal(-30))], "题"))
    assert alone[0] == "part pale"
    assert loss[0] == "fall"
    assert loss[1] == pytest.approx(LEFT + 70 * SPAN / 100, abs=0.1)


def test_negative_amounts_stand_left_of_zero():
    picture = waterfall([Step("亏", Decimal(-50), total=True)], "题")
    ((_, x, width),) = bars(picture)
    assert x == LEFT
    assert x + width == pytest.approx(LEFT + SPAN, abs=0.1)
    assert "−50" in picture


def test_nothing_but_zeros_is_drawn_without_a_fault():
    assert bars(share_bars([Share("甲", Decimal(0), Decimal(0))], "题"))


def test_no_inline_style_is_needed():
    assert "style=" not in waterfall([Step("a", Decimal(1))], "题")


def lines(picture):
    """The corners of each line by its class."""
    found = re.findall(r'<polyline class="(\w+)" points="([^"]*)"/>', picture)
    return {
        style: [tuple(map(float, corner.split(","))) for corner in corners.split()]
        for style, corners in found
    }


SEARCH = (
    Reached(0.0, None, 2000.0),
    Reached(2.0, 1000.0, 2000.0),
    Reached(6.0, 1500.0, 1600.0),
    Reached(8.0, 1500.0, 1500.0),
)


def test_the_best_found_rises_and_the_bound_falls_until_they_meet():
    frame = closing.Frame(10.0, 940.0, 2060.0)
    drawn = lines(closing.closing(SEARCH, "题", until=10.0))
    at = {amount: pytest.approx(frame.y(amount), abs=0.06) for amount in (1000, 1500, 1600, 2000)}
    x = {second: pytest.approx(frame.x(second), abs=0.06) for second in (0, 2, 6, 8, 10)}
    assert drawn["value"] == [
        *((x[2], at[1000]), (x[6], at[1000]), (x[6], at[1500])),
        *((x[8], at[1500]), (x[8], at[1500]), (x[10], at[1500])),
    ]
    assert drawn["bound"][0] == (x[0], at[2000])
    assert drawn["bound"][-1] == drawn["value"][-1]
    heights = [y for _, y in drawn["bound"]]
    assert heights == sorted(heights)


def test_a_search_without_a_plan_yet_shows_its_bound_alone():
    picture = closing.closing(SEARCH[:1], "题")
    assert lines(picture)["value"] == []
    assert "between" not in picture
    assert "2,000" in picture
    assert closing.closing((), "题") == ""


def test_what_is_far_off_runs_out_of_the_picture():
    drawn = lines(closing.closing((Reached(1.0, 0.0, 9e9), *SEARCH[1:]), "题"))
    assert max(y for _, y in drawn["value"]) == closing.HEIGHT - closing.BOTTOM
    assert min(y for _, y in drawn["bound"]) == closing.TOP
