"""A hand-over through its pages: offered, read, answered."""

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import file
from shigu.projects.models import HandOver, Project

TERMS = {"to": "xiaoshan", "summary": "需厂房", "credit": "60", "reason": "土地不够"}


def talked():
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "流转页面线", "stage": "3", "status": "illustrative", "link": link}
        return file(system, District.objects.get(code="binjiang"), values, reason="首谈")


def test_a_project_is_offered_and_accepted_on_its_pages(signed_in, client):
    project = talked()
    lin = signed_in("lin")
    page = lin.get(f"/projects/{project.pk}/").content.decode()
    assert f"/projects/{project.pk}/hand-over/" in page
    wrong = lin.post(f"/projects/{project.pk}/hand-over/", TERMS | {"credit": "160"})
    assert wrong.status_code == 422
    made = lin.post(f"/projects/{project.pk}/hand-over/", TERMS)
    address = made["Location"]
    assert "撤回" in lin.get(address).content.decode()
    shen = signed_in("shen")
    assert shen.get(f"/projects/{project.pk}/").status_code == 404
    told = shen.get(address).content.decode()
    assert "需厂房" in told
    assert "60.0" in told
    assert "流转页面线" in shen.get("/projects/hand-overs/").content.decode()
    shen.post(f"{address}accept/", {"reason": "有厂房"})
    assert shen.get(f"/projects/{project.pk}/").status_code == 200
    with acting_as_system():
        assert Project.objects.get(pk=project.pk).district.code == "xiaoshan"


def test_who_is_no_side_finds_no_hand_over_and_answers_none(signed_in):
    project = talked()
    address = signed_in("lin").post(f"/projects/{project.pk}/hand-over/", TERMS)["Location"]
    han = signed_in("han")
    assert han.post(f"{address}accept/", {"reason": "x"}).status_code == 403
    assert signed_in("zhou").get(address).status_code in {302, 403, 404}
    with acting_as_system():
        assert HandOver.objects.get(project=project).state == "proposed"
