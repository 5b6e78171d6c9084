"""Taking firms again: what the registry says anew is taken, what a person changed stays."""

import pytest
from django.test import override_settings

from shigu.registry import actions
from shigu.registry.firms.query import Firms
from shigu.registry.firms.store import FIRMS
from shigu.registry.models import Organisation, RegistryRow
from tests.registry.loaded import LENS, ROWS, SHOP, load

WHY = "年度更新"
HERE = (ROWS[0], ROWS[2])


@pytest.fixture
def folder(tmp_path):
    with override_settings(ENVIRONMENT=load(tmp_path, HERE)):
        yield tmp_path


def firm(code=LENS):
    return Organisation.objects.get(uscc=code)


def edited(rows=HERE, **changes):
    return [rows[0] | changes, *rows[1:]]


def test_the_second_time_only_what_is_new_changes(act, folder):
    with act("lin") as lin:
        first = actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        assert len(first.created) == 2
        again = actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        assert (again.created, again.changed, len(again.same)) == ([], [], 2)
        load(folder, edited(capital_wan=800.0, address="滨江区长河街道二号"))
        later = actions.refresh(lin, Firms(folder / FIRMS), reason=WHY)
        assert (later.changed, later.kept) == ([firm().code], [])
        assert (firm().capital_wan, firm().address) == (800, "滨江区长河街道二号")
        told = firm().events.order_by("pgh_created_at")
        assert [float(event.capital_wan) for event in told] == [500.0, 800.0]
        assert told.last().pgh_context["verb"] == "registry.take"


def test_what_a_person_changed_stays_and_is_told(act, folder):
    with act("lin") as lin:
        actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        actions.edit(lin, firm(), {"address": "滨江区江南大道三号"}, reason="走访所见")
        load(folder, edited(address="滨江区长河街道二号", capital_wan=900.0))
        later = actions.refresh(lin, Firms(folder / FIRMS), reason=WHY)
        assert later.kept == [(firm().code, "address")]
        assert (firm().address, firm().capital_wan) == ("滨江区江南大道三号", 900)


def test_who_is_gone_from_the_registry_is_marked_and_not_deleted(act, folder):
    with act("lin") as lin:
        actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        load(folder, HERE[:1])
        later = actions.refresh(lin, Firms(folder / FIRMS), reason=WHY)
        assert later.gone == [SHOP]
        assert RegistryRow.objects.get(uscc=SHOP).gone_at is not None
        assert firm(SHOP).name_zh == "杭州一家面馆"
        load(folder, HERE)
        actions.refresh(lin, Firms(folder / FIRMS), reason=WHY)
        assert RegistryRow.objects.get(uscc=SHOP).gone_at is None


def test_a_merged_row_is_brought_up_to_date_through_the_one_that_was_kept(act, folder):
    with act("lin") as lin:
        actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        row = {"name_zh": "远目", "kind": "enterprise", "status": "fact", "district": "binjiang"}
        keep = actions.register(lin, row, reason=WHY)
        actions.merge(lin, keep, firm(), reason=WHY)
        actions.take(lin, Firms(folder / FIRMS), reason=WHY)
        keep.refresh_from_db()
        assert (keep.name_zh, keep.founded) == ("远目", "2015-03-02")
        assert RegistryRow.objects.get(uscc=LENS).organisation == keep
