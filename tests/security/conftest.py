"""Raw connections for the tests of the fence."""

import pytest

from tests.security.connection import connect, scope_of


@pytest.fixture
def ids(django_db_setup):
    """Keys of accounts and districts by name, read by the owner."""
    with connect("owner") as owner:
        people = owner.execute("SELECT username, id FROM districts_user").fetchall()
        places = owner.execute("SELECT code, id FROM districts_district").fetchall()
    return dict(people) | dict(places)


@pytest.fixture
def raw_as(ids):
    """``with raw_as("shen") as raw:`` is a raw connection in the scope of one of the cast."""
    return lambda name, **narrowed: scope_of(ids[name], **narrowed)
