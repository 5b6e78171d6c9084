"""Times of day where the site stands, as the queue of background work wants them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def every_day(hour: int, minute: int) -> str:
    """The cron line of a time of day in the site's zone; the queue reads it in UTC.

    The zone's offset is that of the start: China has had no summer time since 1992.
    """
    here = datetime.now(ZoneInfo(settings.TIME_ZONE)).replace(hour=hour, minute=minute)
    there = here.astimezone(UTC)
    return f"{there.minute} {there.hour} * * *"
