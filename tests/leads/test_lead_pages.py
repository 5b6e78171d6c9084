"""Leads through the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shigu.districts.models import District
from shigu.leads.models import Guest, Lead, LeadFile, PromotionEvent, Talk

LEADS = "/projects/leads/"
GIVEN = {
    "firm_name": "杭州未登记光电科技有限公司",
    "kind": "firm",
    "origin": "visit",
    "rhythm": "7",
    "district": "binjiang",
    "person": "张总",
    "phone": "13800000000",
}


@pytest.fixture
def registered(signed_in, act):
    answer = signed_in("lin").post(f"{LEADS}new/", GIVEN)
    assert answer.status_code == 302
    with act("lin"):
        lead = Lead.objects.get()
    return lead, answer.url


def text(response):
    return response.getvalue().decode("utf-8-sig")


def test_a_lead_is_registered_and_stands_on_its_projects_page(registered, signed_in):
    _lead, page = registered
    told = text(signed_in("lin").get(page))
    for word in ("张总", "13800000000", "企业来访", "每周", "还没有洽谈记录"):
        assert word in told
    for name in ("gu",):
        lent = text(signed_in(name).get(page))
        assert "企业来访" in lent
        assert "13800000000" not in lent
    assert signed_in("shen").get(page).status_code == 404


def test_what_is_missing_is_told_beside_the_field(signed_in, act):
    answer = signed_in("lin").post(f"{LEADS}new/", GIVEN | {"firm_name": ""})
    assert answer.status_code == 422
    with act("lin"):
        assert Lead.objects.count() == 0


def test_the_list_is_filtered_sorted_and_exported(registered, visit):
    page = visit("lin", LEADS, count="leads")
    assert "未登记光电" in text(page)
    assert "未登记光电" in text(visit("lin", f"{LEADS}?whose=mine&protection=none&due="))
    assert "未登记光电" not in text(visit("lin", f"{LEADS}?due=overdue"))
    assert "13800000000" not in text(visit("lin", f"{LEADS}?export=csv"))
    assert "未登记光电" not in text(visit("shen", LEADS))
    for column in ("name", "kind", "next_due", "responsible", "protection", "link", "rhythm"):
        assert visit("lin", f"{LEADS}?sort=-{column}").status_code == 200


def test_near_names_are_told_while_typing(registered, signed_in):
    address = f"{LEADS}near/?firm_name=未登记光电科技"
    assert "未登记光电" in text(signed_in("lin").get(address))
    assert "未登记光电" not in text(signed_in("shen").get(address))


def test_talks_contacts_files_and_the_rest_go_through_forms(registered, signed_in, act):
    lead, page = registered
    lin, key = signed_in("lin"), lead.project_id
    talk = {"kind": "talk", "at": "2026-11-20T10:00", "topics": "选址", "agreed": "先看厂房"}
    assert lin.post(f"{LEADS}{key}/talk/", talk).status_code == 302
    lin.post(f"{LEADS}{key}/contacts/", {"person": "王工", "phone": "021"})
    file = SimpleUploadedFile("介绍.pdf", b"%PDF-1.7")
    lin.post(f"{LEADS}{key}/files/", {"file": file})
    told = text(lin.get(page))
    for word in ("先看厂房", "王工", "介绍.pdf"):
        assert word in told
    with act("lin"):
        assert Talk.objects.get().round == 1
        kept = LeadFile.objects.get()
    answer = lin.get(f"{LEADS}files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in("shen").get(f"{LEADS}files/{kept.pk}/").status_code == 404


def test_a_wrong_file_is_told(registered, signed_in, act):
    lead, _page = registered
    file = SimpleUploadedFile("页.html", b"<script>")
    address = f"{LEADS}{lead.project_id}/files/"
    assert "不收这种文件" in text(signed_in("lin").post(address, {"file": file}, follow=True))
    with act("lin"):
        assert LeadFile.objects.count() == 0


def test_a_lead_is_revised_and_assigned(registered, signed_in, act):
    lead, page = registered
    lin = signed_in("lin")
    form = lin.get(f"{LEADS}{lead.project_id}/edit/").context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    given |= {"investor": "某基金", "reason": "补充", "next_due": "2026-12-01"}
    assert lin.post(f"{LEADS}{lead.project_id}/edit/", given).status_code == 302
    assert "某基金" in text(lin.get(page))


def test_an_event_its_guest_and_the_lead_of_it(signed_in, act):
    lin = signed_in("lin")
    given = {"district": "", "kind": "matching", "name": "机器视觉对接会", "on": "2026-11-10"}
    with act("lin"):
        own = District.objects.get(code="binjiang").pk
    event = lin.post(f"{LEADS}events/new/", given | {"district": own})
    assert event.status_code == 302
    guest = {"district": own, "firm_name": "来宾光学有限公司", "person": "赵工"}
    guest |= {"phone": "13800000000"}
    noted = text(lin.post(f"{event.url}guests/", guest, follow=True))
    assert "来宾光学" in noted
    assert '<a href="tel:13800000000">' in noted
    assert "本区登记来宾 1 位，其中 0 位已转为线索。" in text(lin.get(event.url))
    assert "来宾光学" not in text(signed_in("shen").get(event.url))
    with act("lin"):
        key = Guest.objects.get().pk
        assert PromotionEvent.objects.count() == 1
    page = signed_in("lin").post(f"{LEADS}guests/{key}/lead/", follow=True)
    assert "机器视觉对接会" in text(page)
    told = text(signed_in("lin").get(event.url))
    assert "本区登记来宾 1 位，其中 1 位已转为线索。" in told
