"""What the doctor found, and the order in which it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, connection

Level = Literal["good", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, where, how it is, and the cure where it is not well."""

    name: str
    level: Level
    where: str = ""
    what: str = ""
    cure: str = ""


Look = Callable[[], Iterator[Finding]]


def good(name: str, where: str = "") -> Finding:
    return Finding(name, "good", where)


def wrong(name: str, where: str, what: str, cure: str) -> Finding:
    return Finding(name, "wrong", where, what, cure)


def examine(machine: tuple[Look, ...], database: tuple[Look, ...]) -> list[Finding]:
    """Everything the doctor finds; without a database only what needs none."""
    found = [finding for look in machine for finding in look()]
    host = str(connection.settings_dict["HOST"] or "127.0.0.1")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        cure = "启动数据库，核对 SHIGU_DATABASE_URL / start it; check SHIGU_DATABASE_URL"
        return [*found, wrong("数据库 · database", host, str(error).strip(), cure)]
    return [*found, *(finding for look in database for finding in look())]
