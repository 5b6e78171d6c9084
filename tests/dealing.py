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


EARLY = (
    "tests/journeys/",
    "tests/scale/test_job.py",
    "tests/api/test_document.py",
    "tests/engine/siting/",
)
"""What is long is dealt first: while the last pile is worked at, the other worker waits."""


class WholeFiles(LoadScopeScheduling):
    """Deals files, or piles of them, in the order of their first tests."""

    def _split_scope(self, nodeid):
        file = file_of(nodeid)
        return next((name for name, starts in TOGETHER.items() if file.startswith(starts)), file)


def file_of(nodeid):
    return nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return WholeFiles(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    def place(item):
        file = file_of(item.nodeid)
        return next((n for n, start in enumerate(EARLY) if file.startswith(start)), len(EARLY))

    items.sort(key=place)
