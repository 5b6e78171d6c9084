"""What an address takes: how often, how large, of which type, how deep."""

import pytest

from shigu.api.door import LARGEST_BODY
from shigu.api.tokens import limiter

PROJECTS = "/api/v1/projects"


def test_who_asks_too_often_is_told_how_long_to_wait(secret_of, client, monkeypatch):
    monkeypatch.setattr(limiter, "per_minute", 2)
    headers = {"Authorization": f"Bearer {secret_of('lin')}"}
    answers = [client.get("/api/v1/zones?limit=1", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert 1 <= int(answers[2]["Retry-After"]) <= 31
    other = {"Authorization": f"Bearer {secret_of('shen')}"}
    assert client.get("/api/v1/zones?limit=1", headers=other).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{" + b" " * LARGEST_BODY + b"}", "application/json", 413),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"name": "\\ud800"}', "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"name=x", "application/x-www-form-urlencoded", 415),
        (b"<project/>", "application/xml", 415),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
    ],
)
def test_a_body_that_will_not_do_is_a_problem(secret_of, client, body, kind, status):
    headers = {"Authorization": f"Bearer {secret_of('lin', may_write=True)}"}
    answer = client.generic("POST", PROJECTS, data=body, content_type=kind, headers=headers)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing", "/api/v1/spaces/a/b/c"])
def test_an_address_that_is_not_there_is_a_problem_too(ask, address):
    answer = ask("lin", address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_is_not_there_names_those_that_are(secret_of, client):
    headers = {"Authorization": f"Bearer {secret_of('lin', may_write=True)}"}
    answer = client.delete(PROJECTS, headers=headers)
    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("key", ["%00", "%ED%A0%80", "..%2f..", "'; DROP TABLE x; --", "空间"])
def test_a_strange_key_is_no_error_of_ours(ask, key):
    assert ask("lin", f"/api/v1/spaces/{key}").status_code in (404, 422)


def test_what_is_answered_is_kept_by_nobody(ask):
    answer = ask("lin", "/api/v1/zones?limit=1")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
