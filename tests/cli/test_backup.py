"""A backup brings everything back into an empty database, fences included."""

import psycopg
import pytest
from django.db import connections
from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.conf import embedded
from shigu.conf.environment import environment
from tests.database import superuser

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
POLICIES = "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2"


def invoke(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def asked(database, statement):
    address = embedded.address(environment().home, embedded.OWNER, database)
    with psycopg.connect(address) as connection:
        return connection.execute(statement).fetchall()


def counts(database):
    return {
        table: asked(database, f'SELECT count(*) FROM "{table}"')[0][0]
        for (table,) in asked(database, TABLES)
    }


@pytest.fixture
def pointed(monkeypatch, fresh_database):
    """Commands work on the fresh database, or on another one that is told."""

    def point(database):
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = database
        home = environment().home
        address = embedded.address(home, embedded.OWNER, database)
        monkeypatch.setattr("shigu.cli.backup.owner_url", lambda: address)

    point(fresh_database)
    return point


@pytest.fixture
def empty_database():
    name = "shigu_test_restored"
    embedded.drop(environment().home, name)
    with superuser() as connection:
        embedded.create_database(connection, name)
    yield name
    embedded.drop(environment().home, name)


def test_what_was_backed_up_is_restored_whole(pointed, fresh_database, empty_database, tmp_path):
    file = tmp_path / "shigu.backup"
    assert invoke("backup", file).exit_code == 0
    before = counts(fresh_database), asked(fresh_database, POLICIES)
    pointed(empty_database)
    restored = invoke("restore", file)
    assert restored.exit_code == 0, restored.output
    assert (counts(empty_database), asked(empty_database, POLICIES)) == before
    assert before[0]["districts_district"] > 100


def test_nothing_is_written_over(pointed, fresh_database, tmp_path):
    file = tmp_path / "shigu.backup"
    file.write_text("mine")
    assert invoke("backup", file).exit_code == 1
    assert file.read_text() == "mine"
    before = counts(fresh_database)
    assert invoke("restore", file).exit_code == 1
    assert counts(fresh_database) == before
