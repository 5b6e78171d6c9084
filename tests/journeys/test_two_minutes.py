"""A lead in under two minutes on a phone: what an officer's thumbs do, counted, and how long it is.

The time is by the keystroke-level model (Card, Moran and Newell 1980): thinking of a field 1.35 s,
pointing and tapping 1.3 s; a thumb's key 0.5 s, and a Han character takes three of them. Loading
a page takes a second each.
"""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRM = "杭州示例两分钟光电股份有限公司"
WATCH = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0);
}, true);"""
EMPTY = """[...document.querySelectorAll("main form :is(input, select, textarea)")]
  .filter((one) => one.offsetParent && one.required && !one.value).map((one) => one.name)"""
THINK, TAP, KEY, KEYS_OF_HAN, PAGE = 1.35, 1.3, 0.5, 3, 1.0


def seconds(taps, typed, pages):
    keys = sum(1 if each.isascii() else KEYS_OF_HAN for text in typed for each in text)
    return taps * TAP + len(typed) * THINK + keys * KEY + pages * PAGE


def found(tab):
    """The way from home to the form, by what a phone shows."""
    tab.get_by_text("菜单", exact=True).click()
    tab.get_by_role("link", name="项目", exact=True).first.click()
    tab.get_by_role("link", name="线索", exact=True).first.click()
    tab.get_by_role("link", name="登记线索").first.click()
    tab.wait_for_url("**/leads/new/")


def taps(tab):
    return int(tab.evaluate("sessionStorage.taps"))


def typed_in(tab, **texts):
    for name, text in texts.items():
        tab.locator(f"[name={name}]").click()
        tab.keyboard.type(text)
    return list(texts.values())


def test_a_lead_takes_eight_taps_and_under_two_minutes(person):
    lin = person("lin", size="phone")
    lin.context.add_init_script(WATCH)
    tab = lin.go("/")
    found(tab)
    assert taps(tab) == 4
    assert tab.evaluate(EMPTY) == ["firm_name"]
    typed = typed_in(tab, firm_name=FIRM, person="张总", phone="13800000000")
    tab.get_by_role("button", name="登记线索").click()
    tab.wait_for_url(lambda url: "/leads/new/" not in url)
    expect(tab.get_by_text("13800000000").first).to_be_visible()
    assert taps(tab) == 8
    assert seconds(8, typed, pages=5) < 60
