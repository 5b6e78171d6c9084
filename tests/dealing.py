"""How a run deals the tests to its workers: whole files, so that what a file builds is built once.

The groups of xdist are no help: with pytest 9.2 they are lost without a word (pytest-xdist #1386).
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "browser": ("tests/journeys/",),
    "many connections": (
        "tests/territory/test_at_once.py",
        "tests/registry/test_merging_at_once.py",
    ),
    "reference plan": ("tests/cli/test_plan.py", "tests/engine/plan/test_reference_plan.py"),
}
"""Files that stay with one worker: they share a server, or the machine bears only one of them."""


def pile_of(file):
    """The name of the pile that a file is dealt with: one of ``TOGETHER``, or the file itself."""
    return next((name for name, starts in TOGETHER.items() if file.startswith(starts)), file)


class WholeFiles(LoadScopeScheduling):
    """Deals piles in the order of their first tests."""

    def _split_scope(self, nodeid):
        return pile_of(nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return WholeFiles(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long piles first: what comes last decides how long one worker waits for the other."""
    places = {name: place for place, name in enumerate([*TOGETHER])}
    piles = {item: pile_of(item.nodeid.partition("::")[0]) for item in items}
    items.sort(key=lambda item: places.get(piles[item], len(places)))
