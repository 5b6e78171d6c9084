"""Keeping space and amounts of pools for a while: lapse, one extension, release, occupation."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.verbs import action
from shigu.territory.actions import confirm, extend, free, put, release, reserve
from shigu.territory.draws import ask, drawn, part, room, total
from shigu.territory.models import Draw, Occupancy, Pool, Reservation, Space
from tests.territory.conftest import pool

Y27, Y28 = date(2027, 1, 1), date(2028, 1, 1)


@action("tests.age", "改动")
def age(_actor, kept, **values):
    Reservation.objects.filter(pk=kept.pk).update(**values)


def over(actor, kept):
    """The day after it lapsed has come."""
    today = timezone.localdate()
    age(actor, kept, made_on=today - timedelta(days=9), expires_on=today - timedelta(days=1))


def power():
    return Pool.objects.get(code="tt-power")


def of_power(amount, start=Y27, end=None):
    return ask(power(), Decimal(amount), start, end)


def keep(actor, code="tt-hall", *asks, **given):
    wanted = {"start": Y27, "basis": "intent", "reason": "洽谈"} | given
    space = code and Space.objects.get(code=code)
    return reserve(actor, space, asks=asks, **wanted)


def left(actor):
    held = drawn(actor, [power()], timezone.localdate())
    return room(total(power()), held, Y27, None).left


@pytest.fixture
def shen(territory, act):
    with acting_as_system() as system:
        pool(system)
    with act("shen") as actor:
        yield actor


def test_it_lasts_as_long_as_the_setting_says(shen):
    kept = keep(shen)
    assert kept.expires_on == timezone.localdate() + timedelta(days=settings.RESERVATION_DAYS)
    assert settings.RESERVATION_DAYS == 90
    with pytest.raises(Refused, match="最长 90 天"):
        keep(shen, "tt-floors", area_m2=Decimal(1), expires_on=kept.expires_on + timedelta(days=1))
    assert Reservation.objects.count() == 1


def test_a_lapsed_one_holds_neither_space_nor_pool_though_nothing_ran(shen):
    kept = keep(shen, "tt-hall", of_power("900"))
    with pytest.raises(Refused, match="只余 100（共 1,000）。未公开的一方 预留中 900 kVA。"):
        keep(shen, "tt-floors", of_power("101"), area_m2=Decimal(1))
    over(shen, kept)
    assert left(shen) == 1000
    again = keep(shen, "tt-hall", of_power("1000"))
    assert again.holding.space.code == "tt-hall"
    kept.refresh_from_db()
    assert (kept.stage, kept.holds(timezone.localdate())) == ("kept", False)


@pytest.mark.parametrize("verb", ["extend", "confirm", "free"])
def test_what_lapsed_is_neither_extended_nor_placed_nor_released(shen, verb):
    kept = keep(shen)
    over(shen, kept)
    acts = {
        "extend": lambda: extend(shen, kept, until=timezone.localdate(), reason="续"),
        "confirm": lambda: confirm(shen, kept, basis="lease", reason="签"),
        "free": lambda: free(shen, kept, reason="放"),
    }
    with pytest.raises(Refused, match="已到期"):
        acts[verb]()
    kept.refresh_from_db()
    assert (kept.stage, kept.extended_on) == ("kept", None)


def test_the_database_revives_nothing_that_lapsed(shen):
    kept = keep(shen)
    over(shen, kept)
    age(shen, kept, expires_on=timezone.localdate() + timedelta(days=5))
    kept.refresh_from_db()
    assert kept.expires_on == timezone.localdate() - timedelta(days=1)


def test_it_is_extended_once_with_a_reason(shen):
    kept = keep(shen)
    first = kept.expires_on
    later = first + timedelta(days=30)
    with pytest.raises(Refused, match="事由"):
        extend(shen, kept, until=later, reason=" ")
    with pytest.raises(Refused, match="不晚于"):
        extend(shen, kept, until=first + timedelta(days=91), reason="等环评")
    longer = extend(shen, kept, until=later, reason="等环评")
    assert (longer.expires_on, longer.extended_because) == (later, "等环评")
    assert longer.extended_on == timezone.localdate()
    assert Occupancy.objects.get(reservation=kept).expires_on == later
    with pytest.raises(Refused, match="延过一次"):
        extend(shen, longer, until=later + timedelta(days=1), reason="再等")
    with pytest.raises(IntegrityError, match="extended once"), transaction.atomic():
        age(shen, longer, expires_on=later + timedelta(days=1))
    longer.refresh_from_db()
    assert longer.expires_on == later


def test_released_it_frees_space_and_pool_at_once(shen):
    kept = keep(shen, "tt-hall", of_power("900"))
    done = free(shen, kept, reason="不来了")
    assert (done.stage, done.ended_on) == ("released", timezone.localdate())
    assert left(shen) == 1000
    assert not Occupancy.objects.filter(space__code="tt-hall").exists()
    with pytest.raises(Refused, match="已办结"):
        free(shen, kept, reason="再放")
    keep(shen, "tt-hall", of_power("1000"))


def test_placed_it_becomes_an_occupation_that_still_draws(shen):
    kept = keep(shen, "tt-hall", of_power("900"))
    placed = confirm(shen, kept, basis="lease", reason="签约")
    held = Occupancy.objects.get(reservation=kept)
    assert (placed.stage, held.state, held.basis) == ("placed", "occupied", "lease")
    assert left(shen) == 100
    release(shen, held, on=Y28, reason="搬离")
    draw = Draw.objects.get()
    assert (draw.month_from, draw.month_to) == (Y27, date(2027, 12, 1))
    held = drawn(shen, [power()], timezone.localdate())
    assert room(total(power()), held, Y28, None).left == 1000
    assert room(total(power()), held, Y27, None).left == 100


def test_a_reserved_space_is_let_go_on_its_reservation(shen):
    kept = keep(shen)
    with pytest.raises(Refused, match="预留页"):
        release(shen, kept.holding, on=Y27, reason="放")
    assert Occupancy.objects.count() == 1


def test_months_are_counted_one_by_one(shen):
    keep(shen, None, of_power("600", Y27, Y28), district=power().district, end=Y28)
    keep(shen, None, of_power("700", Y28), district=power().district, start=Y28)
    with pytest.raises(Refused, match="2028-01 只余 300"):
        keep(shen, None, of_power("400", date(2027, 6, 1)), district=power().district)
    keep(shen, None, of_power("400", Y27, Y28), district=power().district, end=Y28)
    assert [d.amount for d in Draw.objects.order_by("month_from", "amount")] == [400, 600, 700]


def test_a_player_draws_no_more_than_its_share(territory, act):
    with acting_as_system() as system:
        pool(system, owner="hangzhou", zone=None)
        share = {"id": "e", "pool": "tt-power", "player": "xiaoshan", "share": 0.35}
        put(system, "pool_entitlements", [share | {"status": "illustrative"}])
        assert part(power(), "xiaoshan") == 350
        assert part(power(), "hangzhou") == 650
        assert part(power(), "binjiang") == 0
        bin_space = Space.objects.get(code="tt-land")
    with act("shen") as shen:
        keep(shen, "tt-hall", of_power("300"))
        with pytest.raises(Refused, match="萧山区的份额是 350 kVA，2027-01 只余 50，要 51"):
            keep(shen, "tt-floors", of_power("51"), area_m2=Decimal(1))
        keep(shen, "tt-floors", of_power("50"), area_m2=Decimal(1))
    with acting_as_system() as system, pytest.raises(Refused, match="滨江区没有份额"):
        reserve(system, bin_space, start=Y27, basis="intent", reason="洽谈",
                area_m2=Decimal(1), asks=[of_power("1")])  # fmt: skip
    with acting_as_system():
        assert Reservation.objects.count() == 2


def test_a_pool_does_not_shrink_below_what_is_drawn(shen):
    keep(shen, "tt-hall", of_power("900"))
    with acting_as_system(), pytest.raises(IntegrityError, match="gives 900"), transaction.atomic():
        Pool.objects.filter(code="tt-power").update(amount=899)
    assert power().amount == 1000


@pytest.mark.parametrize("name", ["lin", "fang", "gu", "zhou"])
def test_others_reserve_nothing(territory, act, name):
    with acting_as_system() as system:
        pool(system)
        here = Space.objects.select_related("district").get(code="tt-hall")
        asked = of_power("1")
        home = District.objects.get(code="xiaoshan")
    with act(name) as actor:
        for space in (here, None):
            with pytest.raises(Refused):
                reserve(actor, space, start=Y27, basis="intent", asks=[asked], district=home,
                        reason="试")  # fmt: skip
    with acting_as_system():
        assert not Reservation.objects.exists()


def test_a_reservation_of_nothing_is_refused(shen):
    with pytest.raises(Refused, match="选一处空间"):
        keep(shen, None)
    asked = of_power("1")
    with pytest.raises(Refused, match="只写一行"):
        keep(shen, "tt-hall", asked, asked)
    assert not Reservation.objects.exists()
