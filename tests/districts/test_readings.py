"""Reading another district's data is kept: who, what, when, by which grant; one's own is not."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shigu.counting.actions import record, tell
from shigu.districts.actions import grant, make_token, open_staff_access, revoke_grant
from shigu.districts.models import District, Grant, Reading
from shigu.districts.noticing import Noticed
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import accept_hand_over, file, propose_hand_over
from shigu.projects.models import HandOver, Project
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


@pytest.fixture
def handed(act):
    """A project that 滨江 introduced and 萧山 keeps, which has ended its grant to the office."""
    with act("lin") as lin:
        values = {"name": "机密光学线", "code": "p-hand", "stage": "3", "status": "illustrative"}
        values["link"] = Project.objects.get(code="p-mmwave-line").link
        places = {place.code: place for place in District.objects.all()}
        made = file(lin, places["binjiang"], values, reason="首谈")
        terms = {"summary": "需厂房", "credit_to": Decimal("0.5"), "reason": "土地不够"}
        offered = propose_hand_over(lin, made, places["xiaoshan"], **terms)
    with act("shen") as shen:
        accept_hand_over(shen, HandOver.objects.get(pk=offered.pk), reason="有厂房")
        kept = Project.objects.get(pk=made.pk)
        tell(shen, kept, {"outlet": True}, reason="网点")
        record(shen, kept, {"kind": "upgrade", "day": timezone.localdate()}, reason="列入省重点")
    with acting_as_system():
        Grant.objects.filter(pk=given("xiaoshan").pk).update(revoked_at=timezone.now())
    return kept


def read_of(address, ask):
    assert ask(address).status_code == 200
    return [(line.district.code, line.grant, line.kind, line.rows) for line in kept()]


@pytest.mark.parametrize("kind", ["counting_facts", "capital_events"])
def test_what_the_introducer_lends_of_a_project_handed_over_is_kept(handed, ask_as_gu, kind):
    table = {"counting_facts": "countingfacts", "capital_events": "capitalevent"}[kind]
    found = read_of(f"/api/v1/{kind}?project={handed.pk}", ask_as_gu)
    assert found == [("binjiang", given("binjiang"), f"counting.{table}", 1)]


def test_a_project_handed_over_is_kept_by_the_grant_of_its_introducer(handed, ask_as_gu):
    found = read_of(f"/api/v1/projects/{handed.pk}", ask_as_gu)
    assert found == [("binjiang", given("binjiang"), "projects.project", 1)]


@pytest.mark.parametrize("side", ["district", "from_district", "to_district"])
def test_a_hand_over_is_kept_by_whichever_side_lends_it(side):
    places = {"district_id": 1, "from_district_id": 2, "to_district_id": 3} | {f"{side}_id": 7}
    row, key = HandOver(**places), ("grant:7", "projects", 7)
    noticed = Noticed({"projects": {7: "grant:7"}}, {"projects": frozenset({7})})
    noticed.look(HandOver, [row])
    assert noticed.rows == {key: {("projects.handover", str(row.pk))}}
    seated = Noticed({"projects": {7: "grant:7"}}, {"projects": frozenset({1, 2, 3, 7})})
    seated.look(HandOver, [row])
    assert seated.rows == {}


def test_its_page_is_one_line_of_the_introducer(visit, handed):
    visit("gu", f"/projects/{handed.pk}/")
    (line,) = kept()
    kinds = "counting.capitalevent;counting.countingfacts;projects.project;projects.stagechange"
    assert (line.district.code, line.kind, line.key) == ("binjiang", kinds, str(handed.pk))


def test_what_ones_own_district_introduced_or_keeps_is_not_kept(visit, handed):
    visit("lin", f"/projects/{handed.pk}/")
    visit("shen", f"/projects/{handed.pk}/")
    assert kept() == []
