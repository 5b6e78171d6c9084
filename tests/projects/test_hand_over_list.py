"""The list of hand-overs: found, narrowed, exported; nobody sees those of others."""

import csv
import io
from decimal import Decimal

import pytest

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import decline_hand_over, file, propose_hand_over
from shigu.projects.models import HandOver, Project

ADDRESS = "/projects/hand-overs/"


@pytest.fixture
def three(act):
    """滨江 offered three projects; 萧山 declined the second, the third goes to 钱塘."""
    with act("lin") as lin:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"stage": "3", "status": "illustrative", "link": link}
        home = District.objects.get(code="binjiang")
        for name, to in (("流转甲", "xiaoshan"), ("流转乙", "xiaoshan"), ("流转丙", "qiantang")):
            row = file(lin, home, values | {"name": name}, reason="首谈")
            propose_hand_over(lin, row, District.objects.get(code=to), summary=f"{name}概况",
                              credit_to=Decimal("0.4"), reason="调剂")  # fmt: skip
    with act("shen") as shen:
        decline_hand_over(shen, HandOver.objects.get(name="流转乙"), reason="无厂房")


def names(client, query=""):
    body = b"".join(client.get(f"{ADDRESS}?export=csv{query}")).decode("utf-8-sig")
    return [row[0] for row in list(csv.reader(io.StringIO(body)))[1:]]


def test_it_is_searched_narrowed_and_sorted(three, signed_in):
    lin = signed_in("lin")
    assert set(names(lin)) == {"流转甲", "流转乙", "流转丙"}
    assert names(lin, "&state=declined") == ["流转乙"]
    assert set(names(lin, "&target=xiaoshan")) == {"流转甲", "流转乙"}
    assert names(lin, "&q=丙概况") == ["流转丙"]
    assert names(lin)[-1] == "流转乙"
    assert names(lin, "&sort=name") == sorted(names(lin))
    assert names(lin, "&since=2090-01-01") == []


def test_each_side_sees_its_own(three, visit, signed_in):
    page = visit("shen", ADDRESS, count="hand-overs").content.decode()
    assert "流转甲" in page
    assert "待答复 1 项，已接收 0 项" in page
    assert set(names(signed_in("shen"))) == {"流转甲", "流转乙"}
    with acting_as_system():
        assert HandOver.objects.count() == 3
