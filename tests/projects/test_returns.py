"""Out of the remedy: back to where a project stood, and never past gates that it has not passed."""

import pytest

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import file, move_on, move_together, put
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.returns import following
from tests.projects.procedure import place

CURE = {"cure": "已重新对接"}
TALK_FIRST = "项目进入履约处置前没有走到“供地”，不能凭整改到那里；请先“重新洽谈”，再逐步办理。"


@pytest.fixture
def ended(db):
    """``ended("3")``: a project of 萧山 that went from there into the remedy, as its log tells."""

    def make(*stages, code="p-ended"):
        with acting_as_system() as system:
            link = Project.objects.get(code="p-mmwave-line").link
            values = {"name": "中止线", "stage": "3", "status": "illustrative", "link": link}
            made = file(system, place("xiaoshan"), values | {"code": code}, reason="首谈")
            for stage in (*stages, "15"):
                Project.objects.filter(pk=made.pk).update(stage=stage)
            made.refresh_from_db()
            return made

    return make


def ways(project):
    with acting_as_system():
        return [step.target for step in following([project])[project.pk]]


def stands(project):
    with acting_as_system():
        row = Project.objects.get(pk=project.pk)
        return row.stage, StageChange.objects.filter(project=project).count()


@pytest.mark.parametrize(
    ("stages", "open_to"),
    [
        (["2"], ["2"]),
        ([], ["2", "3"]),
        (["5"], ["2", "3"]),
        (["7"], ["2", "3"]),
        (["9"], ["2", "3", "8"]),
        (["12"], ["2", "3", "8", "10", "12"]),
        (["14"], ["2", "3", "8", "10", "12", "13"]),
        (["12", "15", "3"], ["2", "3"]),
    ],
)
def test_a_project_goes_back_no_further_on_than_where_it_came_from(ended, stages, open_to):
    assert ways(ended(*stages)) == open_to


def test_what_was_filed_at_the_remedy_begins_with_the_screening(db):
    with acting_as_system() as system:
        row = {"id": "p-past", "name": "旧台账", "stage": "15", "introducer": "xiaoshan"}
        put(system, "projects", [row | {"status": "illustrative", "link": "mmwave-radar"}])
        assert ways(Project.objects.get(code="p-past")) == ["2"]


@pytest.mark.parametrize("stage", ["2", "3", "4", "5"])
@pytest.mark.parametrize("target", ["8", "10", "12", "13"])
def test_who_ended_before_signing_is_cured_past_no_gate(ended, act, stage, target):
    project = ended(stage)
    with act("shen") as shen, pytest.raises(Refused, match="没有走到"):
        move_on(shen, project, target, reason="整改", evidence=CURE)
    assert stands(project) == ("15", 3 if stage != "3" else 2)


def test_the_refusal_names_the_cure_and_the_cure_works(ended, act):
    project = ended("5")
    with act("shen") as shen:
        with pytest.raises(Refused) as refusal:
            move_on(shen, project, "8", reason="整改", evidence=CURE)
        assert str(refusal.value) == TALK_FIRST
        assert move_on(shen, project, "3", reason="重谈", evidence=CURE).stage == "3"


def test_several_at_once_stop_at_the_one_that_was_never_there(ended, act):
    rows = [ended("5"), ended("4", code="p-other")]
    with act("shen") as shen, pytest.raises(Refused, match="没有走到“供地”"):
        move_together(shen, rows, "8", reason="整改")
    assert [stands(row)[0] for row in rows] == ["15", "15"]


def test_a_sheet_takes_no_such_step(ended, act):
    project = ended("5")
    row = {"id": "p-ended", "name": "中止线", "link": "mmwave-radar", "introducer": "xiaoshan"}
    with act("shen") as shen, pytest.raises(Refused, match="p-ended 的阶段与登记的不同"):
        put(shen, "projects", [row | {"status": "illustrative", "stage": "8"}])
    assert stands(project) == ("15", 3)


def test_the_page_says_why_not_and_the_board_does_not_offer_it(ended, signed_in):
    project, client = ended("5"), signed_in("shen")
    address = f"/projects/{project.pk}/"
    assert TALK_FIRST in client.get(address).content.decode()
    assert f'href="{address}step/8/"' not in client.get(address).content.decode()
    assert f'href="{address}step/3/"' in client.get(address).content.decode()
    english = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "Take “Talk again” first, then go on step by step." in english
    board = client.get("/projects/board/").content.decode()
    assert f'href="{address}step/3/"' in board
    assert f'href="{address}step/8/"' not in board
    refused = client.post(f"{address}step/8/", {"on": "2026-11-27", "reason": "x", **CURE})
    assert (refused.status_code, stands(project)) == (403, ("15", 3))
