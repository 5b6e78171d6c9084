"""The desk by keyboard alone: a page is told, corrected and accepted; then the page changes."""

import os
import re
import subprocess
import sys

import pytest

from shigu.conf import embedded
from shigu.conf.environment import environment
from tests.database import RUN, TEMPLATE, WORKER
from tests.review.world import LENS
from tests.served import ROOT

pytestmark = pytest.mark.browser
BRANDS = {"desk": "云岫", "phone": "云栈"}
TABS_TO_STAFF = 5
UNVEILED = "9月8日，滨江区视觉产业研究院在滨江区揭牌。\n"


def tell_the_site(url, text):
    """Store a page at the site of the journeys, in a process of its own."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_site"
    settings = {
        "SHIGU_DATABASE_URL": embedded.address(environment().home, embedded.APP, name),
        "SHIGU_SECRET_KEY": environment().signing_key(),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "shigu.conf.settings",
    }
    command = [sys.executable, "-m", "tests.review.telling", url]
    subprocess.run(
        command, input=text.encode(), env=os.environ | settings, cwd=ROOT, check=True, timeout=120
    )


def read_in(gu):
    tab = gu.go("/review/")
    tab.get_by_role("button", name="读取新文章").click()
    tab.wait_for_load_state()
    return tab


def judge_by_keyboard(gu, brand):
    tab = gu.go(f"/review/?kind=organisation&q={brand}")
    rows = tab.locator("tbody tr").all_inner_texts()
    firm = next(at for at, row in enumerate(rows) if f"浙江{brand}光电" in row)
    for _ in range(firm + 1):
        tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/review/[0-9a-f-]{36}/"))
    sentence = f"浙江{brand}光电股份有限公司注册资本5000万元，现有员工320人。"
    assert sentence in tab.locator(".article").text_content()
    assert tab.locator(".article").evaluate("each => each.open") is (gu.size == "desk")
    tab.keyboard.press("?")
    assert tab.locator(".keys").is_visible()
    gu.keep("review-proposal")
    assert gu.overflow() <= 0
    assert gu.findings() == []
    tab.keyboard.press("Escape")
    tab.keyboard.press("e")
    for _ in range(TABS_TO_STAFF):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "staff"
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("300")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"after="))
    assert "改后采纳：" in tab.locator("main").inner_text()
    return sentence


def step_through_the_months(gu):
    """By the arrow keys, and played by the button: map and list show one month at a time."""
    tab = gu.go("/news/events/")
    slider, play = (
        tab.get_by_role("slider", name="月份"),
        tab.get_by_role("button", name="按月播放"),
    )
    listed = tab.locator(".map-list li:has([data-id]):not([data-away])")
    everything = listed.count()
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "2026年9月 · 1 件事"
    assert (listed.count(), "揭牌" in listed.inner_text()) == (1, True)
    slider.press("End")
    assert slider.get_attribute("aria-valuetext").startswith("2026年11月 · ")
    slider.press("Home")
    assert listed.count() == everything > 1
    play.press("Enter")
    assert slider.get_attribute("aria-valuetext").startswith("2026年9月")
    tab.get_by_role("button", name="停下").press("Enter")
    assert play.get_attribute("aria-pressed") == "false"


def profile(gu, brand):
    tab = gu.go(f"/registry/organisations/?q={brand}光电")
    address = tab.locator("main tbody tr[data-href]").first.get_attribute("data-href")
    return gu.go(address).locator("main").inner_text()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_an_article_becomes_a_fact_by_keyboard_and_is_reopened_when_it_changes(person, size):
    brand, url = BRANDS[size], f"https://news.internal/journey-{size}"
    text = f"{LENS.replace('云岫', brand)}{UNVEILED}"
    tell_the_site(url, text)
    gu = person("gu", size)
    step_through_the_months(gu)
    read_in(gu)
    sentence = judge_by_keyboard(gu, brand)
    shown = profile(gu, brand)
    assert sentence in shown
    assert "员工（人） 300" in shown
    gu.keep("review-organisation")
    assert gu.overflow() <= 0
    tell_the_site(url, text.replace("现有员工320人", "现有员工280人"))
    read_in(gu)
    tab = gu.go(f"/review/?state=reopened&q={brand}")
    gu.keep("review-queue")
    assert gu.overflow() <= 0
    tab.get_by_role("link", name=f"浙江{brand}光电股份有限公司").first.click()
    tab.wait_for_url(re.compile(r"/review/[0-9a-f-]{36}/"))
    assert "新版页面里没有了下面的话" in tab.locator("main").inner_text()
    assert sentence in tab.locator(".gone").inner_text()
    assert "员工（人） 300" in profile(gu, brand)
