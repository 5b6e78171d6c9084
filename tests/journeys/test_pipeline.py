"""A project on its way, told through the pages: from the first word to the meeting; handed over."""

import pytest
from django.utils import timezone

pytestmark = pytest.mark.browser

STEPS = (
    ("确认首报首谈", {"talk_note": "上门，有意落户"}),
    ("送研判", {"checked": "未在谈、未签约"}),
    ("开谈", {"verdict": "方向相符"}),
    ("安排考察", {"visit_on": timezone.localdate().isoformat(), "visit_plan": "看园区与检测平台"}),
    ("提交会商", {"visit_report": "看中一处厂房"}),
)


def lead(one, name, stage):
    tab = one.go("/projects/new/")
    tab.fill("[name=name]", name)
    tab.select_option("[name=district]", "binjiang")
    tab.select_option("[name=stage]", stage)
    tab.select_option("[name=link]", index=3)
    tab.fill("[name=earliest]", "2027-03-01")
    tab.fill("[name=success_probability]", "0.6")
    tab.select_option("[name=status]", "illustrative")
    tab.fill("[name=reason]", "来电登记")
    tab.get_by_role("button", name="登记项目").click()
    tab.wait_for_url("**/projects/*-*/")
    return tab


def step(tab, label, evidence):
    tab.get_by_role("link", name=label, exact=True).click()
    tab.wait_for_url("**/step/**")
    tab.get_by_role("button", name=label, exact=True).click()
    assert "没有保存" in tab.locator("main").inner_text() or evidence == {}
    for name, value in evidence.items():
        tab.fill(f"[name={name}]", value)
    tab.fill("[name=reason]", f"{label}，照转换表")
    tab.get_by_role("button", name=label, exact=True).click()
    tab.wait_for_url(lambda url: "/step/" not in url)


def test_an_officer_takes_a_lead_to_the_meeting(person):
    lin = person("lin")
    tab = lead(lin, "旅程光学线", "0")
    for label, evidence in STEPS:
        step(tab, label, evidence)
    assert "看中一处厂房" in tab.locator("body").inner_text()
    lin.keep("project-at-the-meeting")
    lin.go("/projects/board/")
    lin.keep("project-board")
    lin.go("/projects/clocks/")
    lin.keep("project-clocks")


def test_a_project_is_handed_over_and_its_introducer_reads_on(person):
    lin = person("lin")
    tab = lead(lin, "旅程流转线", "3")
    project = tab.url.removeprefix(lin.site)
    tab.get_by_role("link", name="提出流转", exact=True).click()
    tab.select_option("[name=to]", "xiaoshan")
    tab.fill("[name=summary]", "需三千平方米厂房")
    tab.fill("[name=credit]", "60")
    tab.fill("[name=reason]", "本区没有厂房")
    tab.get_by_role("button", name="提出流转").click()
    tab.wait_for_url("**/hand-overs/**")
    offered = tab.url.removeprefix(lin.site)
    shen = person("shen")
    tab = shen.go(offered)
    assert "需三千平方米厂房" in tab.locator("main").inner_text()
    shen.keep("hand-over")
    tab.fill("[name=reason]", "有厂房")
    tab.get_by_role("button", name="接收", exact=True).click()
    assert "旅程流转线" in shen.go(project).locator("main").inner_text()
    assert "萧山区" in lin.go(project).locator("main").inner_text()


def test_a_card_is_dragged_to_an_empty_stage_and_its_form_opens(person):
    lin = person("lin")
    lead(lin, "旅程拖动线", "0")
    tab = lin.go("/projects/board/?q=旅程拖动线")
    card = tab.locator("li[data-card]", has_text="旅程拖动线").bounding_box()
    target = tab.locator('section[data-stage="1"]')
    assert target.locator("li[data-card]").count() == 0
    there = target.bounding_box()
    tab.mouse.move(card["x"] + card["width"] - 8, card["y"] + 8)
    tab.mouse.down()
    tab.mouse.move(there["x"] + 40, there["y"] + there["height"] / 2, steps=8)
    lin.keep("board-dragging")
    tab.mouse.up()
    tab.wait_for_url("**/step/1/")
    assert "首谈" in tab.locator("main").inner_text()
