"""Background work: mails, messages to groups."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shigu.conf.clock import every_day
from shigu.districts.scope import acting_as_system
from shigu.work import actions, mailing, reminding, sending


@app.periodic(cron="* * * * *")
@app.task(name="work.look_round", queueing_lock="work.look_round")
def look_round(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Send the mails that are due, and enqueue what groups are owed."""
    mailing.look_round()
    sending.look_round()


@app.task(name="work.tell_a_group", retry=RetryStrategy(max_attempts=5, exponential_wait=30))
def tell_a_group(delivery: str) -> None:
    """Send one message to a group's robot."""
    sending.send(delivery)


@app.periodic(cron=every_day(6, 41))
@app.task(name="work.escalate_overdue", queueing_lock="work.escalate_overdue")
def escalate_overdue(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Tell the level above of tasks that are overdue for long."""
    with acting_as_system() as system:
        actions.escalate_overdue(system)


@app.periodic(cron=every_day(0, 11))
@app.task(name="work.remind_of_deadlines", queueing_lock="work.remind_of_deadlines")
def remind_of_deadlines(timestamp: int) -> None:  # noqa: ARG001 - the shape of periodic jobs
    """Tell owners of tasks that are due by tomorrow."""
    with acting_as_system() as system:
        reminding.of_deadlines(system)
