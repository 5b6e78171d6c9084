"""The count, against a case worked out by hand: three months of nine projects."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.counting.load import RulesError, read_rules, shipped
from shigu.engine.counting.rates import rates
from shigu.engine.counting.tally import tally
from shigu.engine.counting.values import Event, Kind

SANMING, VALLEY = shipped()["sanming-2006"], shipped()["vision-valley"]


def event(project, kind, month, day=1, amount=None, district="a", **facts):
    money = None if amount is None else Decimal(amount)
    return Event(project, district, Kind(kind), date(2026, month, day), money, facts)


CASE = [
    event("plain", "signing", 1, amount=5000),
    event("plain", "signing", 3, amount=5000),
    event("grows", "signing", 1, 15, 2000),
    event("grows", "increase", 2, amount=800),
    event("grows", "increase", 3, amount=300),
    event("rises", "signing", 2, amount=900),
    event("rises", "upgrade", 3),
    event("sold", "signing", 1, amount=1000),
    event("sold", "owner_change", 2),
    event("sold", "signing", 3, amount=1500),
    event("own", "signing", 1, amount=7000, own_city_capital=True),
    event("leader", "signing", 2, amount=9000, own_city_capital=True, segment_of_own_leader=True),
    event("public", "signing", 2, amount=400, public_share=Decimal("0.5")),
    event("mixed", "signing", 2, amount=600, public_share=Decimal("0.49")),
    event("early", "increase", 1, amount=50),
]


def told(found):
    return {
        (each.event.project, each.event.kind.value, each.event.day.month): (
            each.projects,
            each.upgrades,
            each.amount_wan,
        )
        for each in found.counted
    }


def test_the_case_is_counted_as_by_hand():
    assert told(tally(CASE, SANMING)) == {
        ("plain", "signing", 1): (1, 0, 5000),
        ("grows", "signing", 1): (1, 0, 2000),
        ("grows", "increase", 2): (0, 0, 800),
        ("grows", "increase", 3): (0, 0, 300),
        ("rises", "signing", 2): (1, 0, 900),
        ("rises", "upgrade", 3): (0, 1, 0),
        ("sold", "signing", 1): (1, 0, 1000),
        ("sold", "signing", 3): (1, 0, 1500),
        ("mixed", "signing", 2): (1, 0, 600),
    }


def test_one_event_stands_for_many_that_count_alike():
    apart = [event(f"p{n}", "signing", 4, amount=n) for n in range(1, 6)]
    many = event("all", "signing", 4, amount=15)._replace(times=5)
    (counted,) = tally([many], SANMING).counted
    assert (counted.projects, counted.amount_wan) == (5, 15)
    window = date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31)
    came = {"landed": date(2026, 6, 1)}
    assert rates(tally([many], SANMING), {"all": came}, *window) == rates(
        tally(apart, SANMING), {f"p{n}": came for n in range(1, 6)}, *window
    )


def test_every_row_left_out_says_why():
    found = {
        (each.event.project, each.event.kind.value, each.event.day.month): each.code
        for each in tally(CASE, SANMING).left_out
    }
    assert found == {
        ("plain", "signing", 3): "counted_before",
        ("sold", "owner_change", 2): "owner_changed",
        ("own", "signing", 1): "own_city_capital",
        ("leader", "signing", 2): "own_city_capital",
        ("public", "signing", 2): "public_money",
        ("early", "increase", 1): "not_counted_yet",
    }


def test_two_projects_of_one_firm_count_once_each():
    twins = [event("here", "signing", 1, amount=5), event("there", "signing", 2, district="b")]
    assert told(tally(twins, SANMING)) == {
        ("here", "signing", 1): (1, 0, 5),
        ("there", "signing", 2): (1, 0, 0),
    }


def test_the_park_wants_segments_of_its_own_leaders():
    found = told(tally(CASE, VALLEY))
    assert found["leader", "signing", 2] == (1, 0, 9000)
    assert ("own", "signing", 1) not in found


def test_a_signing_before_the_register_is_not_put_into_a_month():
    undated = Event("p", "a", Kind.SIGNING, date(2026, 1, 1), Decimal(1), dated=False)
    (left,) = tally([undated], SANMING).left_out
    assert left.code == "day_unknown"
    later = event("p", "signing", 2, amount=1)
    assert told(tally([undated, later], SANMING)) == {("p", "signing", 2): (1, 0, 1)}


kinds = st.sampled_from(["signing", "increase", "upgrade", "owner_change"])
events = st.lists(
    st.builds(
        event,
        st.sampled_from("pqr"),
        kinds,
        st.integers(1, 12),
        st.integers(1, 28),
        st.integers(0, 9),
    ),
    max_size=20,
)


@given(events)
def test_every_event_is_told_once_and_no_project_counts_twice_under_one_owner(rows):
    found = tally(rows, SANMING)
    seen = [each.event for each in (*found.counted, *found.left_out)]
    assert sorted(map(repr, seen)) == sorted(map(repr, rows))
    for project in "pqr":
        signed = sum(e.projects for e in found.counted if e.event.project == project)
        changes = sum(e.kind is Kind.OWNER_CHANGE for e in rows if e.project == project)
        assert signed <= changes + 1


@given(events, events)
def test_what_happens_later_changes_no_earlier_month(rows, more):
    early = [each for each in rows if each.day.month <= 6]
    later = [each for each in more if each.day.month > 6]
    before = told(tally(early, SANMING))
    after = told(tally(early + later, SANMING))
    assert {key: each for key, each in after.items() if key[2] <= 6} == before


def test_rates_stand_with_their_window():
    reached = {
        "plain": {"landed": date(2026, 3, 1), "started": date(2026, 5, 1)},
        "grows": {"landed": date(2026, 2, 1)},
        "rises": {"landed": date(2026, 2, 2)},
    }
    window = date(2026, 1, 1), date(2026, 1, 31)
    found = rates(tally(CASE, SANMING), reached, *window, date(2026, 4, 30))
    assert (found.signed, found.landed, found.started, found.producing) == (3, 2, 0, 0)
    assert found.part("landed") == Fraction(2, 3)
    later = rates(tally(CASE, SANMING), reached, *window, date(2026, 5, 1))
    assert (later.signed, later.started, later.part("started")) == (3, 1, Fraction(1, 3))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("schema: other", "shigu.counting/1"),
        ("{code: x, words: {zh: 甲, en: a}, when: {happy: true}}", "no such fact"),
        ("{code: x, words: {zh: 甲}, when: {outlet: true}}", "zh and en"),
        ("{code: x, words: {zh: 甲, en: a}}", "at least one condition"),
        ("{code: x, words: {zh: 甲, en: a}, when: {outlet: 1}}", "outlet"),
        ("{code: x, words: {zh: 甲, en: a}, when: {outlet: {at_least: 1}}}", "of a share"),
    ],
)
def test_rules_that_are_none_say_where(wrong, said):
    head = "schema: shigu.counting/1\nid: x\ntitle: {zh: 甲, en: a}\nleave_out:\n  - "
    with pytest.raises(RulesError, match=said):
        read_rules(wrong if wrong.startswith("schema") else head + wrong)
