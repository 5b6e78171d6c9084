"""Leads: registered in one step, found before they are registered twice, followed by rhythm."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from shigu.districts.models import District, Grant
from shigu.districts.policies import Refused
from shigu.leads.actions import registering as verbs
from shigu.leads.actions.events import announce, lead_of, note_guest
from shigu.leads.alike import alike
from shigu.leads.models import Guest, Lead, LeadContact, LeadFile, PromotionEvent, Talk
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from tests.people import user

FIRM = "杭州未登记光电科技有限公司"
VALUES = {"name": "光电模组总部", "firm_name": FIRM, "kind": "firm", "origin": "visit", "rhythm": 3}


@pytest.fixture
def register(act):
    def of(name="lin", place="binjiang", **more):
        with act(name) as actor:
            district = District.objects.get(code=place)
            return verbs.register(
                actor, district, VALUES | more, contact={"person": "张总", "phone": "13800000000"}
            )

    return of


def test_a_lead_is_a_project_at_its_first_stage_without_a_link(register, act):
    lead = register()
    with act("lin"):
        project = Project.objects.get(pk=lead.project_id)
        assert (project.stage, project.link, project.name) == (Stage.LEAD, None, "光电模组总部")
        assert project.district.code == project.introducer.code == "binjiang"
        assert project.responsible == user("lin")
        assert project.source.code == "own-binjiang"
        assert lead.next_due == timezone.localdate() + timedelta(days=3)
        assert LeadContact.objects.get().phone == "13800000000"


def test_registering_for_another_district_is_refused_and_changes_nothing(register, act):
    with pytest.raises(Refused):
        register(place="xiaoshan")
    with act("shen"):
        assert Lead.objects.count() == 0
        assert not Project.objects.filter(name="光电模组总部").exists()


def test_a_grant_lends_the_lead_and_not_its_contacts(register, act):
    register()
    with act("gu") as gu:
        assert Lead.objects.visible_to(gu).count() == 1
        assert LeadContact.objects.visible_to(gu).count() == 0
        assert LeadContact.objects.count() == 0
        assert LeadContact.pgh_event_model.objects.count() == 0
        assert Grant.objects.filter(data_class="projects").exists()
    with act("shen") as shen:
        assert Lead.objects.visible_to(shen).count() == Lead.objects.count() == 0


def test_like_names_are_told_among_what_one_sees_anyway(register, act):
    register()
    with act("lin") as lin:
        (near,) = alike(lin, "未登记光电科技股份有限公司")
        assert (near.name, near.exact) == (FIRM, True)
        assert "光电模组总部" in {each.name for each in alike(lin, "光电模组总部")}
    with act("shen") as shen:
        assert alike(shen, "光电模组总部") == []
    with act("lin") as lin:
        assert alike(lin, "光") == []


def test_a_talk_is_a_round_and_moves_the_due_day(register, act):
    lead = register()
    with act("lin") as lin:
        project = Project.objects.select_related("district").get(pk=lead.project_id)
        first = verbs.talk(lin, project, {"at": timezone.now(), "topics": "选址"})
        assert first.round == 1
        lead.refresh_from_db()
        assert lead.next_due == timezone.localdate() + timedelta(days=3)
        second = verbs.talk(
            lin, project, {"at": timezone.now(), "topics": "条款", "next_on": date(2030, 1, 2)}
        )
        assert second.round == 2
        lead.refresh_from_db()
        assert lead.next_due == date(2030, 1, 2)
    with act("shen") as shen, pytest.raises(Refused):
        verbs.talk(shen, project, {"at": timezone.now(), "topics": "x"})
    with act("lin"):
        assert Talk.objects.count() == 2


def test_who_follows_has_a_seat_there_and_there_is_a_reason(register, act):
    lead = register()
    with act("lin") as lin:
        project = Project.objects.select_related("district").get(pk=lead.project_id)
        for person, reason in (("shen", "x"), ("han", " ")):
            with pytest.raises(Refused):
                verbs.assign(lin, project, user(person), reason=reason)
        assert Project.objects.get(pk=project.pk).responsible == user("lin")
        verbs.assign(lin, project, user("han"), reason="林岚休假")
        assert Project.objects.get(pk=project.pk).responsible == user("han")


@pytest.mark.parametrize(
    ("name", "content"),
    [("运行.exe", b"x"), ("页.html", b"x"), ("空.pdf", b""), ("大.pdf", b"x" * (21 * 1024 * 1024))],
)
def test_files_that_offices_do_not_exchange_are_refused(register, act, name, content):
    lead = register()
    with act("lin") as lin:
        project = Project.objects.select_related("district").get(pk=lead.project_id)
        with pytest.raises(Refused):
            verbs.add_file(lin, project, name, content)
        assert LeadFile.objects.count() == 0
        kept = verbs.add_file(lin, project, "介绍.pdf", b"%PDF-1.7")
        assert bytes(LeadFile.objects.get(pk=kept.pk).content) == b"%PDF-1.7"


def test_a_guest_becomes_a_lead_in_one_step_and_once(act):
    with act("lin") as lin:
        own = District.objects.get(code="binjiang")
        event = announce(
            lin,
            own,
            {
                "kind": "promotion",
                "name": "视谷推介会",
                "on": date(2026, 11, 2),
                "hosts": ["xiaoshan"],
            },
        )
        told = {"firm_name": FIRM, "person": "李工", "phone": "139", "interest": "要 3000 平厂房"}
        guest = note_guest(lin, event, own, told)
        lead = lead_of(lin, guest)
        assert (lead.origin, lead.event, lead.outline) == ("event", event, "要 3000 平厂房")
        assert LeadContact.objects.get().person == "李工"
        with pytest.raises(Refused):
            lead_of(lin, guest)
        assert Lead.objects.count() == 1
    with act("shen"):
        assert PromotionEvent.objects.count() == 1
        assert Guest.objects.count() == 0
        assert Lead.objects.count() == 0
