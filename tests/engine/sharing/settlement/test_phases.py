"""Phases, caps and floors against figures worked by hand."""

from dataclasses import replace
from fractions import Fraction

import polars as pl
import pytest

from shigu.engine.sharing.rules.values import (
    Amount,
    Base,
    Cap,
    Clock,
    Event,
    Floor,
    LedgerKind,
    Over,
    Parameter,
    Phase,
    Share,
)
from shigu.engine.sharing.rules.values import (
    Test as Condition,
)
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.settle import settle
from tests.engine.sharing.settlement.books import (
    WAN,
    agreement,
    always,
    book,
    by_year,
    entitled,
    firm,
    rule,
    shares,
)

HALVES = shares(origin="1/2", host="1/2")
JJJ = rule(
    "tax",
    covers=(
        Condition(fact="led_by", expected="government"),
        Condition(
            amount=Amount(years_before=3, over=Over.AVERAGE, kinds=("vat", "cit")),
            at_least_fen=2_000 * WAN,
        ),
    ),
    clock=Clock(Event.FULL_PRODUCTION),
    phases=(Phase(1, 3, HALVES), Phase(4, 5, HALVES, while_cap_open=True)),
    cap=Cap("origin", Amount(years_before=3, kinds=("vat", "cit")), "host"),
)
"""京津冀 财预〔2015〕92号."""


def moved(before, after, facts=None):
    """A firm that paid ``before`` (万元) in 2020–2022, moved in 2023 and then pays ``after``."""
    there = firm(
        origin="A", facts=facts or {"led_by": "government"}, moved=2023, full_production=2023
    )
    rows = [("f", 2020 + n, "vat", fen * WAN) for n, fen in enumerate(before)]
    rows += [("f", 2023 + n, "cit", fen * WAN) for n, fen in enumerate(after)]
    return book([there], rows)


@pytest.mark.parametrize(
    ("before", "after", "out"),
    [
        # 3 × 2,000 = 6,000 paid before. Half of 3,000 a year: four years make 6,000.
        ([2000] * 3, [3000] * 5, [1500, 1500, 1500, 1500]),
        # Half of 2,000 in the three years and the two more, 5,000 in all: the term ends first.
        ([2000] * 3, [2000] * 6, [1000] * 5),
        # 5,000 of 6,000 in the first year, so 1,000 is left.
        ([2000] * 3, [10_000] * 2, [5000, 1000]),
    ],
)
def test_the_cap_of_jing_jin_ji_is_what_was_paid_before_the_move(before, after, out):
    got = entitled(agreement("origin host", JJJ), moved(before, after), first=2023)
    assert [parts["A"] for parts in got.values() if "A" in parts] == [fen * WAN for fen in out]


