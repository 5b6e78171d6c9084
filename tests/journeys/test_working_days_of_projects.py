"""Calendar, the way of a project, reservations and moving cards, at a desk and on a phone."""

import pytest

from tests.journeys.test_pipeline import lead

pytestmark = pytest.mark.browser


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
