"""Holding spaces: one holder of a whole one, parts never above what there is, reasons kept."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.verbs import action
from shigu.registry.models import Organisation
from shigu.territory.actions import confirm, lapse, occupy, release, reserve
from shigu.territory.jobs import lapse_reservations
from shigu.territory.models import Occupancy, Reservation, Space
from shigu.territory.queries import Wish, fits, free_area, holdings, spaces, summary, with_standing

Y27, Y28, Y29 = date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)


def space(code="tt-hall"):
    return Space.objects.get(code=code)


def take(actor, code="tt-hall", start=Y27, end=Y28, **given):
    wanted = {"basis": "lease", "reason": "入驻协议"} | given
    return occupy(actor, space(code), start=start, end=end, **wanted)


def firm(name):
    with acting_as_system():
        return Organisation.objects.create(
            code=name, name_zh=name, kind="enterprise", status="fact"
        )


@action("tests.change", "改动")
def change(_actor, row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def yesterday():
    """A reservation of the day before yesterday that lasted until yesterday."""
    today = timezone.localdate()
    return {"made_on": today - timedelta(days=2), "expires_on": today - timedelta(days=1)}


def raw(code, start, end, area=None):
    here = space(code)
    return Occupancy.objects.create(
        space=here, district_id=here.district_id, period=(start, end), area_m2=area,
        state="occupied", basis="record",
    )  # fmt: skip


def test_a_director_lets_a_space_and_history_says_why(territory, act):
    with act("shen") as shen:
        held = take(shen)
        assert held.area_m2 == 1000
        told = held.events.get().pgh_context
        assert (told["verb"], told["reason"], told["name"]) == (
            "territory.occupy", "入驻协议", "shen",
        )  # fmt: skip


@pytest.mark.parametrize("name", ["lin", "fang", "gu", "zhou"])
def test_others_let_nothing(territory, act, name):
    with acting_as_system():
        here = Space.objects.select_related("district").get(code="tt-hall")
    with act(name) as actor, pytest.raises(Refused, match="萧山"):
        occupy(actor, here, start=Y27, basis="lease", reason="试")
    with acting_as_system():
        assert not Occupancy.objects.filter(space=here).exists()


def test_a_verb_without_a_reason_is_refused(territory, act):
    with act("shen") as shen:
        with pytest.raises(Refused, match="事由"):
            take(shen, reason="  ")
        assert not Occupancy.objects.filter(space=space()).exists()


def test_a_refusal_says_who_when_and_the_next_free_day(territory, act):
    with act("shen") as shen:
        take(shen, organisation=firm("欧诺光电"), start=date(2027, 3, 1), end=Y28)
        with pytest.raises(Refused) as refusal:
            take(shen, start=Y27, end=date(2027, 6, 1))
        assert (
            str(refusal.value)
            == "欧诺光电自 2027-03-01 至 2028-01-01 占用。最早 2028-01-01 起可用。"
        )
        assert Occupancy.objects.filter(space=space()).count() == 1


def test_who_is_not_on_record_stays_unnamed(territory, act):
    with act("shen") as shen:
        take(shen, end=None)
        with pytest.raises(
            Refused, match="未公开的一方自 2027-01-01 起占用，无期限。没有能空出来的日子"
        ):
            take(shen, start=Y28, end=None)


def test_a_gap_of_the_right_length_is_found(territory, act):
    with act("shen") as shen:
        take(shen, start=Y27, end=date(2027, 6, 1))
        take(shen, start=date(2027, 8, 1), end=Y28)
        with pytest.raises(Refused, match="最早 2027-06-01 起可用"):
            take(shen, start=date(2027, 5, 1), end=date(2027, 6, 15))
        with pytest.raises(Refused, match="最早 2028-01-01 起可用"):
            take(shen, start=date(2027, 5, 1), end=date(2027, 9, 1))


def test_a_day_later_another_moves_in(territory, act):
    with act("shen") as shen:
        take(shen)
        take(shen, start=Y28, end=Y29)
        assert Occupancy.objects.filter(space=space()).count() == 2


def test_the_database_refuses_a_second_holder(territory):
    with acting_as_system():
        raw("tt-hall", Y27, Y28)
        with (
            pytest.raises(IntegrityError, match="one_holder_of_a_whole_space"),
            transaction.atomic(),
        ):
            raw("tt-hall", date(2027, 12, 31), None)
        assert Occupancy.objects.filter(space=space()).count() == 1


@pytest.mark.parametrize("period", ["empty", "(,2028-01-01)", None])
def test_the_database_refuses_periods_that_overlap_with_nothing(territory, period):
    with acting_as_system():
        held = raw("tt-hall", Y27, Y28)
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            Occupancy.objects.filter(pk=held.pk).update(period=period)
        held.refresh_from_db()
        assert held.period.lower == Y27


def test_parts_fill_a_space_to_the_brim_and_no_further(territory, act):
    with act("shen") as shen:
        take(shen, "tt-floors", area_m2=Decimal("600.5"))
        take(shen, "tt-floors", area_m2=Decimal(400), start=date(2027, 6, 1), end=Y29)
        with pytest.raises(Refused) as refusal:
            take(shen, "tt-floors", area_m2=Decimal("0.1"), start=date(2027, 5, 1), end=Y28)
        assert "只余 0 ㎡（共 1,000.5 ㎡）" in str(refusal.value)
        assert "最早 2028-01-01 起可用" in str(refusal.value)
        take(shen, "tt-floors", area_m2=Decimal(400), start=Y27, end=date(2027, 6, 1))


def test_a_part_must_say_its_area(territory, act):
    with act("shen") as shen, pytest.raises(Refused, match="占用面积"):
        take(shen, "tt-floors")


def test_the_database_refuses_more_than_there_is(territory):
    with acting_as_system():
        raw("tt-floors", Y27, Y28, 600)
        held = raw("tt-floors", Y28, Y29, 600)
        with pytest.raises(IntegrityError, match="holds 1200"), transaction.atomic():
            Occupancy.objects.filter(pk=held.pk).update(period=(date(2027, 12, 31), Y29))
        with pytest.raises(IntegrityError, match=r"holds 1000\.600"), transaction.atomic():
            raw("tt-floors", date(2027, 12, 30), date(2028, 1, 2), Decimal("400.6"))
        with pytest.raises(IntegrityError, match="holds"), transaction.atomic():
            Occupancy.objects.bulk_create(
                Occupancy(space=held.space, district_id=held.district_id, period=(Y29, None),
                          area_m2=600, state="occupied", basis="record")
                for _ in range(2)
            )  # fmt: skip
        assert Occupancy.objects.filter(space=held.space).count() == 2


def test_land_counts_its_mu(territory):
    with acting_as_system():
        raw("tt-land", Y27, Y28, 20000)
        with pytest.raises(IntegrityError, match="of 20000"), transaction.atomic():
            raw("tt-land", Y27, Y28, Decimal("0.001"))


def test_a_space_does_not_shrink_below_its_tenants(territory):
    with acting_as_system():
        raw("tt-floors", Y27, Y28, 600)
        raw("tt-floors", Y27, Y28, 400)
        for change in ({"area_m2": 999}, {"divisible": False}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Space.objects.filter(code="tt-floors").update(**change)
        assert space("tt-floors").divisible
        assert space("tt-floors").area_m2 == 1000.5


def test_a_space_that_is_divided_later_keeps_its_tenant(territory):
    with acting_as_system() as system:
        take(system)
        Space.objects.filter(code="tt-hall").update(divisible=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            raw("tt-hall", Y27, Y28, 1)


def test_a_reservation_lapses_and_frees_the_space(territory, act):
    today = timezone.localdate()
    with act("shen") as shen:
        kept = reserve(shen, space(), start=Y27, basis="intent", expires_on=today, reason="洽谈中")
        with pytest.raises(Refused, match="预留"):
            take(shen)
        change(shen, kept, **yesterday())
        assert holdings(shen, space(), today) == []
        with pytest.raises(Refused, match="已到期"), transaction.atomic():
            confirm(shen, kept, basis="lease", reason="签约")
        take(shen)
        assert Occupancy.objects.get(space=space()).state == "occupied"


def test_the_night_takes_expired_reservations_off(territory):
    today = timezone.localdate()
    with acting_as_system() as system:
        for start, end in ((Y27, Y28), (Y28, Y29)):
            reserve(system, space(), start=start, end=end, basis="intent",
                    expires_on=today, reason="洽谈")  # fmt: skip
        gone = Reservation.objects.filter(space=space(), period__startswith=Y27)
        gone.update(**yesterday())
    lapse_reservations(timestamp=0)
    with acting_as_system() as system:
        assert [one.period.lower for one in Occupancy.objects.filter(space=space())] == [Y28]
        assert lapse(system) == 0


def test_a_reservation_becomes_an_occupation(territory, act):
    with act("shen") as shen:
        kept = reserve(shen, space(), start=Y27, basis="intent",
                       expires_on=timezone.localdate(), reason="洽谈")  # fmt: skip
        assert kept.holding.expires_on == kept.expires_on
        held = confirm(shen, kept, basis="lease", reason="签约").holding
        assert (held.state, held.basis, held.expires_on) == ("occupied", "lease", None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"start": date(2026, 12, 31)}, "2027-01-01 起可用"),
        ({"expires_on": date(2020, 1, 1)}, "今天或以后"),
    ],
)
def test_a_reservation_that_cannot_be_is_refused(territory, act, given, said):
    wanted = {"start": Y27, "expires_on": timezone.localdate()} | given
    with act("shen") as shen:
        with pytest.raises(Refused, match=said):
            reserve(shen, space(), basis="intent", reason="洽谈", **wanted)
        assert not Occupancy.objects.filter(space=space()).exists()


def test_a_release_ends_it_on_the_day(territory, act):
    with act("shen") as shen:
        held = take(shen, end=None)
        assert release(shen, held, on=Y28, reason="搬离").period.upper == Y28
        with pytest.raises(Refused, match="不必再结束"):
            release(shen, held, on=Y29, reason="再搬")
        take(shen, start=Y28, end=Y29)
        assert release(shen, held, on=Y27, reason="没有来") is None
        assert Occupancy.objects.filter(space=space()).count() == 1


def test_only_the_own_district_releases(territory, act):
    with act("shen") as shen:
        held = take(shen)
    with act("lin") as lin:
        with pytest.raises(Refused, match="萧山"):
            release(lin, held, on=Y27, reason="不归我管")
        assert Occupancy.objects.filter(pk=held.pk).exists()


def test_the_refusal_reads_as_english(territory, act):
    with act("shen") as shen, translation.override("en"):
        take(shen, start=Y27, end=Y28)
        with pytest.raises(Refused) as refusal:
            take(shen)
        assert str(refusal.value) == (
            "In use by an undisclosed party from 2027-01-01 to 2028-01-01. "
            "Free from 2028-01-01 at the earliest."
        )


def test_what_is_free_on_a_day_is_told(territory, act):
    with act("shen") as shen:
        take(shen, "tt-floors", area_m2=Decimal(400))
        take(shen)
        today = timezone.localdate()
        mine = Space.objects.filter(code__startswith="tt-")
        rows = {one.code: one for one in with_standing(shen, mine, date(2027, 6, 1), today)}
        assert (rows["tt-floors"].held, rows["tt-floors"].free) == (400, Decimal("600.5"))
        assert (rows["tt-hall"].held, rows["tt-hall"].free) == (1000, 0)
        assert rows["tt-land"].free == 20000
        (later,) = with_standing(shen, [space()], Y28, today)
        assert later.free == 1000
        free = spaces(shen, date(2027, 6, 1), today).filter(code__startswith="tt-", free__gt=600)
        assert {one.code for one in free} == {"tt-floors", "tt-land"}


def test_every_state_is_counted_as_it_is_told(territory, act):
    """One statement over all spaces, and Python over the few that are shown."""
    today = timezone.localdate()
    with act("shen") as shen:
        for code, area in (("tt-hall", None), ("tt-floors", Decimal(400))):
            reserve(shen, space(code), start=Y27, end=Y28, area_m2=area, basis="intent",
                    expires_on=today, reason="洽谈")  # fmt: skip
        take(shen, "tt-floors", start=Y28, end=None, area_m2=Decimal("1000.5"))
        change(shen, space("tt-hall"), available_to=date(2027, 3, 1))
        everything = Space.objects.all()
        seen = set()
        for day in (date(2026, 1, 1), date(2027, 2, 1), date(2027, 6, 1), date(2028, 6, 1)):
            told = with_standing(shen, everything, day, today)
            found = summary(everything, day, today)
            counted = {state: n for state, n in found.counts.items() if n}
            assert counted == Counter(one.state for one in told)
            open_now = [one for one in told if one.state in ("free", "part")]
            assert found.free_m2 == sum(one.free for one in open_now if one.kind != "land")
            assert found.free_land_m2 == sum(one.free for one in open_now if one.kind == "land")
            seen |= set(counted)
        assert seen == {"free", "part", "reserved", "let", "later", "closed"}


LENGTHS = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 500))


@settings(max_examples=60, deadline=None)
@given(st.lists(LENGTHS, max_size=8), LENGTHS)
def test_what_is_free_is_what_a_count_of_days_says(others, asked):
    here = Space(divisible=True, area_m2=1000)
    held = [
        Occupancy(period=_range(start, length), area_m2=Decimal(area))
        for start, length, area in others
    ]
    start, length, area = asked
    wish = Wish(_day(start), _day(start + length), Decimal(area))
    by_day = [
        sum(a for s, n, a in others if s <= day < s + n) for day in range(start, start + length)
    ]
    assert free_area(here, held, wish) == 1000 - max(by_day)
    assert fits(here, held, wish) == (max(by_day) + area <= 1000)


def _day(number):
    return Y27 + timedelta(days=number)


def _range(start, length):
    return DateRange(_day(start), _day(start + length))
