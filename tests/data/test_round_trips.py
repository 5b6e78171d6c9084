"""What every remaining table of work gives out is taken back without a change."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.admission.gate import concluded, offered
from shigu.commitments.actions import promise
from shigu.data.kept import WORKING
from shigu.data.models import Import
from shigu.data.units import UNITS
from shigu.districts.models import Zone
from shigu.districts.working import Working
from shigu.dossier import actions as dossier
from shigu.dossier.models import Authorisation, Clearance, PastEvaluation, Profile, YearPlan
from shigu.projects import actions as projects
from shigu.projects.models import Project
from shigu.projects.procedure.table import transitions
from shigu.territory import actions as territory
from shigu.territory.models import Letting, Lot, Space
from shigu.work import actions as work
from shigu.work.models import ReformItem, Task
from tests.commitments.cast import INVESTMENT, START, project_of
from tests.data.test_taken_out import unchanged
from tests.data.working import bring, confirm, sheet, told
from tests.people import user
from tests.work.world import force_of, give, place

RECORDS = {
    "profiles": (Profile, {"funding": "both", "foreign_usd_wan": Decimal("350.25"),
                           "two_high": False, "content": "厂房\n产线", "staff": 12}),
    "year_plans": (YearPlan, {"year": 2027, "planned_wan": Decimal("5000.5"), "progress": "三层"}),
    "clearances": (Clearance, {"kind": "environment", "number": "1", "given_on": date(2027, 2, 1)}),
    "authorisations": (Authorisation, {"number": "浙〔2027〕1号", "given_on": date(2027, 1, 20),
                                       "body": "发改委", "land_mu": Decimal("30.25")}),
    "past_evaluations": (PastEvaluation, {"held_on": date(2025, 11, 20), "meeting": "第 8 次",
                                          "decision": "admitted", "score": Decimal("82.5")}),
}  # fmt: skip


@pytest.mark.parametrize("table", RECORDS)
def test_records_of_a_file_taken_out_and_brought_again_are_the_same(act, table):
    model, values = RECORDS[table]
    with act("lin") as lin:
        if table == "profiles":
            values = values | {"zone": Zone.objects.filter(district__code="binjiang").first()}
        dossier.write(lin, project_of(), model, values, reason="底本")
    unchanged(act, "lin", table, 1)


def test_promises_reforms_and_hand_overs_taken_out_and_brought_again_are_the_same(act):
    with act("lin") as lin:
        project = project_of()
        promise(lin, project, INVESTMENT | {"other_due": date(2026, 9, 30), "other_basis": "合同"})
        promise(lin, project, START)
        work.register(
            lin, ReformItem, place("binjiang"),
            {"name": "一证准入", "owner": "发改局", "state": "tried", "since": date(2026, 5, 1)},
        )  # fmt: skip
        Project.objects.filter(pk=project.pk).update(stage="3")
        project.refresh_from_db()
        projects.propose_hand_over(
            *(lin, project, place("xiaoshan")),
            summary="需净高 6 米", credit_to=Decimal("0.375"), reason="本区无厂房",
        )  # fmt: skip
    unchanged(act, "lin", "commitments", 2)
    unchanged(act, "lin", "reform_items", 1)
    unchanged(act, "lin", "hand_overs", 1)


def test_terms_of_spaces_taken_out_and_brought_again_are_the_same(act):
    with act("shen") as shen:
        land = Space.objects.filter(district__code="xiaoshan", kind="land").first()
        hall = Space.objects.filter(district__code="xiaoshan").exclude(kind="land").first()
        lot = {"granting": "listing", "price_wan": Decimal("3600.5"), "standard": True}
        territory.set_terms(shen, land, Lot, lot, reason="出让公告")
        unit = {"floor": -1, "lifts": 2, "lift_load_t": Decimal(3), "free_months": 6}
        territory.set_terms(shen, hall, Letting, unit, reason="招租")
    unchanged(act, "shen", "lots", 1)
    unchanged(act, "shen", "lettings", 1)


def test_records_are_made_and_changed_by_spreadsheets(act):
    with act("lin"):
        project = project_of()
    row = {"project": project.code, "funding": "中外合资", "two_high": "否", "staff": "260"}
    done = confirm(act, "lin", bring(act, "lin", "profiles", sheet("profiles", row)))
    assert done.state == "done", done.problem
    again = bring(act, "lin", "profiles", sheet("profiles", row | {"staff": "300"}))
    assert (again.created, again.changed) == (0, 1)
    confirm(act, "lin", again)
    with act("lin"):
        kept = Profile.objects.get()
        assert (kept.project, kept.funding, kept.two_high, kept.staff) == (
            project,
            "both",
            False,
            300,
        )


def test_past_evaluations_open_no_gate(act):
    with act("lin") as lin:
        project = project_of()
        row = {"project": project.code, "held_on": "2025-11-20", "meeting": "第 8 次"}
        content = sheet("past_evaluations", row | {"decision": "准入", "score": "82.5"})
        done = confirm(act, "lin", bring(act, "lin", "past_evaluations", content))
        assert done.state == "done", done.problem
    with act("lin") as lin:
        kept = PastEvaluation.objects.get()
        assert (kept.decision, kept.score) == ("admitted", Decimal("82.5"))
        Project.objects.filter(pk=project.pk).update(stage="5")
        project.refresh_from_db()
        step = transitions()["5", "6"]
        assert offered(lin, project) == []
        assert not concluded(lin, project, step, str(kept.pk))


def test_tasks_of_a_task_force_are_brought_and_read_by_its_people_alone(act):
    with act("lin") as lin:
        force_of(lin, (place("xiaoshan"), user("shen").pk))
        give(lin)
    row = {
        "force": "视谷之窗专班",
        "title": "报送场景清单",
        "owner": "萧山区",
        "deadline": "2027-01-31",
    }
    brought = bring(act, "lin", "force_tasks", sheet("force_tasks", row))
    assert brought.own
    with act("gu"):
        assert not Import.objects.filter(pk=brought.pk).exists()
    done = confirm(act, "lin", brought)
    assert done.state == "done", done.problem
    with act("shen"):
        assert Task.objects.get(title="报送场景清单").force.name == "视谷之窗专班"
    with act("gu"):
        assert not Task.objects.filter(title="报送场景清单").exists()
    unchanged(act, "lin", "force_tasks", 1)
    unchanged(act, "lin", "tasks", 1)
    wrong = bring(act, "lin", "force_tasks", sheet("force_tasks", row | {"force": "没有的专班"}))
    assert [fault[:2] for fault in told(act, "lin", wrong)] == [(2, "force")]


def test_every_unit_of_a_column_has_its_english():
    units = {
        field.unit
        for of in WORKING.values()
        if isinstance(of, Working)
        for field in of.table.fields
    }
    assert {unit for unit in units if any("一" <= c <= "鿿" for c in unit)} <= set(UNITS)
