"""A worker killed at any moment of an import leaves nothing or everything, and it goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from shigu.conf import embedded
from shigu.conf.environment import environment
from shigu.data import actions
from shigu.data.models import Import
from shigu.districts.scope import acting_as, acting_as_system
from shigu.registry.models import Organisation
from tests.people import user

ROOT = Path(__file__).parents[2]
ROWS = 3_000
PATIENCE = 90
SHEET = "id,name_zh,kind,district,status,source\n" + "".join(
    f"org-load-{at},批量企业{at},enterprise,binjiang,illustrative,\n" for at in range(ROWS)
)


def start_worker(database):
    home = environment().home
    urls = {"SHIGU_DATABASE_URL": embedded.APP, "SHIGU_OWNER_URL": embedded.OWNER}
    variables = {name: embedded.address(home, role, database) for name, role in urls.items()}
    variables["SHIGU_SECRET_KEY"] = settings.SECRET_KEY
    return subprocess.Popen(
        [sys.executable, "-m", "shigu", "worker"],
        cwd=ROOT,
        env={**os.environ, **variables, "SHIGU_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def until(seen, process=None):
    deadline = time.monotonic() + PATIENCE
    while not (found := seen()):
        assert time.monotonic() < deadline, "the worker did not get there"
        assert process is None or process.poll() is None, "the worker ended by itself"
        time.sleep(0.05)
    return found


def looked_at(key):
    with acting_as_system():
        brought = Import.objects.select_related("progress").get(pk=key)
        count = Organisation.objects.filter(code__startswith="org-load-").count()
        return brought.state, brought.progress.done, count


def hand_back():
    """What the housekeeping of the worker does with jobs whose worker died, without its waiting."""
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE status = 'doing'")
        for (job,) in cursor.fetchall():
            call = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
            cursor.execute(call, [job])


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


MOMENTS = {
    "while it reads": lambda state, done, count: state == "reading" and done > 0,
    "as it begins to write": lambda state, done, count: state == "writing",
    "in the middle of writing": lambda state, done, count: state == "writing" and done >= 0.5,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_worker_leaves_nothing_and_its_successor_everything(fresh_database, moment):
    lin = user("lin")
    with acting_as(lin.pk, "林岚") as actor:
        key = actions.bring(actor, "organisations", "批量.csv", SHEET.encode()).pk
    there = MOMENTS[moment]
    worker = start_worker(fresh_database)
    try:
        if moment != "while it reads":
            until(lambda: looked_at(key)[0] == "ready", worker)
            confirm(lin, key)
        until(lambda: there(*looked_at(key)), worker)
    finally:
        kill(worker)
    state, _done, count = looked_at(key)
    assert count == (ROWS if state == "done" else 0)
    assert state != "done"
    hand_back()
    worker = start_worker(fresh_database)
    try:
        if moment == "while it reads":
            until(lambda: looked_at(key)[0] == "ready", worker)
            confirm(lin, key)
        until(lambda: looked_at(key)[0] == "done", worker)
    finally:
        kill(worker)
    assert looked_at(key)[2] == ROWS


def confirm(lin, key):
    with acting_as(lin.pk, "林岚") as actor:
        actions.confirm(actor, Import.objects.get(pk=key), reason="批量登记")
