"""A worker killed at any moment of an import leaves nothing or everything, and it goes on."""

import signal

import pytest

from shigu.data import actions
from shigu.data.models import Import
from shigu.districts.scope import acting_as, acting_as_system
from shigu.registry.models import Organisation
from tests.people import user
from tests.worker import give_back, until, worker

ROWS = 3_000
SHEET = "id,name_zh,kind,district,status,source\n" + "".join(
    f"org-load-{at},批量企业{at},enterprise,binjiang,illustrative,\n" for at in range(ROWS)
)


def looked_at(key):
    with acting_as_system():
        brought = Import.objects.select_related("progress").get(pk=key)
        count = Organisation.objects.filter(code__startswith="org-load-").count()
        return brought.state, brought.progress.done, count


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
    process = worker(fresh_database)
    try:
        if moment != "while it reads":
            until(lambda: looked_at(key)[0] == "ready", process)
            confirm(lin, key)
        until(lambda: there(*looked_at(key)), process)
    finally:
        kill(process)
    state, _done, count = looked_at(key)
    assert count == (ROWS if state == "done" else 0)
    assert state != "done"
    give_back()
    process = worker(fresh_database)
    try:
        if moment == "while it reads":
            until(lambda: looked_at(key)[0] == "ready", process)
            confirm(lin, key)
        until(lambda: looked_at(key)[0] == "done", process)
    finally:
        kill(process)
    assert looked_at(key)[2] == ROWS


def confirm(lin, key):
    with acting_as(lin.pk, "林岚") as actor:
        actions.confirm(actor, Import.objects.get(pk=key), reason="批量登记")
