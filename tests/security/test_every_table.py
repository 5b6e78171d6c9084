"""Every table of the database: fenced, or on a short list with the reason."""

import pytest

from tests.security.connection import connect

OPEN = {
    "auth_group": "unused; only migrations write",
    "auth_group_permissions": "unused; only migrations write",
    "auth_permission": "names of Django's permissions; only migrations write",
    "account_emailconfirmation": "unused; only migrations write",
    "conf_cache": "counts of attempts to sign in, and what pages may forget; no rows of districts",
    "django_content_type": "names of models; only migrations write",
    "django_migrations": "names of migrations; only migrations write",
    "django_session": "found by the digest of a key; contents signed",
    "districts_user_groups": "unused; only migrations write",
    "districts_user_user_permissions": "unused; only migrations write",
    "pghistory_context": "unused; contexts stand in the events",
    "procrastinate_events": "times of background jobs",
    "procrastinate_jobs": "names of background jobs and keys of rows, never their contents",
    "procrastinate_periodic_defers": "times of background jobs",
    "procrastinate_workers": "heartbeats of workers",
    "socialaccount_socialapp": "unused; only migrations write",
    "socialaccount_socialtoken": "unused; only migrations write",
}
TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v')
"""
WITH_DISTRICT = """
SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v')
  AND attname = 'district_id'
"""
REFERENCES = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'
"""
POLICIES = """
SELECT c.relname, p.polcmd::text FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polname <> 'owner' AND p.polpermissive
"""
WRITING = """
SELECT c.relname, c.relname::text || ':' || string_agg(x, ',' ORDER BY x)
FROM pg_class c, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) x
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND has_table_privilege('shigu_app', c.oid, x) GROUP BY 1
"""


@pytest.fixture(scope="module")
def catalogue(django_db_setup):
    with connect("owner") as owner:
        ask = lambda statement: owner.execute(statement).fetchall()  # noqa: E731
        yield ask


def leaning(catalogue):
    """Tables with a district, and those whose keys lead to one, step by step."""
    found = {table for (table,) in catalogue(WITH_DISTRICT)} | {"districts_district"}
    references = catalogue(REFERENCES)
    while more := {child for child, parent in references if parent in found} - found:
        found |= more
    return found


def test_every_table_is_fenced_or_named_with_its_reason(catalogue):
    open_tables = {table for table, forced in catalogue(TABLES) if not forced}
    assert open_tables == OPEN.keys()


def test_no_table_that_leads_to_a_district_is_open(catalogue):
    forced = {table for table, is_forced in catalogue(TABLES) if is_forced}
    leads = leaning(catalogue)
    assert len(leads) > 30
    assert leads - forced == set()


def test_every_fence_has_a_policy_to_read_and_one_to_write(catalogue):
    policies = catalogue(POLICIES)
    for table, forced in catalogue(TABLES):
        if forced:
            commands = {command for name, command in policies if name == table}
            assert "r" in commands or "*" in commands, table
            assert "a" in commands or "*" in commands, table


def test_no_view_and_no_materialised_view_looks_past_a_fence(catalogue):
    views = catalogue(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('v', 'm')"
    )
    assert views == []


def test_history_is_only_added_to(catalogue):
    kept = [told for table, told in catalogue(WRITING) if table.endswith("keptevent")]
    assert len(kept) > 15
    assert {told.split(":")[1] for told in kept} == {"INSERT"}


def test_nobody_truncates_and_nobody_hangs_triggers(catalogue):
    for table, told in catalogue(WRITING):
        assert not {"TRUNCATE", "TRIGGER", "REFERENCES"} & set(told.split(":")[1].split(",")), table


def test_no_function_of_the_public_schema_runs_as_its_owner(catalogue):
    definers = catalogue(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace NOT IN"
        " ('pg_catalog'::regnamespace, 'shigu_scope'::regnamespace, 'shigu_ledger'::regnamespace)"
    )
    assert definers == []


def test_functions_of_the_ledger_run_as_its_role_which_owns_nothing_else(catalogue):
    definers = catalogue(
        "SELECT proname, pg_get_userbyid(proowner) FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'shigu_ledger'::regnamespace ORDER BY 1"
    )
    assert [name for name, owner in definers if owner != "shigu_ledger"] == ["arbiter"]
    assert len(definers) == 8
    owned = catalogue(
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'shigu_ledger'"
    )
    assert owned == []


def test_confidential_rows_have_keys_that_cannot_be_counted(catalogue):
    counted = catalogue(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace"
    )
    read_by_district = {
        table
        for (table,) in catalogue(
            "SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
            " WHERE p.polcmd = 'r' AND pg_get_expr(p.polqual, c.oid) LIKE '%readable%'"
        )
    }
    assert len(read_by_district) > 8
    assert {table for (table,) in counted} & read_by_district == set()
