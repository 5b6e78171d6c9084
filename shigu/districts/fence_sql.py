"""The statements that put fences around tables; run by the owner after each migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.db.backends.utils import CursorWrapper
from django.db.models import ForeignKey, Model

from shigu.districts.fences import ACTOR, SYSTEM, Fence, fence_of, fenced_models

POLICIES = "SELECT polname FROM pg_policy WHERE polrelid = %s::regclass"
KEPT_TIE = "SELECT confupdtype = 'c' FROM pg_constraint WHERE conname = %s"
SERIALS = """
SELECT s.oid::regclass::text FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
"""
"""Sequences of serial columns; identity columns need no grant and so reveal no count."""


ACCOUNTS = {
    "account_emailaddress": "own",
    "mfa_authenticator": "anybody",
    "socialaccount_socialaccount": "anybody",
    "usersessions_usersession": "own",
}
"""Tables of the sign-in, written by their own person only. Who reads them: where a person is told
by them, anybody, because nobody is signed in yet."""
UNTOUCHED = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "districts_user_groups",
    "districts_user_user_permissions",
    "account_emailconfirmation",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
)
"""Tables that only migrations write."""
MINE = """pgh_created_at BETWEEN now() AND clock_timestamp() AND (pgh_context IS NULL OR
(pgh_context ->> 'actor') IS NOT DISTINCT FROM (SELECT shigu_scope.actor())::text)"""
"""History is written now and in one's own name, or not at all."""


def install_fences(cursor: CursorWrapper, app: str) -> None:
    """Grant ``app`` what it needs and put every policy in place, as often as one likes."""
    _grant(cursor, app)
    for model, fence, is_history in fenced_models():
        table = model._meta.db_table
        _clear(cursor, table)
        for statement in statements(table, fence, app, is_history=is_history):
            cursor.execute(statement)
        for statement in _ties(cursor, model, fence, is_history=is_history):
            cursor.execute(statement)
    for table, readers in ACCOUNTS.items():
        _clear(cursor, table)
        for statement in account_statements(table, readers, app):
            cursor.execute(statement)


def _grant(cursor: CursorWrapper, app: str) -> None:
    cursor.execute("SELECT quote_ident(current_database())")
    (database,) = cursor.fetchone()
    cursor.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {app}")
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}")
    for table in UNTOUCHED:
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {app}")
    cursor.execute(SERIALS)
    for (sequence,) in cursor.fetchall():
        cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {app}")


def _clear(cursor: CursorWrapper, table: str) -> None:
    cursor.execute(POLICIES, [f'"{table}"'])
    for (policy,) in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')


def statements(table: str, fence: Fence, app: str, *, is_history: bool) -> Iterator[str]:
    """The policies of one table. History is only added to."""
    read = (is_history and fence.history) or fence.read_condition()
    yield from _policies(table)
    yield f'CREATE POLICY app_read ON "{table}" FOR SELECT TO {app} USING ({read})'
    if fence.reader and not is_history:
        yield f'CREATE POLICY reader ON "{table}" FOR SELECT TO {fence.reader} USING (true)'
        yield f'GRANT SELECT ON "{table}" TO {fence.reader}'
    if fence.keeper:
        yield from _kept(table, fence.keeper, app)
        return
    if is_history:
        write = f"({_either_way(fence)}) AND {MINE}"
        yield f'CREATE POLICY app_insert ON "{table}" FOR INSERT TO {app} WITH CHECK ({write})'
        yield f'REVOKE UPDATE, DELETE ON "{table}" FROM {app}'
        return
    insert = fence.insert_condition()
    yield f'CREATE POLICY app_insert ON "{table}" FOR INSERT TO {app} WITH CHECK ({insert})'
    if fence.appends:
        yield f'REVOKE UPDATE, DELETE ON "{table}" FROM {app}'
        return
    change = f"USING ({fence.update_condition()}) WITH CHECK ({fence.write_condition()})"
    yield f'CREATE POLICY app_update ON "{table}" FOR UPDATE TO {app} {change}'
    yield from _limits(table, fence, app)


def _kept(table: str, keeper: str, app: str) -> Iterator[str]:
    everything = "USING (true) WITH CHECK (true)"
    yield f'CREATE POLICY keeper ON "{table}" FOR ALL TO {keeper} {everything}'
    yield f'GRANT SELECT, INSERT, UPDATE ON "{table}" TO {keeper}'
    yield f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM {app}'


def _either_way(fence: Fence) -> str:
    return " OR ".join(dict.fromkeys([fence.write_condition(), fence.insert_condition()]))


def _policies(table: str) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'CREATE POLICY owner ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)'


def _limits(table: str, fence: Fence, app: str) -> Iterator[str]:
    if fence.changes:
        columns = ", ".join(f'"{column}"' for column in fence.changes)
        yield f'REVOKE UPDATE ON "{table}" FROM {app}'
        yield f'GRANT UPDATE ({columns}) ON "{table}" TO {app}'
    if fence.deletes:
        write = fence.write_condition()
        yield f'CREATE POLICY app_delete ON "{table}" FOR DELETE TO {app} USING ({write})'
    else:
        yield f'REVOKE DELETE ON "{table}" FROM {app}'


def account_statements(table: str, readers: str, app: str) -> Iterator[str]:
    """The policies of a table of the sign-in."""
    own = f"user_id = {ACTOR} OR {SYSTEM}"
    read = own if readers == "own" else "true"
    yield from _policies(table)
    yield f'CREATE POLICY app_read ON "{table}" FOR SELECT TO {app} USING ({read})'
    yield (
        f'CREATE POLICY app_write ON "{table}" FOR ALL TO {app} USING ({own}) WITH CHECK ({own})'
    )


def _ties(
    cursor: CursorWrapper, model: type[Model], fence: Fence, *, is_history: bool
) -> Iterator[str]:
    if is_history:
        return
    table = model._meta.db_table
    for name in fence.ties:
        field = cast("ForeignKey[Model, Model]", model._meta.get_field(name))
        constraint = f"{table}_{field.column}_same_district"
        target = field.related_model._meta.db_table
        goes_along = getattr(fence_of(field.related_model), "moves", False)
        cursor.execute(KEPT_TIE, [constraint])
        kept = cursor.fetchone()
        if kept is not None and kept[0] != goes_along:
            yield f'ALTER TABLE "{table}" DROP CONSTRAINT "{constraint}"'
        if kept is None or kept[0] != goes_along:
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{constraint}" '
                f'FOREIGN KEY ({fence.tie_column or fence.column}, "{field.column}") '
                f'REFERENCES "{target}" (district_id, id)'
                f"{' ON UPDATE CASCADE' if goes_along else ''} DEFERRABLE INITIALLY IMMEDIATE"
            )
