"""The API answers as the pages do: the same facts, the same fences, problems with a cure."""

import pytest

from shigu.api.limits import Limiter
from shigu.districts.actions import make_token, revoke_token
from shigu.districts.models import District
from tests.people import user


@pytest.fixture
def ask(act, client):
    """``ask("lin", "/api/v1/zones")`` with a token of one of the cast."""
    homes = {"lin": "binjiang", "shen": "xiaoshan", "gu": "joint"}

    def get(name, address, **options):
        with act(name) as actor:
            district = District.objects.get(code=homes[name])
            _, secret = make_token(
                actor, user(name), district, name="测试", may_write=False, days=1
            )
        return client.get(address, headers={"Authorization": f"Bearer {secret}"}, **options)

    return get


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


def test_a_bucket_lets_through_its_number_and_fills_again():
    limiter = Limiter(per_minute=2)
    assert [limiter.wait(7, now=0.0) for _ in range(3)] == [0.0, 0.0, 30.0]
    assert limiter.wait(8, now=0.0) == 0.0
    assert limiter.wait(7, now=30.0) == 0.0
