"""Ownerships and signals: they go in and come back, the database keeps their rules, pages show."""

import pytest
from django.db import IntegrityError, transaction

from shigu.districts.policies import Refused
from shigu.engine.pack.read import read_pack
from shigu.registry import actions, bridge
from shigu.registry.models import Organisation, Ownership, Signal
from tests.people import REFERENCE

ROW = {"id": "own-x", "owner": "org-hikvision", "owned": "cn-688213", "share": 0.1}


@pytest.mark.parametrize("table", ["ownerships", "signals"])
def test_the_table_comes_back_as_the_pack_has_it(act, table):
    with act("lin") as lin:
        found = bridge.frames(lin)[table]
    assert found.sort("id").equals(read_pack(REFERENCE).tables[table].sort("id"))


def test_an_outsider_sees_none(act):
    with act("zhou") as zhou:
        frames = bridge.frames(zhou)
    assert frames["ownerships"].height == frames["signals"].height == 0


def test_whoever_keeps_a_register_writes_and_a_reader_does_not(act):
    with act("lin") as lin:
        made = actions.put(lin, "ownerships", [ROW | {"status": "illustrative"}])
        assert made.created == ["own-x"]
    with act("wei") as wei:
        with pytest.raises(Refused):
            actions.put(wei, "ownerships", [ROW | {"id": "own-y", "status": "illustrative"}])
        assert not Ownership.objects.filter(code="own-y").exists()


def test_nobody_owns_itself_and_a_growth_has_its_figure(act):
    with act("lin"):
        firm = Organisation.objects.get(code="org-hikvision")
        with pytest.raises(IntegrityError, match="nobody_owns_itself"), transaction.atomic():
            Ownership.objects.create(code="x", owner=firm, owned=firm, status="illustrative")
        row = Signal(code="x", organisation=firm, kind="growth", date="2026", status="illustrative")
        with pytest.raises(IntegrityError, match="growth_comes"), transaction.atomic():
            row.save()


def test_a_profile_shows_who_owns_whom_and_what_is_heard(act, visit):
    with act("lin"):
        address = Organisation.objects.get(code="org-ezviz").get_absolute_url()
    page = visit("lin", address, count="organisation: owned").content.decode()
    assert "持股关系" in page
    assert "48.0%" in page
    assert "首次公开发行股票并在科创板上市" in page
