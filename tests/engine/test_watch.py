"""Long work tells how far it is, and ends when nobody wants it any more."""

import threading
import time
from math import inf

import pytest

from shigu.engine.watch import Cancelled, Reading, Watch, watched


def test_phases_are_told_in_order_each_to_its_end():
    def work(watch: Watch):
        watch.begin("one", steps=2)
        watch.step()
        watch.expect(1)
        watch.step()
        time.sleep(0.4)
        watch.begin("two", steps=1)
        return "done"

    told = []
    assert watched(work, lambda *where: told.append(where)) == "done"
    assert [phase for phase, _ in told] == sorted(phase for phase, _ in told)
    parts = [part for phase, part in told if phase == "one"]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert 2 / 3 in parts
    assert told[-1] == ("two", 1.0)


def test_the_callback_runs_where_the_work_was_asked_for():
    threads = set()
    watched(lambda watch: watch.begin("a", 1), lambda *_: threads.add(threading.current_thread()))
    assert threads == {threading.current_thread()}


def test_what_the_callback_raises_stops_the_work_and_comes_back():
    ended = []

    def work(watch: Watch):
        watch.begin("a", steps=1000)
        try:
            for _ in range(1000):
                watch.step()
                time.sleep(0.01)
        finally:
            ended.append(watch.stopped)

    def stop(phase, part):
        if part:
            raise Cancelled

    before = threading.active_count()
    with pytest.raises(Cancelled):
        watched(work, stop)
    assert ended == [True]
    assert threading.active_count() == before


def test_what_the_work_raises_comes_out():
    def work(watch: Watch):
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        watched(work, lambda *_: None)


def test_a_plan_that_was_found_stays_found_and_a_bound_stays_proven():
    watch = Watch()
    for seconds, value, bound in (
        (0.1, -inf, inf),
        (0.2, -inf, 1000.0),
        (0.3, 600.0, 1000.0),
        (0.4, 600.0, 999.0),
        (0.5, 550.0, 900.0),
        (0.6, 800.0, 950.0),
    ):
        watch.read(seconds, value, bound, last=False)
    watch.read(0.7, 800.0, 899.9, last=True)

    assert watch.readings == (
        Reading(0.2, None, 1000.0),
        Reading(0.3, 600.0, 1000.0),
        Reading(0.5, 600.0, 900.0),
        Reading(0.6, 800.0, 900.0),
        Reading(0.7, 800.0, 899.9),
    )


def test_a_hastened_search_is_given_a_moment_and_a_stopped_one_none():
    watch = Watch()
    assert not watch.enough(9.0)
    watch.hasten()
    assert (watch.enough(0.1), watch.enough(9.0), watch.stopped) == (False, True, False)
    watch.stop()
    assert watch.enough(0.0)


def test_only_the_phase_that_was_meant_is_hastened():
    watch = Watch()
    watch.begin("search", 1)
    watch.hasten("search")
    assert watch.hastened
    watch.begin("check", 1)
    assert not watch.hastened
    watch.hasten("search")
    assert not watch.hastened


def test_who_waits_may_hasten_the_work():
    def work(watch: Watch):
        watch.begin("search", 1)
        while not watch.enough(1.0):
            time.sleep(0.01)
        return "the best so far"

    watch = Watch()
    assert watched(work, lambda *_: watch.hasten(), watch) == "the best so far"
