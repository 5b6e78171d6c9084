"""The engine's doubles of the register wait for judgement with their evidence."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.districts.policies import Refused
from shigu.registry import actions
from shigu.registry.models import Proposal
from shigu.registry.resolving import find

SHAPE = {"kind": "enterprise", "status": "illustrative", "founded": "2019-04-18"}
NAMES = ("杭州镜湖光电科技有限公司", "杭州镜湖光电科技有限公司 ", "宁波镜湖光电科技有限公司")


@pytest.fixture
def doubled(act):
    with act("lin") as lin:
        rows = [
            actions.register(lin, SHAPE | {"name_zh": name, "district": "binjiang"}, reason="试验")
            for name in NAMES
        ]
        find(lin)
        yield lin, rows


def pairs_of(rows):
    keys = {row.pk for row in rows}
    return [p for p in Proposal.objects.all() if {p.one_id, p.other_id} <= keys]


def test_a_name_written_otherwise_is_proposed_and_a_namesake_elsewhere_is_not(doubled):
    _, rows = doubled
    (pair,) = pairs_of(rows)
    assert {pair.one_id, pair.other_id} == {rows[0].pk, rows[1].pk}
    assert pair.score > 0.99
    said = {item["field"]: item["agrees"] for item in pair.evidence}
    assert said == {"name_zh": True, "founded": True}


def test_searching_again_adds_nothing_and_keeps_the_judgement(doubled):
    lin, rows = doubled
    before = list(Proposal.objects.values_list("pk", flat=True))
    actions.judge(lin, rows[0], rows[1], "different", reason="两套证照")
    find(lin)
    assert list(Proposal.objects.values_list("pk", flat=True)) == before


def test_who_keeps_no_registry_searches_nothing(act):
    with act("wei") as wei:
        with pytest.raises(Refused):
            find(wei)
        assert not Proposal.objects.exists()


def test_the_button_puts_the_search_into_the_background(signed_in):

    assert signed_in("lin").post("/registry/doubles/find/").url == "/registry/doubles/"
    assert ProcrastinateJob.objects.filter(task_name="registry.find_doubles").count() == 1
    assert signed_in("wei").post("/registry/doubles/find/").status_code == 403
