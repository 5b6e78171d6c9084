from __future__ import annotations

import pytest

from shigu.engine.chain.reference import choose_table, judge_area
from shigu.engine.chain.results import Quotient
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.values import ReferenceCount
from tests.engine.chain.cast import FIRMS, LINKS, POSITIONS, chain, firm, stands

IDS = [link.id for link in LINKS]


def judged(limits=THRESHOLDS, **changes):
    inputs = chain(**changes)
    table = choose_table(inputs.references)
    return judge_area(stand_on(inputs), table, IDS, lambda one: one.scope == "cluster", limits)


def test_a_quotient_is_observed_over_expected():
    # 4 local listed positions, 3 at cameras; 6 of 38 in the reference.
    quotient = judged()["camera"]
    assert isinstance(quotient, Quotient)
    assert quotient.observed == 3
    assert quotient.expected == pytest.approx(4 * 6 / 38)
    assert quotient.value == pytest.approx(4.75)
    assert quotient.low < quotient.value
    assert quotient.what == "listed_firms"


def test_only_listed_facts_with_enough_share_are_counted():
    extra = (
        firm("private", listed=False),
        firm("drawn", fact=False),
        firm("aside"),
        firm("guessed"),
        firm("school", kind="institute"),
    )
    positions = (
        stands("private", "camera"),
        stands("drawn", "camera"),
        stands("aside", "camera", 0.19),
        stands("guessed", "camera", fact=False),
        stands("school", "camera"),
    )
    more = judged(firms=(*FIRMS, *extra), positions=(*POSITIONS, *positions))
    assert more["camera"] == judged()["camera"]


def test_enterprises_are_all_counted_when_the_reference_counts_enterprises():
    rows = tuple(ReferenceCount("china", key, 2021, 5, "enterprises", "s") for key in IDS)
    extra = (firm("private", listed=False, fact=False),)
    quotient = judged(
        references=rows,
        firms=(*FIRMS, *extra),
        positions=(*POSITIONS, stands("private", "camera", fact=False)),
    )["camera"]
    assert isinstance(quotient, Quotient)
    assert (quotient.observed, quotient.what) == (4, "enterprises")


def test_what_cannot_be_computed_says_why_and_what_cures_it():
    assert judged()["module"].code == "chain.lq.no_reference"
    assert judged(references=())["camera"].code == "chain.lq.no_table"
    assert judged(positions=())["camera"].code == "chain.lq.no_firms"
    few = judged(Thresholds(least_expected=1.0))["cmos"]
    assert few.code == "chain.lq.too_few"
    assert few.inputs["expected"] == pytest.approx(4 * 4 / 38)
    assert few.sources == ("s-count",)


def test_the_table_that_covers_most_links_is_chosen_then_the_newest():
    def rows(area, year, *keys):
        return tuple(ReferenceCount(area, key, year, 3, "listed_firms", area) for key in keys)

    wide, old, new = (
        rows("wide", 2019, "isp", "cmos"), rows("a", 2020, "isp"), rows("b", 2021, "isp")
    )  # fmt: skip
    assert choose_table((*old, *new, *wide)).area == "wide"
    assert choose_table((*old, *new)).area == "b"
    zero = (ReferenceCount("a", "isp", 2021, 0, "listed_firms", "s"),)
    assert choose_table(zero) is None
