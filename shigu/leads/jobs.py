"""Background work of leads."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.leads import ledger


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="leads.keep_up", pass_context=False)
def keep_up(timestamp: int) -> None:  # noqa: ARG001 - the shape procrastinate calls
    """End first reports whose protection is over, and match what was left unmatched."""
    ledger.keep_up()
