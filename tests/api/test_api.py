"""The API answers as the pages do: the same facts, the same fences, problems with a cure."""

import pytest

from shigu.api import industry, pipeline, places
from shigu.districts.actions import make_token, revoke_token
from shigu.districts.models import District
from shigu.projects.models import Project
from tests.people import user


def test_a_list_is_paged_and_counted(ask):
    first = ask("lin", "/api/v1/districts?limit=3&count=true&sort=-id").json()
    assert first["total"] == len(ask("lin", "/api/v1/districts?limit=200").json()["items"])
    assert len(first["items"]) == 3
    second = ask("lin", first["next"]).json()
    codes = [row["id"] for row in first["items"] + second["items"]]
    assert codes == sorted(codes, reverse=True)
    assert len(set(codes)) == 6


def test_one_row_is_told_by_its_code(ask):
    row = ask("lin", "/api/v1/districts/binjiang").json()
    assert row["name_zh"] == "滨江区"
    assert row["parent"] == "hangzhou"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/districts/nowhere", 404, "Not found"),
        ("/api/v1/districts?colour=red", 422, "colour"),
        ("/api/v1/districts?limit=0", 422, "Invalid"),
        ("/api/v1/districts?sort=secret", 422, "Invalid"),
        ("/api/v1/districts?level=planet", 422, "Invalid"),
    ],
)
def test_a_problem_is_told_in_problem_details(ask, address, status, words):
    response = ask("lin", address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert words in response.content.decode()


def test_without_a_token_nothing_is_told(client, db):
    response = client.get("/api/v1/districts")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(signed_in):
    assert signed_in("lin").get("/api/v1/districts").status_code == 401


def test_a_revoked_token_opens_nothing(act, client):
    with act("lin") as lin:
        district = District.objects.get(code="binjiang")
        made, secret = make_token(lin, user("lin"), district, name="x", may_write=True, days=1)
        revoke_token(lin, made)
    answer = client.get("/api/v1/districts", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


RESOURCES = [each for part in (places, industry, pipeline) for each in part.RESOURCES]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_every_resource_lists_its_rows_and_tells_each(ask, act, resource):
    page = ask("gu", f"/api/v1/{resource.name}?count=true&limit=2").json()
    with act("gu") as gu:
        assert page["total"] == min(resource.rows(gu).count(), 10_000)
    for row in page["items"]:
        assert list(row) == list(resource.columns)
        assert ask("gu", f"/api/v1/{resource.name}/{row[resource.key]}").json() == row


def test_each_district_gets_its_own_projects_and_the_press_told_ones(ask):
    def districts(name):
        rows = ask(name, "/api/v1/projects?limit=200").json()["items"]
        return {row["district"] for row in rows if not row["disclosed"]}

    assert districts("lin") == {"binjiang"}
    assert districts("shen") == {"xiaoshan"}


def test_a_project_of_another_district_is_not_there(ask):
    ours = ask("lin", "/api/v1/projects?disclosed=false&limit=1").json()["items"][0]
    theirs = ask("shen", f"/api/v1/projects/{ours['id']}")
    nowhere = ask("shen", "/api/v1/projects/00000000-0000-4000-8000-000000000000")
    assert (theirs.status_code, theirs.content) == (nowhere.status_code, nowhere.content)
    assert theirs.status_code == 404


def test_money_keeps_every_digit(ask, act):
    with act("lin") as lin:
        project = Project.objects.visible_to(lin).filter(disclosed=False).first()
        Project.objects.filter(pk=project.pk).update(invest_wan="12345678901.123456")
    text = ask("lin", f"/api/v1/projects/{project.pk}").content.decode()
    assert '"invest_wan":12345678901.123456' in text


def test_organisations_are_found_by_part_of_their_name(ask):
    names = [row["name_zh"] for row in ask("lin", "/api/v1/organisations?q=海康").json()["items"]]
    assert "杭州海康威视数字技术股份有限公司" in names
