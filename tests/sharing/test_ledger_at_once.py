"""Two finance officers at once, and a worker that is killed: nothing twice, nothing half."""

import signal
import threading

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.db.models import Sum

from shigu.conf import embedded
from shigu.conf.environment import environment
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.sharing import actions, computing
from shigu.sharing.models import Approval, FiscalEntry, Period, Run, SettledLine, State
from shigu.sharing.writing import post_entries
from tests.sharing import ledger_world as world
from tests.worker import give_back, until, worker


def together(*verbs):
    """Run verbs at once, each on a connection of its own; what each returned or raised."""
    barrier = threading.Barrier(len(verbs))
    found = [None] * len(verbs)

    def one(place, verb):
        try:
            barrier.wait()
            found[place] = verb()
        except (Refused, DatabaseError) as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=each) for each in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def as_officer(name, verb, *given, **named):
    def acted():
        with world.acting(name) as actor:
            return verb(actor, *given, **named)

    return acted


@pytest.fixture
def agreement(fresh_database):
    return world.world()


def test_two_officers_cannot_propose_two_settlements_of_a_year(agreement):
    first, second = world.computed(agreement), world.computed(agreement)
    found = together(
        as_officer("fang", actions.propose, first), as_officer("shu", actions.propose, second)
    )
    assert sorted(type(each).__name__ for each in found) == ["Refused", "Run"]
    states = {world.reread(run).state for run in (first, second)}
    assert states == {State.PROPOSED, State.DONE}


def test_two_officers_cannot_post_a_year_twice(agreement):
    run = world.agreed(agreement)
    found = together(
        as_officer("fang", actions.ask_to_post, run), as_officer("shu", actions.ask_to_post, run)
    )
    assert sorted(type(each).__name__ for each in found) == ["Refused", "Run"]
    assert found.count(None) == 0
    written = together(
        as_officer("fang", actions.post, run.pk), as_officer("shu", actions.post, run.pk)
    )
    assert sorted(written) == [False, True]
    with acting_as_system():
        assert FiscalEntry.objects.count() == 6
        assert Period.objects.get().state == "closed"


def test_two_answers_of_one_party_are_one(agreement):
    run = world.proposed(agreement)
    found = together(
        as_officer("bao", actions.answer, run, agrees=True),
        as_officer("bao", actions.answer, run, agrees=False, reason="不对"),
    )
    kept = [each for each in found if isinstance(each, list) and each]
    assert len(kept) == 1
    with acting_as_system():
        assert Approval.objects.count() == 1


def test_the_database_itself_takes_no_entry_twice(agreement):
    run = world.agreed(agreement)
    with world.acting("fang") as fang:
        actions.ask_to_post(fang, run)
    with world.acting("fang"):
        held = world.reread(run)
        post_entries(held)
    again = "INSERT INTO sharing_fiscalentry SELECT * FROM sharing_fiscalentry"
    with pytest.raises(DatabaseError, match="duplicate key"), world.acting("fang"):
        connection.cursor().execute(again)


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.parametrize("table", ["sharing_settledline", "sharing_statisticsentry"])
def test_a_worker_that_is_killed_while_it_writes_leaves_not_a_line(
    agreement, fresh_database, table
):
    """The worker is stopped by a lock on the table that it writes to last, and killed there."""
    if table == "sharing_settledline":
        run = world.ask(agreement)
        model, before, after = SettledLine, State.RUNNING, State.DONE
    else:
        run = world.agreed(agreement)
        with world.acting("fang") as fang:
            actions.ask_to_post(fang, run)
        model, before, after = FiscalEntry, State.POSTING, State.POSTED
    owner = embedded.address(environment().home, embedded.OWNER, fresh_database)
    with psycopg.connect(owner) as gate:
        gate.execute(f"LOCK TABLE {table} IN SHARE MODE")
        first = worker(fresh_database)
        try:
            until(waits_for_a_lock, first)
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
    assert world.reread(run).state == before
    with acting_as_system():
        assert not model.objects.filter(run=run).exists()
    give_back()
    second = worker(fresh_database)
    try:
        until(lambda: world.reread(run).state == after, second)
    finally:
        second.terminate()
        second.wait()
    with acting_as_system():
        rows = model.objects.filter(run=run)
        assert rows.count() == (8 if model is SettledLine else 6)
        assert rows.aggregate(s=Sum("transfer_fen")) == {"s": 0}


def test_what_an_older_attempt_brings_is_not_kept(agreement):
    run = world.ask(agreement)
    with world.acting("fang") as fang:
        first = actions.begin(fang, run.pk)
        second = actions.begin(fang, run.pk)
        actions.fail(fang, run.pk, first, "alt")
    assert first != second
    assert world.reread(run).state == State.RUNNING
    with world.acting("fang") as fang:
        actions.fail(fang, run.pk, second, "neu")
    assert (world.reread(run).state, world.reread(run).problem) == (State.FAILED, "neu")


def test_a_settlement_is_stopped_while_it_is_written(agreement, monkeypatch):
    run = world.ask(agreement)
    real = actions.tell

    def stopped_at_the_end(run_id, attempt, phase, part):
        if phase == "keeping":
            with world.acting("fang") as fang:
                actions.cancel(fang, Run.objects.get(pk=run_id))
        return real(run_id, attempt, phase, part)

    monkeypatch.setattr(computing.actions, "tell", stopped_at_the_end)
    computing.run(str(run.pk), run.asked_by_id)
    assert world.reread(run).state == State.CANCELLED
    with acting_as_system():
        assert not SettledLine.objects.exists()
