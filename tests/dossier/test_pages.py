"""Pages of the file of a project."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shigu.dossier import actions
from shigu.dossier.models import Authorisation, Clearance, Profile, YearPlan
from tests.commitments.cast import project_of
from tests.pages import visit

__all__ = ["visit"]

GIVEN = {"sector": "先进制造", "track": "激光雷达", "staff": "260", "reason": "立项"}


@pytest.fixture
def project(act):
    with act("lin"):
        return project_of()


def test_the_form_fills_the_file_which_the_page_of_the_project_shows(signed_in, act, project):
    client = signed_in("lin")
    address = reverse("dossier:write", args=[project.pk, "profile"])
    assert client.get(address).status_code == 200
    assert client.post(address, GIVEN | {"national_code": "x"}).status_code == 422
    assert client.post(address, GIVEN).status_code == 302
    page = client.get(project.get_absolute_url()).content.decode()
    assert "激光雷达" in page
    assert "260\u2009人" in page
    with act("lin"):
        assert Profile.objects.get().sector == "先进制造"
    again = client.get(address)
    version = again.context["form"]["version"].value()
    changed = client.post(address, GIVEN | {"track": "成像雷达", "version": version})
    assert changed.status_code == 302
    overtaken = client.post(address, GIVEN | {"version": version})
    assert overtaken.status_code == 409


def test_a_clearance_takes_its_paper_and_hands_it_out(signed_in, act, project):
    client = signed_in("lin")
    address = reverse("dossier:write", args=[project.pk, "clearance"])
    assert 'value="energy" selected' in client.get(f"{address}?kind=energy").content.decode()
    paper = SimpleUploadedFile("能评.pdf", b"%PDF-1.7")
    sent = {"kind": "energy", "needed": "on", "number": "杭能评〔2026〕3号", "reason": "取得"}
    assert client.post(address, sent | {"file": paper}).status_code == 302
    twice = client.post(address, sent)
    assert twice.status_code == 422
    with act("lin"):
        row = Clearance.objects.get()
    got = client.get(reverse("dossier:paper", args=["clearance", row.pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1.7"
    other = signed_in("shen").get(reverse("dossier:paper", args=["clearance", row.pk]))
    assert other.status_code == 404


def test_an_approval_keeps_its_paper_too(signed_in, act, project):
    client = signed_in("lin")
    address = reverse("dossier:write", args=[project.pk, "authorisation"])
    sent = {"number": "滨发改〔2026〕9号", "given_on": "2026-05-01", "body": "发改局"}
    sent |= {"reason": "取得", "file": SimpleUploadedFile("批复.html", b"<script>")}
    assert "不收这种文件" in client.post(address, sent).content.decode()
    with act("lin"):
        assert Authorisation.objects.count() == 0
    sent["file"] = SimpleUploadedFile("批复.pdf", b"%PDF-1.7")
    assert client.post(address, sent).status_code == 302
    with act("lin"):
        row = Authorisation.objects.get()
    paper = reverse("dossier:paper", args=["authorisation", row.pk])
    page = client.get(project.get_absolute_url()).content.decode()
    assert f'href="{paper}" download>批复.pdf</a>' in page
    got = client.get(paper)
    assert b"".join(got.streaming_content) == b"%PDF-1.7"
    assert got["Content-Disposition"].startswith("attachment")
    with act("lin") as lin:
        actions.revise(lin, row, {"body": "滨江发改局"}, reason="更正")
        assert bytes(Authorisation.objects.get().content) == b"%PDF-1.7"
    assert signed_in("shen").get(paper).status_code == 404
    unknown = reverse("dossier:paper", args=["year", row.pk])
    assert client.get(unknown).status_code == 404


def test_the_register_tells_clearances_and_is_narrowed(visit, act, project):
    with act("lin") as lin:
        actions.write(lin, project, Profile, {"track": "激光雷达"})
        actions.write(lin, project, Clearance, {"kind": "energy"})
        actions.write(lin, project, Clearance, {"kind": "filing", "number": "1"})
        actions.write(lin, project, Clearance, {"kind": "safety", "needed": False})
        actions.write(lin, project, YearPlan, {"year": 2026})
    address = reverse("dossier:list")
    read = lambda who, query: visit(who, f"{address}{query}").content.decode()  # noqa: E731
    assert "1 / 2" in visit("lin", address, count="dossier").content.decode()
    assert "1 / 2" not in read("lin", "?cleared=whole")
    assert "1 / 2" in read("lin", "?cleared=open&q=雷达")
    assert "1 / 2" not in read("shen", "")


@pytest.mark.parametrize("kind", ["year", "authorisation", "evaluation", "clearance", "profile"])
def test_every_form_is_there_for_who_keeps_the_project_alone(signed_in, project, kind):
    address = reverse("dossier:write", args=[project.pk, kind])
    assert signed_in("lin").get(address).status_code == 200
    assert signed_in("shen").get(address).status_code == 404
    assert signed_in("gu").get(address).status_code == 403
