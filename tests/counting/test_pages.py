"""Pages of the statistics: the tables, the files they leave as, the panel of a project."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.counting.actions import record, tell
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.projects.models import Project
from tests.counting.test_as_of import INCREASE, TODAY, signed


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def downloaded(response):
    return response.getvalue().decode("utf-8-sig").splitlines()[1:]


@pytest.fixture
def counted(act):
    """Two signed projects of 滨江: one with an increase, one that is left out."""
    with act("lin") as lin:
        project = signed(lin, "p-one", 5000)
        record(lin, project, INCREASE, reason="增资协议")
        other = signed(lin, "p-home", 900)
        tell(lin, other, {"housing": True}, reason="住宅")
    return project


def test_the_monthly_table_counts_and_leaves_as_a_file(visit, counted):
    page = text(visit("lin", "/counting/", count="counting monthly"))
    assert f"{TODAY.year} 年计入 1 个项目、5,800\u2009万元" in page
    (line,) = downloaded(visit("lin", "/counting/?export=csv"))
    assert line.split(",")[0] == str(TODAY.month)
    assert [Decimal(cell) for cell in line.split(",")[2:]] == [1, 0, 5000, 800, 5800]
    assert downloaded(visit("lin", f"/counting/?year={TODAY.year - 1}&export=csv")) == []
    assert visit("lin", "/counting/?export=xlsx").getvalue()[:2] == b"PK"


def test_rows_left_out_say_why(visit, counted):
    page = text(visit("lin", "/counting/left-out/?q=p-home", count="counting left out"))
    assert "房地产，不计" in page
    english = visit("lin", "/counting/left-out/?q=p-home", HTTP_ACCEPT_LANGUAGE="en")
    assert "Housing does not count." in text(english)


@pytest.mark.parametrize(
    ("sort", "amounts"), [("amount_wan", [800, 5000]), ("-amount_wan", [5000, 800])]
)
def test_what_counts_is_sorted_by_amount(visit, counted, sort, amounts):
    lines = downloaded(visit("lin", f"/counting/counted/?sort={sort}&export=csv"))
    assert [Decimal(line.split(",")[-1]) for line in lines] == amounts


def test_amounts_that_are_unknown_stand_apart_in_either_order(visit, act, counted):
    with act("lin") as lin:
        tell(lin, signed(lin, "p-bare", None), {"housing": True}, reason="住宅")
    for sort, ends in (("amount_wan", 0), ("-amount_wan", -1)):
        lines = downloaded(visit("lin", f"/counting/left-out/?sort={sort}&export=csv"))
        told = [line.split(",")[4] for line in lines]
        assert (told.count(""), told[ends]) == (1, "")


def test_the_ranking_names_its_window(visit, counted):
    page = text(visit("gu", "/counting/ranking/", count="counting ranking"))
    assert f"{TODAY.year}-01-01 至 {TODAY}" in page
    assert "0.0%" in page


def test_an_earlier_day_and_other_rules_are_asked_for_in_the_address(visit, counted):
    page = text(visit("lin", f"/counting/?as_of={TODAY.year}-01-01&rules=sanming-2006"))
    assert "三明市 2006 年招商统计口径" in page
    assert "计入 0 个项目" in page
    assert "本市资本，不计" in text(visit("lin", "/counting/rules/?rules=sanming-2006"))


def test_what_no_rule_tells_stands_on_the_page_of_rules(visit):
    page = text(visit("lin", "/counting/rules/"))
    assert "签约后退回前面阶段或退出的项目仍然计入" in page
    assert "没有签约就终止的项目（不再跟进、终止洽谈、不予准入）没有签约" in page
    assert "同一企业在两个区县签约的两个项目各计一次" in page


def test_facts_and_events_are_told_on_the_projects_page(signed_in, act, counted):
    client, address = signed_in("lin"), f"/counting/of/{counted.pk}/"
    given = {"form": "facts", "public_share": "60", "reason": "财政出资六成"}
    assert client.post(address, given).status_code == 302
    with act("lin"):
        assert CountingFacts.objects.filter(project=counted).get().public_share == Decimal("0.6")
    event = {"form": "event", "kind": "increase", "day": str(date(TODAY.year, 1, 2)), "reason": "x"}
    assert client.post(address, event).status_code == 422
    assert client.post(address, event | {"amount_wan": "20"}).status_code == 302
    assert "增资协议" in text(client.get(f"/projects/{counted.pk}/"))
    with act("lin"):
        row = CapitalEvent.objects.get(amount_wan=20)
    cancelled = client.post(f"/counting/events/{row.pk}/cancel/", {"reason": "误登"})
    assert cancelled.status_code == 302
    with act("lin"):
        assert CapitalEvent.objects.filter(cancels=row.pk).count() == 1


def test_who_only_reads_or_sits_elsewhere_tells_nothing(signed_in, visit, act, counted):
    address = f"/counting/of/{counted.pk}/"
    assert visit("gu", address).status_code == 403
    assert visit("shen", address).status_code == 404
    sent = {"form": "event", "kind": "upgrade", "day": str(TODAY), "reason": "x"}
    assert signed_in("gu").post(address, sent).status_code == 403
    with act("lin"):
        assert CapitalEvent.objects.count() == 1
        assert Project.objects.filter(pk=counted.pk).exists()
