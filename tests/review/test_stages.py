"""A stage told in news is taken by the step of the projects, gate and evidence and all."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.chain.models import Link
from shigu.districts.models import District, Membership
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions.moving import stepping
from shigu.projects.models import Project, StageChange
from shigu.review.actions import accept, undo
from shigu.review.models import NewsJudgement
from tests.people import user
from tests.review.world import FIRM, PROJECT, of, tell

SENTENCE = f"11月16日，{FIRM}投资建设的{PROJECT}在滨江区开工。"
PERMIT = {"permit": "330108202611160101", "started_on": "2026-11-16"}


@pytest.fixture
def told(act):
    """The article at the desk, and the project of 滨江 that it tells of, with its permits."""
    with act("lin") as lin:
        document = tell(lin)
        accept(lin, of(document, "organisation"))
        project = accept(lin, of(document, "project"))
    place(project.target, "9")
    return document


def place(key, stage, since="2026-11-01"):
    day = date.fromisoformat(since)
    with acting_as_system(), stepping(day, {}):
        Project.objects.filter(pk=key).update(stage=stage, stage_since=day)


def seat(name, district, role):
    with acting_as_system():
        Membership.objects.create(
            user=user(name),
            district=District.objects.get(code=district),
            role=role,
            valid_from=date(2026, 1, 1),
        )


def standing():
    with acting_as_system():
        row = Project.objects.get(name=PROJECT)
        return (row.stage, row.stage_since)


def given(document, **more):
    return {**of(document, "stage").told, "evidence": PERMIT, **more}


def test_accepting_takes_the_step_and_the_log_tells_the_sentence(act, told):
    with act("lin") as lin:
        proposal = of(told, "stage")
        assert proposal.told == {"name": PROJECT, "stage": "10", "on": "2026-11-16"}
        judged = accept(lin, proposal, given(told))
        step = StageChange.objects.filter(project__name=PROJECT).latest("place")
        assert (step.from_stage, step.to_stage, step.on) == ("9", "10", date(2026, 11, 16))
        assert step.evidence == PERMIT
        assert SENTENCE in step.reason and "来源 news-" in step.reason
        assert (judged.verdict, judged.before) == ("corrected", {"stage": "9"})
        assert judged.district.code == "binjiang"
    assert standing() == ("10", date(2026, 11, 16))


def test_the_gate_refuses_what_lacks_its_evidence_and_nothing_changes(act, told):
    before, verdicts = standing(), NewsJudgement.objects.count()
    with act("lin") as lin:
        with pytest.raises(Refused, match="“开工入统”还缺：施工许可证号（未填）"):
            accept(lin, of(told, "stage"))
        assert of(told, "stage").state == "proposed"
        assert not StageChange.objects.filter(project__name=PROJECT, to_stage="10").exists()
    assert (standing(), NewsJudgement.objects.count()) == (before, verdicts)


def test_a_stage_is_not_jumped_to(act, told):
    with acting_as_system():
        place(Project.objects.get(name=PROJECT).pk, "6")
    with act("lin") as lin, pytest.raises(Refused, match="从签约不能直接到开工"):
        accept(lin, of(told, "stage"), given(told))
    assert standing()[0] == "6"


def test_a_day_before_the_last_step_is_refused(act, told):
    with acting_as_system():
        place(Project.objects.get(name=PROJECT).pk, "9", "2026-11-20")
    with act("lin") as lin, pytest.raises(Refused, match="日期须在 2026-11-20 与今天之间"):
        accept(lin, of(told, "stage"), given(told))
    assert standing() == ("9", date(2026, 11, 20))


def test_a_project_of_another_district_is_not_moved(act, told):
    with act("shen") as shen:
        with pytest.raises(Refused, match="没有登记叫"):
            accept(shen, of(told, "stage"), given(told))
        assert not NewsJudgement.objects.filter(target_kind="stage").exists()
    assert standing()[0] == "9"


def test_taking_it_back_is_the_step_back_and_who_does_not_take_that_is_told(act, told):
    with act("lin") as lin:
        accept(lin, of(told, "stage"), given(told))
        with pytest.raises(Refused, match="“退回许可”由园区主任办理"):
            undo(lin, of(told, "stage"), reason="看错了")
        assert of(told, "stage").state == "corrected"
    assert standing()[0] == "10"
    seat("lin", "binjiang", "director")
    with act("lin") as lin:
        undo(lin, of(told, "stage"), reason="看错了")
        assert (of(told, "stage").state, of(told, "stage").landing) == ("proposed", None)
    assert standing()[0] == "9"


def test_it_lands_at_the_link_of_the_project(act, told):
    with act("lin") as lin:
        accept(lin, of(told, "stage"), given(told))
        assert of(told, "stage").landing == Link.objects.get(code="optical-lens")
        assert Project.objects.get(name=PROJECT).invest_wan == Decimal(35_000)


def test_the_desk_tells_the_step_and_asks_for_its_evidence(act, told, visit, signed_in):
    with act("lin"):
        proposal = of(told, "stage")
    page = visit("lin", proposal.get_absolute_url()).content.decode()
    assert "采纳就是办“开工入统”这一步" in page
    assert 'name="permit"' in page and 'value="2026-11-16"' in page
    refused = signed_in("lin").post(f"/review/{proposal.pk}/accept/", {"version": ""})
    assert refused.status_code == 409
    elsewhere = visit("shen", proposal.get_absolute_url()).content.decode()
    assert "没有登记叫" in elsewhere and 'name="permit"' not in elsewhere
