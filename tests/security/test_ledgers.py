"""Agreements and their ledgers over raw connections: parties read, the keeper writes, no other."""

import pytest

from shigu.districts.scope import acting_as_system
from shigu.sharing.models import FiscalEntry, Period, Run
from tests.security.connection import connect, outcome, scope_of
from tests.sharing import ledger_world as world

OF_THE_AGREEMENT = (
    *("sharing_agreement", "sharing_agreementversion", "sharing_enrolment", "sharing_confirmation"),
    *("sharing_period", "sharing_run", "sharing_runprogress", "sharing_settledline"),
    *("sharing_approval", "sharing_fiscalentry", "sharing_statisticsentry"),
)
HISTORY = tuple(
    f"sharing_{name}keptevent"
    for name in ("agreement", "agreementversion", "enrolment", "period", "run")
)
OF_THE_DISTRICT = ("sharing_contribution", "sharing_taxbatch", "sharing_taxfile")
DENIED = "42501"


@pytest.fixture
def raw(posted_year, raw_as):
    return raw_as


def counted(raw, table):
    return raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_every_party_reads_and_nobody_else(raw):
    for table in (*OF_THE_AGREEMENT, *HISTORY):
        with raw("fang") as keeper, raw("bao") as party:
            assert counted(keeper, table) == counted(party, table) > 0, table
        for name in ("gu", "wei", "zhou", "qiu"):
            with raw(name) as other:
                assert counted(other, table) == 0, (name, table)


def test_taxes_are_read_by_the_collecting_district_alone(raw):
    for table in OF_THE_DISTRICT:
        with raw("shen") as own:
            assert counted(own, table) > 0, table
        for name in ("bao", "lin", "gu", "wei", "zhou", "qiu"):
            with raw(name) as other:
                assert counted(other, table) == 0, (name, table)


@pytest.mark.parametrize("verb", ["UPDATE {} SET year = 1", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize(
    "table", ["sharing_fiscalentry", "sharing_statisticsentry", "sharing_settledline"]
)
def test_no_line_is_changed_or_taken_away_by_the_application(raw, table, verb):
    with raw("fang") as keeper:
        assert outcome(keeper, verb.format(table))[0] == DENIED
        assert counted(keeper, table) > 0


@pytest.mark.parametrize("verb", ["UPDATE {} SET year = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_nor_by_the_owner_of_the_table(posted_year, verb):
    with connect("owner") as owner:
        told = outcome(owner, verb.format("sharing_fiscalentry"))
        assert "is only added to" in told[1]
        assert counted(owner, "sharing_fiscalentry") == 6


COPY = (
    "INSERT INTO sharing_fiscalentry (id, agreement_id, district_id, run_id, posted_at, year, rule,"
    " clause, firm, kind, party, base_fen, collected_fen, entitled_fen, transfer_fen, reasons)"
    " SELECT gen_random_uuid(), agreement_id, {district}, {run}, now(), year, rule, clause, firm,"
    " kind, party, 1, 0, 1, 1, '{{}}' FROM sharing_fiscalentry LIMIT 1"
)


def test_no_entry_is_added_beside_a_posting(raw):
    statement = COPY.format(district="district_id", run="run_id")
    with raw("fang") as keeper:
        assert "come from a run that is posting" in outcome(keeper, statement)[1]
    with raw("bao") as party:
        assert outcome(party, statement)[0] == DENIED


def test_another_party_writes_nothing_of_the_keeper(raw):
    for statement in (
        "UPDATE sharing_agreement SET note = 'x'",
        "UPDATE sharing_enrolment SET host = 'binjiang'",
        "UPDATE sharing_run SET state = 'withdrawn'",
        "UPDATE sharing_measure SET value = 1",
    ):
        with raw("bao") as party:
            assert outcome(party, statement) == 0, statement


def test_an_officer_without_money_matters_writes_nothing(raw):
    for name in ("lin", "shen", "han"):
        with raw(name) as other:
            assert outcome(other, "UPDATE sharing_period SET state = 'open'") == 0
            assert outcome(other, "UPDATE sharing_contribution SET local_fen = 0") == 0


APPROVE = (
    "INSERT INTO sharing_approval (id, run_id, agreement_id, keeper_id, district_id, player,"
    " agrees, user_id, at, reason) SELECT gen_random_uuid(), r.id, r.agreement_id, r.district_id,"
    " (SELECT id FROM districts_district WHERE code = '{place}'), '{player}', true,"
    " (SELECT id FROM districts_user WHERE username = '{user}'), now(), '' FROM sharing_run r"
    " WHERE r.state = 'proposed'"
)


@pytest.mark.parametrize(
    ("name", "place", "player", "user"),
    [
        ("fang", "binjiang", "binjiang", "fang"),
        ("bao", "xiaoshan", "xiaoshan", "bao"),
        ("bao", "binjiang", "xiaoshan", "bao"),
        ("bao", "binjiang", "binjiang", "shu"),
        ("lin", "binjiang", "binjiang", "lin"),
        ("gu", "joint", "binjiang", "gu"),
    ],
)
def test_nobody_answers_for_another_party_or_person(
    proposed_year, raw_as, name, place, player, user
):
    statement = APPROVE.format(place=place, player=player, user=user)
    with raw_as(name) as raw:
        told = outcome(raw, statement)
        assert told == 0 or told[0] == DENIED


def test_the_right_officer_does(proposed_year, raw_as):
    with raw_as("bao") as raw:
        statement = APPROVE.format(place="binjiang", player="binjiang", user="bao")
        assert outcome(raw, statement) == 1


def test_a_posting_that_does_not_sum_to_zero_is_refused(fresh_database, raw_as):
    run = world.agreed(world.world())
    with world.acting("fang") as fang:
        world.actions.ask_to_post(fang, run)
    one_line = COPY.format(district="district_id", run="run_id").replace(
        "FROM sharing_fiscalentry LIMIT 1",
        "FROM sharing_settledline WHERE ledger = 'fiscal' LIMIT 1",
    )
    with raw_as("fang") as raw:
        assert outcome(raw, one_line) == 1
        told = outcome(raw, "UPDATE sharing_run SET state = 'posted' WHERE state = 'posting'")
        assert "do not sum to zero" in told[1]


def test_a_keeper_alone_reopens_nothing(fresh_database, ids):
    world.posted(world.world())
    with acting_as_system():
        assert Run.objects.count() == 1
        assert FiscalEntry.objects.count() == 6
    with world.acting("fang") as fang:
        asked = world.actions.ask_to_reopen(fang, Period.objects.get(), reason="更正")
    with scope_of(ids["fang"]) as raw:
        told = outcome(
            raw,
            "UPDATE sharing_reopening SET confirmed_by_id = %s, confirmed_at = now() WHERE id = %s",
            [ids["fang"], asked.pk],
        )
        assert "reopened_by_two_people" in told[1]
