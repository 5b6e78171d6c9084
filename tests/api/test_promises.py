"""Promises by program: recorded, proved, remedied, as on the pages."""

import base64

import pytest

from shigu.commitments.models import Commitment, Document
from shigu.projects.models import Project
from shigu.review.actions import accept
from tests.commitments.cast import PLANNED
from tests.review.world import of
from tests.review.world import tell as store

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


def test_a_promise_names_the_statement_it_rests_on(tell, ask, act):
    with act("gu") as gu:
        news = of(store(gu, PLANNED), "project")
    with act("lin") as lin:
        taken = {name: it for name, it in news.told.items() if name != "organisation"}
        project = accept(lin, news, taken).target
    listed = ask("lin", f"/api/v1/news_proposals/{news.pk}").json()["plans"]
    (number,) = next(each for each in listed if each["field"] == "jobs")["statements"]
    said = ask("lin", f"/api/v1/statements?document={news.document_id}").json()["items"]
    told = next(each["id"] for each in said if each["number"] == number)
    body = PROMISED | {"indicator": "jobs", "amount": 600, "basis": "statement", "statement": told}
    address = f"/api/v1/projects/{project}/commitments"
    made = tell("lin", "POST", address, body)
    assert (made.status_code, made.json()["statement"]) == (201, told)
    again = tell("lin", "POST", address, body)
    assert (again.status_code, "已经记为承诺" in again.content.decode()) == (409, True)
    other = tell("lin", "POST", address, body | {"statement": said[0]["id"]})
    assert other.status_code == 409
    with act("lin"):
        assert Commitment.objects.count() == 1
