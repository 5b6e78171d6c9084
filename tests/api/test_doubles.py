"""Doubles by API: listed, judged, looked at before a merge, merged and parted again."""

import pytest

from shigu.registry import actions
from shigu.registry.models import Judgement, Merge, Organisation, Proposal, Signal
from shigu.web.demo_registry import double_the_demo
from tests.registry.doubled import DOUBLE, GONE, KEPT, register

V1 = "/api/v1"
PREVIEW = f"{V1}/merge_preview?keep={KEPT}&drop={GONE}"
TWO = {"keep": KEPT, "drop": GONE, "reason": "证照相同"}


@pytest.fixture
def two(act):
    with act("lin") as lin:
        return register(lin)


def test_doubles_are_narrowed_and_judged(act, ask, tell):
    double_the_demo()
    page = ask("lin", f"{V1}/doubles?state=waiting&least=0.9&count=true&sort=-score").json()
    (row,) = page["items"]
    assert (page["total"], row["one"], row["other"]) == (1, "demo-jinghu", "demo-jinghu-2")
    assert {"field", "agrees", "why", "why_en"} <= row["evidence"][0].keys()
    assert ask("lin", f"{V1}/doubles?organisation=demo-jinghu-2").json()["items"] == [row]
    where = f"{V1}/doubles/{row['id']}"
    body = {"verdict": "different", "reason": "两套证照"}
    assert tell("wei", "POST", f"{where}/judge", body).status_code == 403
    assert tell("lin", "POST", f"{where}/judge", body | {"verdict": "?"}).status_code == 422
    made = tell("lin", "POST", f"{where}/judge", body)
    assert made.status_code == 200, made.content
    assert (made.json()["verdict"], made.json()["district"]) == ("different", "binjiang")
    assert ask("lin", where).json()["state"] == "different"
    said = ask("shen", f"{V1}/identity_judgements?organisation=demo-jinghu").json()["items"]
    assert [each["reason"] for each in said] == ["两套证照"]
    with act("lin"):
        assert Judgement.objects.count() == 1


def test_a_merge_is_looked_at_made_and_undone(act, ask, tell, two):
    seen = tell("lin", "GET", PREVIEW, {}).json()
    assert seen["refused"] == ""
    leans = {each["table"]: (each["keep"], each["drop"]) for each in seen["leaning"]}
    assert leans[str(Signal._meta.verbose_name)] == (0, 1)
    assert "修改" in ask("lin", PREVIEW).json()["refused"]
    with act("lin"):
        assert not Merge.objects.exists()
    made = tell("lin", "POST", f"{V1}/merges", TWO)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["keep"], row["drop"], row["undone_at"]) == (KEPT, GONE, None)
    assert tell("lin", "POST", f"{V1}/merges", TWO).status_code == 422
    listed = ask("shen", f"{V1}/merges?undone=false&organisation={GONE}").json()["items"]
    assert listed == [row]
    undo = {"reason": "其实是两家"}
    assert tell("shen", "POST", f"{V1}/merges/{row['id']}/split", undo).status_code == 403
    back = tell("lin", "POST", f"{V1}/merges/{row['id']}/split", undo).json()
    assert (back["astray"], back["merge"]["undone_why"]) == (0, "其实是两家")
    assert tell("lin", "POST", f"{V1}/merges/{row['id']}/split", undo).status_code == 403
    with act("lin") as lin:
        assert Organisation.objects.visible_to(lin).filter(code=GONE).exists()
    assert ask("lin", f"{V1}/merges?undone=true").json()["items"][0]["id"] == row["id"]


def test_a_merge_across_districts_waits_for_the_other(act, ask, tell):
    with act("shen") as shen:
        actions.put(shen, "organisations", [DOUBLE | {"district": "xiaoshan"}])
        one, other = (Organisation.objects.get(code=code) for code in (KEPT, GONE))
        pair = actions.propose(shen, [(one, other, 0.9, [])])[0]
    seen = tell("lin", "GET", PREVIEW, {}).json()
    assert "请对方先" in seen["refused"]
    assert tell("lin", "POST", f"{V1}/merges", TWO).status_code == 403
    with act("lin"):
        key = Proposal.objects.get(one=pair.one, other=pair.other).pk
    agreed = {"verdict": "same", "reason": "同一证照"}
    assert tell("shen", "POST", f"{V1}/doubles/{key}/judge", agreed).status_code == 200
    assert tell("lin", "POST", f"{V1}/merges", TWO).status_code == 201
    assert ask("lin", f"{V1}/doubles/{key}").json()["state"] == "merged"


@pytest.mark.parametrize("body", [TWO | {"drop": KEPT}, TWO | {"drop": "x"}, TWO | {"why": 1}])
def test_two_rows_that_are_none_are_refused(act, tell, two, body):
    assert tell("lin", "POST", f"{V1}/merges", body).status_code == 422
    with act("lin"):
        assert not Merge.objects.exists()
