"""The functions of the first-report ledger in the database, and what the doctor asks of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from importlib.resources import files

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.utils import CursorWrapper

from shigu.conf.roles import LEDGER
from shigu.districts.doctor.database import MIGRATE
from shigu.districts.doctor.findings import Finding, good, wrong
from shigu.districts.scope import BLOCK, pads

ASKED = (
    *("file(bigint, uuid, text, text, text, text, text, text)", "extend(uuid, text)"),
    *("withdraw(uuid, text)", "ask_opening(uuid)", "appeal(uuid, text)"),
    *("decide(uuid, boolean, text)", "keep_up()"),
)
"""What the application may call; the rest is called by these."""
OF_THE_OWNER = "arbiter"
"""Reads the districts, which the ledger's role cannot."""
SCOPE = ("writable(text)", "everything()", "actor()", "today()")
ALL = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'shigu_ledger'::regnamespace AND p.proname <> %s
"""
STANDING = """
SELECT p.proname, pg_get_userbyid(p.proowner), p.prosecdef,
       has_function_privilege(p.oid, 'EXECUTE'),
       EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
               WHERE a.grantee = 0)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'shigu_ledger'
"""
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'shigu_ledger' AND c.relkind = 'r'
  AND has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')
"""
ROLE = """
SELECT rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
       pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s
"""


def install(cursor: CursorWrapper, app: str) -> None:
    """Put tables, functions and the key in place; the key is drawn once and never leaves.

    Raises:
        CommandError: the ledger's role is not there, or the owner cannot act as it.
    """
    _need_the_role(cursor)
    cursor.execute(files("shigu.leads").joinpath("ledger.sql").read_text("utf-8"))
    cursor.execute(
        "INSERT INTO shigu_ledger.hashing (inner_pad, outer_pad) VALUES (%s, %s)"
        " ON CONFLICT DO NOTHING",
        pads(secrets.token_bytes(BLOCK)),
    )
    cursor.execute(ALL, [OF_THE_OWNER])
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} OWNER TO {LEDGER}")
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    cursor.execute(f"REVOKE ALL ON FUNCTION shigu_ledger.{OF_THE_OWNER}() FROM PUBLIC")
    cursor.execute(f"GRANT EXECUTE ON FUNCTION shigu_ledger.{OF_THE_OWNER}() TO {LEDGER}")
    for function in SCOPE:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION shigu_scope.{function} TO {LEDGER}")
    cursor.execute(f"GRANT USAGE ON SCHEMA shigu_ledger TO {app}")
    for function in ASKED:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION shigu_ledger.{function} TO {app}")


def _need_the_role(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [LEDGER])
    if (found := cursor.fetchone()) is None or not found[0]:
        cursor.execute("SELECT quote_ident(current_user)")
        (owner,) = cursor.fetchone()
        raise CommandError(
            f"缺少角色 {LEDGER}；请超级用户执行 / as a superuser of PostgreSQL:\n"
            f"CREATE ROLE {LEDGER} NOLOGIN; GRANT {LEDGER} TO {owner};"
        )


def examined() -> Iterator[Finding]:
    """The functions run as the ledger's role, which is closed to the application."""
    name = "首报台账 · first-report ledger"
    found = [wrong(name, where, what, MIGRATE) for where, what in _faults()]
    yield from found or [good(name, f"{len(ASKED)}")]


def _faults() -> Iterator[tuple[str, str]]:
    asked = {told.split("(")[0] for told in ASKED}
    standing: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(ROLE, [LEDGER])
        role = cursor.fetchone()
        if role is None or any(role):
            yield LEDGER, "没有这个角色，或它有别的权力 / no such role, or it has other powers"
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            yield table, "应用角色够得着 / within reach of the application"
        cursor.execute(STANDING)
        for function, owner, definer, mine, public in cursor.fetchall():
            standing.add(function)
            its_own = (owner == LEDGER) != (function == OF_THE_OWNER)
            opens = function in asked
            if not its_own or public or mine != opens or (opens and not definer):
                yield function, "属主或执行权限不对 / wrong owner or privileges"
    for function in sorted(asked - standing):
        yield function, "没有这个函数 / no such function"
