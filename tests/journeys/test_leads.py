"""An officer's first lead on a phone, a clash, and its opening, through the pages alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRM = "杭州旅程光场显示股份有限公司"
SAME = "旅程光场显示（萧山）有限公司"


def register(one):
    tab = one.go("/projects/leads/new/")
    tab.fill("[name=firm_name]", FIRM)
    tab.select_option("[name=origin]", "visit")
    tab.fill("[name=person]", "张总")
    tab.fill("[name=phone]", "13800000000")
    one.keep("lead-form")
    tab.get_by_role("button", name="登记线索").click()
    tab.wait_for_url(lambda url: "/leads/new/" not in url)
    return tab


def test_an_officer_registers_a_lead_on_a_phone_and_a_clash_is_opened(person):
    lin = person("lin", size="phone")
    tab = register(lin)
    expect(tab.get_by_text("13800000000").first).to_be_visible()
    lin.keep("lead")
    assert lin.overflow() <= 0
    shen = person("shen")
    desk = shen.go("/projects/leads/claims/new/")
    desk.fill("[name=firm]", SAME)
    desk.fill("[name=reason]", "企业来函")
    desk.get_by_role("button", name="首报").click()
    expect(desk.get_by_text("最早首报于").first).to_be_visible()
    assert "张总" not in desk.content()
    assert FIRM not in desk.content()
    shen.keep("clash-second")
    tab = lin.go("/projects/leads/claims/?due=clashing")
    lin.keep("claims")
    assert lin.overflow() <= 0
    tab.locator("main table tbody a").first.click()
    expect(tab.get_by_text("是本方").first).to_be_visible()
    for each in (tab, desk):
        each.get_by_role("button", name="同意公开").click()
        expect(each.get_by_text("已同意公开").first).to_be_visible()
    expect(desk.get_by_text(FIRM).first).to_be_visible()
    tab.reload()
    expect(tab.get_by_text(SAME).first).to_be_visible()
    tab.get_by_role("link", name="线索", exact=True).last.click()
    expect(tab.get_by_text("最早首报于").first).to_be_visible()
    lin.keep("clash-open")
    assert lin.overflow() <= 0
    for address, name in (("/projects/leads/", "leads"), ("/projects/leads/events/", "events")):
        lin.go(address)
        lin.keep(name)
        assert lin.overflow() <= 0
        shen.go(address)
        shen.keep(name)
