"""What the tests of this folder share: a kind of notice, and telling somebody."""

import pytest

from shigu.districts.models import District
from shigu.work import actions
from shigu.work.kinds import kind
from tests.people import user

TOLD = kind("tests.told", "测试", "%(what)s 请 %(who)s 看")


@pytest.fixture
def tell(act):
    """``tell("lin", "shen", at="xiaoshan")``: Lin tells Shen about something of 萧山."""

    def told(sender, *people, at, what="一件事", address="/plans/"):
        with act(sender) as actor:
            return actions.notify(
                actor,
                [user(name).pk for name in people],
                TOLD,
                District.objects.get(code=at),
                {"what": what, "who": "您"},
                address=address,
            )

    return told
