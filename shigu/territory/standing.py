"""How a reservation stands on a day, in words: what lapsed says so though no job ran."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from shigu.territory.models import Reservation

LAPSED = "lapsed"
MARKS = {"kept": "waiting", "placed": "good", "released": "off", LAPSED: "off"}
"""The mark of each standing."""


def state(row: Reservation, today: date) -> str:
    """``kept``, ``placed``, ``released`` or ``lapsed``."""
    if row.stage == Reservation.Stage.KEPT and row.expires_on < today:
        return LAPSED
    return row.stage


def standing(row: Reservation, today: date) -> tuple[str, str]:
    """The mark and the words."""
    found = state(row, today)
    words = _("已到期失效") if found == LAPSED else row.get_stage_display()
    return MARKS[found], words
