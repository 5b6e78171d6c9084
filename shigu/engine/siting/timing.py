"""When a project can move in, and how many months away that is."""

from __future__ import annotations

from datetime import date

from shigu.engine.siting.values import Need, Pool, Space


def start_date(need: Need, space: Space) -> date:
    """The first day the need can occupy the space: the later of its wish and the delivery."""
    return max(need.earliest, space.available_from)


def months_between(first: date, then: date) -> int:
    """Whole calendar months from ``first`` to ``then``, days left out; 0 when ``then`` is past."""
    return max(0, (then.year - first.year) * 12 + then.month - first.month)


def draws_on(start: date, pool: Pool) -> bool:
    """Whether an occupation from ``start`` on, open-ended, meets a month of the pool."""
    return pool.month_to is None or (start.year, start.month) <= (
        pool.month_to.year,
        pool.month_to.month,
    )
