"""A real PostgreSQL for the tests: templates while the code is the same, a copy a worker."""

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
TABLES = ("shigu/conf/*.py", "shigu/*/migrations/*.py", "shigu/*/models*", "shigu/*/models/*.py")
FENCES = ("shigu/districts/*.py", "shigu/**/*.sql", "shigu/**/migrate.py", "constraints.txt")
WORLD = ("shigu/**/*.py", "shigu/**/*.sql", "shigu/**/*.csv", "packs/**/*", "tests/people.py")


def fingerprint(patterns):
    """What a template is made from: other code or another pack makes another template."""
    known = hashlib.sha256(environment().signing_key().encode())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                known.update(str(path).encode() + path.read_bytes())
    return known.hexdigest()[:10]


EMPTY = f"shigu_test_empty_{fingerprint(TABLES + FENCES)}"
TEMPLATE = f"shigu_test_{fingerprint(WORLD)}"
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
        " WHERE datname LIKE 'shigu_test_%%' AND datname <> ALL (%s) AND datname NOT LIKE %s",
        [[EMPTY, TEMPLATE], f"{TEMPLATE}_{RUN}%"],
    )
    return [name for (name,) in rows]


def exists(name):
    with superuser() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


@contextmanager
def draft_of(name):
    """A database that gets its name once it is whole."""
    use(f"{name}_draft")
    yield
    connections.close_all()
    with superuser() as connection:
        connection.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')


def build_empty():
    with superuser() as connection:
        for setting in FAST:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
        embedded.drop(environment().home, f"{EMPTY}_draft")
        embedded.create_database(connection, f"{EMPTY}_draft")
    with draft_of(EMPTY):
        call_command("migrate", verbosity=0)


def build_template():
    if exists(TEMPLATE):
        return
    with superuser() as connection:
        for name in leftovers(connection):
            embedded.drop(environment().home, name)
    if not exists(EMPTY):
        build_empty()
    copy(EMPTY, f"{TEMPLATE}_draft")
    with draft_of(TEMPLATE):
        enrol()


def copy_of_template(name):
    copy(TEMPLATE, name)


def copy(template, name):
    embedded.drop(environment().home, name)
    with alone("template"), superuser() as connection:
        source = f'TEMPLATE "{template}" STRATEGY file_copy'
        connection.execute(f'CREATE DATABASE "{name}" {source} OWNER {embedded.OWNER}')
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


@contextmanager
def elsewhere(name):
    """Meanwhile both connections point at another database."""
    mine = connections["default"].settings_dict["NAME"]
    use(name)
    yield name
    connections.close_all()
    use(mine)


@contextmanager
def another_database(purpose):
    """A copy of the template, where commits are real; yields its name."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_{purpose}"
    copy_of_template(name)
    yield name
    embedded.drop(environment().home, name)


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker):
    """A database of this test's own; yields its name."""
    with django_db_blocker.unblock(), another_database("fresh") as name, elsewhere(name):
        yield name
