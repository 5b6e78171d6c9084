"""Reading another district's data is kept: who, what, when, by which grant; one's own is not."""

import csv
import io
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shigu.districts.actions import grant, make_token, open_staff_access, revoke_grant
from shigu.districts.models import District, Grant, Reading
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project
from tests.people import user

PROJECTS = "/projects/"


def kept():
    with acting_as_system():
        rows = Reading.objects.select_related("user", "district", "grant", "access")
        return list(rows.order_by("district__code"))


def secret(district):
    with acting_as_system():
        return Project.objects.filter(district__code=district, disclosed=False).first()


def count_of(district, **more):
    with acting_as_system():
        return Project.objects.filter(district__code=district, disclosed=False, **more).count()


def given(district, grantee="joint"):
    with acting_as_system():
        return Grant.objects.get(district__code=district, grantee__code=grantee)


def test_a_page_of_a_secret_project_is_one_line(visit):
    row = secret("binjiang")
    visit("gu", f"/projects/{row.pk}/")
    (line,) = kept()
    with acting_as_system():
        assert line.rows == 1 + row.years.count() + row.steps.count()
    kinds = "projects.project;projects.projectyear;projects.stagechange"
    assert (line.kind, line.key) == (kinds, str(row.pk))
    assert (line.user.username, line.district.code) == ("gu", "binjiang")
    assert line.data_class == "projects"
    assert line.address == f"/projects/{row.pk}/"
    assert line.grant == given("binjiang")


def test_a_list_is_one_line_a_district_with_how_many_rows(visit):
    visit("gu", f"{PROJECTS}?district=binjiang&per_page=200")
    (line,) = kept()
    assert (line.rows, line.kind, line.key) == (count_of("binjiang"), "projects.project", "")
    assert line.address == f"{PROJECTS}?district=binjiang&per_page=200"


def test_an_export_is_kept_with_all_its_rows(visit):
    b"".join(visit("gu", f"{PROJECTS}?export=csv"))
    told = {line.district.code: line.rows for line in kept()}
    assert told == {code: count_of(code) for code in told}
    assert {"binjiang", "xiaoshan"} <= told.keys()


def test_many_districts_are_one_insert(visit, signed_in):
    client = signed_in("gu")
    with CaptureQueriesContext(connection) as queries:
        client.get(PROJECTS)
    written = [q["sql"] for q in queries if "INSERT INTO" in q["sql"] and "reading" in q["sql"]]
    assert len(written) == 1
    assert len(kept()) > 1


@pytest.mark.parametrize("who", ["lin", "shen"])
def test_ones_own_and_what_the_press_told_are_not_kept(visit, who):
    visit(who, f"{PROJECTS}?per_page=200")
    visit(who, f"/projects/{secret({'lin': 'binjiang', 'shen': 'xiaoshan'}[who]).pk}/")
    visit(who, "/")
    assert kept() == []


def test_told_projects_of_a_granting_district_are_not_kept(visit):
    with acting_as_system():
        Project.objects.filter(district__code="xihu").update(disclosed=True)
    visit("gu", f"{PROJECTS}?district=xihu")
    assert [line for line in kept() if line.district.code == "xihu"] == []


def test_a_refused_page_is_not_kept_and_after_the_grant_ended_neither(visit, act):
    row = secret("binjiang")
    with act("han") as han:
        revoke_grant(han, given("binjiang"), reason="到此为止")
    assert visit("gu", f"/projects/{row.pk}/").status_code == 404
    assert [line for line in kept() if line.district.code == "binjiang"] == []


def test_the_api_is_kept_like_the_pages(ask_as_gu):
    row = secret("binjiang")
    assert ask_as_gu(f"/api/v1/projects/{row.pk}").status_code == 200
    (line,) = kept()
    assert (line.key, line.rows, line.district.code) == (str(row.pk), 1, "binjiang")
    assert ask_as_gu("/api/v1/projects?district=xiaoshan&limit=200").status_code == 200
    (other,) = [each for each in kept() if each.district.code == "xiaoshan"]
    assert other.rows == count_of("xiaoshan")


@pytest.fixture
def ask_as_gu(act, client):
    with act("gu") as gu:
        place = District.objects.get(code="joint")
        _, told = make_token(gu, user("gu"), place, name="测试", may_write=False, days=1)
    return lambda address: client.get(address, headers={"Authorization": f"Bearer {told}"})


def test_timed_access_is_kept_in_the_same_place(visit, act):
    with act("qiu") as qiu:
        place = District.objects.get(code="binjiang")
        opened = open_staff_access(qiu, user("qiu"), place, hours=1, reason="查故障")
    visit("qiu", f"/projects/{secret('binjiang').pk}/")
    lines = [line for line in kept() if line.data_class == "projects"]
    assert [(line.user.username, line.access, line.grant) for line in lines] == [
        ("qiu", opened, None)
    ]


def test_the_granting_district_sees_filters_and_exports_it(visit):
    visit("gu", f"/projects/{secret('binjiang').pk}/")
    visit("wei", f"/projects/{secret('xiaoshan').pk}/")
    page = visit("han", "/settings/readings/", count="settings.readings").text
    for words in ("顾远", "滨江区", "联合方案数据约定（示例）", "/projects/"):
        assert words in page
    assert "魏然" not in page
    assert "顾远" not in visit("han", "/settings/readings/?basis=access").text
    assert "顾远" not in visit("shen", "/settings/readings/").text
    content = visit("han", "/settings/readings/?q=顾远&export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(content).decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:]] == ["顾远"]


def test_lines_are_ones_own_new_and_for_ever(act, visit):
    visit("gu", f"/projects/{secret('binjiang').pk}/")
    (line,) = kept()
    for change in (lambda rows: rows.update(rows=0), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic(), act("gu"):
            change(Reading.objects.filter(pk=line.pk))
    for name, change in (("han", {}), ("gu", {"read_at": "2020-01-01T00:00:00Z"})):
        with pytest.raises(ProgrammingError), transaction.atomic(), act(name):
            fresh = Reading.objects.filter(pk=line.pk).get()
            fresh.pk, fresh._state.adding = None, True
            fresh.id = Reading._meta.pk.get_default()
            for field, value in change.items():
                setattr(fresh, field, value)
            fresh.save(force_insert=True)


def test_a_grant_beside_ones_own_seat_is_told_apart(visit, act):
    with act("han") as han:
        places = {place.code: place for place in District.objects.all()}
        grant(
            han,
            places["binjiang"],
            places["xiaoshan"],
            "projects",
            valid_from=date(2026, 1, 1),
            valid_to=date(2036, 1, 1),
            agreement="滨萧约定",
        )
    visit("shen", f"{PROJECTS}?per_page=200")
    (line,) = kept()
    assert (line.district.code, line.grant.agreement) == ("binjiang", "滨萧约定")
    assert line.rows == count_of("binjiang")
