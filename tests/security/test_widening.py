"""Whoever holds the application's connection in one scope cannot make it another's."""

import pytest

from tests.security.connection import connect, outcome, scope_of, signed

REFUSED = "42501"
READ = "SELECT shigu_scope.readable('projects'), shigu_scope.writable('projects')"


def reach(raw):
    return raw.execute(READ).fetchone()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE districts_user SET is_staff = true WHERE id = %(shen)s",
        "UPDATE districts_user SET is_superuser = true WHERE id = %(shen)s",
        (
            "INSERT INTO districts_user (username, password, full_name, is_staff, is_superuser,"
            " is_active, first_name, last_name, email, date_joined)"
            " VALUES ('x', '', '', true, false, true, '', '', '', now())"
        ),
        (
            "INSERT INTO districts_membership (id, user_id, district_id, role, valid_from)"
            " VALUES (gen_random_uuid(), %(shen)s, %(binjiang)s, 'officer', '2026-01-01')"
        ),
        (
            "INSERT INTO districts_grant (id, district_id, grantee_id, data_class, agreement,"
            " valid_from, valid_to)"
            " VALUES (gen_random_uuid(), %(binjiang)s, %(xiaoshan)s, 'projects',"
            " 'x', '2026-01-01', '2036-01-01')"
        ),
        (
            "INSERT INTO districts_staffaccess (id, user_id, district_id, reason, opened_at,"
            " closes_at) VALUES (gen_random_uuid(), %(shen)s, %(binjiang)s, 'x', now(),"
            " now() + '1 hour')"
        ),
        (
            "INSERT INTO districts_apitoken (id, user_id, district_id, name, digest, may_write,"
            " created_at, expires_at)"
            " VALUES (gen_random_uuid(), %(lin)s, %(binjiang)s, 'x', '\\x00',"
            " true, now(), now() + '1 day')"
        ),
        "DELETE FROM districts_membership",
        "DELETE FROM districts_user",
        "TRUNCATE districts_membership",
        "CREATE TABLE mine (x int)",
        "CREATE TEMP TABLE mine (x int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT",
        "CREATE SCHEMA mine",
        "CREATE VIEW public.mine AS SELECT 1",
        "ALTER TABLE districts_membership OWNER TO shigu_app",
        "ALTER ROLE shigu_app BYPASSRLS",
        "ALTER ROLE shigu_app SET track_activities = on",
        "ALTER ROLE shigu_app RESET track_activities",
        "SET track_activities = on",
        "SET ROLE shigu_owner",
        "SET SESSION AUTHORIZATION shigu_owner",
        "SET session_replication_role = replica",
        "COPY districts_membership TO PROGRAM 'cat'",
        "COPY districts_membership TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM shigu_scope.opened",
        "SELECT * FROM shigu_scope.signing",
        "SELECT * FROM shigu_scope.reach(%(lin)s::bigint, NULL)",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_statistic",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
        "INSERT INTO auth_group (name) VALUES ('x')",
    ],
)
def test_what_would_widen_a_scope_is_refused(raw_as, ids, statement):
    with raw_as("shen") as raw:
        before = reach(raw)
        result = outcome(raw, statement, ids)
        assert result[0] == REFUSED, result
        assert reach(raw) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE districts_user SET password = 'x' WHERE id = %(lin)s",
        "UPDATE districts_user SET is_active = false WHERE id = %(gu)s",
        "UPDATE districts_membership SET valid_to = NULL WHERE user_id = %(lin)s",
        "UPDATE districts_grant SET revoked_at = now()",
        "UPDATE districts_district SET player = 'xiaoshan'",
        "UPDATE districts_district SET code = 'other' WHERE id = %(xiaoshan)s",
        "DELETE FROM districts_district",
        "UPDATE account_emailaddress SET email = 'x'",
        "DELETE FROM mfa_authenticator",
    ],
)
def test_rows_of_others_are_not_reached(raw_as, ids, statement):
    with raw_as("shen") as raw:
        assert outcome(raw, statement, ids) == 0


def test_an_administrator_cannot_make_the_district_another_players(raw_as, ids):
    with raw_as("han") as raw:
        for change in ("player = 'xiaoshan'", "code = 'hangzhou2'", "parent_id = NULL"):
            statement = f"UPDATE districts_district SET {change} WHERE id = %(binjiang)s"
            assert outcome(raw, statement, ids) == 0


