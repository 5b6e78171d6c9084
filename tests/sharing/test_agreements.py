"""Agreements: kept by one district, read by the parties, by nobody else."""

from datetime import date

import pytest
from django.db import DatabaseError, connection

from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.sharing import actions, bridge
from shigu.sharing.models import Agreement

ROW = {
    "id": "park-split",
    "status": "illustrative",
    "source": None,
    "note": "",
    "file": "agreements/park-split.yaml",
    "parties": ["binjiang", "xiaoshan"],
    "valid_from": date(2026, 1, 1),
    "valid_to": None,
}
TEXT = {"agreements/park-split.yaml": "分成: 五五\n".encode()}


@pytest.fixture
def agreement(db):
    with acting_as_system() as actor:
        actions.put(actor, "agreements", [ROW], documents=TEXT)


def seen_by(act, name):
    with act(name) as actor:
        return list(Agreement.objects.visible_to(actor).values_list("code", "versions__text"))


@pytest.mark.parametrize("name", ["lin", "han", "shen", "fang"])
def test_every_party_reads_it(act, agreement, name):
    assert seen_by(act, name) == [("park-split", "分成: 五五\n")]


@pytest.mark.parametrize("name", ["zhou", "gu", "wei", "qiu"])
def test_nobody_else_reads_it(act, agreement, name):
    assert seen_by(act, name) == []


def test_the_joint_office_cannot_read_its_history_either(act, agreement):
    with act("gu"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sharing_agreementkeptevent")
        assert cursor.fetchone() == (0,)
    with act("fang"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sharing_agreementkeptevent")
        assert cursor.fetchone() == (1,)


def test_it_goes_back_into_a_pack_as_it_came(act, agreement):
    with act("fang") as actor:
        assert bridge.frames(actor)["agreements"].to_dicts() == [ROW | {"note": None}]
        assert bridge.documents(actor) == TEXT


def test_the_keeper_is_the_district_of_the_first_party(agreement):
    with acting_as_system():
        assert Agreement.objects.get().district.code == "binjiang"


def test_putting_it_again_changes_nothing(db, agreement):
    with acting_as_system() as actor:
        assert actions.put(actor, "agreements", [ROW], documents=TEXT).same == ["park-split"]
        assert actions.put(actor, "agreements", [ROW]).same == ["park-split"]


def test_another_party_cannot_change_it(act, agreement):
    with act("fang") as actor:
        with pytest.raises(Refused, match="滨江区"):
            actions.put(actor, "agreements", [ROW | {"note": "改"}])
        assert Agreement.objects.get().note == ""
        assert Agreement.objects.update(note="改") == 0


def test_a_party_keeps_an_agreement_of_its_own(act, db):
    mine = ROW | {"parties": ["xiaoshan", "binjiang"]}
    with act("fang") as actor:
        assert actions.put(actor, "agreements", [mine], reason="年初签订").created == ["park-split"]
    with act("lin") as actor:
        assert Agreement.objects.visible_to(actor).get().district.code == "xiaoshan"


def test_an_officer_keeps_none(act, db):
    with act("lin") as actor, pytest.raises(Refused, match="财政专员"):
        actions.put(actor, "agreements", [ROW])
    with acting_as_system():
        assert not Agreement.objects.exists()


def test_a_party_must_be_a_player(db):
    with acting_as_system() as actor, pytest.raises(UnknownReference, match="wuhan"):
        actions.put(actor, "agreements", [ROW | {"parties": ["binjiang", "wuhan"]}])
    with acting_as_system():
        assert not Agreement.objects.exists()


def test_a_text_that_is_not_utf8_is_refused(db):
    content = {ROW["file"]: "分成: 五五\n".encode("gbk")}
    with acting_as_system() as actor, pytest.raises(Refused, match="UTF-8"):
        actions.put(actor, "agreements", [ROW], documents=content)
    with acting_as_system():
        assert not Agreement.objects.exists()


def test_the_database_refuses_an_agreement_without_parties(db):
    with acting_as_system(), pytest.raises(DatabaseError, match="an_agreement_has_parties"):
        Agreement.objects.create(
            code="x", status="illustrative", file="x", parties=[], district_id=1
        )
