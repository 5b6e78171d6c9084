"""Every row of the transition table: who takes it, on what evidence, and that it is in the log."""

import itertools

import pytest

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.vocabulary import Role
from shigu.projects.actions import file, move_on
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure import table
from shigu.projects.procedure.table import TableError, limits, steps_from, transitions
from shigu.projects.stages import Stage
from tests.projects.procedure import evidence_for

STEPS = sorted(transitions().values(), key=lambda step: (step.origin, step.target))
names = [f"{step.origin}-{step.target}" for step in STEPS]
FORWARD = ["0", "1", "2", "3", "4", "5", *map(str, range(6, 15))]


@pytest.fixture
def at_stage(act):
    """``at_stage("5")``: a project of 滨江 that a package brought to the stage."""

    def make(stage):
        with acting_as_system() as system:
            place = District.objects.get(code="binjiang")
            link = Project.objects.get(code="p-mmwave-line").link
            values = {"name": "转换表", "stage": "0", "status": "illustrative", "link": link}
            made = file(system, place, values, reason="登记")
            for each in ("14", "15") if stage == "15" else (stage,):
                Project.objects.filter(pk=made.pk).update(stage=each)
            made.refresh_from_db()
            return made

    return make


@pytest.mark.parametrize("step", STEPS, ids=names)
def test_a_step_is_taken_on_its_evidence_and_logged(at_stage, step):
    project = at_stage(step.origin)
    given = evidence_for(step, project)
    with acting_as_system() as system:
        move_on(system, project, step.target, reason="照表", evidence=given)
        last = StageChange.objects.filter(project=project).latest("place")
        assert (last.from_stage, last.to_stage, last.reason) == (step.origin, step.target, "照表")
        assert last.evidence == given
        project.refresh_from_db()
        assert project.stage == step.target


GATED = [step for step in STEPS if step.evidence]


@pytest.mark.parametrize("step", GATED, ids=[f"{s.origin}-{s.target}" for s in GATED])
def test_a_step_is_refused_with_each_piece_that_is_missing(at_stage, step):
    project = at_stage(step.origin)
    given = evidence_for(step, project)
    with acting_as_system() as system:
        before = StageChange.objects.filter(project=project).count()
        for each in step.evidence:
            for wrong in ({}, {each.id: " "}):
                less = {name: value for name, value in given.items() if name != each.id} | wrong
                with pytest.raises(Refused, match=each.zh.split("（")[0]):
                    move_on(system, project, step.target, reason="照表", evidence=less)
        project.refresh_from_db()
        assert project.stage == step.origin
        assert StageChange.objects.filter(project=project).count() == before


@pytest.mark.parametrize("origin", Stage)
def test_there_is_no_way_beside_the_table(at_stage, origin):
    project = at_stage(origin)
    with acting_as_system() as system:
        for target in Stage:
            if (origin, target) in transitions():
                continue
            with pytest.raises(Refused):
                move_on(system, project, target, reason="绕行")
        assert StageChange.objects.filter(project=project).latest("place").to_stage == origin


@pytest.mark.parametrize("step", STEPS, ids=names)
def test_only_the_roles_of_the_table_take_a_step(at_stage, act, step):
    project = at_stage(step.origin)
    given = evidence_for(step, project)
    with act("lin") as lin:
        if Role.OFFICER in step.who:
            assert move_on(lin, project, step.target, reason="照表", evidence=given)
        else:
            with pytest.raises(Refused, match="园区主任"):
                move_on(lin, project, step.target, reason="照表", evidence=given)
    for name in ("shen", "gu", "wei", "han"):
        with act(name) as other, pytest.raises(Refused):
            move_on(other, project, step.target, reason="照表", evidence=given)


@pytest.mark.parametrize("wrong", ["abc", "-5", "0", "NaN", "Infinity"])
def test_an_amount_is_a_number_above_zero(at_stage, wrong):
    project = at_stage("5")
    given = evidence_for(transitions()[Stage.EVALUATION, Stage.SIGNED], project)
    with acting_as_system() as system, pytest.raises(Refused, match="协议投资"):
        move_on(system, project, "6", reason="x", evidence=given | {"agreed_wan": wrong})


def test_what_a_step_does_not_ask_for_is_refused(at_stage):
    project = at_stage("0")
    with acting_as_system() as system, pytest.raises(Refused, match="grade"):
        move_on(system, project, "1", reason="x", evidence={"talk_note": "有", "grade": "A"})


def test_the_way_forward_has_no_hole_and_every_limit_its_source():
    for origin, target in itertools.pairwise(FORWARD):
        assert not transitions()[Stage(origin), Stage(target)].back
    assert all(step.source_zh and step.source_en for step in limits().values())
    assert all(steps_from(stage) for stage in Stage)
    assert (limits()[Stage.LEAD].days, limits()[Stage.EVALUATION].days) == (1, 14)


@pytest.mark.parametrize(
    ("column", "value"), [("from", "99"), ("who", "mayor"), ("evidence", "bribe"), ("to", "0")]
)
def test_a_table_that_contradicts_itself_is_named_by_its_row(monkeypatch, column, value):
    read = table._rows

    def broken(name):
        rows = read(name)
        return [rows[0] | {column: value}, *rows[1:]] if name == "transitions.csv" else rows

    monkeypatch.setattr(table, "_rows", broken)
    with pytest.raises(TableError, match=r"transitions\.csv:2"):
        transitions.__wrapped__()


def test_a_project_begins_no_later_than_in_talks(act):
    with act("lin") as lin:
        place = District.objects.get(code="binjiang")
        count = Project.objects.count()
        with pytest.raises(Refused, match="逐步"):
            file(lin, place, {"name": "x", "stage": "6", "status": "illustrative"}, reason="x")
        assert Project.objects.count() == count
