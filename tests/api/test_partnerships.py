"""Partnerships by API: registered, revised, struck out by who keeps a register."""

import pytest

from shigu.cooperation.models import Partnership
from shigu.districts.models import Source
from shigu.registry.models import Organisation

LIST = "/api/v1/partnerships"
BODY = {"kind": "laboratory", "subject": "联合实验室", "reason": "示例", "status": "illustrative"}


@pytest.fixture
def codes(act):
    """Codes of three organisations."""
    with act("gu"):
        return list(Organisation.objects.order_by("code").values_list("code", flat=True)[:3])


@pytest.fixture
def made(tell, codes):
    answer = tell("gu", "POST", LIST, BODY | {"parties": codes[:2]})
    assert answer.status_code == 201, answer.content
    return answer.json()


def of(ask, code):
    return [row["subject"] for row in ask("gu", f"{LIST}?organisation={code}").json()["items"]]


def test_a_partnership_has_two_parties(tell, ask, codes, made):
    assert of(ask, codes[0]) == ["联合实验室"]
    twice = tell("gu", "POST", LIST, BODY | {"parties": [codes[0]] * 2})
    assert twice.status_code == 409
    assert tell("wei", "POST", LIST, BODY | {"parties": codes}).status_code == 403


def test_a_fact_has_its_source(tell, ask, act, codes, made):
    fact = BODY | {"parties": codes[:2], "status": "fact"}
    with act("gu"):
        source = Source.objects.order_by("pk").first().code
        count = Partnership.objects.count()
    for body in (fact, {name: fact[name] for name in fact if name != "status"}):
        refused = tell("gu", "POST", LIST, body)
        assert (refused.status_code, refused.json()["detail"]) == (409, "事实须写明来源。")
    at = f"{LIST}/{made['id']}"
    turned = tell("gu", "PATCH", at, {"status": "fact", "reason": "改为事实"})
    assert (turned.status_code, ask("gu", at).json()) == (409, made)
    with act("gu"):
        assert Partnership.objects.count() == count
    assert tell("gu", "POST", LIST, fact | {"source": source}).status_code == 201
    sourced = {"status": "fact", "source": source, "reason": "补上来源"}
    assert tell("gu", "PATCH", at, sourced).json()["status"] == "fact"


def test_what_is_sent_changes_and_nothing_else(tell, ask, codes, made):
    at = f"{LIST}/{made['id']}"
    read = ask("gu", at)
    changed = tell("gu", "PATCH", at, {"since": "2026-11", "reason": "补登"}, match=read["ETag"])
    assert changed.status_code == 200, changed.content
    assert changed.json() == made | {"since": "2026-11"}
    late = tell("lin", "PATCH", at, {"since": "2027", "reason": "补登"}, match=read["ETag"])
    assert late.status_code == 412
    told = {"parties": [codes[0], codes[2]], "reason": "换了一方"}
    assert tell("lin", "PATCH", at, told).status_code == 200
    assert (of(ask, codes[1]), of(ask, codes[2])) == ([], ["联合实验室"])
    assert tell("gu", "PATCH", at, {"kind": None, "reason": "x"}).status_code == 422
    assert tell("fang", "PATCH", at, {"subject": "改", "reason": "x"}).status_code == 403
    assert tell("gu", "PATCH", at, {"subject": "改"}).status_code == 422
    assert ask("gu", at).json()["subject"] == "联合实验室"


def test_one_that_was_registered_wrongly_is_struck_out(tell, ask, act, codes, made):
    at = f"{LIST}/{made['id']}"
    read = ask("gu", at)
    for who, status in (("wei", 403), ("fang", 403)):
        assert tell(who, "POST", f"{at}/strike", {"reason": "误登"}).status_code == status
    assert tell("gu", "POST", f"{at}/strike", {}).status_code == 422
    assert ask("gu", at).status_code == 200
    gone = tell("lin", "POST", f"{at}/strike", {"reason": "误登"}, match=read["ETag"])
    assert (gone.status_code, gone.json()) == (200, made)
    assert ask("gu", at).status_code == 404
    assert of(ask, codes[0]) == []
    assert tell("gu", "POST", f"{at}/strike", {"reason": "误登"}).status_code == 404
    with act("gu"):
        assert not Partnership.objects.filter(pk=made["id"]).exists()
    told = ask("gu", f"{at}/history").json()
    assert [(each["verb"], each["reason"]) for each in told["items"]][:1] == [
        ("删去科研合作", "误登")
    ]
