"""The steps when a promise is broken: notice, cure period, penalty, buy-back, in this order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shigu.engine.reasons import Reason


class Step(StrEnum):
    """A step of the remedy; ``settled`` ends it without the next."""

    NOTICE = "notice"
    CURE = "cure"
    PENALTY = "penalty"
    BUY_BACK = "buy_back"
    SETTLED = "settled"


AFTER: dict[Step | None, tuple[Step, ...]] = {
    None: (Step.NOTICE,),
    Step.NOTICE: (Step.CURE, Step.SETTLED),
    Step.CURE: (Step.CURE, Step.PENALTY, Step.BUY_BACK, Step.SETTLED),
    Step.PENALTY: (Step.BUY_BACK, Step.SETTLED),
    Step.BUY_BACK: (),
    Step.SETTLED: (Step.NOTICE,),
}
"""What may follow what; a second cure period is an extension."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken on ``day``; a cure period runs ``until`` a day."""

    step: Step
    day: datetime.date
    until: datetime.date | None = None


def hindrance(taken: Sequence[Taken], step: Step, day: datetime.date) -> Reason | None:
    """Why ``step`` cannot be taken on ``day`` after the steps in ``taken``; none if it can."""
    last = taken[-1] if taken else None
    if step not in AFTER[last.step if last else None]:
        return Reason(
            "promises.order",
            "处置依次为通知、限期整改、违约金、回购，不能跳过或倒回。",
            "The remedy goes notice, cure period, penalty, buy-back; none is skipped or undone.",
        )
    if last is None:
        return None
    if day < last.day:
        return Reason(
            "promises.day",
            f"日期不能早于上一步的 {last.day}。",
            f"It cannot be before the step of {last.day}.",
        )
    if step in {Step.PENALTY, Step.BUY_BACK} and last.until and day <= last.until:
        return Reason(
            "promises.cure_runs",
            f"整改期到 {last.until} 才满，期满前不能处罚或回购。",
            f"The cure period runs until {last.until}; before that there is no penalty.",
        )
    return None
