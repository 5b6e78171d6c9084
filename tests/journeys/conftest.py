"""The whole product as a person meets it: served, with its worker, in a real Chromium.

``SHIGU_SCREENS=1`` keeps pictures of what the people saw in ``out/screens``.
"""

import os

import pytest

from shigu.conf import embedded
from shigu.conf.environment import environment
from tests import browser
from tests.browser import SIZES
from tests.database import RUN, TEMPLATE, WORKER, copy_of_template
from tests.people import PASSWORD
from tests.served import ROOT, answers, served

SCREENS = ROOT / "out" / "screens"
PAST_EVERY_CHART = """async () => {
  for (const box of document.querySelectorAll(".chart[data-source]")) {
    box.scrollIntoView();
    for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""


@pytest.fixture(scope="session")
def site(django_db_setup):
    """``shigu serve`` on a database of its own; yields its address."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_site"
    copy_of_template(name)
    with served(name) as (_process, address):
        assert answers(f"{address}/accounts/login/") == 200
        yield address
    embedded.drop(environment().home, name)


class Person:
    """One of the cast at a screen; says what the page shows and keeps pictures of it."""

    def __init__(self, chromium, site, name, size, language):
        wide, high = SIZES[size]
        self.site, self.name, self.size = site, name, size
        self.context = chromium.new_context(viewport={"width": wide, "height": high})
        self.context.add_cookies(
            [{"name": "django_language", "value": language, "url": site}],
        )
        self.said = []
        self.tab = self.context.new_page()
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("response", self._got)

    def _hear(self, line):
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.said.append(line.text)

    def _got(self, response):
        """Whatever a page asks for must be there; whether the page itself is, the story says."""
        if response.status >= 400 and response.request.resource_type != "document":
            self.said.append(f"{response.status} {response.url}")

    def sign_in(self):
        self.go("/accounts/login/")
        self.tab.fill("[name=login]", self.name)
        self.tab.fill("[name=password]", PASSWORD)
        self.tab.press("[name=password]", "Enter")
        self.tab.wait_for_url(lambda url: "/accounts/login" not in url)
        return self

    def go(self, address):
        response = self.tab.goto(self.site + address)
        assert response.status == 200, f"{address}: {response.status}"
        return self.tab

    def answer(self):
        """The one computed sentence that a page opens with."""
        return self.tab.locator("main .answer").first.inner_text()

    def keep(self, name):
        if not os.environ.get("SHIGU_SCREENS"):
            return
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=SCREENS / f"{name}-{self.size}.png", full_page=True)

    def read_through(self):
        """Scroll to the end: a chart is drawn once it is in sight."""
        self.tab.evaluate(PAST_EVERY_CHART)

    def overflow(self):
        return browser.overflow(self.tab)

    def findings(self):
        return browser.findings(self.tab)


@pytest.fixture
def person(chromium, site):
    """``person("lin")`` is signed in; nothing may be said to the console by the end."""
    people = []

    def meet(name, size="desk", language="zh-hans"):
        one = Person(chromium, site, name, size, language)
        people.append(one)
        return one.sign_in()

    yield meet
    said = [line for one in people for line in one.said]
    for one in people:
        one.context.close()
    assert said == []
