"""Pools of a player: opened, changed while reservations fit, closed; parts of them given."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.territory import actions
from shigu.territory.draws import ask
from shigu.territory.models import Entitlement, Pool

Y27, Y28 = date(2027, 1, 1), date(2028, 1, 1)
POWER = {"resource": "power", "amount": 1000.0, "unit": "kva", "month_from": Y27}
WHY = "电网批复"


@pytest.fixture
def pool(act):
    with act("shen") as shen:
        home = District.objects.get(code="xiaoshan")
        return actions.open_pool(shen, home, POWER | {"status": "illustrative"}, reason=WHY)


def keep(shen, pool, amount):
    asked = ask(pool, Decimal(amount), Y27, date(2027, 7, 1))
    terms = {"organisation": None, "basis": "lease", "asks": [asked], "reason": WHY}
    return actions.reserve(
        shen, None, start=Y27, end=date(2027, 7, 1), district=pool.district, **terms
    )


def test_a_pool_is_opened_for_the_player_and_recorded(act, pool):
    with act("lin"):
        found = Pool.objects.get(pk=pool.pk)
        assert (found.owner, found.district.code, found.amount) == ("xiaoshan", "xiaoshan", 1000)
        context = found.events.get().pgh_context
        assert (context["verb"], context["reason"]) == ("territory.open_pool", WHY)


@pytest.mark.parametrize("who", ["lin", "fang", "gu"])
def test_others_neither_open_nor_change_it(act, pool, who):
    with act(who) as actor:
        home = District.objects.get(code="xiaoshan")
        for refused in (
            lambda: actions.open_pool(actor, home, POWER, reason=WHY),
            lambda: actions.change_pool(actor, pool, {"amount": 5.0}, reason=WHY),
            lambda: actions.close_pool(actor, pool, last_month=Y28, reason=WHY),
            lambda: actions.entitle(actor, pool, "binjiang", 0.5, reason=WHY),
        ):
            with pytest.raises(Refused):
                refused()
        assert Pool.objects.get(pk=pool.pk).amount == 1000
        assert not Entitlement.objects.filter(pool=pool).exists()


def test_it_is_not_made_smaller_or_shorter_than_what_is_kept_of_it(act, pool):
    with act("shen") as shen:
        keep(shen, pool, 600)
        for change in ({"amount": 599.0}, {"month_to": date(2027, 5, 1)}, {"month_from": Y28}):
            with pytest.raises(Refused, match="先释放预留"):
                actions.change_pool(shen, pool, change, reason=WHY)
        found = Pool.objects.get(pk=pool.pk)
        assert (found.amount, found.month_from, found.month_to) == (1000, Y27, None)
        actions.change_pool(shen, pool, {"amount": 600.0}, reason=WHY)
        closed = actions.close_pool(shen, pool, last_month=date(2027, 6, 30), reason=WHY)
        assert (closed.amount, closed.month_to) == (600, date(2027, 6, 1))


def test_parts_are_at_most_the_whole_and_are_given_back(act, pool):
    with act("shen") as shen:
        first = actions.entitle(shen, pool, "binjiang", 0.6, reason=WHY)
        with pytest.raises(Refused, match="不能超过 1"):
            actions.entitle(shen, pool, "qiantang", 0.41, reason=WHY)
        with pytest.raises(Refused, match="其余归所有主体"):
            actions.entitle(shen, pool, "xiaoshan", 0.1, reason=WHY)
        with pytest.raises(Refused, match="nobody"):
            actions.entitle(shen, pool, "nobody", 0.1, reason=WHY)
        again = actions.entitle(shen, pool, "binjiang", 0.25, reason=WHY)
        assert (again.pk, again.share) == (first.pk, 0.25)
        actions.end_entitlement(shen, again, reason=WHY)
        assert not Entitlement.objects.filter(pool=pool).exists()
