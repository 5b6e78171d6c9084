"""Signing in through the district's OpenID Connect: those who are known here, and nobody else."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from shigu.conf.environment import Environment
from shigu.conf.sign_on import sign_on
from shigu.districts.models import Membership, User
from shigu.districts.scope import acting_as_system
from tests.districts.provider import CLIENT, SECRET, provider
from tests.people import PASSWORD, user

__all__ = ["provider"]

ENTRANCE = "/accounts/oidc/oidc/login/"
LIN = {"sub": "s-0001", "email": "Lin@binjiang.example", "email_verified": True}


@pytest.fixture(autouse=True)
def installed(db, provider, monkeypatch, settings):
    """An installation whose environment names the provider; Lin's account tells her e-mail."""
    cache.clear()
    told = {"SERVER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
    for name, value in told.items():
        monkeypatch.setenv(f"SHIGU_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = sign_on(Environment())
    with acting_as_system():
        User.objects.filter(username="lin").update(email="lin@binjiang.example")


def at_the_provider(address):
    """Where the provider sends the browser back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    with closing(connection):
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        assert answer.status == 302
        return answer.headers["Location"]


def sign_in(client, provider, person, entrance=ENTRANCE, **identity):
    provider.person, provider.identity = person, identity
    sent = client.post(entrance)
    assert sent.status_code == 302
    assert sent.url.startswith(f"{provider.issuer}/authorize?")
    back = urlsplit(at_the_provider(sent.url))
    return client.get(f"{back.path}?{back.query}")


def kept():
    """All that signing in could make."""
    return (
        User.objects.count(),
        Membership.objects.count(),
        sorted(SocialAccount.objects.values_list("uid", "user__username")),
    )


def refused(client, provider, person, why, **identity):
    before = kept()
    answer = sign_in(client, provider, person, **identity)
    assert answer.status_code == 403
    assert why in answer.text
    assert kept() == before
    assert client.get("/settings/").status_code == 302
    return answer


def test_a_known_address_opens_the_account_with_its_seat(client, provider):
    people, seats, _ = kept()
    answer = sign_in(client, provider, LIN)
    assert (answer.status_code, answer.url) == (302, "/")
    page = client.get("/settings/")
    assert page.status_code == 200
    assert "林岚" in page.text
    assert "滨江区" in page.text
    assert kept() == (people, seats, [("s-0001", "lin")])


def test_the_subject_is_known_again_after_the_address_changed(client, provider):
    sign_in(client, provider, LIN)
    answer = sign_in(Client(), provider, {"sub": "s-0001", "email": "other@example.org"})
    assert answer.url == "/"
    assert kept()[2] == [("s-0001", "lin")]


def test_who_is_not_known_here_is_told_and_nothing_is_made(client, provider):
    stranger = {"sub": "s-9", "email": "who@example.org", "email_verified": True}
    answer = refused(client, provider, stranger, "这里没有邮箱为 who@example.org 的账号")
    assert "请本区县管理员" in answer.text
    assert not Session.objects.filter(session_data__contains="_auth_user_id").exists()


@pytest.mark.parametrize("claim", [{}, {"email_verified": False}, {"email_verified": "false"}])
def test_an_address_that_nobody_verified_opens_nothing(client, provider, claim):
    person = {"sub": "s-2", "email": "lin@binjiang.example"} | claim
    refused(client, provider, person, "没有给出经过验证的邮箱")


def test_an_address_of_two_accounts_opens_neither(client, provider):
    with acting_as_system():
        User.objects.filter(username="shen").update(email="LIN@binjiang.example")
    refused(client, provider, LIN, "这里有两个账号写着邮箱")


def test_two_subjects_in_one_answer_open_nothing(client, provider):
    refused(client, provider, LIN, "不是同一个人", sub="s-other")


@pytest.mark.parametrize("claim", [{"aud": "another-client"}, {"iss": "http://elsewhere"}])
def test_an_identity_for_somebody_else_opens_nothing(client, provider, claim):
    before = kept()
    answer = sign_in(client, provider, LIN, **claim)
    assert "没有登录成功" in answer.text
    assert kept() == before
    assert client.get("/settings/").status_code == 302


def test_a_code_is_good_for_the_browser_that_asked_and_once(client, provider):
    provider.person = LIN
    back = urlsplit(at_the_provider(client.post(ENTRANCE).url))
    stolen = Client()
    assert "没有登录成功" in stolen.get(f"{back.path}?{back.query}").text
    assert stolen.get("/settings/").status_code == 302
    assert client.get(f"{back.path}?{back.query}").url == "/"
    again = Client()
    assert again.get(f"{back.path}?{back.query}").status_code == 401
    assert again.get("/settings/").status_code == 302


def test_a_closed_account_stays_closed(client, provider):
    with acting_as_system():
        User.objects.filter(username="lin").update(is_active=False)
    assert sign_in(client, provider, LIN).url == "/accounts/inactive/"
    assert client.get("/settings/").status_code == 302
    assert kept()[2] == []


def test_one_links_the_sign_on_oneself_where_no_address_is_given(client, provider):
    client.post("/accounts/login/", {"login": "gu", "password": PASSWORD})
    assert "/accounts/sign-on/" in client.get("/settings/").text
    answer = sign_in(client, provider, {"sub": "s-7"}, f"{ENTRANCE}?process=connect")
    assert answer.url == "/accounts/sign-on/"
    assert kept()[2] == [("s-7", "gu")]
    assert SocialAccount.objects.get().user == user("gu")
    other = Client()
    assert sign_in(other, provider, {"sub": "s-7"}).url == "/"
    assert "顾远" in other.get("/settings/").text
