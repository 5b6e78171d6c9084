"""Daily work is done at its time of day where the site stands."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from croniter import croniter
from django.conf import settings
from procrastinate.contrib.django import app

from shigu.conf.clock import every_day

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_time_of_day_is_told_in_utc():
    assert settings.TIME_ZONE == "Asia/Shanghai"
    assert [every_day(0, 3), every_day(6, 41), every_day(8, 0)] == [
        "3 16 * * *",
        "41 22 * * *",
        "0 0 * * *",
    ]


def test_the_work_of_every_day_is_done_before_people_come():
    """As the queue asks: the next time after a moment, both as seconds since 1970."""
    every = app.periodic_registry.periodic_tasks.items()
    daily = {name: task.cron for (name, _), task in every if "*" not in task.cron[:4]}
    assert len(daily) == 6
    noon = datetime(2026, 11, 27, 12, tzinfo=SHANGHAI)
    for name, cron in daily.items():
        seconds = croniter(cron).get_next(ret_type=float, start_time=noon.timestamp())
        assert datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).hour < 7, name
