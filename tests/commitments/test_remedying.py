"""The remedy of a broken promise, step by step."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from shigu.commitments.actions import File, prove, take_step
from shigu.commitments.models import RemedyStep
from shigu.districts.policies import Refused

NOTICE = {"step": "notice", "day": date(2026, 7, 5)}
CURE = {"step": "cure", "day": date(2026, 7, 10), "until": date(2026, 10, 10)}
PENALTY = {"step": "penalty", "day": date(2026, 10, 20), "amount_wan": Decimal("35.5")}
BUY_BACK = {"step": "buy_back", "day": date(2026, 11, 20)}


def test_a_broken_promise_goes_the_whole_way(act, promised):
    with act("lin") as lin:
        take_step(lin, promised, NOTICE, File("通知.pdf", b"n"), reason="投资未到位")
        for values in (CURE, PENALTY, BUY_BACK):
            take_step(lin, promised, values, reason="按协议第八条")
        found = list(RemedyStep.objects.values_list("step", "document__name"))
    assert found == [("notice", "通知.pdf"), ("cure", None), ("penalty", None), ("buy_back", None)]


@pytest.mark.parametrize(
    ("before", "values", "said"),
    [
        ([], CURE, "不能跳过"),
        ([NOTICE], PENALTY, "不能跳过"),
        ([NOTICE, CURE], PENALTY | {"day": date(2026, 9, 1)}, "期满前"),
        ([NOTICE], CURE | {"until": None}, "期满日"),
        ([NOTICE, CURE], PENALTY | {"amount_wan": None}, "金额"),
        ([], NOTICE | {"day": date(2099, 1, 1)}, "不能晚于今天"),
    ],
)
def test_a_step_that_does_not_fit_is_refused_and_nothing_is_kept(
    act, promised, before, values, said
):
    with act("lin") as lin:
        for each in before:
            take_step(lin, promised, each, reason="x")
        with pytest.raises(Refused, match=said):
            take_step(lin, promised, values, reason="x")
        assert RemedyStep.objects.count() == len(before)


def test_a_kept_promise_has_no_remedy(act, promised):
    with act("lin") as lin:
        prove(lin, promised, {"kind": "tax", "figure": Decimal(12000), "day": date(2026, 5, 1)})
        with pytest.raises(Refused, match="不需要处置"):
            take_step(lin, promised, NOTICE, reason="x")
        assert not RemedyStep.objects.exists()


def test_steps_are_only_added(act, promised):
    with act("lin") as lin:
        take_step(lin, promised, NOTICE, reason="x")
        for change in (
            RemedyStep.objects.all().delete,
            lambda: RemedyStep.objects.update(reason="y"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert RemedyStep.objects.count() == 1
