"""萧山 cannot tell whether 滨江 has a project: every statement answers the same with and without.

Shen's raw connection runs each probe twice, before and after 滨江 files a confidential project, and
the outcomes (rows, counts, kinds and texts of errors) are compared.
"""

import uuid

import pytest

from tests.security.connection import connect, outcome, scope_of, signed

SECRET = uuid.UUID("5ec2e700-0000-4000-8000-000000000001")
OTHER = uuid.UUID("5ec2e700-0000-4000-8000-000000000002")
COLUMNS = "id, district_id, disclosed, name, name_en, code, status, note, stage, link_id"
REST = ", hazard_class, gbt4754, together_with, apart_from, districts_allowed"
REST += ", districts_excluded, veto, phase_of, phase_near, preferences"
EMPTY = ", '', '', '{{}}', '{{}}', '{{}}', '{{}}', '', '', '', '{{}}'"
INSERT = (
    f"INSERT INTO projects_project ({COLUMNS}{REST}) SELECT {{id}}, {{district}}, false, {{name}},"
    f" '', {{code}}, 'illustrative', '', '3', (SELECT min(id) FROM chain_link){EMPTY}"
)
YEAR = (
    "INSERT INTO projects_projectyear (id, district_id, project_id, code, status, note, year)"
    " VALUES (gen_random_uuid(), {district}, {project}, {code}, 'illustrative', '', 1)"
)


def insert(**values):
    given = {"id": "gen_random_uuid()", "district": "%(xiaoshan)s", "name": "'x'", "code": "'x'"}
    return INSERT.format(**given | values)


def year(**values):
    return YEAR.format(**{"district": "%(xiaoshan)s", "code": "'y'"} | values)


HIDDEN = "id = %(secret)s"
PROBES = {
    "rows": "SELECT id::text, name FROM projects_project ORDER BY 1",
    "count": "SELECT count(*), sum(invest_wan), max(name), min(code) FROM projects_project",
    "whole rows": "SELECT md5(string_agg(p::text, '|' ORDER BY id)) FROM projects_project p",
    "by key": f"SELECT * FROM projects_project WHERE {HIDDEN}",
    "exists": f"SELECT EXISTS (SELECT FROM projects_project WHERE {HIDDEN})",
    "join": "SELECT count(*) FROM districts_district d LEFT JOIN projects_project p"
    " ON p.district_id = d.id WHERE d.code = 'binjiang' AND NOT p.disclosed",
    "years": "SELECT count(*), sum(jobs) FROM projects_projectyear",
    "years of the key": "SELECT count(*) FROM projects_projectyear WHERE project_id = %(secret)s",
    "history": "SELECT count(*), max(name) FROM projects_projectkeptevent",
    "history of the years": "SELECT count(*) FROM projects_projectyearkeptevent",
    "history of the key": "SELECT * FROM projects_projectkeptevent WHERE pgh_obj_id = %(secret)s",
    "grouping": "SELECT district_id, count(*) FROM projects_project GROUP BY 1 ORDER BY 1",
    "window": "SELECT name, row_number() OVER (ORDER BY name) FROM projects_project ORDER BY 1",
    "sample": "SELECT count(*) FROM projects_project TABLESAMPLE BERNOULLI (100)",
    "union": f"SELECT 1 UNION ALL SELECT 2 FROM projects_project WHERE {HIDDEN}",
    "lateral": "SELECT count(*) FROM districts_district d,"
    " LATERAL (SELECT 1 FROM projects_project p WHERE p.district_id = d.id) x",
    "error on a value": f"SELECT 1 / (CASE WHEN {HIDDEN} THEN 0 ELSE 1 END)"
    " FROM projects_project ORDER BY 1 LIMIT 1",
    "error before the fence": "SELECT count(*) FROM projects_project"
    " WHERE 1 / (CASE WHEN name = '滨江绝密' THEN 0 ELSE 1 END) = 1",
    "cast that fails": "SELECT count(*) FROM projects_project"
    " WHERE CASE WHEN name = '滨江绝密' THEN name::int ELSE 1 END = 1",
    "operator that tells": "SELECT count(*) FROM projects_project"
    " WHERE name LIKE '滨江绝密%%' OR name ~ '绝密'",
    "notice by a block": "DO $$ DECLARE n text; BEGIN SELECT name INTO n FROM projects_project"
    " WHERE name = '滨江绝密'; IF FOUND THEN RAISE EXCEPTION 'seen %%', n; END IF; END $$",
    "query to xml": "SELECT query_to_xml('SELECT count(*) FROM projects_project', true, true, '')"
    "::text",
    "table to xml": "SELECT table_to_xml('projects_project', true, true, '')::text ~ '绝密'",
    "update": f"UPDATE projects_project SET note = note WHERE {HIDDEN}",
    "update all": "UPDATE projects_project SET note = note",
    "update returning": f"UPDATE projects_project SET note = 'x' WHERE {HIDDEN} RETURNING name",
    "delete": f"DELETE FROM projects_project WHERE {HIDDEN} RETURNING name",
    "take over": f"UPDATE projects_project SET district_id = %(xiaoshan)s WHERE {HIDDEN}",
    "give away": "UPDATE projects_project SET district_id = %(binjiang)s WHERE NOT disclosed",
    "lock": f"SELECT id FROM projects_project WHERE {HIDDEN} FOR UPDATE NOWAIT",
    "lock all": "SELECT count(*) FROM (SELECT 1 FROM projects_project WHERE NOT disclosed"
    " FOR UPDATE SKIP LOCKED) x",
    "same code": insert(code="'bj-secret'"),
    "same code in their district": insert(district="%(binjiang)s", code="'bj-secret'"),
    "no conflict": insert(code="'bj-secret'") + " ON CONFLICT DO NOTHING",
    "conflict on the code": insert(code="'bj-secret'")
    + " ON CONFLICT (district_id, code) DO UPDATE SET name = excluded.name RETURNING name",
    "conflict in their district": insert(district="%(binjiang)s", code="'bj-secret'")
    + " ON CONFLICT (district_id, code) DO UPDATE SET name = excluded.name RETURNING name",
    "child of it": year(project="%(secret)s"),
    "child of it in their district": year(project="%(secret)s", district="%(binjiang)s"),
    "child of it, same code": year(project="%(secret)s", code="'bj-secret-1'"),
    "merge": "MERGE INTO projects_project p USING (SELECT %(secret)s::uuid AS id) s ON p.id = s.id"
    " WHEN MATCHED THEN UPDATE SET note = 'x' WHEN NOT MATCHED THEN DO NOTHING",
    "statistics": "SELECT * FROM pg_stats WHERE tablename LIKE 'projects_%%'",
    "extended statistics": "SELECT * FROM pg_stats_ext",
    "sequences": "SELECT last_value FROM pg_sequences WHERE schemaname = 'public'"
    " AND sequencename LIKE 'projects_%%'",
    "currval": "SELECT currval(pg_get_serial_sequence('projects_project', 'code'))",
    "statements of others": "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%%绝密%%'",
    "prepared statements": "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE"
    " '%%绝密%%'",
}


