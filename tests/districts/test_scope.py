"""The scope of a transaction: opened by a signature, widened by nothing."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from shigu.districts.models import District, Membership
from shigu.districts.scope import acting_as_system, token

DISTRICTS = 119
"""Those of the reference pack and the joint office."""


def rows(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()


def test_without_a_scope_nothing_is_seen(db):
    assert rows("SELECT count(*) FROM districts_district") == [(0,)]


def test_a_member_sees_districts_and_only_own_people(act):
    with act("lin") as lin:
        assert District.objects.count() == DISTRICTS
        assert {m.district.code for m in Membership.objects.all()} == {"binjiang"}
        assert lin.readable["projects"] == {District.objects.get(code="binjiang").pk}


def test_an_outsider_sees_nothing(act):
    with act("zhou") as zhou:
        assert not zhou.member
        assert District.objects.count() == 0


def test_the_scope_ends_with_its_block(act):
    with act("lin"):
        pass
    assert rows("SELECT count(*) FROM districts_district") == [(0,)]


def test_an_inner_scope_gives_the_outer_back(act):
    with acting_as_system():
        with act("zhou"):
            assert District.objects.count() == 0
        assert District.objects.count() == DISTRICTS


@pytest.mark.parametrize(
    "statement",
    [
        "SET shigu.districts = 'all'",
        "SET row_security = off",
        "SET ROLE shigu_owner",
        "INSERT INTO shigu_scope.opened SELECT * FROM shigu_scope.opened",
        "UPDATE shigu_scope.opened SET everything = true",
        "SELECT * FROM shigu_scope.signing",
        "SELECT shigu_scope.signature('v1|system|||write|1|9999999999')",
        "SELECT shigu_scope.admit(1, true, NULL, false)",
        "INSERT INTO shigu_scope.powers VALUES ('officer', 'people', true)",
        "ALTER TABLE districts_membership DISABLE ROW LEVEL SECURITY",
        "CREATE FUNCTION shigu_scope.member() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_connection_cannot_widen_its_scope(act, statement):
    with act("lin"):
        before = rows("SELECT count(*) FROM districts_membership")
        with suppress(DatabaseError), transaction.atomic():
            rows(statement)
        try:
            with transaction.atomic():
                assert rows("SELECT count(*) FROM districts_membership") == before
        except DatabaseError as error:
            assert "row-level security" in str(error)


@pytest.mark.parametrize(
    "forged",
    [
        lambda signed: signed.replace("|user|", "|system|"),
        lambda signed: signed[:-1] + ("0" if signed[-1] != "0" else "1"),
        lambda signed: "|".join([*signed.split("|")[:5], "1", *signed.split("|")[6:]]),
        lambda signed: "",
        lambda signed: "v1|system||||||",
    ],
)
def test_a_forged_scope_is_refused(act, forged):
    with act("lin") as lin:
        signed = forged(token("user", lin.id))
        with pytest.raises(ProgrammingError, match="scope"), transaction.atomic():
            rows("SELECT shigu_scope.open(%s)", signed)
