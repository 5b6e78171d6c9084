"""Programs of the cast: each asks with a token of its own district."""

import orjson
import pytest

from shigu.api.door import BYTES, JSON, UPLOADS
from shigu.districts.actions import make_token
from shigu.districts.models import District
from shigu.districts.scope import acting_as
from tests.people import user

HOMES = {
    "lin": "binjiang",
    "han": "binjiang",
    "shen": "xiaoshan",
    "fang": "xiaoshan",
    "gu": "joint",
    "wei": "joint",
}


def make_secret(name, *, may_write=False):
    """The secret of a new token of one of the cast, in its own district."""
    person = user(name)
    with acting_as(person.pk, name) as actor:
        district = District.objects.get(code=HOMES[name])
        _, secret = make_token(actor, person, district, name="测试", may_write=may_write, days=1)
    return secret


@pytest.fixture
def secret_of(db):
    """``secret_of("lin", may_write=True)`` is the secret of a new token."""
    return make_secret


@pytest.fixture
def ask(secret_of, client):
    """``ask("lin", "/api/v1/zones")`` with a token of one of the cast that reads."""

    def get(name, address, **options):
        return client.get(
            address, headers={"Authorization": f"Bearer {secret_of(name)}"}, **options
        )

    return get


@pytest.fixture
def tell(secret_of, client):
    """``tell("lin", "POST", address, body)`` with a token of one of the cast that writes."""

    def send(name, method, address, body, *, may_write=True, language="", match="*"):
        secret = secret_of(name, may_write=may_write)
        told = {"Accept-Language": language, "If-Match": match}
        return client.generic(
            method,
            address,
            data=body if isinstance(body, bytes) else orjson.dumps(body),
            content_type=BYTES if address.partition("?")[0] in UPLOADS else JSON,
            headers={"Authorization": f"Bearer {secret}"} | told,
        )

    return send