def test_an_administrator_cannot_make_a_token_for_somebody_else(raw_as, ids):
    with raw_as("han") as raw:
        statement = (
            "INSERT INTO districts_apitoken (id, user_id, district_id, name, digest, may_write,"
            " created_at, expires_at)"
            " VALUES (gen_random_uuid(), %(lin)s, %(binjiang)s, 'x',"
            " '\\x00', true, now(), now() + '1 day')"
        )
        assert outcome(raw, statement, ids)[0] == REFUSED


def test_an_administrator_cannot_take_over_an_account_that_sits_elsewhere_too(raw_as, ids):
    take = "UPDATE districts_user SET password = 'x' WHERE id = %s"
    with raw_as("han") as raw:
        assert outcome(raw, take, [ids["lin"]]) == 1
        assert outcome(raw, take, [ids["gu"]]) == 0
        seat = (
            "INSERT INTO districts_membership (id, user_id, district_id, role, valid_from)"
            " VALUES (gen_random_uuid(), %s, %s, 'officer', '2026-01-01')"
        )
        assert outcome(raw, seat, [ids["gu"], ids["binjiang"]]) == 1
        assert outcome(raw, take, [ids["gu"]]) == 0
        assert outcome(raw, seat, [ids["qiu"], ids["binjiang"]]) == 1
        assert outcome(raw, take, [ids["qiu"]]) == 0


def test_an_engineer_can_neither_lengthen_nor_hide_an_access(raw_as, ids):
    opens = (
        "INSERT INTO districts_staffaccess (id, user_id, district_id, reason, opened_at, closes_at)"
        " VALUES (gen_random_uuid(), %(qiu)s, %(binjiang)s, 'x', {0}, {1})"
    )
    with raw_as("qiu") as raw:
        assert outcome(raw, opens.format("now()", "now() + '9 hours'"), ids)[0] == REFUSED
        assert outcome(raw, opens.format("now() - '1 day'::interval", "now()"), ids)[0] == REFUSED
        assert outcome(raw, opens.format("now()", "now() + '8 hours'"), ids) == 1
        for change in ("closes_at = now() + '9 hours'", "reason = 'y'", "opened_at = now()"):
            result = outcome(raw, f"UPDATE districts_staffaccess SET {change}")
            assert result[0] == REFUSED
        assert outcome(raw, "DELETE FROM districts_staffaccess")[0] == REFUSED
        assert outcome(raw, "UPDATE districts_staffaccess SET closed_at = now()") == 1
        assert outcome(raw, "UPDATE districts_staffaccess SET closed_at = NULL") == 0


def test_what_the_table_of_tokens_keeps_opens_nothing(raw_as, ids):
    with raw_as("fang") as raw:
        raw.execute(
            "INSERT INTO districts_apitoken (id, user_id, district_id, name, digest, may_write,"
            " created_at, expires_at)"
            " VALUES (gen_random_uuid(), %(fang)s, %(xiaoshan)s, 'x',"
            " sha256(sha256('secret')), true, now(), now() + '1 day')",
            ids,
        )
        passed = "SELECT shigu_scope.open_secret(digest) FROM districts_apitoken"
        assert outcome(raw, passed) == [(None,)]
        opened = outcome(raw, "SELECT shigu_scope.open_secret(sha256('secret'))")[0][0]
        assert opened["actor"] == ids["fang"]


@pytest.mark.parametrize("changed", [{"backend": 1}, {"running": 1}, {"life": -1}])
def test_a_scope_of_elsewhere_or_of_before_is_refused(ids, changed):
    with connect() as raw, raw.transaction(force_rollback=True):
        told = signed(raw, ids["shen"], **changed)
        assert outcome(raw, "SELECT shigu_scope.open(%s)", [told])[0] == REFUSED


def test_an_overheard_scope_opens_nothing_in_the_next_transaction(ids):
    with connect() as raw:
        with raw.transaction():
            told = signed(raw, ids["lin"])
            raw.execute("SELECT shigu_scope.open(%s)", [told])
        with raw.transaction(force_rollback=True):
            assert reach(raw) == ([], [])
            assert outcome(raw, "SELECT shigu_scope.open(%s)", [told])[0] == REFUSED


