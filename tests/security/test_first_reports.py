"""The first-report ledger, channel by channel: what one side reads tells nothing of the other.

The same statements and the same requests run with and without the other district's claim; what
comes back must be the same to the byte, but for the announced fact that a clash exists.
"""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from shigu.districts.models import District
from shigu.districts.scope import acting_as
from shigu.leads import ledger
from shigu.leads.actions.claims import ask_opening, file_claim
from shigu.leads.models import Claim, Clash
from tests.leads.world import acting, file
from tests.security.connection import connect, outcome, scope_of, signed

FIRM = "杭州绝密光电科技股份有限公司"
SAME = "绝密光电科技（萧山）有限公司"
OTHER = "宁波无关精密仪器有限公司"
DENIED = "42501"
FILE = (
    "SELECT shigu_ledger.file(%(xiaoshan)s, NULL, '绝密光电科技', '绝密光电科技', '', '', '', 'x')"
)
COUNTED = "SELECT count(*), max({1}), min({1}) FROM leads_{0}"
TABLES = {
    "claim": "firm_name",
    "claimevent": "words",
    "clash": "other_name",
    "appeal": "grounds",
}
XACT = (
    "SELECT schemaname, relname, seq_scan, seq_tup_read, idx_scan, idx_tup_fetch, n_tup_ins,"
    " n_tup_upd, n_tup_del FROM pg_stat_xact_all_tables WHERE relname LIKE 'leads_%%'"
    " OR schemaname = 'shigu_ledger' ORDER BY 1, 2"
)
INSIDE = ("hashing", "marks", "pairs")
INTERNAL = (
    *("digest('name', 'x')", "arbiter()", "terms()", "note(%(key)s, 'filed', NULL, '', true)"),
    *("own(%(key)s)", "finish(%(key)s)", "mark(%(key)s, 'name', 'x')", "pair(%(key)s, %(key)s)"),
)
CLASH = (
    "INSERT INTO leads_clash (id, claim_id, district_id, found_at, is_first, first_filed_at, state,"
    " other_name, outcome, ruling) VALUES (gen_random_uuid(), %(key)s, %(xiaoshan)s, now(), true,"
    " now(), 'closed', '', '', '')"
)
PROBES = {
    **{f"rows of {name}": f"SELECT * FROM leads_{name}" for name in TABLES},
    **{f"count of {name}": COUNTED.format(name, column) for name, column in TABLES.items()},
    **{f"by key in {name}": f"SELECT * FROM leads_{name} WHERE id = %(key)s" for name in TABLES},
    **{f"copy of {name}": f"SELECT table_to_xml('leads_{name}', true, true, '')"
       for name in TABLES},
    **{f"update of {name}": f"UPDATE leads_{name} SET district_id = %(xiaoshan)s"
       for name in TABLES},
    **{f"delete of {name}": f"DELETE FROM leads_{name}" for name in TABLES},
    **{f"lock of {name}": f"SELECT 1 FROM leads_{name} FOR UPDATE" for name in TABLES},
    **{f"statistics of {name}": f"SELECT * FROM pg_stats WHERE tablename = 'leads_{name}'"
       for name in TABLES},
    **{f"inside, {name}": f"SELECT count(*) FROM shigu_ledger.{name}" for name in INSIDE},
    **{f"internal, {call}": f"SELECT shigu_ledger.{call}" for call in INTERNAL},
    "foreign key": CLASH,
    "error before the fence": "SELECT count(*) FROM leads_claim WHERE"
    " 1 / (CASE WHEN bare_name = '绝密光电科技' THEN 0 ELSE 1 END) = 1",
    "same moment": "SELECT count(*) FROM leads_claim WHERE filed_at > now() - interval '1 hour'",
    "extend it": "SELECT shigu_ledger.extend(%(key)s, 'x')",
    "withdraw it": "SELECT shigu_ledger.withdraw(%(key)s, 'x')",
    "open it": "SELECT shigu_ledger.ask_opening(%(key)s)",
    "appeal it": "SELECT shigu_ledger.appeal(%(key)s, 'x')",
    "decide it": "SELECT shigu_ledger.decide(%(key)s, true, 'x')",
    "keep up": "SELECT shigu_ledger.keep_up()",
    "file for them": FILE.replace("xiaoshan", "binjiang"),
    "file the same": FILE.replace("SELECT shigu", "SELECT count(*) FROM (SELECT shigu") + ") x",
    "what came of it": "SELECT count(*) FROM leads_clash",
    "what the log says": "SELECT kind, count(*) FROM leads_claimevent GROUP BY 1 ORDER BY 1",
    "locks": "SELECT locktype, mode, count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
    " GROUP BY 1, 2 ORDER BY 1, 2",
    "sequences": "SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'leads%%'",
}  # fmt: skip


