"""Pictures are drawn from their numbers."""

import re
from decimal import Decimal

import pytest

from shigu.face.drawings import LEFT, RIGHT, WIDTH, share_bars, waterfall
from shigu.face.pieces import Share, Step

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
