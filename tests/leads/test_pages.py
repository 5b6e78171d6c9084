"""First reports through the pages, in real transactions: what is filed is matched afterwards."""

import re

import pytest
from django.test import Client

from shigu.leads.models import Appeal, Claim, Clash
from tests.leads.world import acting, file
from tests.people import user

FIRM = "杭州测试光电科技股份有限公司"
SAME = "测试光电科技（萧山）有限公司"
LIST = "/projects/leads/claims/"
FORGET = re.compile(r"(?:why|map)-\d+|\b[A-Za-z0-9]{64}\b|nonce-[\w-]+")
"""Tokens against forged requests are drawn anew for each page."""


@pytest.fixture
def sign_in(fresh_database):
    def of(name):
        client = Client()
        with acting(name):
            person = user(name)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of


def report(client, firm, place, **more):
    given = {"district": place, "firm": firm, "reason": "企业来函", **more}
    return client.post(f"{LIST}new/", given)


def text(response):
    content = b"".join(response)
    response.close()
    return FORGET.sub("", content.decode())


def test_an_officer_reports_a_firm_and_is_told_of_a_clash(sign_in):
    file("shen", SAME)
    lin = sign_in("lin")
    answer = report(lin, FIRM, "binjiang")
    assert answer.status_code == 302
    page = text(lin.get(answer.url))
    assert "另有一个区县也报了这家企业" in page
    assert "是对方" in page
    assert SAME not in page
    assert "萧山" not in page.replace("萧山区", "").split("<main")[1]
    assert "有未了的撞单" in text(lin.get(LIST))


def test_a_wrong_credit_code_and_no_reason_are_told_beside_the_field(sign_in):
    lin = sign_in("lin")
    page = report(lin, FIRM, "binjiang", uscc="91330000TEST00001X", reason="")
    assert page.status_code == 422
    assert "信用代码不对" in text(page)
    with acting("lin"):
        assert Claim.objects.count() == 0


def test_extending_withdrawing_and_what_is_refused_is_said(sign_in):
    lin, claim = sign_in("lin"), file("lin", FIRM)
    address = f"{LIST}{claim.pk}/"
    assert "已延期" in text(lin.post(f"{address}extend/", {"reason": "纪要"}, follow=True))
    assert "用完" in text(lin.post(f"{address}extend/", {"reason": "纪要"}, follow=True))
    assert "已撤回" in text(lin.post(f"{address}withdraw/", {"reason": "放弃"}, follow=True))
    with acting("lin"):
        assert Claim.objects.get().state == "withdrawn"


def test_both_agree_and_both_pages_tell_whose_it_is(sign_in):
    file("lin", FIRM), file("shen", SAME)
    for name in ("lin", "shen"):
        with acting(name):
            key = Clash.objects.get().pk
        sign_in(name).post(f"/projects/leads/clashes/{key}/open/")
    with acting("lin"):
        page = Clash.objects.get().get_absolute_url()
    told = text(sign_in("lin").get(page))
    assert SAME in told
    assert "目前没有发现撞单" not in told
    assert "萧山区" in told


def test_an_appeal_is_decided_on_the_page_of_cases(sign_in):
    file("lin", FIRM), file("shen", SAME)
    with acting("lin"):
        key = Clash.objects.get().pk
    sign_in("lin").post(f"/projects/leads/clashes/{key}/appeal/", {"reason": "我方在先"})
    wei = sign_in("wei")
    assert FIRM in text(wei.get("/projects/leads/cases/"))
    for name in ("lin", "shen", "fang"):
        assert FIRM not in text(sign_in(name).get("/projects/leads/cases/"))
    with acting("wei"):
        case = Appeal.objects.get().pk
    given = {"first_stands": "yes", "reason": "先报先得"}
    told = wei.post(f"/projects/leads/cases/{case}/decide/", given, follow=True)
    assert "先报先得" in text(told)
    with acting("shen"):
        assert Claim.objects.get().state == "decided"


def test_the_office_sets_terms_and_others_see_them(sign_in):
    given = {
        "valid_from": "2026-01-01",
        "protect_days": 60,
        "extend_days": 30,
        "extensions": 2,
        "filings_a_day": 9,
        "reason": "专班 3 号纪要",
    }
    address = "/projects/leads/cases/terms/"
    assert sign_in("lin").post(address, given).status_code == 403
    sign_in("wei").post(address, given)
    assert "专班 3 号纪要" in text(sign_in("lin").get("/projects/leads/cases/"))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/projects/",
        LIST,
        f"{LIST}?q=光电",
        f"{LIST}?export=csv",
        "/projects/leads/cases/",
        "/search/?q=测试光电",
        "/search/suggest/?q=测试光电",
        "/settings/",
    ],
)
def test_no_page_tells_that_another_district_reported(sign_in, address):
    file("shen", "本区自报科技有限公司")
    shen = sign_in("shen")
    text(shen.get(address))
    before = text(shen.get(address))
    claim = file("lin", FIRM)
    assert text(shen.get(address)) == before
    assert shen.get(f"{LIST}{claim.pk}/").status_code == 404


def test_filing_answers_the_same_with_and_without_a_clash(sign_in):
    file("lin", FIRM)
    shen, answers = sign_in("shen"), []
    for firm in (SAME, "从未有人报过仪器（萧山）有限公司"):
        answer = report(shen, firm, "xiaoshan")
        answers.append((answer.status_code, answer.headers.get("Content-Length"), len(answer.url)))
    assert answers[0] == answers[1]
