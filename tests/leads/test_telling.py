"""Who filed is told of a clash, who follows a lead of its day; nobody is told of the other."""

import threading
from datetime import datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from shigu.districts.models import District, Membership
from shigu.districts.scope import acting_as_system
from shigu.leads import ledger, reminding, telling
from shigu.leads.actions import claims
from shigu.leads.actions.registering import register
from shigu.leads.models import Appeal, Clash, Lead
from shigu.projects.models import Project
from shigu.work.models import Notice
from tests.leads.world import acting, file, today
from tests.people import DAY, user
from tests.security.connection import connect

FIRM = "杭州测试光电科技股份有限公司"
SAME = "测试光电科技（萧山）有限公司"


def notices(name):
    with acting(name):
        rows = Notice.objects.filter(person=user(name))
        return [(row.kind, row.district.code, row.inputs, row.batch) for row in rows]


def test_both_sides_of_a_clash_are_told_of_their_own_claim(fresh_database):
    file("lin", FIRM), file("shen", SAME)
    (mine,), (theirs,) = notices("lin"), notices("shen")
    assert mine[:3] == ("leads.clash", "binjiang", {"firm": FIRM})
    assert theirs[:3] == ("leads.clash", "xiaoshan", {"firm": SAME})
    assert mine[3] != theirs[3]


def test_who_left_the_district_is_told_nothing_whatever_a_grant_reads(fresh_database, monkeypatch):
    file("lin", FIRM)
    with acting_as_system():
        Membership.objects.filter(user=user("lin")).update(valid_to=today())
    monkeypatch.setattr("shigu.leads.telling.reads", lambda *_asked: True)
    file("shen", SAME)
    with acting_as_system():
        assert not Notice.objects.filter(person=user("lin")).exists()
    assert kinds("shen") == ["leads.clash"]


def kinds(name):
    return [kind for kind, *_rest in notices(name)]


def test_the_other_side_is_told_that_one_agreed_to_open(fresh_database):
    file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        claims.ask_opening(shen, Clash.objects.get())
    assert sorted(kinds("lin")) == ["leads.asked", "leads.clash"]
    assert kinds("shen") == ["leads.clash"]
    ledger.keep_up()
    assert len(kinds("lin")) == 2
    assert SAME not in str(notices("lin"))


def test_two_who_tell_at_once_tell_each_line_once(fresh_database, monkeypatch):
    file("lin", FIRM), file("shen", SAME)
    with monkeypatch.context() as patched, acting("shen") as shen:
        patched.setattr("shigu.leads.telling.of_the_log", lambda _system: None)
        claims.ask_opening(shen, Clash.objects.get())
    assert kinds("lin") == ["leads.clash"]

    def tell_too():
        with acting_as_system() as system:
            telling.of_the_log(system)
        connections.close_all()

    second = threading.Thread(target=tell_too)
    with acting_as_system() as system:
        telling.of_the_log(system)
        second.start()
        while second.is_alive() and not waits():
            second.join(0.05)
    second.join(60)
    assert sorted(kinds("lin")) == ["leads.asked", "leads.clash"]


def waits():
    with connect("owner") as owner:
        found = owner.execute(
            "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return found.rowcount > 0


def test_the_office_is_told_of_an_appeal_and_both_sides_of_the_ruling(fresh_database):
    file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        claims.appeal(shen, Clash.objects.get(), reason="协议在先")
    assert (kinds("wei"), kinds("gu")) == (["leads.appealed"], ["leads.appealed"])
    assert FIRM not in str(notices("wei"))
    assert kinds("lin") == ["leads.clash"]
    with acting("wei") as wei:
        case = Appeal.objects.select_related("district").get()
        claims.decide(wei, case, first_stands=False, reason="协议在先")
    assert sorted(kinds("lin")) == ["leads.clash", "leads.yields"]
    assert sorted(kinds("shen")) == ["leads.clash", "leads.stands"]


def test_who_filed_is_told_ahead_that_protection_ends_and_when_it_did(fresh_database):
    claim = file("lin", FIRM)

    def until(days):
        with connect("owner") as owner:
            day = today() + timedelta(days=days)
            owner.execute("UPDATE leads_claim SET protected_until = %s", [day])

    def remind():
        with acting_as_system() as system:
            reminding.of_ending(system)

    until(15)
    remind()
    assert notices("lin") == []
    until(13)
    remind(), remind()
    assert kinds("lin") == ["leads.ending"]
    until(-1)
    ledger.keep_up(), ledger.keep_up()
    assert sorted(kinds("lin")) == ["leads.ending", "leads.lapsed"]
    assert claim.firm_name in str(notices("lin"))


def a_lead(**more):
    with acting("lin") as lin:
        values = {"name": "光电模组", "firm_name": FIRM, "origin": "visit"} | more
        return register(lin, District.objects.get(code="binjiang"), values)


def remind_on(day, monkeypatch):
    with monkeypatch.context() as patched:
        moment = timezone.make_aware(datetime.combine(day, time(8)))
        patched.setattr("django.utils.timezone.now", lambda: moment)
        with acting_as_system() as system:
            return reminding.of_due(system)


@pytest.mark.parametrize("rhythm", [1, 3, 7, 14])
def test_a_lead_is_reminded_of_by_its_rhythm(fresh_database, monkeypatch, rhythm):
    lead = a_lead(rhythm=rhythm)
    assert lead.next_due == today() + timedelta(days=rhythm)
    days = [lead.next_due + timedelta(days=n) for n in range(-1, 2 * rhythm + 1)]
    told = [day for day in days if remind_on(day, monkeypatch)]
    assert told == [lead.next_due + timedelta(days=n) for n in (0, rhythm, 2 * rhythm)]


def test_what_is_signed_or_ended_is_not_followed_any_more(fresh_database, monkeypatch):
    lead = a_lead()
    for stage in ("6", "15"):
        with acting_as_system():
            link = Project.objects.filter(link__isnull=False).first().link
            Project.objects.filter(pk=lead.project_id).update(stage=stage, link=link)
        assert remind_on(lead.next_due, monkeypatch) == 0
    assert notices("lin") == []


def test_where_nobody_follows_a_lead_the_directors_are_told(fresh_database, monkeypatch):
    lead = a_lead()
    with acting_as_system():
        Project.objects.filter(pk=lead.project_id).update(responsible=None)
        Membership.objects.create(
            user=user("qiu"), district=lead.district, role="director", valid_from=DAY
        )
    assert remind_on(lead.next_due, monkeypatch) == 1
    assert (kinds("lin"), kinds("qiu")) == ([], ["leads.due"])


def test_who_follows_a_lead_is_told_when_it_is_due(fresh_database):
    with acting("lin") as lin:
        values = {"name": "光电模组", "firm_name": FIRM, "origin": "visit"}
        lead = register(lin, District.objects.get(code="binjiang"), values)
    with acting_as_system() as system:
        reminding.of_due(system)
    assert notices("lin") == []
    with acting_as_system() as system:
        Lead.objects.filter(pk=lead.pk).update(next_due=today() - timedelta(days=2))
        reminding.of_due(system)
    ((kind, place, inputs, _batch),) = notices("lin")
    assert (kind, place, inputs["lead"]) == ("leads.due", "binjiang", "光电模组")
