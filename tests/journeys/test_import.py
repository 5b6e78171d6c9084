"""An officer's own list of leads: the form, a fault at its place, mended, imported, found."""

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROWS = (
    {
        "name": "旅程激光雷达",
        "firm_name": "旅程光电有限公司",
        "origin": "引荐",
        "link": "激光雷达厂",
    },
    {
        "name": "旅程光学模组",
        "firm_name": "旅程光学有限公司",
        "origin": "企业来访",
        "invest_wan": 8000,
    },
)


def fill(path, rows):
    """Write rows below the example, under the headings of the form."""
    book = openpyxl.load_workbook(path)
    page = book["线索"]
    at = {cell.value.partition("\n")[2]: cell.column for cell in page[1]}
    for place, row in enumerate(rows, 3):
        for name, value in row.items():
            page.cell(place, at[name], value)
    book.save(path)


def upload(one, path):
    tab = one.go("/data/tables/leads/")
    tab.set_input_files("[name=file]", path)
    tab.get_by_role("button", name="上传并核对").click()
    tab.wait_for_url(lambda url: "/imports/" in url)
    return tab


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_leads_come_from_a_sheet_after_its_fault_is_mended(person, tmp_path, size):
    lin = person("lin", size=size)
    tab = lin.go("/data/tables/")
    expect(tab.get_by_role("heading", name="办事的表")).to_be_visible()
    lin.keep("import-tables")
    assert lin.overflow() <= 0
    tab = lin.go("/data/tables/leads/")
    lin.keep("import-table")
    assert lin.overflow() <= 0
    with tab.expect_download() as waited:
        tab.get_by_role("link", name="空白表 xlsx").click()
    path = tmp_path / "线索.xlsx"
    waited.value.save_as(path)
    named = [{**row, "name": f"{row['name']}{size}"} for row in ROWS]
    fill(path, named)
    tab = upload(lin, path)
    expect(tab.get_by_text("有 1 个问题").first).to_be_visible(timeout=60_000)
    told = tab.locator("main table tbody tr").first
    for words in ("线索", "3", "产业环节", "激光雷达厂"):
        expect(told).to_contain_text(words)
    lin.keep("import-fault")
    assert lin.overflow() <= 0
    fill(path, [{"link": ""}])
    tab = upload(lin, path)
    expect(tab.get_by_text("将新增 2").first).to_be_visible(timeout=60_000)
    lin.keep("import-preview")
    assert lin.overflow() <= 0
    tab.fill("[name=reason]", "十一月招商台账")
    tab.get_by_role("button", name="确认导入").click()
    expect(tab.get_by_text("已导入：新增 2").first).to_be_visible(timeout=60_000)
    lin.keep("import-done")
    tab.get_by_role("link", name=named[0]["name"]).click()
    expect(tab.get_by_role("heading", name=named[0]["name"])).to_be_visible()
    tab = lin.go(f"/projects/leads/?q={named[1]['name']}")
    expect(tab.get_by_text(named[1]["name"]).first).to_be_visible()
