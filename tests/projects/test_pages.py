"""Pages of projects: the list, one project, filing, changing, moving on."""

import pytest
from django.utils import timezone

from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project

LEAD = {
    "name": "毫米波成像线",
    "district": "binjiang",
    "stage": "1",
    "invest_wan": "4321.5",
    "earliest": "2027-03-01",
    "success_probability": "0.6",
    "status": "illustrative",
    "reason": "上门拜访后登记",
}


def today():
    return timezone.localdate().isoformat()


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def downloaded(response):
    content = response.getvalue()
    return content.decode("utf-8-sig").splitlines()[1:]


def one(**which):
    with acting_as_system():
        return Project.objects.select_related("link").filter(**which).first()


@pytest.fixture
def lead(db):
    with acting_as_system():
        return LEAD | {"link": str(one(code="p-mmwave-line").link_id)}


def test_the_list_sums_what_one_may_see(visit):
    page = text(visit("lin", "/projects/", count="projects list"))
    assert "共 45 个项目" in page
    assert "萧山区" not in page.split("<tbody>")[1]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("stage=5", 13),
        ("phase=told", 10),
        ("phase=open", 35),
        ("invest_min=50000", 4),
        ("q=雷达", 1),
        ("district=xiaoshan", 0),
    ],
)
def test_the_list_is_narrowed(visit, asked, count):
    rows = downloaded(visit("lin", f"/projects/?{asked}&export=csv"))
    with acting_as_system():
        assert Project.objects.count() == 80
    assert len(rows) == count
    assert ".0000" not in "".join(rows)


def test_stages_sort_by_their_place_not_by_letters(visit):
    lines = downloaded(visit("lin", "/projects/?sort=stage&columns=stage&export=csv"))
    assert lines[0] == "首报首谈确认"
    assert lines[-1] == "开工"


def test_a_project_is_filed_read_changed_and_moved_on(signed_in, lead, visit):
    client = signed_in("lin")
    response = client.post("/projects/new/", lead)
    made = one(name="毫米波成像线")
    assert response["Location"] == f"/projects/{made.pk}/"
    assert "4,322" in text(client.get(response["Location"]))
    version = client.get(f"/projects/{made.pk}/edit/").context["form"]["version"].value()
    changed = lead | {"name": "毫米波成像产线", "reason": "更名", "version": version}
    assert client.post(f"/projects/{made.pk}/edit/", changed).status_code == 302
    step = f"/projects/{made.pk}/step/2/"
    assert "查重结论" in text(client.get(step))
    wrong = client.post(step, {"on": today(), "reason": "签了"})
    assert (wrong.status_code, one(pk=made.pk).stage) == (422, "1")
    client.post(step, {"on": today(), "reason": "签了", "checked": "没有重复"})
    page = text(client.get(f"/projects/{made.pk}/"))
    for words in ("毫米波成像产线", "更名", "签了", "没有重复", "上门拜访后登记", "林岚"):
        assert words in page
    assert one(pk=made.pk).stage == "2"
    assert client.get(f"/projects/{made.pk}/step/6/").status_code == 404
    assert visit("shen", f"/projects/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"earliest": ""}, "要参与方案，须填这一项"),
        ({"status": "fact"}, "事实须写明来源"),
        ({"success_probability": "1.5"}, "成功概率"),
        ({"together_with": "p-nowhere"}, "p-nowhere"),
        ({"district": "xiaoshan"}, "首报单位"),
        ({"latest": "2026-01-01"}, "入驻"),
    ],
)
def test_a_wrong_form_says_what_and_keeps_nothing(signed_in, lead, wrong, said):
    response = signed_in("lin").post("/projects/new/", lead | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert one(name="毫米波成像线") is None


def test_the_years_are_estimated_in_a_table(signed_in):
    project = one(code="p-mmwave-line")
    client = signed_in("lin")
    lines = {"form-TOTAL_FORMS": "10", "form-INITIAL_FORMS": "10", "reason": "可研更新"}
    filled = lines | {"form-0-tax_local_wan": "11", "form-1-tax_local_wan": "22.5"}
    assert client.post(f"/projects/{project.pk}/years/", filled).status_code == 302
    with acting_as_system():
        years = list(project.years.order_by("year").values_list("year", "tax_local_wan"))
    assert [(year, float(tax)) for year, tax in years] == [(1, 11.0), (2, 22.5)]
    assert "22" in text(client.get(f"/projects/{project.pk}/"))


def test_who_only_reads_finds_the_doors_shut(signed_in):
    project = one(code="p-mmwave-line")
    client = signed_in("gu")
    assert "招商专员" in text(client.get(f"/projects/{project.pk}/"))
    for door in ("edit", "years"):
        assert client.get(f"/projects/{project.pk}/{door}/").status_code == 403
    response = client.post(f"/projects/{project.pk}/step/15/", {"on": today(), "reason": "x"})
    assert response.status_code == 403
    assert one(pk=project.pk).stage == project.stage


def test_what_the_press_told_shows_no_estimates(signed_in):
    told = one(disclosed=True)
    page = text(signed_in("lin").get(f"/projects/{told.pk}/"))
    assert "已公开" in page
    assert "未随项目公开" in page


def test_a_name_is_never_markup(signed_in, lead):
    signed_in("lin").post("/projects/new/", lead | {"name": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in text(signed_in("lin").get("/projects/"))


def test_the_form_offers_no_list_of_the_whole_register(visit):
    page = visit("lin", "/projects/new/").content.decode()
    assert '<input type="text" name="organisation"' in page
    assert "杭州海康威视数字技术股份有限公司" not in page
