"""What every page keeps to: its headers, its cookies, its escaping, its closed doors."""

import os
import re
import subprocess
import sys
import uuid
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from shigu.districts.models import District, User
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
BY_NAME = ("lin", "han", "fang", "gu", "wei", "qiu")


def addresses():
    """Every address of the site that needs no key."""
    found = []

    def walk(patterns, space):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
            elif each.name and not each.pattern.converters:
                found.append(f"{space}{each.name}")

    walk(get_resolver().url_patterns, "")
    told = set()
    for name in found:
        try:
            told.add(reverse(name))
        except NoReverseMatch:
            continue
    return sorted(told)


PAGES = [address for address in addresses() if not address.startswith("/api/")]


class Inline(HTMLParser):
    """Collects what a strict content policy would block."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.in_script = False

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.found += [f"{tag}.{name}" for name in names if name.startswith("on")]
        self.found += [f"{tag}.style"] * ("style" in names) + [tag] * (tag == "style")
        self.in_script = tag == "script" and names.get("type") != "application/json"
        if self.in_script and "src" not in names:
            self.found.append("script")
        for name in ("href", "src", "action"):
            if (names.get(name) or "").lower().startswith("javascript:"):
                self.found.append(f"{tag}.{name}")


def policy_of(answer):
    text = answer.headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in text.split("; ")}


def test_there_are_pages_to_look_at():
    assert len(PAGES) > 20
    assert {"/", "/settings/", "/accounts/login/", "/chain/"} <= set(PAGES)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_strict_policy_and_nothing_inline(signed_in, address):
    answer = signed_in("han").get(address)
    policy = policy_of(answer)
    for directive in ("default-src", "script-src", "style-src"):
        assert policy[directive] == ["'self'"]
    assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'self'"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    if answer.headers["Content-Type"].startswith("text/html") and not answer.streaming:
        parser = Inline()
        parser.feed(answer.content.decode())
        assert parser.found == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_but_the_entrance_opens_to_a_stranger(client, address):
    answer = client.get(address)
    if address.startswith(("/accounts/", "/design/", "/i18n/")):
        assert answer.status_code in {200, 302, 401, 405}
    else:
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer.url.startswith("/accounts/login/?next=")


def test_hostile_names_are_text_on_every_page(signed_in):
    with acting_as_system():
        User.objects.update(full_name=HOSTILE)
        District.objects.filter(code="binjiang").update(name_zh=HOSTILE, name_en=HOSTILE)
    for name in BY_NAME:
        client = signed_in(name)
        for address in PAGES:
            answer = client.get(address)
            if answer.headers["Content-Type"].startswith("text/html") and not answer.streaming:
                assert b"<img src=x onerror" not in answer.content, (name, address)


def test_a_form_without_its_token_is_refused(signed_in):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in("han").cookies
    for address in ("/settings/", "/settings/grants/", "/settings/tokens/", "/accounts/logout/"):
        assert browser.post(address, {}).status_code == 403
    assert browser.get("/settings/").status_code == 200


def test_signing_in_needs_the_token_too(db):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/accounts/login/", {"login": "lin", "password": "x"}).status_code == 403


def test_an_unknown_host_is_refused(signed_in):
    answer = signed_in("lin").get("/settings/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


def test_an_initial_link_is_not_built_from_a_strange_host(signed_in):
    answer = signed_in("han").post("/settings/people/new/", {}, headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_cookies_are_kept_from_scripts(client, db):
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "lin", "password": "lake-of-the-tests-42"})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


HTTPS = {
    "SHIGU_HTTPS": "true",
    "SHIGU_HOSTS": "shigu.example",
    "SHIGU_SECRET_KEY": "a-key-of-the-tests-with-many-different-characters-0123456789",
}


def test_with_https_cookies_are_secure_and_the_deployment_check_is_clean(tmp_path):
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='INFO')\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 31000000)\n"
    )
    environment = os.environ | HTTPS | {"SHIGU_HOME": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "shigu.conf.settings"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "True True True True"


@pytest.mark.parametrize(
    "address",
    [
        "/settings/people/{0}/",
        "/projects/{1}/",
    ],
)
def test_what_one_may_not_see_reads_like_what_is_not_there(signed_in, address):
    with acting_as_system():
        hidden = (
            User.objects.get(username="lin").pk,
            Project.objects.filter(district__code="binjiang", disclosed=False).first().pk,
        )
    client = signed_in("shen")
    absent = (987654321, uuid.uuid4())
    answers = [client.get(address.format(*keys)) for keys in (hidden, absent)]
    assert [answer.status_code for answer in answers] == [404, 404]
    texts = [
        re.sub(r'(content|value)="[A-Za-z0-9]{64}"', "", answer.text).replace(
            address.format(*keys), ""
        )
        for answer, keys in zip(answers, (hidden, absent), strict=True)
    ]
    assert texts[0] == texts[1]


def test_what_one_may_not_see_takes_the_same_queries(signed_in):
    with acting_as_system():
        hidden = Project.objects.filter(district__code="binjiang", disclosed=False).first().pk
    client = signed_in("shen")
    client.get(f"/projects/{hidden}/")
    counts = []
    for key in (hidden, uuid.uuid4()):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/projects/{key}/").status_code == 404
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_no_system_check_complains():
    call_command("check", fail_level="INFO")
