"""A real Chromium for the tests, quiet on the network, and what axe says of a page in it."""

import shutil
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[1] / "shigu" / "face" / "static" / "vendor"
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
SERIOUS = {"serious", "critical"}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def chromium():
    """The system's Chromium; of a module, because it keeps an event loop that Django shuns."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "browser tests need the system package chromium"
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield found
        found.close()


def findings(tab):
    """Serious findings of axe on the page in sight."""
    tab.evaluate((VENDOR / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        (one["id"], one["impact"], node["target"], node["failureSummary"], node["html"][:200])
        for one in found
        for node in one["nodes"]
        if one["impact"] in SERIOUS
    ]


def overflow(tab):
    """How many pixels the page is wider than its window."""
    return tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
