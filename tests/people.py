"""The cast of all tests.

Lin is an officer of 滨江, Shen directs 萧山's parks, Gu analyses at the joint office, Fang keeps
萧山's money, Wei leads the cluster, Han administers 滨江, Zhou has an account and no seat, and Qiu
is an engineer.
"""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from shigu.data.actions import load_pack
from shigu.districts.models import District, Grant, Membership, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.pack.read import read_pack

PASSWORD = "lake-of-the-tests-42"
REFERENCE = Path(__file__).parents[1] / "packs" / "vision-valley"
DAY = date(2026, 1, 1)
SEATS = (
    ("lin", "林岚", "binjiang", "officer"),
    ("han", "韩默", "binjiang", "administrator"),
    ("shen", "沈川", "xiaoshan", "director"),
    ("fang", "方圆", "xiaoshan", "finance"),
    ("gu", "顾远", "joint", "analyst"),
    ("wei", "魏然", "joint", "leader"),
)
WITHOUT_SEAT = (("zhou", "周行"), ("qiu", "邱工"))


class QuickArgon2(Argon2PasswordHasher):
    """As the site keeps passwords, without the work; the site reads the parameters in each hash."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def enrol():
    """Put the reference pack and the cast into an empty database."""
    with acting_as_system() as system:
        load_pack(system, read_pack(REFERENCE), reason="测试底本")
        places = {place.code: place for place in District.objects.all()}
        places["joint"] = District.objects.create(
            code="joint",
            name_zh="中国视谷联合专班",
            name_en="Vision Valley joint office",
            level="office",
            parent=places["hangzhou"],
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
        for place in District.objects.exclude(player=""):
            Grant.objects.create(
                district=place,
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
