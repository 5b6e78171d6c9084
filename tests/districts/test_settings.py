"""The settings: who may give seats, grants, access and tokens, and what the pages say of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shigu.districts.models import ApiToken, District, Grant, Membership, StaffAccess, User
from shigu.districts.scope import acting_as_system
from tests.people import user

TODAY = timezone.localdate()
PAGES = ("", "people/", "grants/", "access/", "tokens/", "history/")


def place(code):
    with acting_as_system():
        return District.objects.get(code=code).pk


def told(answer, key):
    """The page without the address that was asked for and what is random in it."""
    text = re.sub(r'(content|value)="[A-Za-z0-9]{64}"', "", answer.text)
    return text.replace(f"/{key}/", "")


def seat_of(name):
    with acting_as_system():
        return Membership.objects.get(user__username=name)


@pytest.mark.parametrize("name", ["lin", "han", "gu", "zhou", "qiu"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_everybody(signed_in, name, page):
    assert signed_in(name).get(f"/settings/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_count_their_queries(visit, page):
    name = page.strip("/") or "account"
    assert visit("han", f"/settings/{page}", count=f"settings {name}").status_code == 200


def new_person(client, **changed):
    told = {
        "username": "mei",
        "full_name": "梅青",
        "email": "mei@binjiang.example",
        "district": place("binjiang"),
        "role": "officer",
        "valid_from": TODAY,
        "reason": "新到岗",
    }
    return client.post("/settings/people/new/", told | changed)


def test_an_administrator_makes_an_account_whose_person_sets_the_password_once(signed_in):
    page = new_person(signed_in("han"))
    link = re.search(r'class="secret">(http[^<]+)<', page.text)[1]
    browser = Client()
    form = browser.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert "设置密码" in form.text
    word = "a-long-word-for-mei"
    done = browser.post(address, {"password1": word, "password2": word}, follow=True)
    assert "密码已设置" in done.text
    assert browser.post("/accounts/login/", {"login": "mei", "password": word}).url == "/"
    assert "招商专员" in browser.get("/settings/").text
    again = Client().get(link, follow=True)
    assert "链接已失效" in again.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "LIN"}, "已被使用"),
        ({"username": "no spaces"}, "登录名只能用"),
        ({"district": "x"}, "district"),
        ({"valid_to": TODAY - timedelta(days=1)}, "失效日须晚于生效日"),
    ],
)
def test_a_wrong_account_is_refused_and_nothing_is_made(signed_in, changed, said):
    page = new_person(signed_in("han"), **changed)
    assert page.status_code == 422
    assert said in page.text
    assert not User.objects.filter(username="mei").exists()


def test_an_administrator_gives_no_seat_in_another_district(signed_in):
    page = new_person(signed_in("han"), district=place("xiaoshan"))
    assert page.status_code == 422
    assert not User.objects.filter(username="mei").exists()


@pytest.mark.parametrize("name", ["lin", "wei", "zhou", "qiu"])
def test_others_make_no_account(signed_in, name):
    page = new_person(signed_in(name))
    assert page.status_code == 403
    assert "管理员" in page.text
    assert not User.objects.filter(username="mei").exists()


def test_a_person_without_a_seat_gets_one_and_then_sees(signed_in):
    told = {
        "username": "zhou",
        "district": place("binjiang"),
        "role": "analyst",
        "valid_from": TODAY,
    }
    assert signed_in("han").post("/settings/seats/new/", told).status_code == 302
    assert "产业分析员" in signed_in("zhou").get("/settings/").text


def test_a_seat_ends_at_once_with_its_reason_in_history(signed_in):
    seat = seat_of("lin")
    client = signed_in("han")
    refused = client.post(f"/settings/seats/{seat.pk}/end/", {"reason": " "})
    assert refused.status_code == 403
    assert seat_of("lin").valid_to is None
    client.post(f"/settings/seats/{seat.pk}/end/", {"reason": "调离"})
    page = client.get(f"/settings/people/{seat.user_id}/").text
    assert "结束席位" in page
    assert "调离" in page
    assert "韩默" in page
    assert "您还没有席位" in signed_in("lin").get("/settings/").text


def test_a_seat_that_began_today_ends_today_and_is_taken_up_again(signed_in, act):
    new_person(signed_in("han"))
    seat = seat_of("mei")
    signed_in("han").post(f"/settings/seats/{seat.pk}/end/", {"reason": "误填"})
    assert seat_of("mei").valid_to == TODAY
    told = {
        "username": "mei",
        "district": place("binjiang"),
        "role": "officer",
        "valid_from": TODAY,
    }
    assert signed_in("han").post("/settings/seats/new/", told).status_code == 302
    assert seat_of("mei").valid_to is None
    again = signed_in("han").post("/settings/seats/new/", told)
    assert "已有这个席位" in again.text


def test_the_last_administrator_stays(signed_in):
    seat = seat_of("han")
    answer = signed_in("han").post(f"/settings/seats/{seat.pk}/end/", {"reason": "x"})
    assert answer.status_code == 403
    assert "最后一位管理员" in answer.text
    assert seat_of("han").valid_to is None


def test_people_of_another_district_are_not_found(signed_in):
    shen = user("shen").pk
    client = signed_in("han")
    unknown = client.get("/settings/people/999999/")
    hidden = client.get(f"/settings/people/{shen}/")
    assert hidden.status_code == unknown.status_code == 404
    assert told(hidden, shen) == told(unknown, 999999)
    for verb in ("link", "close", "reopen"):
        assert client.post(f"/settings/people/{shen}/{verb}/", {"reason": "x"}).status_code == 404
    other = client.post(f"/settings/seats/{seat_of('shen').pk}/end/", {"reason": "x"})
    assert other.status_code == 404


def test_a_reset_password_ends_every_session(signed_in):
    lin = signed_in("lin")
    other = Client()
    other.force_login(user("han"), "allauth.account.auth_backends.AuthenticationBackend")
    page = other.post(f"/settings/people/{user('lin').pk}/link/", {"reason": "忘记密码"})
    assert "初始链接" in page.text
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert lin.get("/settings/").status_code == 302


def test_an_account_that_sits_elsewhere_too_is_not_reset(signed_in):
    told = {
        "username": "gu",
        "district": place("binjiang"),
        "role": "analyst",
        "valid_from": TODAY,
    }
    client = signed_in("han")
    client.post("/settings/seats/new/", told)
    before = user("gu").password
    answer = client.post(f"/settings/people/{user('gu').pk}/link/", {"reason": "x"})
    assert answer.status_code == 403
    assert user("gu").password == before


def give(client, **changed):
    told = {
        "district": place("binjiang"),
        "grantee": place("xiaoshan"),
        "data_class": "projects",
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=30),
        "agreement": "流转协议第三条",
    }
    return client.post("/settings/grants/", told | changed)


def test_a_grant_opens_reading_and_its_end_closes_it_at_once(signed_in, act):
    han = signed_in("han")
    assert give(han).status_code == 302
    binjiang = place("binjiang")
    with act("shen") as shen:
        assert binjiang in shen.readable["projects"]
        assert binjiang not in shen.writable["projects"]
        assert binjiang not in shen.readable["sharing"]
    with acting_as_system():
        given = Grant.objects.get(grantee__code="xiaoshan")
    assert han.post(f"/settings/grants/{given.pk}/revoke/", {"reason": ""}).status_code == 403
    han.post(f"/settings/grants/{given.pk}/revoke/", {"reason": "协议终止"})
    with act("shen") as shen:
        assert binjiang not in shen.readable["projects"]
    assert "协议终止" in han.get("/settings/history/").text
    assert "已撤销" in signed_in("shen").get("/settings/grants/").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agreement": " "}, "依据的协议"),
        ({"valid_to": TODAY}, "到期日须晚于生效日"),
        ({"grantee": "binjiang"}, "本区自己"),
        ({"data_class": "people"}, "data_class"),
    ],
)
def test_a_wrong_grant_is_refused_and_nothing_is_given(signed_in, changed, said):
    if "grantee" in changed:
        changed = changed | {"grantee": place(changed["grantee"])}
    page = give(signed_in("han"), **changed)
    assert page.status_code == 422
    assert said in page.text
    with acting_as_system():
        assert not Grant.objects.filter(
            grantee__code="xiaoshan", district__code="binjiang"
        ).exists()


def open_access(client, **changed):
    told = {"district": place("binjiang"), "hours": "2", "reason": "排查导入失败"}
    return client.post("/settings/access/", told | changed)


def test_an_engineer_looks_for_a_while_and_the_district_sees_and_ends_it(signed_in, act):
    qiu = signed_in("qiu")
    assert open_access(qiu).status_code == 302
    assert "您正在以运维身份查看滨江区的数据" in qiu.get("/settings/people/").text
    with act("qiu") as actor:
        assert place("binjiang") in actor.readable["projects"]
        assert actor.writable == {}
    han = signed_in("han")
    log = han.get("/settings/access/").text
    assert "排查导入失败" in log
    with acting_as_system():
        opened = StaffAccess.objects.get()
    shen = signed_in("shen")
    assert "排查导入失败" not in shen.get("/settings/access/").text
    assert shen.post(f"/settings/access/{opened.pk}/close/").status_code == 404
    lin = signed_in("lin")
    assert lin.post(f"/settings/access/{opened.pk}/close/").status_code == 403
    han = signed_in("han")
    assert han.post(f"/settings/access/{opened.pk}/close/").status_code == 302
    with act("qiu") as actor:
        assert actor.readable == {}


@pytest.mark.parametrize(
    ("name", "changed"), [("lin", {}), ("qiu", {"hours": "9"}), ("qiu", {"reason": " "})]
)
def test_a_wrong_access_is_refused_and_nothing_is_opened(signed_in, name, changed):
    open_access(signed_in(name), **changed)
    with acting_as_system():
        assert not StaffAccess.objects.exists()


def test_a_token_is_shown_once_and_taken_back_at_once(signed_in):
    lin = signed_in("lin")
    told = {"name": "月报取数", "district": place("binjiang"), "days": "30"}
    page = lin.post("/settings/tokens/", told)
    secret = re.search(r"shigu_[\w-]{43}", page.text)[0]
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert secret not in lin.get("/settings/tokens/").text
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert Client().get("/api/v1/districts", **bearer).status_code == 200
    with acting_as_system():
        made = ApiToken.objects.get()
        assert secret.encode() not in bytes(made.digest)
    assert lin.post(f"/settings/tokens/{made.pk}/revoke/").status_code == 302
    assert Client().get("/api/v1/districts", **bearer).status_code == 401


def test_ones_name_is_corrected_and_the_old_one_stays_in_history(signed_in):
    client = signed_in("lin")
    client.post("/settings/", {"full_name": "林<script>", "email": ""})
    page = client.get("/settings/").text
    assert "林&lt;script&gt;" in page
    assert "<script>" not in page.replace("<script ", "")
    assert "<del>林岚</del>" in page