@pytest.fixture
def world(fresh_database, ids):
    return ids


def outcomes(world, name, key):
    """What each probe says in one transaction of ``name`` that is undone at the end."""
    with scope_of(world[name]) as raw:
        given = world | {"key": key}
        return {probe: outcome(raw, told, given) for probe, told in PROBES.items()}


def held(world, name):
    """Every row of every table that ``name`` reads, as text."""
    with connect("owner") as owner:
        names = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relname NOT LIKE 'procrastinate%' AND relname <> 'conf_cache'"
        ).fetchall()
    with scope_of(world[name]) as raw:
        return {
            table: {text for (text,) in raw.execute(f'SELECT t::text FROM "{table}" t')}
            for (table,) in names
        }


def added(before, after):
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}


def no_key_is_told(found):
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", str(found))


@pytest.mark.parametrize("name", ["shen", "fang", "gu", "wei", "qiu"])
def test_no_statement_tells_that_another_district_has_a_claim(world, name):
    outcomes(world, name, uuid.uuid4())
    before = outcomes(world, name, uuid.uuid4())
    key = file("lin", FIRM).pk
    after = outcomes(world, name, key)
    broken = {"42601", "42703", "42P01", "42883", "42P18", "42804"}
    assert {probe for probe, did in before.items() if str(did[0:1])[2:7] in broken} == set()
    told = {
        probe: (before[probe], after[probe])
        for probe in PROBES
        if no_key_is_told(before[probe]) != no_key_is_told(after[probe])
    }
    assert told == {}
    assert "光电科技股份" not in str(after)


def test_the_probes_do_tell_whoever_may_read(world):
    key = file("lin", FIRM).pk
    told = outcomes(world, "lin", key)
    assert FIRM in str(told["rows of claim"])
    assert told["error before the fence"][0] == "22012"
    assert told["extend it"] != outcomes(world, "lin", uuid.uuid4())["extend it"]


def test_who_files_looks_and_takes_it_back_learns_nothing(world):
    file("lin", FIRM)
    seen = []
    for bare in ("绝密光电科技", "从未有人报过"):
        with scope_of(world["shen"]) as raw:
            statement = FILE.replace("绝密光电科技", bare)
            assert len(outcome(raw, statement, world)) == 1
            assert outcome(raw, "SELECT shigu_ledger.keep_up()")[0] == "23514"
            seen.append((outcome(raw, PROBES["what came of it"]), outcome(raw, XACT)))
    assert seen[0] == seen[1]
    assert seen[0][0] == [(0,)]


def test_the_inside_is_closed_to_the_application(world):
    told = outcomes(world, "shen", uuid.uuid4())
    closed = [f"inside, {name}" for name in INSIDE] + [f"internal, {call}" for call in INTERNAL]
    assert {told[probe][0] for probe in closed} == {DENIED}
    for name in TABLES:
        assert told[f"update of {name}"][0] == told[f"delete of {name}"][0] == DENIED
    assert told["foreign key"][0] == DENIED


def test_the_first_is_told_of_a_clash_and_of_nothing_else(world):
    mine = file("shen", SAME)
    before = held(world, "shen")
    other = file("lin", FIRM)
    after = held(world, "shen")
    fresh = added(before, after)
    assert {table: len(rows) for table, rows in fresh.items()} == {
        "leads_clash": 1,
        "leads_claimevent": 1,
        "work_notice": 1,
    }
    assert all(before[table] <= after[table] for table in before)
    tells_nothing_of(world, fresh, other, "lin", "binjiang")
    assert str(mine.pk) in str(fresh["leads_clash"])


