"""A hand-over from the proposal to the line of the ledger, at a desk and on a phone."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from shigu.sharing import actions
from tests.database import RUN, TEMPLATE, WORKER, use
from tests.journeys.test_pipeline import lead
from tests.sharing import ledger_world as world

PATIENCE = 120
pytestmark = pytest.mark.browser


@pytest.fixture
def behind(django_db_blocker, site):
    """``behind(act)`` acts in the database of the site, in a thread: the browser keeps a loop."""

    def acted(act):
        with django_db_blocker.unblock():
            use(f"{TEMPLATE}_{RUN}_{WORKER}_site")
            try:
                return act()
            finally:
                use(f"{TEMPLATE}_{RUN}_{WORKER}")

    def there(act):
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(acted, act).result()

    return there


def signed():
    world.enrol_officers()
    return world.sign()


def settled(agreement):
    """2025 settled, agreed to by all and posted; the worker of the site computes and posts."""
    world.take_in(world.bring())
    run = reached(world.ask(agreement), "done")
    with world.acting("fang") as fang:
        actions.propose(fang, run)
    for name in ("shu", "bao"):
        with world.acting(name) as actor:
            actions.answer(actor, world.reread(run), agrees=True)
    with world.acting("fang") as fang:
        actions.ask_to_post(fang, world.reread(run))
    return reached(run, "posted").state


def reached(run, state):
    """The settlement once the worker has brought it so far."""
    deadline = time.monotonic() + PATIENCE
    while (row := world.reread(run)).state != state and time.monotonic() < deadline:
        time.sleep(0.3)
    return row


def test_a_hand_over_ends_in_a_line_of_the_ledger(person, behind):
    agreement = behind(signed)
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
    assert behind(lambda: settled(agreement)) == "posted"

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
