"""Worlds that take seconds to make: each is made once a worker, in a database of its own.

A test that asks for one by its fixture runs there, in a transaction that is undone as always.
"""

from contextlib import ExitStack
from pathlib import Path

import pytest

from shigu.chain import actions
from shigu.chain.jobs.assessing import run
from shigu.chain.models import Assessment, Chain
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import read_files
from shigu.plans.models import Plan
from tests.database import another_database, elsewhere
from tests.people import user
from tests.plans.world import ask, compute, make_small
from tests.sharing import ledger_world as ledger


def assess():
    person = user("gu").pk
    with acting_as(person, "gu") as gu:
        asked = actions.ask(gu, Chain.objects.get(code="vv-interview"))
        run(asked.pk, gu.id)


def compare():
    person = user("gu").pk
    with acting_as(person, "gu") as gu:
        for name in OTHERS:
            actions.add_cluster(gu, archive_of(read_files(PACKS / name), name))
    assess()


def plan():
    make_small()
    compute(ask())


PACKS = Path(__file__).parents[1] / "packs"
OTHERS = ("optics-valley", "voice-valley")
WORLDS = {
    "assessed": assess,
    "compared": compare,
    "finished": plan,
    "proposed_year": lambda: ledger.proposed(ledger.world()),
    "posted_year": lambda: ledger.posted(ledger.world()),
}


@pytest.fixture(scope="session")
def worlds(django_db_setup, django_db_blocker):
    """``worlds(name)`` is the database of a world, made when it is first asked for."""
    made = {}
    with ExitStack() as kept:

        def of(name):
            if name not in made:
                made[name] = kept.enter_context(another_database(name))
                with django_db_blocker.unblock(), elsewhere(made[name]):
                    WORLDS[name]()
            return made[name]

        yield of


@pytest.fixture(autouse=True)
def world_of_the_test(request):
    """Comes before the transaction of the test is opened."""
    asked = WORLDS.keys() & set(request.fixturenames)
    if not asked:
        yield
        return
    (name,) = asked
    with elsewhere(request.getfixturevalue("worlds")(name)):
        yield


@pytest.fixture
def small(db):
    """The world of plans in which one takes a second."""
    make_small()


@pytest.fixture
def assessment_there(db):
    with acting_as_system():
        found = Assessment.objects.get()
    assert found.state == "done", found.problem
    return found


@pytest.fixture
def assessed(assessment_there):
    """The reference chain, assessed on behalf of Gu."""
    return assessment_there


@pytest.fixture
def compared(assessment_there):
    """The reference chain assessed beside the clusters of two other packs."""
    return assessment_there


@pytest.fixture
def finished(db):
    """The key of a plan in the small world of plans, that Gu asked for."""
    with acting_as_system():
        return Plan.objects.get().pk


@pytest.fixture
def proposed_year():
    """A settlement is proposed; for raw connections, which undo what they do."""


@pytest.fixture
def posted_year():
    """A settlement is posted; for raw connections, which undo what they do."""
