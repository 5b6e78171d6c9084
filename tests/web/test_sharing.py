"""Sharing over the plan that is shown: whoever reads it sees shares, others the reason."""

import pytest

from shigu.plans.actions import adopt_plan
from shigu.plans.models import Plan
from tests.plans.world import ask, compute, make_small


@pytest.fixture
def plan(db):
    make_small()
    key = ask()
    compute(key)
    return key


def test_without_a_plan_the_page_says_who_starts_one(visit):
    page = visit("lin", "/sharing/").content.decode()
    assert "还没有联合方案" in page
    assert "产业分析员" in page


def test_the_asker_sees_shares_and_tries_terms(plan, act, visit):
    with act("gu") as actor:
        surplus = Plan.objects.visible_to(actor).get(pk=plan).surplus_yuan
    assert surplus > 0
    for address in ("/sharing/", "/sharing/coalitions/", "/sharing/terms/"):
        page = visit("gu", address, count=f"sharing{address.rstrip('/').removeprefix('/sharing')}")
        assert page.status_code == 200
    assert 'type="range"' in page.content.decode()
    assert str(plan) in visit("gu", f"/sharing/?plan={plan}").content.decode()


def test_a_plan_of_others_is_not_found(plan, visit):
    assert visit("lin", f"/sharing/?plan={plan}").status_code == 404
    assert visit("gu", "/sharing/?plan=nonsense").status_code == 404


def test_an_adopted_plan_is_told_but_its_shares_need_a_grant(plan, act, visit):
    with act("wei") as actor:
        adopt_plan(actor, Plan.objects.get(pk=plan), reason="季度会商通过")
    assert "这份方案的分配还没有对您开放" in visit("lin", "/sharing/").content.decode()
    cockpit = visit("lin", "/").content.decode()
    assert "联合方案比各自单干多" in cockpit
    assert "各方所得没有对您的区县开放" in cockpit


def test_the_cockpit_tells_the_asker_that_the_plan_is_done(plan, visit):
    page = visit("gu", "/").content.decode()
    assert "发起的方案已算完，等采纳" in page
    assert "浅色为单干所得，深色为合作增益。" in page
    assert "发起的方案已算完" not in visit("lin", "/").content.decode()
