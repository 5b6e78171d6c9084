"""The chain's tables of a pack go in and come back, and a person's verdict outlasts loading."""

import pytest

from shigu.chain import actions, bridge
from shigu.chain.models import Link, Position, Supply
from shigu.districts.policies import Refused
from shigu.engine.pack.read import read_pack
from tests.people import REFERENCE

LINK = {"id": "x-lens", "chain": "vv-interview", "layer": "foundation", "name_zh": "镜片"}


@pytest.fixture(scope="module")
def pack():
    return read_pack(REFERENCE)


def test_what_the_pack_says_of_the_chain_comes_back_as_it_was(act, pack):
    with act("gu") as gu:
        frames = bridge.frames(gu)
    assert set(frames) == set(actions.TABLES)
    for name, table in frames.items():
        assert table.sort("id").equals(pack.tables[name].sort("id")), name


def test_an_outsider_sees_no_chain(act):
    with act("zhou") as zhou:
        assert all(table.height == 0 for table in bridge.frames(zhou).values())


def test_an_officer_does_not_write_the_chain(act):
    with act("lin") as lin:
        with pytest.raises(Refused, match="产业分析员"):
            actions.put(lin, "links", [LINK | {"status": "fact"}])
        assert not Link.objects.filter(code="x-lens").exists()


def test_the_database_refuses_what_the_policy_would_have_refused(act):
    with act("lin"):
        Supply.objects.update(weight=1.0)
        assert Supply.objects.filter(weight=1.0).count() < Supply.objects.count()


def test_loading_again_leaves_a_persons_verdict(act, pack):
    row = pack.tables["positions"].row(0, named=True)
    with act("gu") as gu:
        position = Position.objects.get(code=row["id"])
        actions.confirm_position(gu, position, share=0.05, confidence=1, reason="走访核实")
        outcome = actions.put(gu, "positions", [row])
        position.refresh_from_db()
        assert (position.share, outcome.same, outcome.changed) == (0.05, [row["id"]], [])


def test_a_rejected_position_leaves_the_pack(act):
    with act("gu") as gu:
        position = Position.objects.first()
        actions.reject_position(gu, position, reason="已转产")
        assert position.code not in bridge.frames(gu)["positions"]["id"]
