"""What an address takes: how often, how large, of which type, how deep."""

import time

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from shigu.api.door import LARGEST_BODY
from shigu.api.limits import Limiter, limiter, take
from shigu.districts.actions import make_token
from shigu.districts.models import District
from shigu.districts.scope import acting_as, told
from tests.people import user

PROJECTS = "/api/v1/projects"
AGE = "UPDATE shigu_scope.buckets SET filled_at = filled_at - %s::interval"


@pytest.fixture
def token(secret_of):
    return told(secret_of("lin"))


@pytest.fixture
def committed(fresh_database):
    """A token where commits are real, so that the owner can turn the clock."""
    lin = user("lin")
    with acting_as(lin.pk, "lin") as actor:
        place = District.objects.get(code="binjiang")
        _, secret = make_token(actor, lin, place, name="测试", may_write=False, days=1)
    return told(secret)


def pass_by(span):
    """Let the bucket of the database stand for that long."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(AGE, [span])


def test_a_bucket_is_of_all_processes_and_fills_again(committed):
    token = committed
    one, other = Limiter(per_minute=2), Limiter(per_minute=2)
    assert [one.wait(token), other.wait(token)] == [0.0, 0.0]
    assert [round(each.wait(token)) for each in (one, other)] == [30, 30]
    pass_by("30 s")
    assert other.wait(token) == 0.0
    assert 29 < one.wait(token) <= 30


def test_all_processes_together_answer_exactly_what_the_bucket_gives(token):
    processes = [Limiter(per_minute=600) for _ in range(3)]
    began = time.monotonic()
    answered = sum(each.wait(token) == 0.0 for _ in range(400) for each in processes)
    filled = 10 * (time.monotonic() - began)
    assert 600 <= answered <= 600 + filled + 1


def test_what_is_left_of_a_block_is_lost_after_a_second(token, monkeypatch):
    process = Limiter(per_minute=600)
    assert process.wait(token) == 0.0
    assert process.blocks[token].left == 9
    process.blocks[token].until = 0.0
    assert process.wait(token) == 0.0
    assert process.blocks[token].left == 9
    assert take(token, 600, 600)[0] == 580


def test_a_block_costs_one_statement(token):
    process = Limiter(per_minute=600)
    with CaptureQueriesContext(connection) as queries:
        assert {process.wait(token) for _ in range(10)} == {0.0}
    assert len(queries) == 1


def test_who_has_no_token_has_no_bucket(db):
    assert take(b"\0" * 32, 1, 600) is None
    assert Limiter(per_minute=1).wait(b"\0" * 32) == 0.0
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shigu_scope.buckets")


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
