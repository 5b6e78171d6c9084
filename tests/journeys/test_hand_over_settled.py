"""A hand-over from the proposal to the line of the ledger, at a desk and on a phone."""

from contextlib import contextmanager

import pytest

from tests.database import RUN, TEMPLATE, WORKER, use
from tests.journeys.test_pipeline import lead
from tests.sharing import ledger_world as world

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def behind(django_db_blocker, site):
    """``with behind():`` acts in the database of the site that is served."""

    @contextmanager
    def there():
        with django_db_blocker.unblock():
            use(f"{TEMPLATE}_{RUN}_{WORKER}_site")
            try:
                yield
            finally:
                use(f"{TEMPLATE}_{RUN}_{WORKER}")

    return there


def test_a_hand_over_ends_in_a_line_of_the_ledger(person, behind):
    with behind():
        world.enrol_officers()
        agreement = world.sign()
    lin = person("lin")
    tab = lead(lin, "旅程分享线", "3")
    tab.get_by_role("link", name="修改", exact=True).first.click()
    tab.fill("[name=organisation]", "杭州萤石网络股份有限公司")
    tab.fill("[name=reason]", "补投资主体")
    tab.get_by_role("button", name="保存").click()
    tab.get_by_role("link", name="提出流转", exact=True).click()
    tab.select_option("[name=to]", "xiaoshan")
    tab.fill("[name=summary]", "需三千平方米厂房")
    tab.select_option("[name=clause]", f"{agreement.pk}:tax")
    tab.fill("[name=reason]", "本区没有厂房")
    lin.keep("hand-over-offer")
    tab.get_by_role("button", name="提出流转").click()
    tab.wait_for_url("**/hand-overs/**")
    offered = tab.url.removeprefix(lin.site)
    assert "第三条" in tab.locator("main").inner_text()

    shen = person("shen", "phone")
    tab = shen.go(offered)
    shen.keep("hand-over-answer")
    assert shen.overflow() <= 0
    tab.fill("[name=reason]", "有厂房")
    tab.get_by_role("button", name="接收", exact=True).click()

    fang = person("fang")
    tab = fang.go(offered)
    tab.get_by_role("link", name="列入协议名单").click()
    tab.fill("[name=in_operation]", "2024-06-01")
    tab.fill("[name=reason]", "流转接收")
    tab.get_by_role("button", name="列入名单").click()
    tab.wait_for_url("**part=firms")
    with behind():
        world.take_in(world.bring())
        assert world.posted(agreement).state == "posted"

    for size in ("desk", "phone"):
        one = person("lin", size)
        tab = one.go(offered)
        told = tab.locator("main").inner_text()
        assert "第三条" in told
        assert "500.01" in told
        one.keep("hand-over-settled")
        assert one.overflow() <= 0
        tab.locator("main a", has_text="2025").first.click()
        tab.wait_for_url("**/sharing/ledgers/**")
        assert "第三条" in tab.locator("main").inner_text()
    lin.go("/projects/hand-overs/")
    lin.keep("hand-overs")


def test_calendar_story_reservation_and_board_at_both_widths(person):
    lin = person("lin")
    tab = lead(lin, "旅程看板线", "0")
    project = tab.url.removeprefix(lin.site)
    for size in ("desk", "phone"):
        shen, one = person("shen", size), person("lin", size)
        for who, name, address in (
            (one, "calendar", "/projects/calendar/"),
            (one, "story", f"{project}story/"),
            (one, "board", "/projects/board/?q=旅程看板"),
            (one, "projects", "/projects/"),
            (shen, "reserve", "/territory/spaces/sp-xh-floor-1/reserve/"),
            (shen, "reservations", "/territory/reservations/"),
        ):
            who.go(address)
            who.keep(name)
            assert who.overflow() <= 0, address
            assert who.findings() == [], address
    tab = lin.go("/projects/board/?q=旅程看板")
    card = tab.locator("li[data-card]", has_text="旅程看板线")
    card.locator("summary").press("Enter")
    card.get_by_role("link", name="确认首报首谈").press("Enter")
    tab.wait_for_url("**/step/1/")
