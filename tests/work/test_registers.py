"""Reforms, common prosperity, key lists and titles: who keeps and who reads them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shigu.districts.policies import Refused
from shigu.work import actions
from shigu.work.models import KeyProject, ProsperityReading, ReformItem, TitleApplication
from tests.work.world import place

CRITERIA = ["产值占全国前列 | 统计公报 2025", "有国家级平台 |", "章程已通过"]


def reading(actor, **more):
    values = {"name": "村集体经营性收入", "unit": "万元", "year": 2026} | more
    return actions.register(actor, ProsperityReading, place("binjiang"), values)


def test_every_member_reads_reforms_and_only_the_keeper_changes_them(act):
    with act("lin") as lin:
        values = {"name": "两区互认人才", "owner": "组织部"}
        made = actions.register(lin, ReformItem, place("binjiang"), values)
    with act("shen") as shen:
        assert ReformItem.objects.visible_to(shen).get().state == "planned"
        with pytest.raises(Refused):
            actions.revise(shen, made, {"state": "running"})
        assert ReformItem.objects.update(state="running") == 0
    with act("lin") as lin:
        actions.revise(lin, made, {"state": "tried"})
        assert [each.state for each in made.events.order_by("pgh_created_at")] == [
            "planned",
            "tried",
        ]
    with act("zhou"):
        assert not ReformItem.objects.exists()


def test_an_indicator_has_one_reading_a_district_and_year(act):
    with act("lin") as lin:
        made = reading(lin, value=Decimal("80"), target=Decimal("100"))
        assert made.reached == Decimal("0.8")
        with pytest.raises(ValidationError):
            reading(lin, value=Decimal("81"))
        assert reading(lin, year=2027).reached is None
        assert reading(lin, year=2028, value=Decimal(1), target=Decimal(0)).reached is None


def test_a_key_list_is_read_by_its_district(act):
    with act("lin") as lin:
        values = {"list_name": "省重点", "year": 2026, "name": "机密项目"}
        actions.register(lin, KeyProject, place("binjiang"), values)
        assert KeyProject.objects.count() == 1
    with act("shen"):
        assert not KeyProject.objects.exists()


def test_readiness_counts_criteria_with_evidence(act):
    with act("lin") as lin:
        values = {"name": "国家级先进制造业集群", "criteria": CRITERIA}
        made = actions.register(lin, TitleApplication, place("binjiang"), values)
    assert made.missing == ["有国家级平台", "章程已通过"]
    assert made.ready == 1 - Decimal(2) / 3
    assert TitleApplication().ready is None


def test_an_entry_is_made_and_changed_through_its_pages(act, signed_in, visit):
    with act("lin"):
        key = place("binjiang").pk
    given = {"district": key, "name": "制造业创新中心", "status": "fact"}
    given["criteria"] = "\r\n".join(CRITERIA)
    client = signed_in("lin")
    assert client.post("/work/registers/titles/new/", given).status_code == 302
    with act("lin"):
        made = TitleApplication.objects.get()
        assert [line.strip() for line in made.criteria] == CRITERIA
    page = visit("shen", made.get_absolute_url(), count="work: entry").content.decode()
    assert "条件齐备 33%，还缺 2 项证据。" in page
    assert signed_in("shen").post(made.get_absolute_url(), given).status_code == 403
    listed = visit("shen", "/work/registers/titles/", count="work: register").content.decode()
    assert "有国家级平台；章程已通过" in listed


@pytest.mark.parametrize("kind", ["reforms", "prosperity", "key-projects", "titles"])
def test_each_register_has_its_list_and_form(visit, kind):
    assert visit("lin", f"/work/registers/{kind}/?q=无").status_code == 200
    assert visit("lin", f"/work/registers/{kind}/new/").status_code == 200
    assert visit("han", f"/work/registers/{kind}/new/").status_code == 403


def test_there_is_no_other_register(visit):
    assert visit("lin", "/work/registers/other/").status_code == 404


def test_a_register_opens_with_what_stands_in_it(act, signed_in):
    with act("lin") as lin:
        for state in ("planned", "running", "running"):
            values = {"name": f"事项 {state}", "owner": "发改局", "state": state}
            actions.register(lin, ReformItem, place("binjiang"), values)
        reading(lin, value=Decimal(5), target=Decimal(4))
        reading(lin, year=2025, value=Decimal(3), target=Decimal(4))
        due = timezone.localdate() + timedelta(days=30)
        title = {"name": "国家先进制造业集群", "due": due, "criteria": CRITERIA}
        actions.register(lin, TitleApplication, place("binjiang"), title)
    for kind, told in {
        "reforms": "3 项：已列入 1、已实施 2。",
        "prosperity": "2 项指标，1 项达到目标。",
        "titles": "1 项申报，90 天内到申报期限的 1 项。",
    }.items():
        assert told in signed_in("lin").get(f"/work/registers/{kind}/").content.decode()
    empty = signed_in("lin").get("/work/registers/key-projects/").content.decode()
    assert "0 项" not in empty
