"""Signing in: by password, with a second factor, by an initial link; never by guessing."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from shigu.conf import settings as shipped
from shigu.districts.models import User
from shigu.districts.scope import acting_as_system
from shigu.districts.sessions import kept
from tests.people import PASSWORD, user

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


def sign_in(client, username, password=PASSWORD, **given):
    return client.post(LOGIN, {"login": username, "password": password} | given)


def test_a_password_opens_the_site(client):
    answer = sign_in(client, "lin")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize(("username", "password"), [("lin", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(client, username, password):
    answer = sign_in(client, username, password)
    assert answer.status_code == 200
    assert "登录名或密码不对" in answer.text
    assert client.get("/settings/").status_code == 302


def test_guessing_is_throttled_with_a_clear_message(client):
    for _ in range(5):
        assert "登录名或密码不对" in sign_in(client, "lin", "wrong").text
    refused = sign_in(client, "lin")
    assert "已暂停登录" in refused.text
    assert client.get("/settings/").status_code == 302
    assert sign_in(Client(), "shen").status_code == 302


def test_a_closed_account_does_not_open(client):
    with acting_as_system():
        User.objects.filter(username="lin").update(is_active=False)
    assert sign_in(client, "lin").url == "/accounts/inactive/"
    assert client.get("/settings/").status_code == 302


def test_a_closed_account_is_out_at_the_next_page(signed_in):
    client = signed_in("lin")
    with acting_as_system():
        User.objects.filter(username="lin").update(is_active=False)
    assert client.get("/settings/").status_code == 302


def test_the_session_is_another_after_signing_in(client):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, "lin")
    assert client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(session_key=kept(session.session_key)).exists()


def test_the_table_of_sessions_opens_none(client):
    sign_in(client, "lin")
    key = client.cookies["sessionid"].value
    assert not Session.objects.filter(session_key=key).exists()
    stored = Session.objects.get(session_key=kept(key)).session_key
    thief = Client()
    thief.cookies["sessionid"] = stored
    assert thief.get("/settings/").status_code == 302


def test_signing_out_takes_a_post_and_ends_the_session(client):
    sign_in(client, "lin")
    key = client.cookies["sessionid"].value
    assert "留下" in client.get("/accounts/logout/").text
    assert client.get("/settings/").status_code == 200
    client.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=kept(key)).exists()
    client.cookies["sessionid"] = key
    assert client.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client, target):
    assert sign_in(client, "lin", next=target).url == "/"


def test_signing_in_leads_back_to_where_one_wanted(client):
    asked = client.get("/settings/people/")
    assert asked.url == "/accounts/login/?next=/settings/people/"
    assert sign_in(client, "lin", next="/settings/people/").url == "/settings/people/"


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404
    assert client.post("/accounts/signup/", {"username": "x"}).status_code == 404


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def activate(client):
    sign_in(client, "lin")
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert "再确认一次" in client.get(asked.url).text
    client.post(asked.url, {"password": PASSWORD})
    secret = re.search(r"<code>([A-Z2-7]+)</code>", client.get("/accounts/2fa/totp/activate/").text)
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert answer.status_code == 302, answer.text
    return secret[1]


def test_a_second_factor_is_asked_for_and_kept_encrypted(client):
    secret = activate(client)
    factor = Authenticator.objects.get(user=user("lin"), type=Authenticator.Type.TOTP)
    assert secret not in str(factor.data)
    assert get_adapter().decrypt(factor.data["secret"]) == secret
    other = Client()
    assert sign_in(other, "lin").url == "/accounts/2fa/authenticate/"
    assert other.get("/settings/").status_code == 302
    assert "code" in other.post("/accounts/2fa/authenticate/", {"code": "000000"}).text
    assert other.get("/settings/").status_code == 302


def test_a_recovery_code_opens_once(client):
    activate(client)
    page = client.get("/accounts/2fa/recovery-codes/").text
    code = re.search(r"<li><code>([0-9a-f-]+)</code></li>", page)[1]
    first, second = Client(), Client()
    for browser, opens in ((first, True), (second, False)):
        sign_in(browser, "lin")
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert (browser.get("/settings/").status_code == 200) is opens


def test_the_devices_are_listed_and_the_others_signed_out(client):
    other = Client()
    sign_in(client, "lin")
    sign_in(other, "lin")
    page = client.get("/accounts/sessions/").text
    assert page.count("127.0.0.1") == 2
    client.post("/accounts/sessions/")
    assert other.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200


def test_an_old_hash_is_renewed_in_its_own_scope(client, settings):
    old = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [*shipped.PASSWORD_HASHERS, old]
    with acting_as_system():
        User.objects.filter(username="lin").update(
            password=make_password(PASSWORD, hasher="pbkdf2_sha256")
        )
    assert sign_in(client, "lin").url == "/"
    assert user("lin").password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_the_demo_accounts_are_shown_on_demo_only(client, settings):
    assert "示例账号" not in client.get(LOGIN).text
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"demo": True})
    page = client.get(LOGIN).text
    assert "示例账号" in page
    assert "林岚" in page


def test_the_sign_on_is_shown_where_it_is_set(client, settings):
    assert "统一身份认证" not in client.get(LOGIN).text
    app = {"provider_id": "oidc", "name": "统一身份认证", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert "用统一身份认证登录" in client.get(LOGIN).text


def test_without_a_seat_one_is_told_who_can_give_one(signed_in):
    answer = signed_in("zhou").get("/chain/")
    assert answer.status_code == 403
    assert "给予席位" in answer.text
    assert "zhou" in answer.text
    assert "开启限时访问" in signed_in("qiu").get("/chain/").text


def test_a_part_of_a_page_sends_the_whole_page_to_the_entrance(client):
    answer = client.get("/chain/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/accounts/login/"
    assert answer.text == ""
