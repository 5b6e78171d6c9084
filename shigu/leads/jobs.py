"""Background work of leads."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.conf.clock import every_day
from shigu.districts.scope import acting_as_system
from shigu.leads import ledger, reminding


@app.periodic(cron="*/10 * * * *")
@app.task(name="leads.keep_up", queueing_lock="leads.keep_up")
def keep_up(timestamp: int) -> None:  # noqa: ARG001 - the shape procrastinate calls
    """End first reports whose protection is over, and match what was left unmatched."""
    ledger.keep_up()


@app.periodic(cron=every_day(0, 3))
@app.task(name="leads.remind", queueing_lock="leads.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Tell who follows a lead that it is due, and who filed that a protection ends."""
    with acting_as_system() as system:
        reminding.of_due(system)
        reminding.of_ending(system)
