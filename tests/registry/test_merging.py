"""Two rows become one, and one becomes two again, exactly."""

import pytest
from django.db import ProgrammingError, connection, transaction

from shigu.chain.models import Position
from shigu.districts.policies import Refused
from shigu.registry import actions, bridge
from shigu.registry.models import Merge, Organisation, Ownership, Repointed, Signal
from shigu.registry.queries import found
from tests.registry.doubled import DOUBLE, GONE, KEPT, columns, pair, register, signals_of, state

WHY = "同一家企业登记了两次"


def test_every_key_to_an_organisation_follows_a_merge(db):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "SELECT conrelid::regclass::text, a.attname FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'"
            " AND c.confrelid = 'registry_organisation'::regclass"
        )
        known = set(cursor.fetchall())
    told = {(model._meta.db_table, field.column) for model, field in columns()}
    assert told <= known
    assert {table for table, _ in known - told} == {
        "registry_judgement",
        "registry_merge",
        "registry_proposal",
        "registry_organisationwords",
    }
    assert all(model._meta.pk.column == "id" for model, _ in columns())


def test_what_leaned_on_the_dropped_row_leans_on_the_kept_one(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        actions.merge(lin, keep, drop, reason=WHY)
        keep, drop = pair()
        assert drop.merged_into == keep
        assert "sig-double" in signals_of(keep)
        assert Ownership.objects.get(code="own-double").owner == keep
        assert {row.code for row in found(Organisation.objects.visible_to(lin), "重复登记")} == {
            KEPT
        }
        assert not Organisation.objects.visible_to(lin).filter(code=GONE).exists()


def test_a_row_that_would_double_another_stays_and_no_table_of_the_engine_has_it(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        actions.merge(lin, keep, drop, reason=WHY)
        assert Ownership.objects.get(code="own-itself").owner == drop
        frames = bridge.frames(lin)
        assert "own-itself" not in frames["ownerships"]["id"].to_list()
        assert "own-double" in frames["ownerships"]["id"].to_list()
        assert GONE not in frames["organisations"]["id"].to_list()


def test_after_it_is_undone_everything_is_as_before_and_the_story_stays(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        before = state()
        merged = actions.merge(lin, keep, drop, reason=WHY)
        assert state() != before
        assert actions.split(lin, merged, reason="其实是两家") == 0
        assert state() == before
        merged.refresh_from_db()
        assert (merged.reason, merged.undone_why) == (WHY, "其实是两家")
        told = Signal.objects.get(code="sig-double").events.order_by("pgh_created_at")
        assert [event.organisation_id for event in told] == [drop.pk, keep.pk, drop.pk]
        assert told[1].pgh_context["verb"] == "registry.merge"
        with pytest.raises(Refused, match="已经撤销"):
            actions.split(lin, merged, reason=WHY)


def test_what_moved_on_since_stays_where_it_went(act):
    with act("lin") as lin:
        merged = actions.merge(lin, *register(lin), reason=WHY)
        other = Organisation.objects.get(code="cn-688213")
        Signal.objects.filter(code="sig-double").update(organisation=other)
        assert actions.split(lin, merged, reason=WHY) == 1
        assert signals_of(other) >= {"sig-double"}


def test_the_later_merge_of_a_row_is_undone_first(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        third = actions.register(lin, DOUBLE | {"id": "", "district": "binjiang"}, reason=WHY)
        before = state()
        inner = actions.merge(lin, drop, third, reason=WHY)
        outer = actions.merge(lin, keep, drop, reason=WHY)
        third.refresh_from_db()
        assert third.merged_into == keep
        with pytest.raises(Refused, match="先撤销后面的"):
            actions.split(lin, inner, reason=WHY)
        actions.split(lin, outer, reason=WHY)
        actions.split(lin, inner, reason=WHY)
        assert state() == before


def test_rows_of_a_package_that_name_the_dropped_row_go_to_the_kept_one(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        actions.merge(lin, keep, drop, reason=WHY)
        row = {"id": "sig-late", "organisation": GONE, "kind": "tender", "date": "2026-11-02"}
        actions.put(lin, "signals", [row | {"status": "illustrative"}])
        assert "sig-late" in signals_of(keep)


@pytest.mark.parametrize("name", ["shen", "wei", "fang"])
def test_who_does_not_keep_both_rows_merges_nothing(act, name):
    with act("lin") as lin:
        keep, drop = register(lin)
    before = state()
    with act(name) as actor:
        with pytest.raises(Refused):
            actions.merge(actor, keep, drop, reason=WHY)
        assert state() == before
        assert not Merge.objects.exists()


def test_the_database_asks_again(act):
    with act("lin") as lin:
        keep, drop = register(lin)
    ask = "SELECT shigu_scope.merge_organisations(%s, %s, 'x')"
    refusal = pytest.raises(ProgrammingError, match="another district")
    with act("shen"), connection.cursor() as cursor, refusal, transaction.atomic():
        cursor.execute(ask, [keep.pk, drop.pk])


def test_a_merge_needs_a_reason_and_two_rows(act):
    with act("lin") as lin:
        keep, drop = register(lin)
        for given, why in (((keep, drop), " "), ((keep, keep), WHY)):
            with pytest.raises(Refused):
                actions.merge(lin, *given, reason=why)
        assert not Merge.objects.exists()


def test_nobody_reads_which_rows_moved(act):
    with act("lin") as lin:
        actions.merge(lin, *register(lin), reason=WHY)
        assert not Repointed.objects.exists()


def test_of_two_positions_at_one_link_the_kept_rows_stays(act):
    with act("gu"):
        position = Position.objects.filter(organisation__code=KEPT).first()
        assert position is not None
    with act("lin") as lin:
        keep, drop = register(lin)
    with act("gu"):
        position.pk, position.code, position.organisation = None, "pos-double", drop
        position.save()
    with act("lin") as lin:
        actions.merge(lin, keep, drop, reason=WHY)
        assert Position.objects.get(code="pos-double").organisation == drop
