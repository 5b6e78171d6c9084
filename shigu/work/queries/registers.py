"""What stands in a register, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.work.models import Entry, ProsperityReading, TitleApplication

SOON_DAYS = 90


def summing(model: type[Entry]) -> dict[str, Count]:
    """What is counted of the entries of a register, beside how many there are."""
    if model is ProsperityReading:
        return {"met": Count("pk", filter=Q(value__gte=F("target")))}
    if model is TitleApplication:
        today = timezone.localdate()
        soon = Q(due__range=(today, today + timedelta(days=SOON_DAYS)))
        return {"soon": Count("pk", filter=soon)}
    return {value: Count("pk", filter=Q(state=value)) for value, _label in _states(model)}


def summed(model: type[Entry], counted: Mapping[str, Any]) -> str:
    """The sentence above the list; none where nothing stands in it."""
    if not counted.get("found"):
        return ""
    if model is ProsperityReading:
        return _("%(found)s 项指标，%(met)s 项达到目标。") % counted
    if model is TitleApplication:
        told = {**counted, "days": SOON_DAYS}
        return (
            ngettext(
                "%(found)s 项申报，%(days)s 天内到申报期限的 %(soon)s 项。",
                "%(found)s 项申报，%(days)s 天内到申报期限的 %(soon)s 项。",
                counted["found"],
            )
            % told
        )
    parts = [f"{label} {counted[value]}" for value, label in _states(model) if counted[value]]
    return _("%(found)s 项：%(parts)s。") % {**counted, "parts": _("、").join(parts)}


def _states(model: Any) -> list[tuple[str, Any]]:
    return list(model.State.choices)
