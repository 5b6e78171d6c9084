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

TRIES = st.lists(
    st.tuples(st.sampled_from(Stage), st.sampled_from(["sound", "less", "none", "no reason"])),
    min_size=1,
    max_size=14,
)


def allowed(stage, target, how):
    step = transitions().get((stage, target))
    if step is None or how == "no reason":
        return None
    return step if how == "sound" or not step.evidence else None


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


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tries=TRIES)
def test_no_path_leads_round_a_gate_and_replay_gives_the_same_stage(db, tries):
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "状态机", "stage": "0", "status": "illustrative", "link": link}
        project = file(system, District.objects.get(code="binjiang"), values, reason="登记")
        believed, steps = Stage.LEAD, 1
        for target, how in tries:
            if allowed(believed, target, how):
                attempt(system, project, target, how)
                believed, steps = target, steps + 1
            else:
                with pytest.raises(Refused):
                    attempt(system, project, target, how)
            project = Project.objects.get(pk=project.pk)
            assert project.stage == believed
        assert replayed(project) == believed
        assert StageChange.objects.filter(project=project).count() == steps
