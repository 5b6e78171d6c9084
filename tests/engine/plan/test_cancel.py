"""A plan is given up within two seconds, wherever it stands, and leaves nothing behind."""

import multiprocessing
import random
import threading
import time
from datetime import date
from itertools import pairwise

import pytest

from shigu.engine.pack.read import read_pack
from shigu.engine.plan.compose import PHASES, Cancelled, Settings, joint_plan
from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.plan import plan as site
from shigu.engine.siting.values import Quota
from shigu.engine.watch import watched
from tests.engine.pack.cast import write_pack
from tests.engine.siting.conftest import build_need, build_problem, build_space

SETTINGS = Settings(as_of=date(2026, 11, 23), draws=1)
MEASURES = ("floor_area_m2", "power_kva", "energy_tce", "invest_wan")


def cancelled(work, when):
    """Seconds from the wish to end until the end."""
    wished = []

    def progress(phase, part):
        if not wished and when(phase, part):
            wished.append(time.perf_counter())
            raise Cancelled

    before = threading.active_count()
    with pytest.raises(Cancelled):
        work(progress)
    assert threading.active_count() == before
    assert multiprocessing.active_children() == []
    return time.perf_counter() - wished[0]


@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_can_be_given_up(tmp_path, phase):
    pack = read_pack(write_pack(tmp_path / "pack"))

    took = cancelled(
        lambda progress: joint_plan(pack, SETTINGS, progress), lambda at, _: at == phase
    )

    assert took < 2


def test_progress_names_each_phase_from_its_beginning_to_its_end(tmp_path):
    told = []
    joint_plan(read_pack(write_pack(tmp_path / "pack")), SETTINGS, lambda *at: told.append(at))

    assert list(dict.fromkeys(phase for phase, _ in told)) == list(PHASES)
    for phase in PHASES:
        parts = [part for at, part in told if at == phase]
        assert parts == sorted(parts)
        assert (parts[0], parts[-1]) == (0.0, 1.0)


def hard():
    """A market split (Cornuéjols & Dawande 1999): years of proof for a tree search."""
    draw = random.Random(5)
    needs = [
        build_need(f"p{i}", introducer="AB"[i % 2], **{m: draw.randrange(1, 100) for m in MEASURES})
        for i in range(40)
    ]
    spaces = [
        build_space(f"s{owner}", owner=owner, divisible=True, area_m2=9e9, power_kva=9e9)
        for owner in "AB"
    ]
    halves = [sum(getattr(need, m) for need in needs) // 2 for m in MEASURES]
    quotas = [Quota(m, "d", m, half, half) for m, half in zip(MEASURES, halves, strict=True)]
    return build_problem(needs, spaces, quotas=quotas)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("what", ["siting", "sharing"])
def test_a_single_hard_optimisation_is_given_up_too(what, workers):
    asked, begun, told = hard(), time.perf_counter(), []

    def work(watch):
        watch.begin(what, 1)
        if what == "siting":
            return site(asked, seconds=60, workers=workers, watch=watch)
        return coalition_values(asked, ("A", "B"), seconds=60, workers=workers, watch=watch)

    def after_a_second(*_):
        told.append(time.perf_counter())
        return told[-1] - begun > 1

    assert cancelled(lambda progress: watched(work, progress), after_a_second) < 2
    assert max(later - earlier for earlier, later in pairwise(told)) < 1
