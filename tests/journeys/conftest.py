"""The whole product as a person meets it: served, with its worker, in a real Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from shigu.conf import embedded
from shigu.conf.environment import environment
from tests.database import RUN, TEMPLATE, WORKER, copy_of_template
from tests.people import PASSWORD

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "out" / "screens"
VENDOR = ROOT / "shigu" / "face" / "static" / "vendor"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
SERIOUS = {"serious", "critical"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def site(django_db_setup):
    """``shigu serve`` on a database of its own; yields its address."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_site"
    copy_of_template(name)
    home, port = environment().home, free_port()
    settings = {
        "SHIGU_DATABASE_URL": embedded.address(home, embedded.APP, name),
        "SHIGU_SECRET_KEY": environment().signing_key(),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "shigu", "serve", "--port", str(port), "--processes", "1"]
    with subprocess.Popen(command, env=os.environ | settings, cwd=ROOT) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/accounts/login/")
        yield address
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    embedded.drop(home, name)


@pytest.fixture(scope="module")
def chromium():
    assert CHROMIUM, "browser tests need the system package chromium"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()


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
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=SCREENS / f"{name}-{self.size}.png", full_page=True)

    def overflow(self):
        return self.tab.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def findings(self):
        """Serious findings of axe on the page in sight."""
        self.tab.evaluate((VENDOR / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        found = self.tab.evaluate("axe.run()")["violations"]
        return [
            (each["id"], each["nodes"][0]["html"][:200])
            for each in found
            if each["impact"] in SERIOUS
        ]


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
