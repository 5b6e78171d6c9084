"""Promises by program: recorded, proved, remedied, as on the pages."""

import base64

import pytest

from shigu.commitments.models import Commitment, Document
from shigu.projects.models import Project

PROMISED = {
    "indicator": "investment",
    "amount": 12000.5,
    "due": "2026-06-30",
    "basis": "agreement",
    "paper": "滨履〔2025〕7号",
    "clause": "第三条",
    "status": "illustrative",
    "reason": "按协议",
}
PAPER = {"name": "通知.pdf", "content": base64.b64encode(b"%PDF").decode()}


@pytest.fixture
def address(act):
    with act("lin"):
        project = Project.objects.filter(district__code="binjiang", disclosed=False).first()
    return f"/api/v1/projects/{project.pk}/commitments"


def test_a_promise_goes_its_way(tell, ask, address, act):
    made = tell("lin", "POST", address, PROMISED)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["amount"], row["warn_days"], row["state"]) == (12000.5, 90, "missed")
    one = f"/api/v1/commitments/{row['id']}"
    proof = {"kind": "audit", "figure": 3000.125, "day": "2026-06-01", "reason": "审计"}
    proved = tell("lin", "POST", f"{one}/evidence", proof | {"file": PAPER})
    assert proved.status_code == 201, proved.content
    assert proved.json()["document"] == "通知.pdf"
    assert (ask("lin", one).json()["state"], ask("lin", one).json()["part"]) == ("partly", 0.25)
    step = {"step": "notice", "day": "2026-07-03", "reason": "未到位"}
    assert tell("lin", "POST", f"{one}/remedy", step).status_code == 201
    skipped = tell("lin", "POST", f"{one}/remedy", step | {"step": "buy_back"})
    assert skipped.status_code == 409
    evidence = f"/api/v1/commitment_evidence/{proved.json()['id']}"
    back = tell("lin", "POST", f"{evidence}/withdraw", {"reason": "口径有误"})
    assert back.json()["withdrawn_why"] == "口径有误"
    assert ask("lin", one).json()["state"] == "missed"
    with act("lin"):
        assert bytes(Document.objects.get().content) == b"%PDF"


def test_the_list_is_narrowed_by_how_promises_stand(tell, ask, address):
    tell("lin", "POST", address, PROMISED)
    tell("lin", "POST", address, PROMISED | {"due": "2036-06-30"})
    found = ask("lin", "/api/v1/commitments?state=missed").json()["items"]
    assert [row["due"] for row in found] == ["2026-06-30"]
    assert ask("shen", "/api/v1/commitments").json()["items"] == []


@pytest.mark.parametrize("wrong", [{"amount": None}, {"paper": ""}, {"indicator": "happiness"}])
def test_what_does_not_fit_is_refused_and_nothing_is_kept(tell, address, act, wrong):
    assert tell("lin", "POST", address, PROMISED | wrong).status_code in {409, 422}
    with act("lin"):
        assert not Commitment.objects.exists()


def test_another_district_and_a_reader_change_nothing(tell, address, act):
    made = tell("lin", "POST", address, PROMISED).json()["id"]
    assert tell("shen", "POST", address, PROMISED).status_code == 404
    body = {"amount": 1, "reason": "x"}
    assert tell("shen", "PATCH", f"/api/v1/commitments/{made}", body).status_code == 404
    assert tell("gu", "PATCH", f"/api/v1/commitments/{made}", body).status_code == 403
    with act("lin"):
        assert Commitment.objects.get().amount > 12000
