"""Days at the office: each story is told through the pages alone."""

import csv
import io

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COMPUTED = 240_000
"""Milliseconds that background work may take on a busy machine."""
FIRM = {
    "编号": "org-journey",
    "中文名": "杭州旅程视觉科技有限公司",
    "类型": "enterprise",
    "区县": "binjiang",
    "性质": "illustrative",
    "来源编号": "",
}


def sheet(rows, encoding):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def upload(tab, name, content):
    tab.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    tab.get_by_role("button", name="上传并核对").click()
    tab.wait_for_url("**/data/imports/**")


@pytest.mark.parametrize("name", ["lin", "shen", "fang", "gu", "wei", "han"])
def test_each_of_the_cast_signs_in_and_is_told_how_the_cluster_stands(person, name):
    one = person(name)
    one.go("/")
    assert "环节" in one.answer() or "项目" in one.answer()


def test_who_has_no_seat_is_told_who_can_give_one(person):
    zhou = person("zhou")
    assert "席位" in zhou.tab.locator("main").inner_text()


def test_an_analyst_has_the_chain_assessed_and_opens_the_receipt_of_a_gap(person):
    gu = person("gu")
    tab = gu.go("/chain/")
    tab.locator("form[action*='/assess/'] button").first.click()
    expect(tab.get_by_text("关键缺口").first).to_be_visible(timeout=COMPUTED)
    tab = gu.go("/chain/gaps/")
    tab.locator("main table tbody a[href*='/chain/links/']").first.click()
    tab.wait_for_url("**/chain/links/**")
    assert "查" in tab.locator("main").inner_text()
    gu.keep("gap-receipt")


def test_a_director_finds_no_space_that_meets_all_and_sees_what_is_near(person):
    shen = person("shen")
    tab = shen.go(
        "/territory/search/?floor_area_m2=3000&height_m=6&load_t_m2=2&power_kva=800"
        "&earliest=2027-09-01"
    )
    assert "6" in shen.answer()
    assert tab.locator("main table").count() >= 1
    shen.keep("space-search")


def test_a_joint_plan_runs_to_its_end_and_a_leader_adopts_it(person):
    gu = person("gu")
    tab = gu.go("/plans/new/")
    tab.get_by_role("button", name="开始计算").click()
    tab.wait_for_url("**/plans/*-*/")
    address = tab.url.removeprefix(gu.site)
    expect(tab.get_by_role("link", name="plan.html")).to_be_visible(timeout=COMPUTED)
    gu.keep("plan")

    wei = person("wei")
    tab = wei.go(address)
    tab.get_by_text("采纳方案").first.click()
    tab.locator("form[action$='/adopt/'] textarea, form[action$='/adopt/'] input[type=text]").fill(
        "联席会议通过"
    )
    tab.get_by_role("button", name="确认采纳").click()
    expect(tab.get_by_text("联席会议通过").first).to_be_visible()

    shen = person("shen", "phone")
    shen.go("/plans/")
    shen.keep("plans-of-a-district")


def test_an_analyst_watches_a_plan_keeps_the_best_and_asks_it_questions(person):
    gu = person("gu")
    tab = gu.go("/plans/new/")
    tab.get_by_role("button", name="开始计算").click()
    tab.wait_for_url("**/plans/*-*/")
    address = tab.url.removeprefix(gu.site)
    expect(tab.locator("#progress polyline.value")).to_be_visible(timeout=COMPUTED)
    assert "已证上界" in tab.locator("#progress").inner_text()
    gu.keep("plan-computes")
    assert gu.findings() == []
    tab.locator("details.drop > summary", has_text="停止").click()
    tab.get_by_role("button", name="停下，保留最好的").click()
    expect(tab.get_by_role("link", name="plan.html")).to_be_visible(timeout=COMPUTED)
    expect(tab.get_by_text("搜索由人提前停下").first).to_be_visible()

    tab.get_by_role("link", name="稀缺的价格").click()
    assert "稀缺" in gu.answer()
    gu.keep("plan-prices")
    assert gu.findings() == []

    tab = gu.go(f"{address}?part=where")
    tab.get_by_role("link", name="为何不在别处").first.click()
    tab.fill("#why-q", "湘湖")
    tab.press("#why-q", "Enter")
    tab.locator("ul.choices a").first.click()
    expect(tab.locator("#answer")).to_be_visible()
    gu.keep("plan-why-not")
    assert gu.findings() == []

    tab = gu.go(f"{address}what-if/")
    tab.select_option("[name=similar]", index=1)
    tab.fill("[name=tax_wan]", "900")
    tab.press("[name=tax_wan]", "Enter")
    expect(tab.locator("#answer")).to_be_visible()
    assert "什么都没有改动" in tab.locator("main").inner_text()
    gu.keep("plan-what-if")
    assert gu.findings() == []


def test_a_broken_spreadsheet_changes_nothing_and_a_good_one_everything(person):
    lin = person("lin")
    broken = FIRM | {"编号": "org-broken", "类型": "工厂", "区县": "nowhere"}
    upload(lin.go("/data/tables/organisations/"), "坏的.csv", sheet([FIRM, broken], "gbk"))
    told = lin.tab.locator("main")
    expect(told.get_by_text("nowhere").first).to_be_visible(timeout=COMPUTED)
    expect(told.get_by_text("工厂").first).to_be_visible()
    assert lin.tab.get_by_role("button", name="确认导入").count() == 0
    lin.keep("import-broken")
    assert FIRM["中文名"] not in lin.go("/registry/organisations/?q=旅程视觉").content()

    upload(lin.go("/data/tables/organisations/"), "好的.csv", sheet([FIRM], "gbk"))
    confirm = lin.tab.get_by_role("button", name="确认导入")
    expect(confirm).to_be_visible(timeout=COMPUTED)
    lin.tab.locator("#confirm textarea, #confirm input[type=text]").first.fill("补录")
    confirm.click()
    expect(lin.tab.get_by_text("补录").first).to_be_visible(timeout=COMPUTED)
    for _ in range(60):
        if FIRM["中文名"] in lin.go("/registry/organisations/?q=旅程视觉").content():
            break
        lin.tab.wait_for_timeout(1000)
    lin.tab.get_by_role("link", name=FIRM["中文名"]).first.click()
    expect(lin.tab.get_by_text("补录").first).to_be_visible()
