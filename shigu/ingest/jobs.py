"""Background work: sources are read when their rhythm has come round, or when asked for."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.districts.scope import acting_as_system
from shigu.ingest import actions, running, second_reading


@app.task(name="ingest.run")
def run(run: str, user: int | None) -> None:
    """Carry a run of a source out."""
    running.run(run, user)


@app.task(name="ingest.second_reading")
def read_second(reading: str, user: int | None) -> None:
    """Ask the second reader about an article."""
    second_reading.run(reading, user)


@app.periodic(cron="*/10 * * * *")
@app.task(name="ingest.look_round", queueing_lock="ingest.look_round")
def look_round(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Ask for what is due, and let go what was brought and never confirmed."""
    with acting_as_system() as system:
        actions.let_go()
        actions.ask_for_what_is_due(system)