@pytest.fixture
def world(ids, fresh_database):
    return ids | {"secret": SECRET, "other": OTHER}


def file_a_secret(world):
    with connect("owner") as owner:
        owner.execute(
            insert(id="%(secret)s", district="%(binjiang)s", name="'滨江绝密'", code="'bj-secret'"),
            world,
        )
        owner.execute(
            year(project="%(secret)s", district="%(binjiang)s", code="'bj-secret-1'"), world
        )


def outcomes(world):
    with scope_of(world["shen"]) as raw:
        return {name: outcome(raw, probe, world) for name, probe in PROBES.items()}


def test_every_statement_answers_the_same_with_and_without_a_secret(world):
    before = outcomes(world)
    file_a_secret(world)
    after = outcomes(world)
    broken = {"42601", "42703", "42P01", "42883", "42P18", "42804"}
    assert {
        name for name, did in before.items() if isinstance(did, tuple) and did[0] in broken
    } == set()
    assert {name for name in PROBES if before[name] != after[name]} == set()
    assert "绝密" not in str(after).replace("'滨江绝密'", "").replace("seen", "")


def test_the_probes_do_tell_whoever_may_read(world):
    file_a_secret(world)
    with scope_of(world["lin"]) as raw:
        for name in (
            "rows",
            "by key",
            "history of the key",
            "error before the fence",
            "notice by a block",
        ):
            told = str(outcome(raw, PROBES[name], world))
            assert "绝密" in told or "division by zero" in told, name


def test_copy_sends_no_byte(world):
    file_a_secret(world)
    with scope_of(world["shen"]) as raw:
        for table in ("projects_project", "projects_projectyear", "projects_projectkeptevent"):
            with raw.cursor().copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as sent:
                text = b"".join(sent).decode()
            assert "bj-secret" not in text
            assert str(SECRET) not in text


def test_a_cursor_does_not_carry_its_rows_into_the_next_scope(world):
    file_a_secret(world)
    with connect() as raw:
        with raw.transaction():
            raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, world["lin"])])
            raw.execute("DECLARE kept CURSOR FOR SELECT name FROM projects_project")
        with raw.transaction(force_rollback=True):
            raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, world["shen"])])
            assert outcome(raw, "FETCH ALL FROM kept")[0] == "34000"


def test_a_prepared_statement_asks_the_scope_anew(world):
    file_a_secret(world)
    with connect() as raw:
        raw.execute("PREPARE asked AS SELECT count(*) FROM projects_project WHERE id = $1")
        seen = []
        for who in ("lin", "shen", "lin"):
            with raw.transaction():
                raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, world[who])])
                for _ in range(7):
                    (count,) = raw.execute(f"EXECUTE asked('{SECRET}')").fetchone()
                seen.append(count)
        assert seen == [1, 0, 1]


def test_a_grant_to_read_opens_that_class_and_no_writing(world):
    file_a_secret(world)
    with connect("owner") as owner:
        owner.execute(
            "INSERT INTO districts_grant (id, district_id, grantee_id, data_class, agreement,"
            " valid_from, valid_to) VALUES (gen_random_uuid(), %(binjiang)s, %(xiaoshan)s,"
            " 'projects', 'x', '2026-01-01', '2036-01-01')",
            world,
        )
    with scope_of(world["shen"]) as raw:
        assert outcome(raw, PROBES["by key"], world) != []
        for name in ("update", "delete", "take over"):
            assert outcome(raw, PROBES[name], world) in (0, [])
        assert outcome(raw, insert(district="%(binjiang)s"), world)[0] == "42501"
        people = "SELECT count(*) FROM districts_membership WHERE district_id = %(binjiang)s"
        assert outcome(raw, people, world) == [(0,)]
    with connect("owner") as owner:
        owner.execute("UPDATE districts_grant SET revoked_at = now()")
    with scope_of(world["shen"]) as raw:
        assert outcome(raw, PROBES["by key"], world) == []


def test_what_the_fence_does_not_hide_is_what_adr_0008_says(world):
    file_a_secret(world)
    with scope_of(world["shen"]) as raw:
        known = insert(id="%(secret)s")
        assert outcome(raw, known, world)[0] == "23505"
        size = "SELECT pg_relation_size('projects_project') > 0"
        assert outcome(raw, size) == [(True,)]
        plan = outcome(raw, "EXPLAIN SELECT * FROM projects_project")
        assert "rows=" in str(plan)
