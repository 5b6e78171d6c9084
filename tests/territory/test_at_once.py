"""Many ask at the same moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import DatabaseError, connection

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.districts.verbs import action
from shigu.territory.actions import occupy, release, reserve
from shigu.territory.draws import Ask
from shigu.territory.models import Draw, Occupancy, Pool, Reservation, Space
from tests.people import user
from tests.territory.conftest import pool

CLIENTS = 50


def at_once(ask, clients=CLIENTS):
    """What each client was told; each asks when all are there."""
    with acting_as_system():
        shen = user("shen").pk
    gate = Barrier(clients)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(240)
            with acting_as(shen, "沈川") as actor:
                return ask(actor, number)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(one, range(clients)))


def take(actor, code, **given):
    space = Space.objects.get(code=code)
    wanted = {"start": date(2027, 1, 1), "basis": "lease", "reason": "签约"} | given
    return occupy(actor, space, **wanted)


def test_of_fifty_who_ask_for_one_space_exactly_one_gets_it(real_territory):
    told = at_once(lambda actor, _number: take(actor, "tt-hall"))
    won = [answer for answer in told if isinstance(answer, Occupancy)]
    assert len(won) == 1
    assert {a for a in told if isinstance(a, str)} == {
        "未公开的一方自 2027-01-01 起占用，无期限。没有能空出来的日子。"
    }
    with acting_as_system():
        assert Occupancy.objects.filter(space__code="tt-hall").get() == won[0]


@pytest.mark.parametrize("area", [Decimal("300"), Decimal("66.7")])
def test_parts_taken_at_once_never_exceed_the_space(real_territory, area):
    told = at_once(lambda actor, _number: take(actor, "tt-floors", area_m2=area))
    won = [answer for answer in told if isinstance(answer, Occupancy)]
    assert len(won) == Decimal("1000.5") // area
    with acting_as_system():
        held = Occupancy.objects.filter(space__code="tt-floors")
        assert sum(one.area_m2 for one in held) == len(won) * area <= Decimal("1000.5")


def test_the_database_alone_keeps_parts_inside(real_territory):
    """Without the action's own check: plain rows, straight into the table."""

    @action("tests.insert", "直写")
    def insert(_actor, _number):
        space = Space.objects.get(code="tt-floors")
        try:
            return Occupancy.objects.create(
                space=space,
                district_id=space.district_id,
                period=(date(2027, 1, 1), None),
                area_m2=150,
                state="occupied",
                basis="record",
            )
        except DatabaseError as error:
            raise Refused(str(error)) from error

    told = at_once(insert)
    assert sum(isinstance(answer, Occupancy) for answer in told) == 6
    with acting_as_system():
        assert Occupancy.objects.filter(space__code="tt-floors").count() == 6


def test_who_leaves_makes_room_for_exactly_one(real_territory):
    with acting_as_system() as system:
        held = take(system, "tt-hall")

    def ask(actor, number):
        if number == 0:
            return release(actor, held, on=date(2027, 6, 1), reason="搬离")
        return take(actor, "tt-hall", start=date(2027, 6, 1))

    told = at_once(ask, 20)
    taken = [a for a in told[1:] if isinstance(a, Occupancy)]
    assert len(taken) <= 1
    with acting_as_system():
        assert Occupancy.objects.filter(space__code="tt-hall").count() == 1 + len(taken)


def keep(actor, code, asks=(), **given):
    space = code and Space.objects.get(code=code)
    wanted = {"start": date(2027, 1, 1), "basis": "intent", "reason": "洽谈"} | given
    return reserve(actor, space, asks=asks, **wanted)


def of_pool(amount):
    return [Ask(Pool.objects.get(code="tt-power"), Decimal(amount), date(2027, 1, 1))]


def counted():
    """How many rows and events of holdings there are."""
    with acting_as_system():
        models = (Reservation, Occupancy, Draw)
        return [m.objects.count() for m in models] + [
            m.pgh_event_model.objects.count() for m in models
        ]


def test_of_fifty_who_reserve_one_space_exactly_one_keeps_it(real_territory):
    told = at_once(lambda actor, _number: keep(actor, "tt-hall"))
    assert sum(isinstance(answer, Reservation) for answer in told) == 1
    assert {a for a in told if isinstance(a, str)} == {
        "未公开的一方自 2027-01-01 起预留，无期限。没有能空出来的日子。"
    }
    assert counted() == [1, 1, 0, 1, 1, 0]


def test_fifty_reserve_parts_until_the_space_is_full(real_territory):
    area = Decimal("66.7")
    told = at_once(lambda actor, _number: keep(actor, "tt-floors", area_m2=area))
    assert sum(isinstance(answer, Reservation) for answer in told) == 15
    refused = {a for a in told if isinstance(a, str)}
    assert len(refused) == 1
    assert refused.pop().startswith("要 66.7 ㎡，这段时间只余 0 ㎡（共 1,000.5 ㎡）。")
    assert counted() == [15, 15, 0, 15, 15, 0]


def test_fifty_draw_on_one_pool_until_nothing_is_left(real_territory):
    with acting_as_system() as system:
        pool(system, amount=1000.0)
        home = Space.objects.get(code="tt-hall").district
    told = at_once(lambda actor, _n: keep(actor, None, of_pool("66.7"), district=home))
    assert sum(isinstance(answer, Reservation) for answer in told) == 14
    refused = [a for a in told if isinstance(a, str)]
    assert len(refused) == 36
    assert {a.split("。")[0] for a in refused} == {
        "湘湖试园 · 电力 · 2027-01：要 66.7 kVA，2027-01 只余 66.2（共 1,000）"
    }
    assert counted() == [14, 0, 14, 14, 0, 14]
    with acting_as_system():
        assert sum(Draw.objects.values_list("amount", flat=True)) == Decimal("933.8")


def test_space_and_pool_are_given_together_or_not_at_all(real_territory):
    """The pool gives out before the space does: who is refused by it keeps no part of the space."""
    with acting_as_system() as system:
        pool(system, amount=1000.0)
    told = at_once(lambda actor, _n: keep(actor, "tt-floors", of_pool("300"), area_m2=Decimal(60)))
    assert sum(isinstance(answer, Reservation) for answer in told) == 3
    assert counted() == [3, 3, 3, 3, 3, 3]


def test_the_database_alone_keeps_draws_inside_the_pool(real_territory):
    """Without the action's own check: plain rows, straight into the tables."""
    with acting_as_system() as system:
        pool(system, amount=1000.0)
        home = Space.objects.get(code="tt-hall").district

    @action("tests.draw", "直写")
    def draw(_actor, _number):
        kept = Reservation.objects.create(
            district=home, period=(date(2027, 1, 1), None), basis="record",
            expires_on=date(2090, 1, 1),
        )  # fmt: skip
        try:
            return Draw.objects.create(
                district=home, reservation=kept, pool=Pool.objects.get(code="tt-power"),
                amount=150, month_from=date(2027, 1, 1),
            )  # fmt: skip
        except DatabaseError as error:
            raise Refused(str(error)) from error

    told = at_once(draw)
    assert sum(isinstance(answer, Draw) for answer in told) == 6
    assert all("gives 1050" in a for a in told if isinstance(a, str))
    assert counted() == [6, 0, 6, 6, 0, 6]
