"""Ways round a gate that are none: old papers, lapsed ones, days to come, spreadsheets, leavers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shigu.commitments.actions import promise
from shigu.commitments.models import Commitment
from shigu.districts.models import Membership, User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import (
    accept_hand_over,
    assign,
    file,
    move_on,
    propose_hand_over,
    put,
    withdraw_hand_over,
)
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import transitions
from shigu.territory.models import Occupancy, Reservation
from tests.projects.procedure import evidence_for, holding, place

TERMS = {"summary": "光学企业", "credit_to": Decimal("0.6"), "reason": "土地不够"}
PROMISE = {
    "code": "c-1", "indicator": "jobs", "amount": Decimal(10), "due": date(2030, 1, 1),
    "basis": "statement", "status": "illustrative",
}  # fmt: skip


def stands_at(project):
    row = Project.objects.get(pk=project.pk)
    return row.stage, StageChange.objects.filter(project=project).count()


def test_a_promise_goes_along_where_its_code_is_taken(act, talked):
    with act("lin") as lin:
        promise(lin, talked, PROMISE)
        offered = propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
    with act("shen") as shen:
        values = {"name": "自己的", "stage": "0", "status": "illustrative"}
        promise(shen, file(shen, place("xiaoshan"), values), PROMISE)
        accept_hand_over(shen, offered, reason="有厂房")
        found = Commitment.objects.visible_to(shen).order_by("code")
        codes = [(row.code, row.project.name) for row in found.select_related("project")]
        assert codes == [("c-1", "自己的"), ("c-1-binjiang", "机密光学线")]


def test_a_promise_goes_along_where_both_its_codes_are_taken(act, talked):
    with act("lin") as lin:
        values = {"name": "第二条线", "stage": "3", "status": "illustrative", "link": talked.link}
        second = file(lin, place("binjiang"), values, reason="首谈")
        promise(lin, talked, PROMISE)
        offered = propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
    with act("shen") as shen:
        promise(shen, file(shen, place("xiaoshan"), values | {"stage": "0"}), PROMISE)
        accept_hand_over(shen, offered, reason="有厂房")
    with act("lin") as lin:
        kept = promise(lin, second, PROMISE)
        again = propose_hand_over(lin, second, place("xiaoshan"), **TERMS)
    with act("shen") as shen:
        accept_hand_over(shen, again, reason="有厂房")
        codes = set(Commitment.objects.visible_to(shen).values_list("code", flat=True))
        assert codes == {"c-1", "c-1-binjiang", f"c-1-{str(kept.pk)[-12:]}"}


def test_an_earlier_hand_over_does_not_end_the_open_one(act, talked):
    with act("lin") as lin:
        first = propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
        withdraw_hand_over(lin, first, reason="再谈谈")
        move_on(lin, talked, "3", reason="再谈谈", evidence={"hand_over": first.pk})
        propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
        before = stands_at(talked)
        with pytest.raises(Refused, match="没有这样的记录"):
            move_on(lin, talked, "3", reason="再谈谈", evidence={"hand_over": first.pk})
        assert stands_at(talked) == before


def test_an_earlier_acceptance_is_none_of_the_open_offer(act, talked):
    with act("lin") as lin:
        first = propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
    with act("shen") as shen:
        accept_hand_over(shen, first, reason="有厂房")
        mine = Project.objects.get(pk=talked.pk)
        given = {"hand_over": first.pk}
        move_on(shen, mine, "3", reason="接着谈", evidence=given)
        propose_hand_over(shen, mine, place("binjiang"), **TERMS)
        visit = {"visit_on": timezone.localdate().isoformat()}
        with pytest.raises(Refused, match="没有这样的记录"):
            move_on(shen, mine, "4", reason="考察", evidence=given | visit)
        assert stands_at(talked)[0] == "3b"


def test_what_is_signed_was_signed_by_today_and_a_visit_may_be_ahead(act, talked):
    later = (timezone.localdate() + timedelta(days=20)).isoformat()
    with act("lin") as lin:
        plan = {"visit_on": later, "visit_plan": "看产线"}
        here = move_on(lin, talked, "4", reason="已约", evidence=plan)
        here = move_on(lin, here, "5", reason="看过", evidence={"visit_report": "可"})
    given = evidence_for(transitions()["5", "6"], here)
    with act("lin") as lin:
        with pytest.raises(Refused, match="日期在今天之后"):
            move_on(lin, here, "6", reason="签约", evidence=given | {"signed_on": later})
        assert stands_at(here)[0] == "5"


LAND = {"land_contract": "A-1", "performance": "B-1"}


@pytest.fixture
def registered(act):
    """A registered project of 萧山, whose investor is not told, and a reservation there."""
    with act("shen") as shen:
        link = Project.objects.filter(link__isnull=False).first().link
        values = {"name": "待落地", "stage": "3", "status": "illustrative", "link": link}
        made = file(shen, place("xiaoshan"), values)
    with acting_as_system():
        Project.objects.filter(pk=made.pk).update(stage="7")
        project = Project.objects.get(pk=made.pk)
    return project, holding(project)


def test_a_lapsed_reservation_gives_no_land(act, registered):
    project, kept = registered
    with acting_as_system():
        past = timezone.localdate() - timedelta(days=1)
        begun = past - timedelta(days=9)
        Reservation.objects.filter(pk=kept.reservation_id).update(made_on=begun, expires_on=past)
        assert Occupancy.objects.get(pk=kept.pk).expires_on == past
    with act("shen") as shen:
        with pytest.raises(Refused, match="空间占用或预留（没有这样的记录）"):
            move_on(shen, project, "8", reason="供地", evidence=LAND | {"holding": kept.pk})
        assert stands_at(project)[0] == "7"


def test_what_another_firm_holds_gives_no_land_to_a_project_without_investor(act, registered):
    project, kept = registered
    given = LAND | {"holding": kept.pk}
    with acting_as_system():
        firm = Project.objects.exclude(organisation=None).first().organisation
        Occupancy.objects.filter(pk=kept.pk).update(organisation=firm)
    with act("shen") as shen:
        with pytest.raises(Refused, match="空间占用或预留（没有这样的记录）"):
            move_on(shen, project, "8", reason="供地", evidence=given)
        assert stands_at(project)[0] == "7"
    with acting_as_system():
        Occupancy.objects.filter(pk=kept.pk).update(organisation=None)
    with act("shen") as shen:
        assert move_on(shen, project, "8", reason="供地", evidence=given).stage == "8"


def test_a_table_takes_no_step_with_a_project_that_is_there(act, talked):
    row = {"id": "p-hand", "name": "改名", "link": "mmwave-radar", "introducer": "binjiang"}
    row |= {"status": "illustrative"}
    with act("lin") as lin:
        with pytest.raises(Refused, match="p-hand 的阶段与登记的不同"):
            put(lin, "projects", [row | {"stage": "6"}])
        assert Project.objects.get(pk=talked.pk).name == "机密光学线"
        assert stands_at(talked) == ("3", 1)
        assert put(lin, "projects", [row | {"stage": "3"}]).changed == ["p-hand"]


def test_who_has_left_is_put_in_charge_of_nothing(act, talked):
    with acting_as_system():
        seats = Membership.objects.filter(user__username="han")
        seats.update(valid_to=timezone.localdate())
    with act("lin") as lin:
        with pytest.raises(Refused, match="没有席位"):
            assign(lin, [talked], User.objects.get(username="han"), reason="接手")
        assert Project.objects.get(pk=talked.pk).responsible is None
