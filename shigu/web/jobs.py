"""Housekeeping of the background worker."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from shigu.conf.clock import every_day

STALLED_SECONDS = 30
KEEP_HOURS = 24 * 30


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Give jobs whose worker died to another; each job is made to be run again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron=every_day(3, 17))
@app.task(queueing_lock="tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Forget finished jobs and sessions that have ended."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS)
    await sync_to_async(call_command)("clearsessions")
