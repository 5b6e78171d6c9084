"""The order of remedy steps."""

from datetime import date

import pytest

from shigu.engine.promises.remedy import Step, Taken, hindrance

NOTICE = Taken(Step.NOTICE, date(2026, 7, 5))
CURE = Taken(Step.CURE, date(2026, 7, 10), until=date(2026, 10, 10))
PENALTY = Taken(Step.PENALTY, date(2026, 10, 20))
BOUGHT = Taken(Step.BUY_BACK, date(2027, 3, 1))
ORDER = [NOTICE, CURE, PENALTY, BOUGHT]


def test_the_whole_way_is_open():
    for place, step in enumerate(ORDER):
        assert hindrance(ORDER[:place], step.step, step.day) is None


@pytest.mark.parametrize(
    ("taken", "step", "day", "code"),
    [
        ([], Step.CURE, date(2026, 7, 5), "promises.order"),
        ([], Step.BUY_BACK, date(2026, 7, 5), "promises.order"),
        ([NOTICE], Step.PENALTY, date(2026, 8, 1), "promises.order"),
        ([NOTICE], Step.CURE, date(2026, 7, 4), "promises.day"),
        ([NOTICE, CURE], Step.PENALTY, date(2026, 10, 10), "promises.cure_runs"),
        ([NOTICE, CURE], Step.BUY_BACK, date(2026, 9, 1), "promises.cure_runs"),
        (ORDER, Step.NOTICE, date(2027, 4, 1), "promises.order"),
    ],
)
def test_a_step_out_of_order_is_refused_with_its_reason(taken, step, day, code):
    found = hindrance(taken, step, day)
    assert found.code == code
    assert found.zh
    assert found.en


def test_a_cure_period_may_be_extended_or_end_well():
    assert hindrance([NOTICE, CURE], Step.CURE, date(2026, 9, 1)) is None
    assert hindrance([NOTICE, CURE], Step.SETTLED, date(2026, 8, 1)) is None
