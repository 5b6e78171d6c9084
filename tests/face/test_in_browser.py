"""The design system as a reader uses it, in a real Chromium: axe, keyboard, htmx, no script."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from tests.browser import SIZES, VENDOR, findings, overflow

pytestmark = pytest.mark.browser


class Silent(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_message(self, *_words):
        return


@pytest.fixture(scope="module")
def site():
    """The site on a port of its own; these pages need no database."""
    assert VENDOR.is_dir(), "the pages' assets are missing: run deploy/setup.sh assets"
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(chromium, site):
    """``visit("/design/", "dark", "phone")``: a tab that must say nothing to the console."""
    said, tabs = [], []

    def open_tab(address, theme="light", width="desk", *, language="zh-hans", **options):
        wide, high = SIZES[width]
        context = chromium.new_context(viewport={"width": wide, "height": high}, **options)
        cookies = {"theme": theme, "django_language": language}
        context.add_cookies([{"name": k, "value": v, "url": site} for k, v in cookies.items()])
        tab = context.new_page()
        tab.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(site + address)
        tabs.append(context)
        return tab

    yield open_tab
    for context in tabs:
        context.close()
    assert said == []


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/design/", "/design/list/?district=1"])
def test_axe_finds_nothing_serious(visit, address, theme, width):
    tab = visit(address, theme, width)
    assert findings(tab) == []


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ["/design/", "/design/list/"])
def test_no_page_is_wider_than_its_window(visit, address, language, width):
    tab = visit(address, width=width, language=language)
    assert overflow(tab) <= 0


def test_charts_and_the_map_are_drawn_under_the_policy(visit):
    tab = visit("/design/")
    for box in tab.locator(".chart").all():
        box.scroll_into_view_if_needed()
        box.locator("canvas").first.wait_for()
    tab.locator(".map").scroll_into_view_if_needed()
    tab.locator(".map[data-ready] canvas").wait_for()


def test_the_legend_of_the_map_filters_the_list_beside_it(visit):
    tab = visit("/design/")
    tab.locator(".map").scroll_into_view_if_needed()
    tab.locator(".map[data-ready]").wait_for()
    row = tab.locator(".map-list li", has_text="二号楼 1 层")
    assert row.is_visible()
    tab.locator(".map-side .legend label", has_text="已用").click()
    assert not row.is_visible()


def test_a_reason_opens_and_closes_by_keyboard(visit):
    tab = visit("/design/")
    mark = tab.locator(".figure-strip .why").first
    mark.focus()
    tab.keyboard.press("Enter")
    reason = tab.locator(".figure-strip .reason").first
    assert reason.is_visible()
    tab.keyboard.press("Escape")
    assert not reason.is_visible()


def test_the_theme_switches_at_once_and_stays(visit):
    tab = visit("/design/", "light")
    light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator(".who-button").click()
    tab.locator("[name=theme][value=dark]").click()
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.reload()
    assert dark != light
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_filters_change_only_the_list_and_the_address(visit):
    tab = visit("/design/list/")
    tab.evaluate("window.same = true")
    tab.locator("select[name=district]").select_option("1")
    tab.locator(".chips", has_text="萧山区").wait_for()
    assert tab.url.endswith("/design/list/?district=1")
    tab.locator("th a.sort", has_text="面积").click()
    tab.locator("th[aria-sort=ascending]").wait_for()
    assert "district=1" in tab.url
    assert "sort=area_m2" in tab.url
    tab.locator(".chips a").first.click()
    tab.locator(".chips").wait_for(state="detached")
    assert tab.url.endswith("/design/list/?sort=area_m2")
    assert tab.locator("select[name=district]").input_value() == ""
    assert tab.evaluate("window.same")


def test_the_way_back_returns_to_the_filter_before(visit):
    tab = visit("/design/list/")
    tab.locator("select[name=district]").select_option("1")
    tab.locator(".chips", has_text="萧山区").wait_for()
    tab.locator("select[name=district]").select_option("2")
    tab.locator(".chips", has_text="钱塘区").wait_for()
    tab.go_back()
    tab.locator(".chips", has_text="萧山区").wait_for()
    assert tab.locator("select[name=district]").input_value() == "1"


def test_a_view_is_kept_under_its_name(visit):
    tab = visit("/design/list/?district=1")
    tab.locator("details[data-views] summary").click()
    tab.locator("#view").fill("萧山")
    tab.locator("#view").press("Enter")
    tab.goto(tab.url.split("?")[0])
    tab.locator("details[data-views] summary").click()
    tab.locator(".views a", has_text="萧山").click()
    assert tab.url.endswith("?district=1")


def test_rows_are_walked_by_j_and_k(visit):
    tab = visit("/design/list/")
    names = tab.locator("tbody tr td:first-child").all_inner_texts()
    focused = "document.activeElement.cells[0].innerText"
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        tab.keyboard.press(key)
        assert tab.evaluate(focused) == names[row]


def test_a_slider_is_recomputed_by_the_server(visit):
    tab = visit("/design/")
    tab.locator("input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    tab.locator("#gets", has_text="× 55%").wait_for()
    assert "2.72" in tab.locator("#gets").inner_text()


def test_pages_read_and_filter_without_scripts(visit):
    tab = visit("/design/list/", java_script_enabled=False)
    tab.locator("select[name=district]").select_option("1")
    tab.locator(".filter-bar .go").click()
    assert "district=1" in tab.url
    assert set(tab.locator("tbody td:nth-child(2)").all_inner_texts()) == {"萧山区"}


def test_commands_open_by_keyboard(visit):
    tab = visit("/design/")
    tab.keyboard.press("Control+k")
    assert tab.locator("#palette").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#palette").is_visible()
