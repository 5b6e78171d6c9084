"""Many ask at the same moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.districts.verbs import action
from shigu.territory.actions import occupy, release
from shigu.territory.models import Occupancy, Space
from tests.people import user

pytestmark = pytest.mark.xdist_group("many-connections")

CLIENTS = 50


def at_once(ask, clients=CLIENTS):
    """What each client was told; each asks when all are there."""
    with acting_as_system():
        shen = user("shen").pk
    gate = Barrier(clients)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(60)
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
        except Exception as error:
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
