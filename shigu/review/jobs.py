"""Background work of the desk."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.districts.scope import acting_as_system
from shigu.review import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="review.read_in", queueing_lock="review.read_in")
def read_in(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Ask the articles of the last minutes for proposals."""
    with acting_as_system() as system:
        actions.read_in(system)
