"""The log of stages: whatever writes a stage writes it, and it is only added to."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from shigu.data.bridge import current_pack
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.plan.compose import Settings, joint_plan
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.values import Economics
from shigu.projects.actions import file, move_on, put
from shigu.projects.models import Project, StageChange
from tests.projects.test_put import LEAD

ECONOMICS = Economics(as_of=date(2026, 1, 1), discount_rate=0.05, horizon_years=10)
WORD = {"name": "一条线索", "stage": "0", "status": "illustrative"}


def steps(project):
    rows = StageChange.objects.filter(project=project).order_by("place")
    return [(row.place, row.from_stage, row.to_stage, row.days) for row in rows]


def filed(actor, **values):
    return file(actor, District.objects.get(code="binjiang"), WORD | values, reason="来电")


def test_a_lead_has_no_link_until_screening_has_ended(act):
    with act("lin") as lin:
        lead = filed(lin)
        move_on(lin, lead, "1", reason="首谈", evidence={"talk_note": "有意"})
        move_on(lin, lead, "2", reason="研判", evidence={"checked": "无"})
        with pytest.raises(Refused, match="环节"):
            move_on(lin, lead, "3", reason="开谈", evidence={"verdict": "可谈"})
        lead.refresh_from_db()
        assert (lead.stage, len(steps(lead))) == ("2", 3)
        with pytest.raises(IntegrityError, match="link_after_screening"), transaction.atomic():
            Project.objects.filter(pk=lead.pk).update(stage="3")


def test_a_step_keeps_who_when_why_and_how_long(act):
    with act("lin") as lin:
        lead = filed(lin)
        Project.objects.filter(pk=lead.pk).update(stage_since=timezone.localdate() - timedelta(9))
        lead.refresh_from_db()
        day = timezone.localdate() - timedelta(2)
        move_on(lin, lead, "1", reason="首谈", on=day, evidence={"talk_note": "在谈"})
        step = StageChange.objects.get(project=lead, place=2)
        assert (step.from_stage, step.to_stage, step.on, step.days) == ("0", "1", day, 7)
        assert (step.by_id, step.by_name, step.reason) == (lin.id, "lin", "首谈")
        assert step.evidence == {"talk_note": "在谈"}
        assert lead.stage_since == day


@pytest.mark.parametrize("off", [-10, 1])
def test_a_step_lies_between_the_last_one_and_today(act, off):
    with act("lin") as lin:
        lead = filed(lin)
        with pytest.raises(Refused, match="今天之间"):
            move_on(lin, lead, "1", reason="x", on=timezone.localdate() + timedelta(off))
        assert len(steps(lead)) == 1


def test_bulk_and_packs_write_the_log_too(act):
    with act("lin") as lin:
        put(lin, "projects", [LEAD])
    with acting_as_system() as system:
        put(system, "projects", [LEAD | {"stage": "4"}])
    with act("lin"):
        moved = Project.objects.get(code="p-new")
        Project.objects.filter(code="p-new").update(stage="5")
        assert steps(moved) == [(1, "", "1", None), (2, "1", "4", 0), (3, "4", "5", 0)]


def test_the_log_of_the_reference_pack_replays_to_every_stage(db):
    with acting_as_system():
        last = dict(StageChange.objects.order_by("place").values_list("project_id", "to_stage"))
        assert last == dict(Project.objects.values_list("pk", "stage"))
        assert len(last) == 80


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects_stagechange SET reason = 'x'",
        "DELETE FROM projects_stagechange",
        (
            "INSERT INTO projects_stagechange SELECT gen_random_uuid(), project_id, district_id,"
            " introducer_id, 99, to_stage, '6', \"on\", at, by_id, by_name, 'x', '{}', 0"
            " FROM projects_stagechange LIMIT 1"
        ),
    ],
)
def test_nobody_writes_the_log_by_hand(act, statement):
    with act("lin"):
        before = StageChange.objects.count()
        assert before == 35
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert StageChange.objects.count() == before


def test_the_other_district_reads_no_step(act):
    with act("lin") as lin:
        lead = filed(lin)
    with act("shen") as shen:
        assert not StageChange.objects.filter(project_id=lead.pk).exists()
        own = StageChange.objects.visible_to(shen).values_list("district__code", flat=True)
        assert set(own) == {"xiaoshan"}


def test_a_project_stays_with_its_introducer_until_a_hand_over_is_accepted(act):
    with act("lin") as lin:
        lead = filed(lin)
        theirs = District.objects.get(code="xiaoshan")
        for changed in ({"introducer": theirs}, {"district": theirs}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Project.objects.filter(pk=lead.pk).update(**changed)
    with acting_as_system(), pytest.raises(IntegrityError, match="introducer"):
        Project.objects.filter(pk=lead.pk).update(district=theirs)


def test_plans_leave_leads_without_a_link_out_and_say_how_many(act):
    with acting_as_system() as system:
        before = current_pack(system)
    with act("lin") as lin:
        filed(lin, code="p-lead")
    with acting_as_system() as system:
        pack = current_pack(system)
    assert "p-lead" in pack.tables["projects"]["id"]
    problem = siting_problem(pack, ECONOMICS)
    assert problem == siting_problem(before, ECONOMICS)
    settings = Settings(as_of=ECONOMICS.as_of, seconds=3.0)
    plan = joint_plan(pack, settings, lambda *_: None)
    assert {limit.code: limit.count for limit in plan.limits}["siting.no_link"] == 1
