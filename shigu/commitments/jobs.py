"""Background work of promises: every morning, who follows one is told."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from shigu.commitments import telling
from shigu.conf.clock import every_day
from shigu.districts.scope import acting_as_system


@app.periodic(cron=every_day(0, 7))
@app.task(name="commitments.warn", queueing_lock="commitments.warn")
def warn(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Tell of promises whose warning is today, and of those that were broken yesterday."""
    with acting_as_system() as system:
        telling.of_promises(system, timezone.localdate())
