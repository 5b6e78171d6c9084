"""A fortnightly evaluation meeting: agenda, points of two members, conclusion, minutes, signing."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.utils import timezone

from tests.journeys.test_pipeline import STEPS, lead, step

pytestmark = pytest.mark.browser
NAME = "旅程镜片线"


def opened(tab, words):
    tab.locator("summary", has_text=words).first.click()


def call(lin):
    tab = lin.go("/projects/evaluations/sheets/new/")
    tab.fill("[name=reason]", "试行团风评分表")
    tab.get_by_role("button", name="采用", exact=True).click()
    tab.wait_for_url("**/sheets/*-*/")
    tab = lin.go("/projects/evaluations/meetings/new/")
    tab.fill("[name=title]", "双周评审会")
    tab.fill("[name=starts_at]", "2026-12-08T09:30")
    tab.fill("[name=place]", "湘湖")
    for member in ("顾远", "魏然"):
        tab.get_by_label(member).first.check()
    tab.get_by_role("button", name="召集评审会").click()
    tab.wait_for_url("**/meetings/*-*/")
    opened(tab, "提请评审")
    tab.locator("[name=project]").select_option(label=NAME)
    tab.get_by_role("button", name="列入议程").click()
    assert NAME in tab.locator("main").inner_text()
    lin.keep("evaluation-meeting")
    assert lin.overflow() <= 0
    return tab.url.removeprefix(lin.site)


HAND_IN = {
    "desk": ("points are dark", "Hand in", "you now see the points of the others"),
    "phone": ("看不到别人的分数", "交表", "现在看得到其他评委的分数"),
}
"""One member reads English at a desk, the other Chinese on a phone."""


def judge(one, meeting, tax):
    dark, button, done = HAND_IN[one.size]
    tab = one.go(meeting)
    tab.get_by_role("link", name=NAME).click()
    tab.wait_for_url("**/evaluations/*-*/")
    assert dark in one.answer()
    for field in tab.locator("#score input[inputmode=decimal]").all():
        field.fill("4")
    tab.fill("[name=tax]", tax)
    one.keep(f"evaluation-{one.name}")
    assert one.overflow() <= 0
    tab.get_by_role("button", name=button).click()
    assert done in tab.locator("main").inner_text()
    return tab.url.removeprefix(one.site)


def conclude(lin, evaluation):
    tab = lin.go(evaluation)
    opened(tab, "记下结论")
    tab.get_by_label("准入", exact=True).check()
    tab.fill("[name=said]", "两位评委均同意准入")
    tab.fill("[name=conditions]", "一月内补环评意见 | 2027-01-31")
    tab.get_by_role("button", name="记下结论").click()
    tab.get_by_role("button", name="转为任务").click()
    assert "已转为任务" in tab.locator("main").inner_text()
    lin.keep("evaluation-concluded")
    assert lin.overflow() <= 0


def record(lin, meeting):
    tab = lin.go(meeting)
    tab.get_by_role("link", name="记录会议").click()
    opened(tab, "记录会议")
    tab.fill("[name=attendees]", "林岚\n顾远\n魏然")
    tab.get_by_role("button", name="保存记录").click()
    tab = lin.go(meeting)
    with tab.expect_download() as downloading:
        tab.get_by_role("link", name="纪要 docx").click()
    return docx.Document(BytesIO(Path(downloading.value.path()).read_bytes()))


def test_a_fortnightly_meeting_ends_in_a_signed_project(person):
    lin, gu, wei = person("lin"), person("gu", language="en"), person("wei", "phone")
    tab = lead(lin, NAME, "0")
    project = tab.url.removeprefix(lin.site)
    for label, evidence in STEPS:
        step(tab, label, evidence)
    brief = lin.go(f"/projects/evaluations/briefs/{project.split('/')[-2]}/")
    assert "看中一处厂房" in brief.locator("main").inner_text()
    lin.keep("brief")
    meeting = call(lin)
    judge(gu, meeting, "12.5")
    evaluation = judge(wei, meeting, "10")
    conclude(lin, evaluation)
    minutes = "\n".join(each.text for each in record(lin, meeting).paragraphs)
    assert f"评审项目 1：{NAME}" in minutes
    assert "总分 50–52.5，离散（标准差）1.25。" in minutes
    assert "结论：准入" in minutes
    tab = lin.go(project)
    tab.get_by_role("link", name="签约", exact=True).click()
    tab.locator("[name=evaluation]").select_option(index=0)
    today = timezone.localdate().isoformat()
    given = {"minutes": "滨会 3", "agreement": "滨签〔2026〕7 号", "signed_on": today}
    for name, value in (given | {"agreed_wan": "4800", "reason": "会议准入"}).items():
        tab.fill(f"[name={name}]", value)
    tab.get_by_role("button", name="签约", exact=True).click()
    tab.wait_for_url(lambda url: "/step/" not in url)
    assert "滨签〔2026〕7 号" in tab.locator("body").inner_text()
    lin.keep("project-signed")
