"""A real PostgreSQL for the tests: one template for as long as the code is the same, one copy of it
a worker."""

import fcntl
import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from shigu.conf import embedded
from shigu.conf.environment import environment
from tests.people import enrol

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
ROOT = Path(__file__).parents[1]
MADE_FROM = ("shigu/**/*.py", "shigu/**/*.sql", "shigu/**/*.csv", "packs/**/*", "tests/people.py")


def fingerprint():
    """What the template is made from: other code or another pack makes another template."""
    known = hashlib.sha256(environment().signing_key().encode())
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                known.update(str(path).encode() + path.read_bytes())
    return known.hexdigest()[:10]


TEMPLATE = f"shigu_test_{fingerprint()}"
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""The databases of the tests outlive no crash of the machine."""


def superuser():
    address = embedded.address(environment().home, embedded.SUPERUSER, "postgres")
    return psycopg.connect(address, autocommit=True)


@contextmanager
def alone(name):
    """Only one worker of a run does this at a time."""
    path = environment().home / f"{name}.lock"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def use(database):
    """Point both connections of Django at ``database``."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


def leftovers(connection):
    rows = connection.execute(
        "SELECT datname FROM pg_database"
        " WHERE datname LIKE 'shigu_test_%%' AND datname <> %s AND datname NOT LIKE %s",
        [TEMPLATE, f"{TEMPLATE}_{RUN}%"],
    )
    return [name for (name,) in rows]


def build_template():
    home = environment().home
    with superuser() as connection:
        if connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]
        ).fetchone():
            return
        for setting in FAST:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
        for name in leftovers(connection):
            embedded.drop(home, name)
        embedded.create_database(connection, f"{TEMPLATE}_draft")
    use(f"{TEMPLATE}_draft")
    call_command("migrate", verbosity=0)
    enrol()
    use(TEMPLATE)
    with superuser() as connection:
        connection.execute(f'ALTER DATABASE "{TEMPLATE}_draft" RENAME TO "{TEMPLATE}"')


def copy_of_template(name):
    embedded.drop(environment().home, name)
    with alone("template"), superuser() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" OWNER {embedded.OWNER}')
        connection.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {embedded.APP}')
        connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """The database of this worker; tests run in it, each in a transaction that is undone."""
    server = embedded.start(environment().home)
    name = f"{TEMPLATE}_{RUN}_{WORKER}"
    with django_db_blocker.unblock():
        with alone("build"):
            build_template()
        copy_of_template(name)
        use(name)
        yield server
        connections.close_all()
        embedded.drop(environment().home, name)


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker):
    """A database of this test's own, where commits are real; yields its name."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_fresh"
    mine = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        copy_of_template(name)
        use(name)
        yield name
        connections.close_all()
        use(mine)
        embedded.drop(environment().home, name)
