from __future__ import annotations

import pytest

from shigu.engine.chain.results import Quotient
from shigu.engine.chain.standing import Stand
from shigu.engine.chain.status import concentration, effective_suppliers, judge
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.wording import Namer
from tests.engine.chain.cast import chain, firm, stands

HIGH = Quotient(1.5, 0.8, 2.2, 3, 2.0, "listed_firms", 1.4)
LOW = Quotient(0.2, 0.1, 0.9, 1, 5.0, "listed_firms", 0.3)


def at_camera(*shares: float):
    names = "abcdefgh"
    return tuple(
        Stand(firm(names[i]), stands(names[i], "camera", share)) for i, share in enumerate(shares)
    )


def status(shares, quotient, limits=THRESHOLDS):
    verdict = judge("camera", at_camera(*shares), quotient, Namer(chain()), limits)
    return verdict.status, tuple(reason.code.rsplit(".", 1)[1] for reason in verdict.reasons)


def test_concentration_of_equal_and_unequal_suppliers():
    assert concentration(()) is None
    assert concentration(at_camera(0.5, 0.5)) == 0.5
    # shares 3/4 and 1/4: 9/16 + 1/16
    assert concentration(at_camera(0.6, 0.2)) == pytest.approx(10 / 16)
    assert effective_suppliers(at_camera(0.6, 0.2)) == pytest.approx(1.6)
    assert effective_suppliers(()) == 0


@pytest.mark.parametrize(
    ("shares", "quotient", "expected"),
    [
        ((), HIGH, ("blank", ("blank",))),
        ((0.9,), HIGH, ("weak", ("single",))),
        ((0.9, 0.1), HIGH, ("weak", ("concentrated",))),
        ((0.5, 0.5), LOW, ("weak", ("underrepresented",))),
        ((0.5, 0.5), None, ("weak", ("few",))),
        ((0.9,), None, ("weak", ("single", "few"))),
        ((0.5, 0.5), HIGH, ("strong", ("strong",))),
        ((0.5, 0.5, 0.5), None, ("strong", ("strong",))),
    ],
)
def test_strong_weak_and_blank(shares, quotient, expected):
    assert status(shares, quotient) == expected


def test_the_thresholds_are_the_callers():
    assert status((0.5, 0.5), HIGH, Thresholds(effective_suppliers=3))[0] == "weak"
    assert status((0.5, 0.5), None, Thresholds(few_enterprises=2))[0] == "strong"


def test_a_reason_carries_its_inputs_and_reads_in_both_languages():
    (reason,) = judge("camera", at_camera(0.5, 0.5), LOW, Namer(chain()), THRESHOLDS).reasons
    assert reason.inputs["high"] == 0.9
    assert (reason.inputs["location_quotient"], reason.inputs["plain_ratio"]) == (0.3, 0.2)
    assert reason.zh.startswith("智能摄像机的区位商为0.30")
    assert reason.en.startswith("Smart cameras: the location quotient is 0.30")
