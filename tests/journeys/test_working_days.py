"""A fortnightly meeting from its agenda to tasks, at a desk, and a task answered on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_meeting_goes_from_its_agenda_to_tasks_and_one_is_answered_on_a_phone(person):
    lin = person("lin")
    tab = lin.go("/work/meetings/new/")
    tab.get_by_label("会议", exact=True).fill("双周例会")
    tab.get_by_label("时间").fill("2026-12-08T14:00")
    tab.get_by_role("checkbox", name="萧山区").check()
    tab.get_by_label("议程").fill("视谷之窗进度 | 萧山区\n人才公寓")
    tab.get_by_role("button", name="召集会议").click()
    expect(tab.get_by_text("已召集")).to_be_visible()

    tab.get_by_text("记录会议").click()
    tab.get_by_label("1. 视谷之窗进度").fill("主体结顶")
    tab.get_by_role("button", name="保存记录").click()
    expect(tab.get_by_text("主体结顶").first).to_be_visible()

    tab.get_by_text("记下议定事项").click()
    tab.locator("[name=text]").fill("十日内排出交付计划")
    tab.get_by_label("主办单位").select_option(label="萧山区")
    tab.get_by_label("期限").fill("2026-12-18")
    tab.get_by_role("button", name="记下", exact=True).click()
    tab.get_by_role("button", name="全部转为任务").click()
    expect(tab.get_by_role("link", name="待签收")).to_be_visible()
    lin.keep("meeting")
    address = tab.get_by_role("link", name="待签收").get_attribute("href")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="纪要 docx").click()
    assert download.value.suggested_filename == "双周例会.docx"

    shen = person("shen", "phone")
    tab = shen.go("/work/notices/")
    tab.get_by_role("link", name="十日内排出交付计划").first.click()
    tab.wait_for_url(f"**{address}")
    tab.get_by_role("button", name="签收").click()
    tab.get_by_text("答复").first.click()
    tab.locator("#text-reply").fill("周五前报")
    tab.locator("form[action$='/reply/'] button").click()
    expect(tab.locator("main").get_by_text("周五前报")).to_be_visible()
    shen.keep("task-on-a-phone")

    tab = lin.go("/work/notices/?unread=yes")
    expect(tab.get_by_role("link", name="沈川答复了“十日内排出交付计划”")).to_be_visible()