def test_a_line_names_the_clause_the_cap_and_the_transfer():
    done = settle(
        agreement("origin host", JJJ),
        moved([2000] * 3, [10_000] * 2),
        first_year=2024,
        last_year=2024,
    )
    assert done.lines.rows() == [
        (2024, "tax", "第一条", "fiscal", "f", "cit", "A", 10_000 * WAN, 0, 1000 * WAN, 1000 * WAN,
         ["cap"]),
        (2024, "tax", "第一条", "fiscal", "f", "cit", "B", 10_000 * WAN, 10_000 * WAN, 9000 * WAN,
         -1000 * WAN, ["cap"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("contributions", "reason"),
    [
        (moved([1999, 2000, 2000], [3000]), "not_covered"),
        (moved([2000] * 3, [3000], {"led_by": "market"}), "not_covered"),
    ],
)
def test_a_firm_below_the_threshold_or_moved_by_the_market_is_not_shared(contributions, reason):
    done = settle(agreement("origin host", JJJ), contributions, first_year=2023, last_year=2023)
    assert done.lines.is_empty()
    assert done.untouched.select("firm", "party", "base_fen", "reason").rows() == [
        ("f", "B", 3000 * WAN, reason)
    ]


def test_years_before_the_move_were_collected_at_the_origin():
    done = settle(agreement("origin host", JJJ), moved([2000] * 3, [1]), first_year=2020,
                  last_year=2022)  # fmt: skip
    assert done.untouched.select("party", "reason").unique().rows() == [("A", "before_clock")]


def test_years_four_and_five_end_when_the_cap_is_reached():
    done = settle(
        agreement("origin host", JJJ), moved([2000] * 3, [4000] * 5), first_year=2023,
        last_year=2027,
    )  # fmt: skip
    assert by_year(done.lines, "entitled_fen")[2025] == {"A": 2000 * WAN, "B": 2000 * WAN}
    assert done.untouched.select("year", "reason").rows() == [
        (2026, "cap_reached"),
        (2027, "cap_reached"),
    ]


def test_a_cap_of_the_whole_binds_pro_rata():
    """Claims of 30, 60 and 90 against a cap of 60: 10, 20 and 30; each host keeps the rest."""
    terms = agreement(
        "introducer host",
        rule(
            phases=always(introducer="1/2", host="1/2"),
            cap=Cap("introducer", Amount(fen=60), "host", by_firm=False),
        ),
    )
    firms = [firm(name, host, "A") for name, host in (("f", "B"), ("g", "C"), ("h", "D"))]
    rows = [("f", 2024, "vat", 60), ("g", 2024, "vat", 120), ("h", 2024, "vat", 180)]
    assert entitled(terms, book(firms, rows)) == {2024: {"A": 60, "B": 50, "C": 100, "D": 150}}
    again = [*rows, ("f", 2025, "vat", 60)]
    assert entitled(terms, book(firms, again))[2025] == {"B": 60}


def test_a_yearly_cap_begins_anew_each_year():
    terms = agreement(
        "introducer host",
        rule(
            phases=always(introducer="1/2", host="1/2"),
            cap=Cap("introducer", Amount(fen=30), "host", cumulative=False),
        ),
    )
    rows = [("f", 2024, "vat", 40), ("f", 2024, "cit", 40), ("f", 2025, "vat", 100)]
    assert entitled(terms, book([firm(introducer="A")], rows)) == {
        2024: {"A": 30, "B": 50},
        2025: {"A": 30, "B": 70},
    }


def test_a_refund_gives_back_its_share_and_room_under_the_cap():
    """Half of 100, of −40 and of 100 is 50, −20 and 50; a cap of 60 leaves 60 − 30 = 30."""
    terms = agreement(
        "introducer host",
        rule(
            phases=always(introducer="1/2", host="1/2"),
            cap=Cap("introducer", Amount(fen=60), "host"),
        ),
    )
    rows = [("f", 2024, "vat", 100), ("f", 2025, "vat", -40), ("f", 2026, "vat", 100)]
    got = entitled(terms, book([firm(introducer="A")], rows))
    assert [parts["A"] for parts in got.values()] == [50, -20, 30]


@pytest.mark.parametrize("by_firm", [True, False])
@pytest.mark.parametrize(
    ("taxes", "got"),
    [
        ([100, 100, -40, 100], [50, 10, 0, 0]),
        ([100, 100, -100, 100], [50, 10, -10, 10]),
        ([1000, -1000], [60, -60]),
    ],
)
def test_a_refund_comes_first_off_what_the_cap_held_back(taxes, got, by_firm):
    """Halves sum to 50, 100, 80, 130 under a cap of 60; to 50, 100, 50, 100; to 500 and 0."""
    terms = agreement(
        "introducer host",
        rule(
            phases=always(introducer="1/2", host="1/2"),
            cap=Cap("introducer", Amount(fen=60), "host", by_firm=by_firm),
        ),
    )
    rows = [("f", 2024 + n, "vat", fen) for n, fen in enumerate(taxes)]
    found = entitled(terms, book([firm(introducer="A")], rows))
    assert [found[2024 + n].get("A", 0) for n in range(len(taxes))] == got
    assert [sum(parts.values()) for parts in found.values()] == taxes


@pytest.mark.parametrize("by_firm", [True, False])
def test_a_conditional_phase_stays_closed_though_a_refund_makes_room(by_firm):
    """The cap of 60 is reached in 2024; a refund in 2025 takes 20 back; 2026 is not divided."""
    halves = shares(introducer="1/2", host="1/2")
    terms = agreement(
        "introducer host",
        rule(
            phases=(Phase(1, 2, halves), Phase(3, 5, halves, while_cap_open=True)),
            cap=Cap("introducer", Amount(fen=60), "host", by_firm=by_firm),
        ),
    )
    rows = [("f", 2024 + n, "vat", fen) for n, fen in enumerate([120, -40, 100])]
    contributions = book([firm(introducer="A")], rows, signed=2024)
    done = settle(terms, contributions, first_year=2024, last_year=2026)
    assert by_year(done.lines, "entitled_fen") == {
        2024: {"A": 60, "B": 60},
        2025: {"A": -20, "B": -20},
    }
    assert done.untouched.select("year", "reason").rows() == [(2026, "cap_reached")]


QINGCHUAN = agreement(
    "青川 广元",
    rule(
        phases=always(青川="0.6", 广元="0.4"),
        floor=Floor("青川", 500 * WAN, "广元", Clock(Event.AID_PAID, delay=1)),
    ),
)
"""川浙合作产业园 2009: at least 500 万 a year, from one year after the aid is paid."""


@pytest.mark.parametrize(
    ("year", "tax", "qingchuan", "guangyuan"),
    [
        (2012, 600, 500, 100),  # 60 % of 600 is 360: 140 more
        (2012, 1000, 600, 400),
        (2011, 600, 360, 240),  # the aid is paid in 2011: not yet
        (2012, 400, 400, 0),  # 240 + 160 is all there is
    ],
)
def test_qingchuan_gets_its_floor_one_year_after_the_aid(year, tax, qingchuan, guangyuan):
    contributions = book([firm(host="广元")], [("f", year, "vat", tax * WAN)], aid_paid=2011)
    got = entitled(QINGCHUAN, contributions)[year]
    assert got == {
        code: fen * WAN for code, fen in (("广元", guangyuan), ("青川", qingchuan)) if fen
    }


def test_a_floor_that_cannot_be_met_says_so():
    contributions = book([firm(host="广元")], [("f", 2012, "vat", 400 * WAN)], aid_paid=2011)
    lines = settle(QINGCHUAN, contributions, first_year=2012, last_year=2013).lines
    floor = lines.filter(pl.col("firm") == "").select("year", "party", "transfer_fen", "reasons")
    assert floor.rows() == [
        (2012, "广元", -160 * WAN, ["floor", "floor_short"]),
        (2012, "青川", 160 * WAN, ["floor", "floor_short"]),
        (2013, "青川", 0, ["floor", "floor_short"]),
    ]


def test_an_introducer_is_floored_by_the_hosts_of_its_own_firms_pro_rata():
    """A gets 10 + 20 of 100 and 200 and lacks 21; B has 90 and C 180: 7 and 14. E needs none."""
    terms = agreement(
        "introducer host",
        rule(phases=always(introducer="0.1", host="0.9"), floor=Floor("introducer", 51, "host")),
    )
    firms = [firm("f", "B", "A"), firm("g", "C", "A"), firm("h", "B", "E")]
    rows = [("f", 2024, "vat", 100), ("g", 2024, "vat", 200), ("h", 2024, "vat", 600)]
    assert entitled(terms, book(firms, rows)) == {2024: {"A": 51, "B": 83 + 540, "C": 166, "E": 60}}


def test_what_an_introducer_hosts_itself_makes_up_no_floor():
    """A gets 10 of f (B hosts 90) and 30 of g, which it hosts with 270: 15 lacks, all of B."""
    terms = agreement(
        "introducer host",
        rule(phases=always(introducer="0.1", host="0.9"), floor=Floor("introducer", 55, "host")),
    )
    firms = [firm("f", "B", "A"), firm("g", "A", "A")]
    rows = [("f", 2024, "vat", 100), ("g", 2024, "vat", 300)]
    assert entitled(terms, book(firms, rows)) == {2024: {"A": 10 + 300 + 15, "B": 75}}


def test_the_fen_left_over_goes_to_the_largest_remainder_then_to_who_is_named_first():
    thirds = agreement("introducer host fund", rule(phases=always(
        introducer="1/3", host="1/3", fund="1/3")))  # fmt: skip
    got = entitled(thirds, book([firm(introducer="A")], [("f", 2024, "vat", 101)]))
    assert got == {2024: {"A": 34, "B": 34, "fund": 33}}
    named = agreement("introducer host fund", rule(phases=always(
        fund="1/6", host="1/3", introducer="1/2")))  # fmt: skip
    got = entitled(named, book([firm(introducer="A")], [("f", 2024, "vat", 100)]))
    assert got == {2024: {"A": 50, "B": 33, "fund": 17}}  # 16⅔, 33⅓, 50


def test_who_introduces_what_it_hosts_keeps_all():
    terms = agreement("introducer host", rule(phases=always(introducer="1/2", host="1/2")))
    done = settle(terms, book([firm(host="A", introducer="A")], [("f", 2024, "vat", 101)]),
                  first_year=2024, last_year=2024)  # fmt: skip
    assert done.lines.select("party", "collected_fen", "entitled_fen", "transfer_fen").rows() == [
        ("A", 101, 101, 0)
    ]


def test_a_firm_nobody_introduced_is_left_to_its_host():
    terms = agreement("introducer host", rule(phases=always(introducer="1/2", host="1/2")))
    done = settle(terms, book([firm()], [("f", 2024, "vat", 101)]), first_year=2024, last_year=2024)
    assert done.lines.is_empty()
    assert done.untouched["reason"].to_list() == ["role_unbound"]


def test_five_years_from_the_first_tax():
    """宁德 2017: the lines tell the first tax where the firm does not state it."""
    terms = agreement(
        "introducer host",
        rule(
            clock=Clock(Event.FIRST_TAX),
            phases=(Phase(1, 5, shares(introducer="1/2", host="1/2")),),
        ),
    )
    rows = [("f", year, "vat", 0 if year < 2018 else 10) for year in range(2016, 2026)]
    assert list(entitled(terms, book([firm(introducer="A")], rows))) == list(range(2018, 2023))
    stated = firm(introducer="A", first_tax=2019)
    assert list(entitled(terms, book([stated], rows))) == list(range(2019, 2024))


def test_without_an_event_the_clock_starts_when_the_agreement_is_in_force():
    phases = (Phase(1, 2, shares(introducer="1/2", host="1/2")),)
    terms = agreement("introducer host", rule(phases=phases))
    rows = [("f", year, "vat", 10) for year in range(2020, 2026)]
    contributions = book([firm(introducer="A")], rows, signed=2021)
    assert list(entitled(terms, contributions)) == [2021, 2022]
    with pytest.raises(SettlementError, match="write clock"):
        entitled(terms, book([firm(introducer="A")], rows))


def test_a_parameter_is_its_agreed_value_and_the_rest():
    phases = (Phase(1, None, {"introducer": Share(parameter="s"),
                              "host": Share(parameter="s", rest=True)}),)  # fmt: skip
    open_ = Parameter("s", None, Fraction(1, 5), Fraction(3, 5))
    terms = agreement("introducer host", rule(phases=phases), parameters={"s": open_})
    contributions = book([firm(introducer="A")], [("f", 2024, "vat", 10)])
    with pytest.raises(SettlementError, match="not agreed yet"):
        entitled(terms, contributions)
    agreed = replace(terms, parameters={"s": replace(open_, value=Fraction(2, 5))})
    assert entitled(agreed, contributions) == {2024: {"A": 4, "B": 6}}


def test_net_of_incentives_is_not_below_zero():
    """昆明 2024: local tax less what the enterprise was given; kinds are counted together."""
    base = Base(("vat", "cit"), less=("incentives",))
    terms = agreement(
        "introducer host", rule(base=base, phases=always(introducer="1/2", host="1/2"))
    )
    rows = [("f", 2024, "vat", 60), ("f", 2024, "cit", 50), ("f", 2024, "incentives", 30),
            ("f", 2025, "vat", 20), ("f", 2025, "incentives", 30)]  # fmt: skip
    assert entitled(terms, book([firm(introducer="A")], rows)) == {2024: {"A": 40, "B": 40}}


def test_growth_is_above_the_average_of_the_base_years():
    base = Base(("vat", "cit"), growth_over=(2020, 2021))
    terms = agreement(
        "introducer host", rule(base=base, phases=always(introducer="1/2", host="1/2"))
    )
    rows = [("f", 2020, "vat", 10), ("f", 2021, "cit", 31), ("f", 2024, "vat", 41),
            ("f", 2025, "vat", 7)]  # fmt: skip
    # The average of 10 and 31 is 20½, to the nearest fen 21; 41 − 21 = 20; 7 is no growth.
    got = entitled(terms, book([firm(introducer="A")], rows), first=2022)
    assert got == {2024: {"A": 10, "B": 10}}


def test_a_later_rule_takes_what_an_earlier_one_left():
    """Of 1,000 the centre takes half; of the local 500 the introducer gets half."""
    terms = agreement(
        "introducer host centre",
        rule("regime", base=Base(("vat",), part="gross"), phases=always(host="1/2", centre="1/2")),
        rule("share", base=Base(("vat",), part="gross", after="regime"),
             phases=always(introducer="1/2", host="1/2")),
    )  # fmt: skip
    contributions = book([firm(introducer="A")], [("f", 2024, "vat", 1000, 1)])
    assert entitled(terms, contributions, rule="regime") == {2024: {"B": 500, "centre": 500}}
    assert entitled(terms, contributions, rule="share") == {2024: {"A": 250, "B": 250}}


def test_statistics_are_credits_without_transfers():
    terms = agreement(
        "introducer host",
        rule("stat", kinds=("output",), ledger=LedgerKind.STATISTICS,
             phases=always(introducer="1/2", host="1/2")),
    )  # fmt: skip
    done = settle(terms, book([firm(introducer="A")], [("f", 2024, "output", 101)]),
                  first_year=2024, last_year=2024)  # fmt: skip
    assert done.lines.select("party", "collected_fen", "entitled_fen", "transfer_fen").rows() == [
        ("A", 0, 51, 0),
        ("B", 101, 50, 0),
    ]


@pytest.mark.parametrize(
    ("terms", "contributions", "message"),
    [
        (agreement("introducer host", rule(phases=always(introducer="1/2", host="1/3"))),
         book([firm(introducer="A")], [("f", 2024, "vat", 1)]), "sum to 5/6"),
        (agreement("A B", rule(phases=always(A="1/2", B="1/2"))),
         book([firm(host="C")], [("f", 2024, "vat", 1)]), "no party of the agreement"),
        (agreement("A B", rule(phases=always(A="1/2", B="1/2"))),
         book([firm()], [("g", 2024, "vat", 1)]), "none of its firms"),
        (agreement("origin host", replace(JJJ, covers=())),
         book([firm(origin="A", full_production=2024)], [("f", 2024, "vat", 1)]), "no date of"),
        (agreement("A B", rule(phases=always(A="1/2", B="1/2"))),
         book([firm()], [("f", 2024, "vat", 2**61), ("f", 2025, "vat", 2**61)]), "check the unit"),
        (agreement("A B", rule(phases=always(A="1/1000000007", B="1000000006/1000000007"))),
         book([firm()], [("f", 2024, "vat", 1)]), "too large for exact integers"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_refused_by_name(terms, contributions, message):
    with pytest.raises(SettlementError, match=message) as refused:
        settle(terms, contributions, first_year=2024, last_year=2025)
    assert refused.value.zh
