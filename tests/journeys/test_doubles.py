"""Two doubled firms are found, judged by key, merged and parted again."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FULL, WRITTEN = "杭州镜湖光场显示有限公司", "杭州镜湖光场显示有限 公司"


def register(one, name):
    tab = one.go("/registry/organisations/new/")
    tab.fill("[name=name_zh]", name)
    tab.select_option("[name=kind]", "enterprise")
    tab.select_option("[name=status]", "illustrative")
    tab.select_option("[name=district]", label="滨江区")
    tab.fill("[name=founded]", "2019-04-18")
    tab.fill("[name=reason]", "走访")
    tab.get_by_role("button", name="登记", exact=True).click()
    tab.wait_for_url(lambda url: not url.endswith("/new/"))


def found(one):
    """The pair, once the worker has found it."""
    tab = one.go("/registry/doubles/")
    tab.get_by_role("button", name="重新查找").click()
    row = tab.get_by_role("link", name=FULL)
    for _ in range(60):
        if row.count():
            break
        tab.wait_for_timeout(2000)
        one.go("/registry/doubles/?q=镜湖")
    one.keep("doubles")
    assert one.overflow() <= 0
    row.first.click()
    tab.wait_for_url(lambda url: url.rstrip("/").split("/")[-1].isdigit())
    return tab


def test_two_doubled_firms_are_merged_by_key_and_parted_again(person):
    lin = person("lin")
    for name in (FULL, WRITTEN):
        register(lin, name)
    tab = found(lin)
    lin.keep("pair")
    phone = person("lin", size="phone", language="en")
    phone.go(tab.url.split("/", 3)[3].join(("/", "")))
    phone.keep("pair-en")
    assert phone.overflow() <= 0
    tab.keyboard.press("?")
    expect(tab.get_by_text("m 合并，n 不是一家")).to_be_visible()
    tab.keyboard.press("m")
    expect(tab.get_by_text("可在合并记录里撤销").first).to_be_visible()
    for one in (lin, phone):
        one.go("/registry/merges/")
        one.keep("merges")
        assert one.overflow() <= 0
    tab = lin.go("/registry/merges/")
    tab.get_by_text("撤销", exact=True).last.click()
    tab.get_by_role("textbox", name="撤销事由").fill("其实是两家")
    tab.get_by_role("button", name="撤销合并").click()
    expect(tab.get_by_text("已撤销合并").first).to_be_visible()
    for address, name in (("/registry/firms/", "firms"), ("/registry/links/", "links")):
        for one in (lin, phone):
            one.go(address)
            one.keep(name)
            assert one.overflow() <= 0
