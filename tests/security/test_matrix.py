"""Each cell of docs/reference/permissions.md, asked of the database itself."""

import pytest

from shigu.districts.vocabulary import WRITES, DataClass, Role
from tests.security.connection import connect, signed

SEAT = (
    "INSERT INTO districts_membership (id, user_id, district_id, role, valid_from)"
    " VALUES (gen_random_uuid(), %(zhou)s, %(xiaoshan)s, %(role)s, '2026-01-01')"
)
GRANT = (
    "INSERT INTO districts_grant (id, district_id, grantee_id, data_class, agreement, valid_from,"
    " valid_to) SELECT gen_random_uuid(), %(binjiang)s, %(xiaoshan)s, c, 'x', '2026-01-01',"
    " '2036-01-01' FROM unnest(%(classes)s::text[]) c"
)
REACH = (
    "SELECT %(district)s = ANY (shigu_scope.readable(%(class)s)),"
    " %(district)s = ANY (shigu_scope.writable(%(class)s))"
)


@pytest.fixture
def reach(fresh_database, ids):
    """``reach(role)`` → {(class, place): (reads, writes)}."""

    def of(role):
        with connect("owner") as owner, owner.transaction():
            owner.execute("DELETE FROM districts_membership WHERE user_id = %(zhou)s", ids)
            owner.execute(SEAT, ids | {"role": role})
        found = {}
        with connect() as raw, raw.transaction(force_rollback=True):
            raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, ids["zhou"])])
            for data_class in DataClass:
                for place in ("xiaoshan", "binjiang", "hangzhou"):
                    asked = {"district": ids[place], "class": data_class.value}
                    found[data_class, place] = raw.execute(REACH, asked).fetchone()
        return found

    return of


def test_every_role_reads_all_of_its_own_and_changes_what_the_table_says(reach, ids):
    with connect("owner") as owner:
        owner.execute("DELETE FROM districts_grant WHERE grantee_id = %(xiaoshan)s", ids)
    for role in Role:
        found = reach(role.value)
        for data_class in DataClass:
            assert found[data_class, "xiaoshan"] == (True, data_class in WRITES[role])
            assert found[data_class, "binjiang"] == (False, False)
            assert found[data_class, "hangzhou"] == (False, False)


def test_a_grant_adds_reading_of_its_class_and_no_writing(reach, ids):
    granted = {DataClass.PROJECTS, DataClass.SHARING}
    with connect("owner") as owner:
        owner.execute("DELETE FROM districts_grant WHERE grantee_id = %(xiaoshan)s", ids)
        owner.execute(GRANT, ids | {"classes": [each.value for each in granted]})
    for role in Role:
        found = reach(role.value)
        for data_class in DataClass:
            assert found[data_class, "binjiang"] == (data_class in granted, False)


@pytest.mark.parametrize(
    "change",
    [
        "valid_to = (now() AT TIME ZONE 'Asia/Shanghai')::date",
        "valid_from = (now() AT TIME ZONE 'Asia/Shanghai')::date + 1",
        "revoked_at = now()",
    ],
)
def test_a_grant_out_of_its_days_opens_nothing(reach, ids, change):
    with connect("owner") as owner:
        owner.execute("DELETE FROM districts_grant WHERE grantee_id = %(xiaoshan)s", ids)
        owner.execute(GRANT, ids | {"classes": ["projects"]})
        owner.execute(f"UPDATE districts_grant SET {change} WHERE grantee_id = %(xiaoshan)s", ids)
    assert reach("director")[DataClass.PROJECTS, "binjiang"] == (False, False)


@pytest.mark.parametrize(
    "change",
    [
        "valid_to = (now() AT TIME ZONE 'Asia/Shanghai')::date",
        "valid_from = (now() AT TIME ZONE 'Asia/Shanghai')::date + 1",
    ],
)
def test_a_seat_out_of_its_days_opens_nothing(fresh_database, ids, change):
    with connect("owner") as owner:
        owner.execute(f"UPDATE districts_membership SET {change} WHERE user_id = %(lin)s", ids)
    with connect() as raw, raw.transaction(force_rollback=True):
        raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, ids["lin"])])
        assert raw.execute("SELECT count(*) FROM districts_district").fetchone() == (0,)
