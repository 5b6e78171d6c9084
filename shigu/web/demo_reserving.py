"""Reservations of the demonstration: a part of a floor with power, energy alone, one let go.

Everything is invented and goes in through the verbs that officers use.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.territory.actions import extend, free, reserve
from shigu.territory.draws import Ask, ask
from shigu.territory.models import Pool, Reservation, Space
from shigu.web.demo_promises import as_officer

FLOOR, DIRECTOR, REASON = "sp-xh-floor-1", "shen", "示例"


def reserve_the_demo() -> None:
    """Keep a little for somebody; once."""
    with acting_as_system():
        if Reservation.objects.exists():
            return
    with as_officer(DIRECTOR) as officer:
        floor = Space.objects.select_related("district").get(code=FLOOR)
        start = max(timezone.localdate(), floor.available_from)
        terms: dict[str, Any] = {"start": start, "basis": "intent", "reason": REASON}
        soon = timezone.localdate() + datetime.timedelta(days=20)
        part: dict[str, Any] = {"area_m2": Decimal(500), "expires_on": soon}
        kept = reserve(officer, floor, asks=_of("pool-power-xianghu-2027", 200), **part, **terms)
        extend(officer, kept, until=soon + datetime.timedelta(days=30), reason="等能评（示例）")
        home = District.objects.get(code="xiaoshan")
        reserve(officer, None, district=home, asks=_of("pool-energy-2027", 300), **terms)
        gone = reserve(officer, floor, area_m2=Decimal(300), **terms)
        free(officer, gone, reason="企业改选别处（示例）")


def _of(code: str, amount: int) -> list[Ask]:
    pool = Pool.objects.get(code=code)
    found = ask(pool, Decimal(amount), pool.month_from, None)
    return [] if found is None else [found]
