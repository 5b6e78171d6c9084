"""A whole settlement in the database: read, settle, keep, agree, post, correct.

usage: python bench/settlement_db.py [lines]    (default 1,000,000 firm-tax lines)

Runs in a database of its own on the embedded server and drops it. JSON lines
{case, ours, peer, ratio, unit, …}: seconds of wall clock; ``peak_mb`` is of this process.
"""

import json
import resource
import sys
import time
from datetime import date

import psycopg
from django.core.management import call_command
from django.db import connection, connections

from shigu.cli.site import ready
from shigu.conf import embedded
from shigu.conf.environment import environment

ready()

from bench.web_setup import by_superuser  # noqa: E402
from shigu.districts.models import District, Membership, User  # noqa: E402
from shigu.districts.scope import acting_as, acting_as_system  # noqa: E402
from shigu.engine.sharing.rules.load import read_agreement  # noqa: E402
from shigu.engine.sharing.settlement.settle import settle  # noqa: E402
from shigu.sharing import actions, computing  # noqa: E402
from shigu.sharing.book import book_of  # noqa: E402
from shigu.sharing.models import Agreement, AgreementVersion, FiscalEntry, Run  # noqa: E402
from shigu.web.demo_sharing import TEXT  # noqa: E402

NAME = "shigu_bench_settlement"
OFFICERS = (("fang", "xiaoshan"), ("shu", "xiaoshan"), ("bao", "binjiang"))
YEAR = 2025
TARGET_SECONDS, TARGET_MB = 60, 2_048
FIRMS = """
INSERT INTO registry_organisation (code, name_zh, name_en, uscc, short_name, kind, stock_code,
    address, location_precision, founded, products, status, note)
SELECT 'bench-' || i, '企业' || i, '', '', '', 'enterprise', '', '', '', '',
    '{}', 'illustrative', ''
FROM generate_series(1, %s) i
"""
LISTED = """
INSERT INTO sharing_enrolment (id, agreement_id, district_id, organisation_id, host, introducer,
    origin, facts, dates, evidence)
SELECT gen_random_uuid(), %(agreement)s, %(district)s, o.id, 'xiaoshan', 'binjiang', '', '{}',
    '{"in_operation": "2024-01-01"}', 'bench'
FROM registry_organisation o WHERE o.code LIKE 'bench-%%'
"""
CONFIRMED = """
INSERT INTO sharing_confirmation (id, enrolment_id, agreement_id, keeper_id, district_id, player,
    user_id, at, reason)
SELECT gen_random_uuid(), e.id, e.agreement_id, e.district_id, e.district_id, 'xiaoshan',
    %(user)s, now(), '' FROM sharing_enrolment e
"""
PAID = """
INSERT INTO sharing_contribution (id, district_id, batch_id, organisation_id, year, month, kind,
    gross_fen, local_fen, evidence)
SELECT gen_random_uuid(), %(district)s, %(batch)s, o.id, %(year)s, m, k,
    2 * ((o.id * 7919 + m * 104729) %% 100000007), (o.id * 7919 + m * 104729) %% 100000007, 'bench'
FROM registry_organisation o, generate_series(1, 5) m, unnest(ARRAY['vat', 'cit']) k
WHERE o.code LIKE 'bench-%%'
"""


def say(case, seconds, **more):
    print(json.dumps({"case": case, "ours": round(seconds, 2), "peer": None, "ratio": None,
                      "unit": "s", **more}), flush=True)  # fmt: skip


def timed(work, *given):
    start = time.perf_counter()
    found = work(*given)
    return found, time.perf_counter() - start


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def use(name):
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def acting(name):
    person = User.objects.get(username=name)
    return acting_as(person.pk, name)


def world(lines):
    """Two districts, three officers, an agreement, and ``lines`` of taxes of one year."""
    call_command("migrate", verbosity=0)
    with acting_as_system():
        for code, zh in (("xiaoshan", "萧山区"), ("binjiang", "滨江区")):
            District.objects.create(
                code=code, player=code, name_zh=zh, level="district", status="illustrative"
            )
        for name, code in OFFICERS:
            person = User.objects.create_user(name)
            place = District.objects.get(code=code)
            Membership.objects.create(
                user=person, district=place, role="finance", valid_from=date(2026, 1, 1)
            )
        xiaoshan = District.objects.get(code="xiaoshan").pk
    with acting("fang") as fang:
        place = District.objects.get(pk=xiaoshan)
        agreement = actions.make_agreement(
            fang, place, "bench", TEXT, ["xiaoshan", "binjiang"], reason="bench"
        )
        empty = "编号,年度,税种,入库税额\n".encode()
        batch = actions.bring(fang, place, "bench.csv", empty)
    given = {"agreement": agreement.pk, "district": xiaoshan, "batch": batch.pk, "year": YEAR}
    given["user"] = User.objects.get(username="fang").pk
    with by_superuser(), connection.cursor() as cursor:
        cursor.execute(FIRMS, [max(1, lines // 10)])
        for statement in (LISTED, CONFIRMED, PAID):
            cursor.execute(statement, given)
        cursor.execute("ANALYZE")
    return agreement


def asked(agreement):
    with acting("fang") as fang:
        version = AgreementVersion.objects.get(agreement=agreement)
        return actions.ask(fang, Agreement.objects.get(pk=agreement.pk), YEAR, version)


def agreed(run):
    with acting("fang") as fang:
        actions.propose(fang, reread(run))
    for name in ("shu", "bao"):
        with acting(name) as officer:
            actions.answer(officer, reread(run), agrees=True)
    with acting("fang") as fang:
        actions.ask_to_post(fang, reread(run))


def reread(run):
    rows = Run.objects.select_related("agreement__district", "period")
    return rows.prefetch_related("approvals").get(pk=run.pk)


def in_parts(agreement):
    """Reading and settling apart, before both are measured as the worker does them."""
    terms = read_agreement(TEXT, name="bench")
    with acting_as_system() as system:
        book, seconds = timed(book_of, system, agreement, terms, YEAR)
    say("read the book", seconds, firms=len(book.firms), lines=book.lines.height)
    years = {"first_year": YEAR, "last_year": YEAR}
    found, seconds = timed(lambda: settle(terms, book, **years))
    say("settle in memory", seconds, lines=found.lines.height, peak_mb=peak_mb())


def measure(lines):
    agreement, seconds = timed(world, lines)
    say("world", seconds, lines=lines)
    in_parts(agreement)
    run = asked(agreement)
    _, computed = timed(computing.run, str(run.pk), run.asked_by_id)
    with acting_as_system():
        found = reread(run)
    say("read, settle and keep", computed, state=found.state, lines=found.lines,
        settled=found.took_seconds, peak_mb=peak_mb())  # fmt: skip
    agreed(run)
    _, posted = timed(computing.post, str(run.pk), run.asked_by_id)
    with acting_as_system():
        entries = FiscalEntry.objects.filter(run=run).count()
    say("post", posted, entries=entries, peak_mb=peak_mb())
    whole = computed + posted
    say("whole settlement", whole, target=TARGET_SECONDS, peak_mb=peak_mb(), target_mb=TARGET_MB,
        met=whole <= TARGET_SECONDS and peak_mb() <= TARGET_MB)  # fmt: skip


def main(lines):
    home = environment().home
    embedded.start(home)
    embedded.drop(home, NAME)
    with psycopg.connect(
        embedded.address(home, embedded.SUPERUSER, "postgres"), autocommit=True
    ) as server:
        embedded.create_database(server, NAME)
    use(NAME)
    try:
        measure(lines)
    finally:
        connections.close_all()
        embedded.drop(home, NAME)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
