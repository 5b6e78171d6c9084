"""What runs by itself: expired reservations are taken off every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.conf.clock import every_day
from shigu.districts.scope import acting_as_system
from shigu.territory.actions import lapse


@app.periodic(cron=every_day(0, 5))
@app.task(queueing_lock="territory.lapse")
def lapse_reservations(timestamp: int) -> None:  # noqa: ARG001 - the periodic call gives it
    """Free what was reserved until yesterday."""
    with acting_as_system() as system:
        lapse(system)
