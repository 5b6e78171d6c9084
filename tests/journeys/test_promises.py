"""A missed promise, from its record to the notice and the cure period, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEW = {"due": "2026-03-31", "paper": "滨履〔2025〕7号", "clause": "第三条", "reason": "按协议"}


def record(tab, amount):
    tab.select_option("[name=indicator]", "investment")
    tab.select_option("[name=basis]", "agreement")
    tab.select_option("[name=status]", "illustrative")
    tab.fill("[name=amount]", amount)
    for name, value in NEW.items():
        tab.fill(f"[name={name}]", value)
    tab.get_by_role("button", name="保存承诺").click()


@pytest.mark.parametrize(("size", "amount"), [("desk", "12000"), ("phone", "8000")])
def test_a_missed_promise_is_warned_of_noticed_and_given_time_to_cure(person, size, amount):
    lin = person("lin", size)
    tab = lin.go("/projects/?district=binjiang&phase=open")
    tab.goto(lin.site + tab.locator("main tbody tr[data-href]").first.get_attribute("data-href"))
    tab.get_by_role("link", name="登记承诺").click()
    record(tab, amount)
    assert "未兑现" in lin.answer()

    tab.locator("summary", has_text="登记证据").click()
    tab.select_option("#evidence [name=kind]", "audit")
    tab.fill("#evidence [name=figure]", "3000")
    tab.fill("#evidence [name=day]", "2026-02-28")
    paper = {"name": "审计.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    tab.set_input_files("#evidence [name=file]", paper)
    tab.get_by_role("button", name="登记证据").click()
    assert "部分兑现" in lin.answer()
    expect(tab.get_by_role("link", name="审计.pdf")).to_be_visible()

    for step, day, until in (("notice", "2026-04-02", ""), ("cure", "2026-04-10", "2099-07-10")):
        tab.locator("summary", has_text="登记处置").click()
        tab.select_option("#remedy [name=step]", step)
        tab.fill("#remedy [name=day]", day)
        if until:
            tab.fill("#remedy [name=until]", until)
        tab.fill("#remedy [name=reason]", "投资未到位")
        tab.get_by_role("button", name="登记处置").click()
    expect(tab.get_by_text("限期整改").first).to_be_visible()
    lin.keep("promise")
    assert lin.findings() == []
    assert lin.overflow() <= 0

    tab.locator("summary", has_text="登记处置").click()
    tab.select_option("#remedy [name=step]", "penalty")
    tab.fill("#remedy [name=day]", "2026-06-01")
    tab.fill("#remedy [name=amount_wan]", "20")
    tab.fill("#remedy [name=reason]", "想提前处罚")
    tab.get_by_role("button", name="登记处置").click()
    expect(tab.get_by_text("期满前不能处罚").first).to_be_visible()

    lin.go("/commitments/?state=partly")
    lin.keep("promises")
    assert lin.findings() == []
    assert lin.overflow() <= 0
    lin.go("/commitments/ranking/")
    lin.keep("promises-ranking")
    assert lin.findings() == []
