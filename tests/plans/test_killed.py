"""A worker that is killed leaves nothing half-done, and the job is run again."""

import signal

import pytest

from shigu.districts.scope import acting_as_system
from shigu.engine.plan.compose import PHASES
from shigu.plans.models import Outline, Paper, Placement, PlacementCase, Plan, State, Unplaced
from tests.plans.world import ask, compute, make_small, reread
from tests.worker import give_back, until, worker

RESULTS = (Paper, Outline, Placement, PlacementCase, Unplaced)


def nothing_is_kept():
    with acting_as_system():
        return [model.__name__ for model in RESULTS if model.objects.exists()] == []


@pytest.mark.parametrize("phase", ["siting", PHASES[-1]])
def test_a_plan_survives_the_death_of_its_worker(fresh_database, phase):
    make_small()
    plan = ask()
    first = worker(fresh_database)
    try:
        until(lambda: reread(plan).run.phase == phase, first)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert reread(plan).state == State.RUNNING
    assert nothing_is_kept()
    give_back()
    second = worker(fresh_database)
    try:
        until(lambda: reread(plan).state == State.DONE, second)
    finally:
        second.terminate()
        second.wait()
    found = reread(plan)
    assert found.run.attempts == 2
    with acting_as_system():
        assert Placement.objects.count() == PlacementCase.objects.count() == found.placed
        assert Unplaced.objects.count() == found.unplaced
        assert Paper.objects.count() == Outline.objects.count() == 1
    again = ask()
    compute(again)
    assert reread(again).document_hash == found.document_hash


def test_what_cannot_be_written_whole_is_not_written(small, monkeypatch, caplog):
    plan = ask()

    def broken(_rows):
        raise OSError("disk full")

    monkeypatch.setattr(Unplaced.objects, "bulk_create", broken)
    with pytest.raises(OSError, match="disk full"):
        compute(plan)
    found = reread(plan)
    assert found.state == State.FAILED
    assert found.placed is None
    with acting_as_system():
        assert not Placement.objects.exists()
        assert not Outline.objects.exists()
        told = Paper.objects.get().problem
        assert "disk full" not in told
        assert next(one for one in caplog.messages if one.startswith("failure ")).split()[1] in told
        assert Plan.objects.count() == 1
