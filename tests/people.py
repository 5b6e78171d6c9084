"""The cast of all tests.

Lin is an officer of 滨江, Shen directs 萧山's parks, Gu analyses at the joint office, Fang keeps
萧山's money, Wei leads the cluster, Han administers 滨江, Zhou has an account and no seat, and Qiu
is an engineer.
"""

from datetime import date

import pytest

from shigu.districts.models import District, Grant, Membership, User
from shigu.districts.scope import acting_as, acting_as_system

PASSWORD = "lake-of-the-tests-42"
DAY = date(2026, 1, 1)
DISTRICTS = (
    ("hangzhou", "330100", "杭州市", "Hangzhou", "city", None, "hangzhou"),
    ("binjiang", "330108", "滨江区", "Binjiang", "district", "hangzhou", "binjiang"),
    ("xiaoshan", "330109", "萧山区", "Xiaoshan", "district", "hangzhou", "xiaoshan"),
    ("chengxi", "", "城西科创大走廊", "Chengxi Corridor", "corridor", "hangzhou", "chengxi"),
    ("yuhang", "330110", "余杭区", "Yuhang", "district", "hangzhou", "chengxi"),
    ("joint", "", "中国视谷联合专班", "Vision Valley joint office", "office", "hangzhou", ""),
    ("wuhan", "420100", "武汉市", "Wuhan", "city", None, ""),
)
SEATS = (
    ("lin", "林岚", "binjiang", "officer"),
    ("han", "韩默", "binjiang", "administrator"),
    ("shen", "沈川", "xiaoshan", "director"),
    ("fang", "方圆", "xiaoshan", "finance"),
    ("gu", "顾远", "joint", "analyst"),
    ("wei", "魏然", "joint", "leader"),
)
WITHOUT_SEAT = (("zhou", "周行"), ("qiu", "邱工"))


def enrol():
    """Put the cast into an empty database."""
    with acting_as_system():
        places = {}
        for code, gb_code, zh, en, level, parent, player in DISTRICTS:
            places[code] = District.objects.create(
                code=code,
                gb_code=gb_code,
                name_zh=zh,
                name_en=en,
                level=level,
                parent=places.get(parent),
                player=player,
                status="fact",
            )
        for username, name, district, role in SEATS:
            user = User.objects.create_user(username, password=PASSWORD, full_name=name)
            Membership.objects.create(
                user=user, district=places[district], role=role, valid_from=DAY
            )
        for username, name in WITHOUT_SEAT:
            User.objects.create_user(
                username, password=PASSWORD, full_name=name, is_staff=username == "qiu"
            )
        for code in ("binjiang", "xiaoshan", "chengxi", "yuhang", "hangzhou"):
            Grant.objects.create(
                district=places[code],
                grantee=places["joint"],
                data_class="projects",
                agreement="联合方案数据约定（示例）",
                valid_from=DAY,
                valid_to=date(2036, 1, 1),
            )


def user(name):
    return User.objects.get(username=name)


@pytest.fixture
def act(db):
    """``with act("lin") as actor:`` runs in the scope of one of the cast."""
    return lambda name: acting_as(user(name).pk, name)


@pytest.fixture
def signed_in(db, client):
    """``signed_in("lin")`` is a test client that one of the cast is signed in with."""

    def sign_in(name):
        client.force_login(user(name), "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
