"""Promotion events and their guests from spreadsheets; who came is told to nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from shigu.data.models import Import
from shigu.districts.policies import Refused
from shigu.leads.actions import events as verbs
from shigu.leads.models import Guest, PromotionEvent
from tests.data.test_taken_out import unchanged
from tests.data.test_working import counts
from tests.data.test_working_secrets import said_of
from tests.data.working import bring, confirm, sheet, told
from tests.work.world import place

EVENT = {"name": "视觉产业对接会", "kind": "对接会", "on": "2026-11-20"}
GUEST = {"event": "视觉产业对接会", "firm_name": "远瞳光学有限公司", "person": "张三丰"}
PHONE = "13800000000"


def announced(actor, by="binjiang", **more):
    values = {"name": EVENT["name"], "kind": "matching", "on": date(2026, 11, 20)} | more
    return verbs.announce(actor, place(by), values)


def test_an_event_and_then_its_guests_come_in_as_by_hand(act):
    row = EVENT | {"place": "萧山", "hosts": "萧山区;拱墅区", "note": "共 40 家"}
    content = sheet("promotion_events", row)
    done = confirm(act, "lin", bring(act, "lin", "promotion_events", content))
    assert done.state == "done", done.problem
    row = GUEST | {"phone": PHONE, "interest": "试产线"}
    done = confirm(act, "lin", bring(act, "lin", "guests", sheet("guests", row)))
    assert done.state == "done", done.problem
    with act("lin"):
        event = PromotionEvent.objects.get()
        assert (event.kind, event.on, event.place, event.note, event.hosts) == (
            *("matching", date(2026, 11, 20), "萧山", "共 40 家"),
            ["xiaoshan", "gongshu"],
        )
        guest = Guest.objects.get()
        assert (guest.event, guest.district.code, guest.lead) == (event, "binjiang", None)
        assert (guest.firm_name, guest.person, guest.phone, guest.interest) == (
            *("远瞳光学有限公司", "张三丰", PHONE, "试产线"),
        )
        assert guest.events.get().pgh_context["verb"] == "leads.note_guest"
        assert done.lines.get().address == event.get_absolute_url()
    with act("shen"):
        assert not Guest.objects.exists()


def test_events_and_guests_taken_out_and_brought_again_are_the_same(act):
    with act("shen") as shen:
        announced(shen, "xiaoshan")
    with act("lin") as lin:
        event = announced(lin, hosts=["xiaoshan", "gongshu"], note="第一行\n第二行")
        values = {"firm_name": "远瞳光学", "person": "张三丰", "phone": PHONE}
        verbs.note_guest(lin, event, place("binjiang"), values)
        verbs.note_guest(lin, event, place("binjiang"), values | {"person": "李工", "phone": ""})
    unchanged(act, "lin", "promotion_events", 1)
    unchanged(act, "lin", "guests", 2)


@pytest.mark.parametrize("leader", ["", "（滨江区）"])
def test_events_of_one_name_are_told_apart_by_day_and_district(act, leader):
    event = f"2026-11-20 {EVENT['name']}{leader}"
    with act("lin") as lin:
        announced(lin)
        announced(lin, on=date(2025, 11, 20))
    assert bring(act, "lin", "guests", sheet("guests", GUEST | {"event": event})).created == 1
    brought = bring(act, "lin", "guests", sheet("guests", GUEST))
    assert told(act, "lin", brought) == [(2, "event", "不止一项叫“视觉产业对接会”")]


def test_guests_that_cannot_be_noted_are_refused_together(act):
    with act("lin") as lin:
        event = announced(lin)
        kept = {"firm_name": GUEST["firm_name"], "person": GUEST["person"], "phone": "1"}
        verbs.note_guest(lin, event, place("binjiang"), kept)
    rows = [
        GUEST | {"person": "李工"},
        GUEST | {"event": "视觉产业对接"},
        GUEST | {"person": ""},
        GUEST | {"phone": PHONE},
        GUEST | {"person": "王工", "district": "萧山区"},
        GUEST | {"person": "李工"},
    ]
    before = counts()
    brought = bring(act, "lin", "guests", sheet("guests", *rows))
    assert brought.state == "faulty"
    assert told(act, "lin", brought) == [
        (3, "event", "没有唯一对应“视觉产业对接”的一项（是不是“视觉产业对接会”？）"),
        (4, "person", "person 没有填"),
        (5, None, "这位来宾已经登记，内容不同；来宾不由表格改写。"),
        (6, "district", "这份表登记到滨江区，这一行写的是萧山区"),
        (7, "person", "••• 与第 2 行重复"),
    ]
    assert counts() == before


def test_who_came_stands_in_no_preview_problem_or_receipt(act, signed_in):
    with act("lin") as lin:
        announced(lin)
    row = GUEST | {"phone": PHONE}
    brought = bring(act, "lin", "guests", sheet("guests", row))
    wrong = bring(act, "lin", "guests", sheet("guests", row, row, row | {"phone": "\ufffd"}))
    done = confirm(act, "lin", brought)
    for each in (brought, wrong, done):
        said = said_of(act, "lin", each)
        assert GUEST["person"] not in said
        assert PHONE not in said
    page = signed_in("lin").get(done.get_absolute_url()).content.decode()
    assert GUEST["firm_name"] in page
    assert GUEST["person"] not in page


def test_no_grant_lends_an_import_of_guests_and_none_is_brought_for_others(act, signed_in):
    with act("lin") as lin:
        announced(lin)
    confirm(act, "lin", bring(act, "lin", "guests", sheet("guests", GUEST)))
    with act("gu"):
        assert not Import.objects.exists()
    for who, why in (("lin", "萧山区"), ("fang", "修改")):
        with pytest.raises(Refused, match=why):
            bring(act, who, "guests", sheet("guests", GUEST), district="xiaoshan")
    with act("shen"):
        assert not Guest.objects.exists()
    taken = signed_in("shen").get(reverse("data:contents", args=["guests", "csv"]))
    assert GUEST["person"] not in taken.getvalue().decode()
