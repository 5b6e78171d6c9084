"""Pages of promises: the list, the ranking, one promise, and the panel of a project."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shigu.commitments import queries
from shigu.commitments.actions import promise, prove
from shigu.commitments.models import Commitment, Evidence, RemedyStep
from tests.commitments.cast import START, project_of

FORM = {
    "indicator": "tax",
    "amount": "500",
    "due": "2027-12-31",
    "other_due": "2028-12-31",
    "other_basis": "区产业政策第六条",
    "basis": "agreement",
    "paper": "滨履〔2025〕7号",
    "clause": "第五条",
    "status": "illustrative",
    "reason": "按履约协议",
}


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def downloaded(response):
    return response.getvalue().decode("utf-8-sig").splitlines()[1:]


@pytest.fixture
def several(act, promised):
    """A broken promise, one kept in time, one kept late, of 滨江."""
    with act("lin") as lin:
        project = project_of()
        for day in (date(2026, 6, 1), date(2026, 7, 15)):
            row = promise(lin, project, START)
            prove(lin, row, {"kind": "permit", "day": day})
    return promised


def test_the_list_says_how_promises_stand(visit, several):
    page = text(visit("lin", "/commitments/", count="commitments"))
    assert "共 3 项承诺：1 项按期兑现，0 项临期，1 项到期未足额兑现" in page
    assert "共 0 项承诺" in text(visit("shen", "/commitments/"))


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("state=missed", 1),
        ("state=late", 1),
        ("indicator=start", 2),
        ("due_min=2026-07-01", 0),
        ("q=滨履", 3),
        ("q=nowhere", 0),
        ("district=xiaoshan", 0),
    ],
)
def test_the_list_is_narrowed_and_leaves_as_a_file(visit, several, asked, count):
    rows = downloaded(visit("lin", f"/commitments/?{asked}&export=csv&columns=indicator"))
    assert len(rows) == count


def test_districts_are_ranked_by_what_fell_due(act, visit, several):
    with act("lin") as lin:
        (row,) = queries.by_district(lin, timezone.localdate())
    assert (row["due_all"], row["met"], row["late"], row["missed"]) == (3, 1, 1, 1)
    assert row["rate"] == pytest.approx(1 / 3)
    page = text(visit("gu", "/commitments/ranking/", count="commitments ranking"))
    assert "33.3%" in page


def test_a_promise_is_recorded_and_shows_both_deadlines(signed_in, act):
    with act("lin"):
        project = project_of()
    client = signed_in("lin")
    made = client.post(f"/commitments/of/{project.pk}/new/", FORM)
    assert made.status_code == 302, made.content.decode()
    page = text(client.get(made["Location"]))
    for words in ("2027-12-31", "2028-12-31", "区产业政策第六条", "滨履〔2025〕7号", "按履约协议"):
        assert words in page
    assert "年税收" in text(client.get(f"/projects/{project.pk}/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": ""}, "承诺值"),
        ({"clause": ""}, "编号和条款"),
        ({"other_basis": ""}, "哪份文件"),
    ],
)
def test_a_wrong_form_says_what_and_keeps_nothing(signed_in, act, wrong, said):
    with act("lin"):
        project = project_of()
    response = signed_in("lin").post(f"/commitments/of/{project.pk}/new/", FORM | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    with act("lin"):
        assert not Commitment.objects.exists()


def test_evidence_comes_with_its_paper_and_goes_back_out(signed_in, act, promised, visit):
    client = signed_in("lin")
    paper = SimpleUploadedFile("完税证明.pdf", b"%PDF tax")
    given = {"kind": "tax", "figure": "3000", "day": "2026-05-31", "file": paper}
    assert client.post(f"/commitments/{promised.pk}/prove/", given).status_code == 302
    page = text(visit("lin", f"/commitments/{promised.pk}/", count="commitment"))
    assert "部分兑现" in page
    assert "完成 3,000 万元（25.0%）" in page.replace("3,000.00", "3,000")
    with act("lin"):
        document = Evidence.objects.get().document
    response = client.get(document.get_absolute_url())
    assert response.getvalue() == b"%PDF tax"
    assert visit("shen", document.get_absolute_url()).status_code == 404


def test_a_remedy_is_taken_on_the_page(signed_in, act, promised):
    client = signed_in("lin")
    given = {"step": "notice", "day": "2026-07-05", "reason": "投资未到位"}
    assert client.post(f"/commitments/{promised.pk}/remedy/", given).status_code == 302
    page = text(client.get(f"/commitments/{promised.pk}/"))
    assert "书面通知" in page
    assert "投资未到位" in page
    early = client.post(
        f"/commitments/{promised.pk}/remedy/", given | {"step": "settled", "day": "2026-07-01"}
    )
    assert early.status_code == 422
    assert "不能早于上一步" in early.content.decode()
    skipped = given | {"step": "buy_back"}
    assert client.post(f"/commitments/{promised.pk}/remedy/", skipped).status_code == 422
    with act("lin"):
        assert RemedyStep.objects.count() == 1


def test_what_another_district_promised_is_not_there(visit, promised):
    assert visit("shen", f"/commitments/{promised.pk}/").status_code == 404
    assert visit("shen", f"/commitments/{promised.pk}/edit/").status_code == 404


def test_who_only_reads_finds_the_doors_shut(signed_in, act, promised):
    client = signed_in("gu")
    assert "滨江" in text(client.get(f"/commitments/{promised.pk}/"))
    assert client.get(f"/commitments/{promised.pk}/edit/").status_code == 403
    given = {"kind": "tax", "figure": "3000", "day": "2026-05-31"}
    assert client.post(f"/commitments/{promised.pk}/prove/", given).status_code == 403
    with act("lin"):
        assert Commitment.objects.get().reached is None


def test_a_promise_is_not_overwritten_unseen(signed_in, act, promised):
    client = signed_in("lin")
    version = client.get(f"/commitments/{promised.pk}/edit/").context["form"]["version"].value()
    sent = FORM | {"indicator": "investment", "amount": "9000", "version": version}
    assert client.post(f"/commitments/{promised.pk}/edit/", sent).status_code == 302
    late = client.post(f"/commitments/{promised.pk}/edit/", sent | {"amount": "1"})
    assert late.status_code == 409
    with act("lin"):
        assert Commitment.objects.get().amount == Decimal(9000)
