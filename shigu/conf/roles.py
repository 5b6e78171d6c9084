"""The roles of the database: one owns the tables, one serves through fences, one matches."""

from __future__ import annotations

import psycopg
from psycopg import sql

OWNER = "shigu_owner"
APP = "shigu_app"
LEDGER = "shigu_ledger"
"""Nobody signs in as this role: the functions of the first-report ledger run as it."""
LOCK = 7_406_112
"""Key of the advisory lock under which roles and databases are made."""


def create_roles(connection: psycopg.Connection, owner: str = OWNER, app: str = APP) -> None:
    """Make the roles if they are absent; neither is superuser nor passes by row security.

    All sessions of the site have one role, which would see the text of each other's statements in
    ``pg_stat_activity``: the texts are not kept there.
    """
    for role in (owner, app):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if not known:
            connection.execute(
                sql.SQL(
                    "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"
                ).format(sql.Identifier(role))
            )
    _create_ledger_role(connection, owner)
    connection.execute(
        sql.SQL("ALTER ROLE {} SET track_activities = off").format(sql.Identifier(app))
    )


def _create_ledger_role(connection: psycopg.Connection, owner: str) -> None:
    ledger = sql.Identifier(LEDGER)
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LEDGER]).fetchone()
    if not known:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(ledger))
    connection.execute(sql.SQL("GRANT {} TO {}").format(ledger, sql.Identifier(owner)))


def create_database(
    connection: psycopg.Connection, name: str, owner: str = OWNER, app: str = APP
) -> None:
    """Make the roles and database ``name`` if absent; ``connection`` is a superuser's."""
    connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        create_roles(connection, owner, app)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone():
            return
        words = {
            "name": sql.Identifier(name),
            "owner": sql.Identifier(owner),
            "app": sql.Identifier(app),
        }
        connection.execute(
            sql.SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE template0").format(**words)
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**words))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {name} TO {app}").format(**words))
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
