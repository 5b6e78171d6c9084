"""Every page at both widths and in both languages: nothing serious for axe, nothing sticks out."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "cockpit": "/",
    "chain": "/chain/",
    "gaps": "/chain/gaps/",
    "candidates": "/chain/candidates/",
    "frontier": "/chain/frontier/",
    "complexity": "/chain/complexity/",
    "stress": "/chain/stress/",
    "control": "/chain/control/",
    "flows": "/chain/flows/",
    "compare": "/chain/compare/",
    "versions": "/chain/versions/",
    "link": "/chain/links/cmos-sensor/",
    "organisations": "/registry/organisations/",
    "map": "/territory/",
    "zones": "/territory/zones/",
    "zone": "/territory/zones/coop-park/",
    "spaces": "/territory/spaces/",
    "space": "/territory/spaces/sp-xh-land-1/",
    "pools": "/territory/pools/",
    "search-spaces": "/territory/search/",
    "projects": "/projects/",
    "promises": "/commitments/",
    "promises-ranking": "/commitments/ranking/",
    "counting": "/counting/",
    "counting-ranking": "/counting/ranking/",
    "counting-left-out": "/counting/left-out/",
    "counting-rules": "/counting/rules/",
    "plans": "/plans/",
    "ask": "/plans/new/",
    "sharing": "/sharing/",
    "agreements": "/sharing/agreements/",
    "ledgers": "/sharing/ledgers/",
    "taxes": "/sharing/taxes/",
    "regimes": "/sharing/taxes/regimes/",
    "gradings": "/grading/",
    "grade": "/grading/new/",
    "partnerships": "/cooperation/",
    "leads": "/projects/leads/",
    "lead-events": "/projects/leads/events/",
    "claims": "/projects/leads/claims/",
    "board": "/projects/board/",
    "clocks": "/projects/clocks/",
    "calendar": "/projects/calendar/",
    "hand-overs": "/projects/hand-overs/",
    "evaluations": "/projects/evaluations/",
    "score-sheets": "/projects/evaluations/sheets/",
    "reservations": "/territory/reservations/",
    "tasks": "/work/",
    "new-task": "/work/tasks/new/",
    "supervision": "/work/supervision/",
    "work-calendar": "/work/calendar/",
    "meetings": "/work/meetings/",
    "forces": "/work/forces/",
    "notices": "/work/notices/",
    "news": "/news/",
    "news-events": "/news/events/",
    "news-sources": "/news/sources/",
    "news-bring": "/news/bring/",
    "firms": "/registry/firms/",
    "registry-links": "/registry/links/",
    "doubles": "/registry/doubles/",
    "merges": "/registry/merges/",
    "review": "/review/",
    "review-together": "/review/together/",
    "review-closings": "/review/closings/",
    "data": "/data/",
    "tables": "/data/tables/",
    "table": "/data/tables/spaces/",
    "sources": "/data/sources/",
    "quality": "/data/quality/",
    "settings": "/settings/",
    "tokens": "/settings/tokens/",
    "search": "/search/?q=视觉",
}


FIRST_ROWS = {"organisation": "/registry/organisations/", "project": "/projects/"}


def pages_of(one):
    """Every page, and the first row of lists whose rows have addresses of their own."""
    pages = dict(PAGES)
    for name, address in FIRST_ROWS.items():
        first = one.go(address).locator("main tbody tr[data-href]").first
        pages[name] = first.get_attribute("data-href")
    return pages


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_are_fit_to_be_read_by_everyone(person, size, language):
    gu = person("gu", size, language)
    wrong = {}
    for name, address in pages_of(gu).items():
        gu.go(address)
        gu.read_through()
        gu.keep(f"{name}-{language}")
        if (found := gu.findings()) or gu.overflow() > 0:
            wrong[name] = (found, gu.overflow())
    assert wrong == {}
