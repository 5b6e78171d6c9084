"""Promises of the demonstration: kept, kept late, partly kept, missed with its remedy, and ahead.

Everything is invented and goes in through the verbs that officers use; days count from today, so
that every demonstration shows every state.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.commitments import actions
from shigu.commitments.models import Commitment
from shigu.districts.actors import Actor
from shigu.districts.models import Status, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.projects.models import Project
from shigu.projects.stages import ORDER, Stage

OFFICERS = {"binjiang": "lin", "xiaoshan": "shen"}
REASON = "示例"
PLANNED: tuple[tuple[str, str, int, int | None, int | None], ...] = (
    ("investment", "18000", -60, 100, -70),
    ("start", "", -120, None, -100),
    ("fixed_investment", "9600", -30, 45, -40),
    ("tax", "620", 40, 70, -15),
    ("jobs", "180", 220, 20, -15),
    ("production", "", -45, None, None),
)
"""Indicator, amount, deadline, per cent reached and when; days from today."""
UNDER_CONTRACT = [stage for stage in Stage if ORDER[stage] >= ORDER[Stage.SIGNED]]
PAPER = actions.File("示例履约证明.txt", "示例：演示方法，不是真实文件。\n".encode())


def promise_the_demo() -> None:
    """Record the promises of two signed projects of each district; once."""
    with acting_as_system():
        if Commitment.objects.exists():
            return
    for district, name in OFFICERS.items():
        with as_officer(name) as officer:
            rows = Project.objects.filter(
                district__code=district, disclosed=False, stage__in=UNDER_CONTRACT
            )
            for at, project in enumerate(rows.select_related("district").order_by("code")[:2]):
                _promises(officer, project, timezone.localdate(), at)


def _promises(officer: Actor, project: Project, today: datetime.date, at: int) -> None:
    for line, (indicator, amount, due, part, when) in enumerate(PLANNED[at:], start=1):
        values: dict[str, Any] = {
            "indicator": indicator,
            "amount": Decimal(amount) if amount else None,
            "due": today + datetime.timedelta(days=due),
            "basis": "agreement",
            "paper": f"示例履约协议 {project.code}",
            "clause": f"第{line}条",
            "status": Status.ILLUSTRATIVE,
        }
        row = actions.promise(officer, project, values, reason=REASON)
        if when is not None:
            _prove(officer, row, part, today + datetime.timedelta(days=when))
        elif at == 0:
            _remedy(officer, row, today)


def _prove(officer: Actor, row: Commitment, part: int | None, day: datetime.date) -> None:
    figure = row.amount * part / 100 if row.amount is not None and part is not None else None
    kind = "audit" if figure is not None else "permit"
    actions.prove(officer, row, {"kind": kind, "figure": figure, "day": day}, PAPER, reason=REASON)


def _remedy(officer: Actor, row: Commitment, today: datetime.date) -> None:
    notice = {"step": "notice", "day": today - datetime.timedelta(days=38)}
    actions.take_step(officer, row, notice, PAPER, reason="到期未投产（示例）")
    cure = {
        "step": "cure",
        "day": today - datetime.timedelta(days=30),
        "until": today + datetime.timedelta(days=60),
    }
    actions.take_step(officer, row, cure, reason="限期三个月整改（示例）")


@contextmanager
def as_officer(name: str) -> Iterator[Actor]:
    """Act as one of the officers of the demonstration."""
    person = User.objects.get(username=name)
    with acting_as(person.pk, str(person)) as actor:
        yield actor
