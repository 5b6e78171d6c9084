"""Who is told what, who reads it, and what the page does with it."""

import pytest
from django.db import connection

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.work import actions
from shigu.work.kinds import KINDS
from shigu.work.models import Notice
from tests.people import user
from tests.work.conftest import TOLD


def kept():
    with acting_as_system():
        return Notice.objects.count()


def test_one_is_told_of_ones_own_district_and_nobody_else_reads_it(tell, act):
    (made,) = tell("lin", "shen", at="xiaoshan")
    with act("shen") as shen:
        (seen,) = Notice.objects.visible_to(shen)
        assert str(seen) == "一件事 请 您 看"
        assert (seen.address, seen.read_at, seen.batch) == ("/plans/", None, made.batch)
    for name in ("lin", "fang", "gu", "wei", "han", "zhou", "qiu"):
        with act(name), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM work_notice")
            assert cursor.fetchone() == (0,), name


def test_nothing_is_told_that_the_receiver_may_not_read(tell):
    with pytest.raises(Refused, match="沈川看不到滨江区的协同"):
        tell("lin", "han", "shen", at="binjiang")
    assert kept() == 0


def test_the_database_refuses_it_too(act, db):
    with act("lin"), pytest.raises(Exception, match="row-level security"):
        Notice.objects.create(
            batch="00000000-0000-4000-8000-000000000001",
            person=user("shen"),
            district=District.objects.get(code="binjiang"),
            data_class="work",
            kind=TOLD.name,
        )


def test_who_writes_no_tasks_tells_nobody(tell):
    for sender in ("han", "qiu"):
        with pytest.raises(Refused):
            tell(sender, "shen", at="xiaoshan")
    assert kept() == 0


def test_a_notice_leads_nowhere_else(tell):
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        with pytest.raises(Refused, match="只能链接到本站"):
            tell("lin", "shen", at="xiaoshan", address=address)
    assert kept() == 0


def test_a_sentence_without_its_input_is_not_sent(act):
    with act("lin") as lin, pytest.raises(KeyError):
        place = District.objects.get(code="xiaoshan")
        actions.notify(lin, [user("shen").pk], TOLD, place, {"what": "只有一半"})
    assert kept() == 0


def test_one_does_not_tell_oneself(tell):
    assert [each.person_id for each in tell("lin", "lin", "han", at="binjiang")] == [user("han").pk]


def test_only_ones_own_notices_are_marked_read(tell, act):
    tell("lin", "shen", at="xiaoshan", what="甲")
    tell("lin", "fang", at="xiaoshan", what="乙")
    with act("shen") as shen:
        (own,) = Notice.objects.all()
        assert actions.mark_read(shen, [own]) == 1
        assert actions.mark_read(shen, [own]) == 0
    with act("lin") as lin, pytest.raises(Refused):
        actions.mark_read(lin, [own])
    with act("lin"), connection.cursor() as cursor:
        cursor.execute("UPDATE work_notice SET read_at = now()")
        assert cursor.rowcount == 0
    with act("fang") as fang:
        assert Notice.objects.filter(read_at__isnull=True).count() == 1
        assert actions.mark_all_read(fang) == 1


def test_the_list_filters_marks_and_exports(tell, visit):
    tell("lin", "shen", at="xiaoshan", what="甲")
    tell("lin", "shen", at="xiaoshan", what="乙")
    page = visit("shen", "/work/notices/", count="work: notices").content.decode()
    assert "有 2 条未读" in page
    assert "甲 请 您 看" in page
    only = visit("shen", "/work/notices/?q=乙").content.decode()
    assert "乙 请 您 看" in only
    assert "甲 请 您 看" not in only
    sheet = b"".join(visit("shen", "/work/notices/?export=csv").streaming_content).decode()
    assert sheet.count("请 您 看") == 2
    assert "2" in visit("shen", "/work/notices/bell/", count="work: bell").content.decode()


def test_kinds_of_one_name_are_one_choice_that_finds_them_all(act, visit):
    with act("lin") as lin:
        for name in ("leads.stands", "leads.yields", "leads.lapsed"):
            place = District.objects.get(code="xiaoshan")
            actions.notify(lin, [user("shen").pk], KINDS[name], place, {"firm": name})
    page = visit("shen", "/work/notices/?kind=leads.stands").content.decode()
    assert page.count(">撞单裁定</option>") == 1
    for name, seen in {"leads.stands": True, "leads.yields": True, "leads.lapsed": False}.items():
        assert (f"“{name}”" in page) is seen, name


def test_opening_a_notice_reads_it_and_goes_there(tell, signed_in, act):
    (made,) = tell("lin", "shen", at="xiaoshan")
    client = signed_in("shen")
    answer = client.get(f"/work/notices/{made.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/plans/")
    assert "没有未读" in client.get("/work/notices/").content.decode()
    assert signed_in("lin").get(f"/work/notices/{made.pk}/").status_code == 404


def test_all_are_marked_read_by_one_button(tell, signed_in, act):
    tell("lin", "shen", at="xiaoshan")
    assert signed_in("shen").post("/work/notices/read/").status_code == 302
    with act("shen"):
        assert not Notice.objects.filter(read_at__isnull=True).exists()


def test_the_sentence_is_said_in_the_readers_language(tell, signed_in):
    tell("lin", "shen", at="xiaoshan")
    page = signed_in("shen").get("/work/notices/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "1 unread." in page