def test_the_second_is_told_of_a_clash_and_of_nothing_else(world):
    other = file("lin", FIRM)
    before = held(world, "shen")
    file("shen", SAME)
    after = held(world, "shen")
    fresh = added(before, after)
    assert {table: len(rows) for table, rows in fresh.items()} == {
        "leads_claim": 1,
        "leads_clash": 1,
        "leads_claimevent": 2,
        "work_notice": 1,
    }
    tells_nothing_of(world, fresh, other, "lin", "binjiang")


def tells_nothing_of(world, fresh, claim, person, district):
    for table, rows in fresh.items():
        for row in rows:
            cells = row.strip("()").split(",")
            assert str(claim.pk) not in row, table
            assert "光电科技股份" not in row, table
            assert str(world[district]) not in cells, table
            assert str(world[person]) not in cells, table


@pytest.mark.parametrize("name", ["gu", "wei", "qiu", "zhou"])
def test_who_is_no_side_reads_the_same_with_and_without_a_clash(world, name):
    before = held(world, name)
    file("lin", FIRM), file("shen", SAME)
    assert held(world, name) == before


def test_a_grant_and_a_timed_access_open_no_claim(world):
    file("lin", FIRM)
    with connect("owner") as owner:
        owner.execute(
            "INSERT INTO districts_grant (id, district_id, grantee_id, data_class, agreement,"
            " valid_from, valid_to) VALUES (gen_random_uuid(), %(binjiang)s, %(xiaoshan)s,"
            " 'projects', 'x', '2026-01-01', '2036-01-01')",
            world,
        )
        owner.execute(
            "INSERT INTO districts_staffaccess (id, user_id, district_id, reason, opened_at,"
            " closes_at) VALUES (gen_random_uuid(), %(qiu)s, %(binjiang)s, 'x', now(),"
            " now() + interval '1 hour')",
            world,
        )
    for name in ("shen", "gu", "qiu"):
        with scope_of(world[name]) as raw:
            (mine,) = raw.execute("SELECT shigu_scope.readable('projects')").fetchone()
            assert world["binjiang"] in mine
            for table in TABLES:
                assert outcome(raw, f"SELECT count(*) FROM leads_{table}") == [(0,)], name


def test_each_sees_the_other_only_once_both_agreed(world):
    file("lin", FIRM), file("shen", SAME)
    with acting("lin") as lin:
        ask_opening(lin, Clash.objects.get())
    with scope_of(world["shen"]) as raw:
        key = raw.execute("SELECT id FROM leads_clash").fetchone()[0]
        assert outcome(raw, "SELECT shigu_ledger.ask_opening(%s)", [key]) == [("",)]
        told = outcome(raw, "SELECT other_name, other_district_id, other_filed_at FROM leads_clash")
        assert told == [("", None, None)]


def test_two_that_file_at_once_have_one_order_and_are_both_told(world):
    firms = [f"{sign}同时申报技术有限公司" for sign in ("甲乙", "丙丁", "戊己", "庚辛")]
    gate = Barrier(2)

    def one(name, place):
        try:
            connection.ensure_connection()
            for firm in firms:
                gate.wait(60)
                with acting_as(world[name], name) as actor:
                    file_claim(actor, District.objects.get(code=place), firm, reason="x")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, ("lin", "shen"), ("binjiang", "xiaoshan")))
    ledger.keep_up()
    told = {}
    for name in ("lin", "shen"):
        with acting(name):
            rows = Clash.objects.select_related("claim")
            told[name] = {row.claim.bare_name: (row.is_first, row.first_filed_at) for row in rows}
            filed = {row.bare_name: row.filed_at for row in Claim.objects.all()}
            for bare, (is_first, since) in told[name].items():
                assert (filed[bare] == since) is is_first
                assert filed[bare] >= since
    assert len(told["lin"]) == len(told["shen"]) == len(firms)
    for bare, (is_first, since) in told["lin"].items():
        assert told["shen"][bare] == (not is_first, since)


def test_too_many_filings_are_refused_and_change_nothing(world):
    with connect() as raw:
        for number in range(20):
            with raw.transaction():
                raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, world["shen"])])
                raw.execute(FILE.replace("绝密光电科技", f"第{number}家光学"), world)
    before = held(world, "shen")
    with scope_of(world["shen"]) as raw:
        told = outcome(raw, FILE, world)
        assert told[0] == "23514"
        assert "so_many_filings_a_day" in told[1]
    assert held(world, "shen") == before
    file("lin", FIRM)
