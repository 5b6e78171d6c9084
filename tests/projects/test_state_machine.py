"""Whatever is tried in whatever order: no path round a gate, the log complete, replay the same."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import file, move_on
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import transitions
from shigu.projects.stages import Stage
from tests.projects.procedure import evidence_for

WALK = st.integers(0, 7)
"""Which of the steps that the table has from where the project stands: such paths lead far."""
HOW = st.sampled_from(["sound", "sound", "sound", "less", "none", "no reason"])
ENDED = [[], ["1", "2", "15"], ["1", "2", "3", "15"], ["1", "2", "3", "4", "5", "15"]]
SIGNED = ["1", "2", "3", "4", "5", "6", "7", "15"]
BEGUN = st.sampled_from([*ENDED, SIGNED]).map(lambda way: [(Stage(to), "sound") for to in way])
"""Ways into the remedy before signing and after it: what lies behind is drawn."""
DRAWN = st.lists(st.tuples(st.one_of(WALK, st.sampled_from(Stage)), HOW), min_size=1, max_size=14)
TRIES = st.tuples(BEGUN, DRAWN).map(lambda parts: parts[0] + parts[1])
PLACES = {stage: place for place, stage in enumerate(Stage)}


def aim(stage, pick):
    if isinstance(pick, Stage):
        return pick
    targets = [target for origin, target in transitions() if origin == stage]
    return targets[pick % len(targets)]


def allowed(stands, target, how):
    step = transitions().get((stands[-1], target))
    if step is None or how == "no reason":
        return False
    if stands[-1] == Stage.REMEDY and PLACES[target] > PLACES[stands[-2]]:
        return False
    return how == "sound" or not step.evidence


def attempt(system, project, target, how):
    step = transitions().get((Stage(project.stage), target))
    given = evidence_for(step, project) if step and how in {"sound", "no reason"} else {}
    if step and how == "less":
        given = dict(list(evidence_for(step, project).items())[1:])
    reason = "" if how == "no reason" else "试"
    with transaction.atomic():
        move_on(system, project, target, reason=reason, evidence=given)


def replayed(project):
    stage = ""
    for place, step in enumerate(StageChange.objects.filter(project=project), start=1):
        assert (step.place, step.from_stage) == (place, stage)
        stage = step.to_stage
    return stage


def no_gate_was_gone_round(project):
    """Who climbs has taken that very step on all its evidence; the remedy lifts nobody."""
    log = [row for row in StageChange.objects.filter(project=project) if row.from_stage]
    stood = [Stage(row.from_stage) for row in log]
    for place, row in enumerate(log):
        target = Stage(row.to_stage)
        before = [stage for stage in stood[: place + 1] if stage != Stage.REMEDY][-1]
        if target != Stage.REMEDY and PLACES[target] > PLACES[before]:
            asked = transitions()[before, target].evidence
            assert row.from_stage == before
            assert row.evidence.keys() == {each.id for each in asked}
    if stood and PLACES[Stage.SIGNED] <= PLACES[Stage(project.stage)] < PLACES[Stage.REMEDY]:
        signed = [row for row in log if (row.from_stage, row.to_stage) == ("5", "6")]
        assert signed[-1].evidence["evaluation"]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tries=TRIES)
def test_no_path_leads_round_a_gate_and_replay_gives_the_same_stage(db, tries):
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "状态机", "stage": "0", "status": "illustrative", "link": link}
        project = file(system, District.objects.get(code="binjiang"), values, reason="登记")
        stands = [Stage.LEAD]
        for pick, how in tries:
            target = aim(stands[-1], pick)
            if allowed(stands, target, how):
                attempt(system, project, target, how)
                stands.append(target)
            else:
                with pytest.raises(Refused):
                    attempt(system, project, target, how)
            project = Project.objects.get(pk=project.pk)
            assert project.stage == stands[-1]
            no_gate_was_gone_round(project)
        assert replayed(project) == stands[-1]
        assert StageChange.objects.filter(project=project).count() == len(stands)