def test_the_scope_is_gone_after_commit_and_after_rollback(ids):
    with connect() as raw:
        for undo in (False, True):
            with raw.transaction(force_rollback=undo):
                raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, ids["lin"])])
                assert reach(raw) != ([], [])
            assert reach(raw) == ([], [])
            assert raw.execute("SELECT count(*) FROM districts_membership").fetchone() == (0,)


def test_another_backend_has_none_of_an_open_scope(ids):
    with scope_of(ids["lin"]), connect() as other:
        assert reach(other) == ([], [])
        assert other.execute("SELECT count(*) FROM districts_district").fetchone() == (0,)


def test_sessions_do_not_see_each_others_statements(ids):
    with scope_of(ids["lin"]) as first, connect() as other:
        first.execute("SELECT 'a secret of 滨江'")
        texts = other.execute("SELECT query FROM pg_stat_activity").fetchall()
        assert not [text for (text,) in texts if text and "滨江" in text]


def test_a_scope_to_read_writes_nothing(raw_as, ids):
    with raw_as("shen", mode="read") as raw:
        readable, writable = reach(raw)
        assert readable == [ids["xiaoshan"]]
        assert writable == []


def test_a_scope_of_one_district_reaches_no_other(raw_as, ids):
    with raw_as("gu", district=ids["binjiang"]) as raw:
        assert reach(raw)[0] == []
    with raw_as("shen", district=ids["xiaoshan"]) as raw:
        assert reach(raw)[0] == [ids["xiaoshan"]]
    with raw_as("lin", district=ids["xiaoshan"]) as raw:
        assert reach(raw)[0] == []
        assert raw.execute("SELECT count(*) FROM districts_district").fetchone() == (0,)


def test_history_is_written_now_and_in_ones_own_name_or_not_at_all(raw_as, ids):
    forged = (
        "INSERT INTO districts_membershipkeptevent (pgh_label, pgh_created_at, pgh_context, id,"
        " pgh_obj_id, user_id, district_id, role, valid_from) VALUES ('insert', {at}, {context},"
        " gen_random_uuid(), gen_random_uuid(), %(lin)s, %(binjiang)s, 'leader', '2026-01-01')"
    )
    own = """jsonb_build_object('actor', %(han)s::bigint)"""
    other = """jsonb_build_object('actor', %(lin)s::bigint)"""
    with raw_as("han") as raw:
        assert outcome(raw, forged.format(at="now()", context=other), ids)[0] == REFUSED
        late = forged.format(at="now() - '1 day'::interval", context=own)
        assert outcome(raw, late, ids)[0] == REFUSED
        assert outcome(raw, forged.format(at="now()", context=own), ids) == 1
        for statement in ("DELETE FROM {0}", "UPDATE {0} SET role = 'x'"):
            result = outcome(raw, statement.format("districts_membershipkeptevent"))
            assert result[0] == REFUSED


def test_the_roles_own_nothing_and_pass_by_nothing(ids):
    with connect() as raw:
        (role,) = raw.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert not role
        memberships = "SELECT 1 FROM pg_auth_members WHERE member = current_user::regrole"
        assert raw.execute(memberships).fetchall() == []
        owned = "SELECT relname FROM pg_class WHERE relowner = current_user::regrole"
        assert raw.execute(owned).fetchall() == []
        for what in ("CREATE", "TEMP"):
            asked = "SELECT has_database_privilege(current_database(), %s)"
            assert raw.execute(asked, [what]).fetchone() == (False,)
        schemas = raw.execute(
            "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')"
        ).fetchall()
        assert schemas == []
        functions = raw.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'shigu_scope'::regnamespace"
            " AND has_function_privilege(oid, 'EXECUTE')"
        ).fetchall()
        assert {name for (name,) in functions} == {
            "open", "open_secret", "close", "readable", "writable", "may", "member",
            "everything", "actor", "today", "tends", "take", "reads", "at_work",
            "seated", "introduced", "take_over", "unfile", "merge_organisations",
            "split_organisations",
        }  # fmt: skip
