"""The page as a reader uses it, in a real Chromium; nothing may leave the file."""

from pathlib import Path

import pytest

from shigu.report import render
from tests.browser import overflow
from tests.report.cast import document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report") / "plan.html"
    path.write_text(render(document()), encoding="utf-8")
    return path


@pytest.fixture
def page(chromium, file):
    tab = chromium.new_page(viewport={"width": 1440, "height": 900})
    said, asked = [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    yield tab
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    tab.close()


def test_the_language_switches_from_the_keyboard_and_stays_in_the_address(page):
    assert page.locator("#chain h2").inner_text().endswith("缺什么")
    page.get_by_role("button", name="English").focus()
    page.keyboard.press("Enter")
    assert page.locator("#chain h2").inner_text().endswith("What is missing")
    assert "lang=en" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "China Vision Valley reference pack · Joint plan"
    page.reload()
    assert page.locator("#chain h2").inner_text().endswith("What is missing")


def test_no_chinese_label_is_seen_in_english(page):
    page.get_by_role("button", name="English").click()
    heads = page.locator("h2, h3, caption, thead th, dt, summary .likeliest").all_inner_texts()
    assert not [words for words in heads if any("\u4e00" <= c <= "\u9fff" for c in words)]


def test_pictures_are_named_in_the_language_shown(page):
    first = "document.querySelector('.chain-graph title').getAttribute('lang')"
    assert page.evaluate(first) == "zh"
    page.get_by_role("button", name="English").click()
    assert page.evaluate(first) == "en"


def test_a_click_on_a_head_sorts_and_a_second_reverses(page):
    head = page.locator("#placements thead th").nth(6)
    values = (
        "[...document.querySelectorAll('#placements tbody tr')].map(r => +r.cells[6].dataset.v)"
    )
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    found = page.evaluate(values)
    assert found == sorted(found, reverse=True)
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(values) == sorted(found)


def test_the_filter_keeps_the_rows_that_contain_the_words(page):
    tools = page.locator(".table-tools", has=page.locator("xpath=following-sibling::div[1]"))
    field = page.locator(".table-tools:has(+ #placements) input")
    assert tools.count() > 5
    field.fill("图灵小镇")
    shown = page.locator("#placements tbody tr:visible")
    assert 0 < shown.count() < 40
    assert all("图灵小镇" in words for words in shown.all_inner_texts())
    field.fill("")
    assert shown.count() == 40


def test_a_table_is_exported_with_numbers_and_a_byte_order_mark(page):
    with page.expect_download() as download:
        page.locator(".table-tools:has(+ #placements) button").click()
    assert download.value.suggested_filename == "placements.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    lines = text.removeprefix("\ufeff").splitlines()
    assert text.startswith("\ufeff项目,引荐,空间,园区,起始,面积,价值 万元")
    assert len(lines) == 41
    assert all("为什么" not in line for line in lines)


def test_a_chosen_link_shows_only_its_neighbours(page):
    node = page.locator('.node[data-node="camera-module"]')
    node.click()
    edges = page.locator(".edge.near")
    ends = edges.evaluate_all("found => found.map(e => [e.dataset.from, e.dataset.to])")
    assert ends
    assert all("camera-module" in pair for pair in ends)
    assert "摄像模组" in page.locator("#graph-note").inner_text()
    page.keyboard.press("Escape")
    assert edges.count() == 0


def test_the_graph_is_one_stop_of_the_tab_key_and_arrows_move_in_it(page):
    assert page.locator('.node[tabindex="0"]').count() == 1
    page.locator('.node[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.dataset.node"
    assert page.evaluate(focused) == page.locator(".node").nth(1).get_attribute("data-node")


def test_a_link_to_a_folded_gap_opens_it(page):
    last = page.locator(".gaps > li").last
    key = last.get_attribute("id")
    page.goto(f"{page.url.split('#')[0]}#at={key}")
    page.reload()
    assert last.locator(".because").is_visible()


def test_the_theme_can_be_turned(page):
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    page.get_by_role("button", name="明暗").click()
    assert page.evaluate(background) != before
    assert "theme=dark" in page.url


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_page_never_scrolls_sideways(page, width, language):
    page.set_viewport_size({"width": width, "height": 844})
    if language == "en":
        page.get_by_role("button", name="English").click()
    assert overflow(page) == 0
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert overflow(page) == 0


def test_everything_is_unfolded_and_the_chrome_is_gone_on_paper(page):
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("thead button").count() == 0
    assert page.locator(".bar, .contents, .table-tools").locator("visible=true").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0
    assert page.locator("#placements thead button").count() == 8


def test_without_scripts_the_chinese_page_is_whole(chromium, file):
    tab = chromium.new_context(java_script_enabled=False).new_page()
    tab.goto(file.as_uri())
    assert tab.locator("#chain h2").inner_text().endswith("缺什么")
    assert tab.locator("#placements tbody tr").count() == 40
    assert not tab.locator("#chain h2 [lang=en]").is_visible()
    tab.context.close()
