"""The statements that put fences around tables; run by the owner after each migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.db.backends.utils import CursorWrapper
from django.db.models import ForeignKey, Model

from shigu.districts.fences import Fence, fenced_models

POLICIES = "SELECT polname FROM pg_policy WHERE polrelid = %s::regclass"
SERIALS = """
SELECT s.oid::regclass::text FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
"""
"""Sequences of serial columns; identity columns need no grant and so reveal no count."""


def install_fences(cursor: CursorWrapper, app: str) -> None:
    """Grant ``app`` what it needs and put every policy in place, as often as one likes."""
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}")
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}")
    cursor.execute(SERIALS)
    for (sequence,) in cursor.fetchall():
        cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {app}")
    for model, fence, is_history in fenced_models():
        table = model._meta.db_table
        cursor.execute(POLICIES, [f'"{table}"'])
        for (policy,) in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
        for statement in statements(table, fence, app, is_history=is_history):
            cursor.execute(statement)
        for statement in _ties(cursor, model, fence, is_history=is_history):
            cursor.execute(statement)


def statements(table: str, fence: Fence, app: str, *, is_history: bool) -> Iterator[str]:
    """The policies of one table. History is only added to."""
    read, write = fence.read_condition(), fence.write_condition()
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'CREATE POLICY owner ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)'
    yield f'CREATE POLICY app_read ON "{table}" FOR SELECT TO {app} USING ({read})'
    yield f'CREATE POLICY app_insert ON "{table}" FOR INSERT TO {app} WITH CHECK ({write})'
    if is_history:
        yield f'REVOKE UPDATE, DELETE ON "{table}" FROM {app}'
        return
    change = f"USING ({write}) WITH CHECK ({write})"
    yield f'CREATE POLICY app_update ON "{table}" FOR UPDATE TO {app} {change}'
    yield f'CREATE POLICY app_delete ON "{table}" FOR DELETE TO {app} USING ({write})'


def _ties(
    cursor: CursorWrapper, model: type[Model], fence: Fence, *, is_history: bool
) -> Iterator[str]:
    if is_history:
        return
    table = model._meta.db_table
    for name in fence.ties:
        field = cast("ForeignKey[Model, Model]", model._meta.get_field(name))
        constraint = f"{table}_{field.column}_same_district"
        cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [constraint])
        if cursor.fetchone() is None:
            target = field.related_model._meta.db_table
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{constraint}" '
                f'FOREIGN KEY ({fence.tie_column or fence.column}, "{field.column}") '
                f'REFERENCES "{target}" (district_id, id) DEFERRABLE INITIALLY IMMEDIATE'
            )
