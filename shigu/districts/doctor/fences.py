"""What the doctor looks at around the tables: every fence stands as the code says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection

from shigu.districts.doctor.database import MIGRATE
from shigu.districts.doctor.findings import Finding, good, wrong
from shigu.districts.fence_sql import ACCOUNTS, account_statements, statements
from shigu.districts.fences import fenced_models
from shigu.districts.management.commands.migrate import CALLABLE, functions_of_apps

POLICIES = """
SELECT c.relname, p.polname,
       coalesce(pg_get_expr(p.polqual, c.oid), '')
       || coalesce(pg_get_expr(p.polwithcheck, c.oid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace AND p.polname <> 'owner'
"""
FORCED = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
"""
WITH_DISTRICT = """
SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attname = 'district_id'
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text, p.prosecdef, p.proowner = n.nspowner,
       has_function_privilege(p.oid, 'EXECUTE'),
       EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
               WHERE a.grantee = 0)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'shigu_scope'
"""
CREATED = re.compile(r'CREATE POLICY (\w+) ON "\w+" (.*)', re.DOTALL)
CALLS = re.compile(r"shigu_scope\.(\w+)\((?:'(\w+)')?")
GRANTED = re.compile(r"GRANT EXECUTE ON FUNCTION shigu_scope\.(\w+)")
INTERNAL = ("signature", "reach", "admit")
Called = frozenset[tuple[str, str]]


def expected(app: str) -> dict[str, dict[str, Called]]:
    """The policies of every table by name, with the questions they ask of the scope."""
    texts = {
        model._meta.db_table: statements(model._meta.db_table, fence, app, is_history=is_history)
        for model, fence, is_history in fenced_models()
    } | {table: account_statements(table, readers, app) for table, readers in ACCOUNTS.items()}
    return {
        table: {
            found[1]: _calls(found[2])
            for text in told
            if (found := CREATED.match(text)) and found[1] != "owner"
        }
        for table, told in texts.items()
    }


def _calls(text: str) -> Called:
    return frozenset(CALLS.findall(text))


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def fences() -> Iterator[Finding]:
    """Row security is forced on each table with a district, with the policies of this version."""
    name, wanted = "行级安全 · row security", expected(connection.settings_dict["USER"])
    standing: dict[str, dict[str, Called]] = defaultdict(dict)
    for table, policy, text in _rows(POLICIES):
        standing[table][policy] = _calls(text)
    forced = {table for (table,) in _rows(FORCED)}
    with_district = {table for (table,) in _rows(WITH_DISTRICT)}
    found = [
        wrong(name, table, what, MIGRATE)
        for table in sorted(with_district | wanted.keys())
        for what in _faults(table, wanted, standing, forced)
    ]
    yield from found or [good(name, f"{len(wanted)}")]


def _faults(
    table: str,
    wanted: dict[str, dict[str, Called]],
    standing: dict[str, dict[str, Called]],
    forced: set[str],
) -> Iterator[str]:
    if table not in forced:
        yield "没有强制行级安全 / row security is not forced"
    elif table not in wanted:
        yield "有区县列而没有围栏 / has a district and no fence"
    elif standing[table] != wanted[table]:
        odd = sorted(
            policy
            for policy in standing[table].keys() | wanted[table].keys()
            if standing[table].get(policy) != wanted[table].get(policy)
        )
        yield f"策略与代码不同 / policies differ from the code: {', '.join(odd)}"


def functions() -> Iterator[Finding]:
    """The functions of the scope belong to the owner and open to the application as they should."""
    name, found = "权限函数 · scope functions", []
    callable_names = {told.split("(")[0] for told in CALLABLE}
    callable_names.update(*(GRANTED.findall(text) for text in functions_of_apps()))
    for function, definer, of_owner, mine, public in _rows(FUNCTIONS):
        called = function.removeprefix("shigu_scope.").split("(")[0]
        opens = called in callable_names
        sound = of_owner and not public and mine == opens
        if not sound or (opens and called != "today" and not definer):
            what = "属主或执行权限不对 / wrong owner or privileges"
            found.append(wrong(name, function, what, MIGRATE))
    yield from found or [good(name, f"{len(callable_names)} + {len(INTERNAL)}")]
