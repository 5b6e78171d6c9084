"""Several tellings of one event are joined, and only independent ones confirm it."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.occurrences import Told, occurrences, same

ONE = Told(
    key=1,
    type="SIGN",
    planned=False,
    day=date(2026, 3, 16),
    project="星澜高端镜头项目",
    parties=frozenset({"星澜光电", "萧山区人民政府"}),
    amount=Fraction(1_250_000_000),
    origin=1,
    integrity=1.0,
)


@pytest.mark.parametrize(("change", "joined"), [
    ({"day": date(2026, 3, 23)}, True),
    ({"day": date(2026, 3, 24)}, False),
    ({"amount": Fraction(1_275_000_000)}, True),
    ({"amount": Fraction(1_276_000_000)}, False),
    ({"amount": None}, True),
    ({"project": "星澜模具项目"}, False),
    ({"project": None}, True),
    ({"project": None, "parties": frozenset({"星澜光电"})}, False),
    ({"project": None, "parties": frozenset()}, False),
    ({"parties": frozenset()}, True),
    ({"type": "LAND"}, False),
    ({"planned": True}, False),
])  # fmt: skip
def test_what_may_differ_between_tellings_of_one_event(change, joined):
    other = replace(ONE, key=2, origin=2, **change)
    assert same(ONE, other) is same(other, ONE) is joined
    assert len(occurrences([ONE, other])) == (1 if joined else 2)


def test_a_chain_of_small_steps_joins_nothing_far_apart():
    days = [ONE.day + timedelta(days=6 * step) for step in range(3)]
    told = [replace(ONE, key=at, day=day) for at, day in enumerate(days)]
    assert [[each.key for each in event.tellings] for event in occurrences(told)] == [[0, 1], [2]]


@pytest.mark.parametrize(("pages", "origins", "confirmed"), [
    ([(1, 1.0)], 1, True),
    ([(1, 0.59)], 1, False),
    ([(1, 0.59), (1, 0.3)], 1, False),
    ([(1, 0.59), (2, 0.3)], 2, True),
    ([(1, 0.2), (1, 0.6)], 1, True),
])  # fmt: skip
def test_copies_count_once_and_a_doubtful_page_needs_a_second(pages, origins, confirmed):
    told = [
        replace(ONE, key=at, origin=origin, integrity=integrity)
        for at, (origin, integrity) in enumerate(pages)
    ]
    [event] = occurrences(told)
    assert (event.origins, event.confirmed) == (origins, confirmed)


TOLD = st.builds(
    Told,
    key=st.just(0),
    type=st.sampled_from(["SIGN", "LAND"]),
    planned=st.booleans(),
    day=st.dates(date(2026, 1, 1), date(2026, 2, 15)),
    project=st.sampled_from([None, "甲项目", "乙项目"]),
    parties=st.sets(st.sampled_from("ABC"), max_size=2).map(frozenset),
    amount=st.none() | st.integers(90, 110).map(Fraction),
    origin=st.integers(1, 4),
    integrity=st.floats(0, 1),
)
MANY = st.lists(TOLD, max_size=12).map(
    lambda told: [replace(each, key=at) for at, each in enumerate(told)]
)


@given(MANY, st.randoms(use_true_random=False))
def test_events_are_cliques_part_the_tellings_and_forget_their_order(told, random):
    found = occurrences(told)
    assert sorted(each.key for event in found for each in event.tellings) == list(range(len(told)))
    for event in found:
        for one, other in combinations(event.tellings, 2):
            assert abs(one.day - other.day) <= timedelta(days=7)
            assert one.type == other.type
            if one.amount and other.amount:
                assert abs(one.amount - other.amount) / max(one.amount, other.amount) <= Fraction(
                    2, 100
                )
    shuffled = list(told)
    random.shuffle(shuffled)
    assert occurrences(shuffled) == found


@given(MANY)
def test_a_copy_confirms_nothing_new(told):
    for event in occurrences(told):
        copy = replace(event.best, key=99)
        again = next(each for each in occurrences([*event.tellings, copy]) if copy in each.tellings)
        assert again.origins == event.origins
        assert again.confirmed == event.confirmed
