"""Keys, pays, pools and what comes after, against figures worked by hand or published."""

from dataclasses import replace
from fractions import Fraction

import polars as pl
import pytest

from shigu.engine.sharing.rules.values import (
    Amount,
    Base,
    Cap,
    Clawback,
    Clock,
    Event,
    Floor,
    Key,
    LedgerKind,
    Pay,
    Phase,
    Pool,
    Reinvest,
    Stabilise,
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

NO_57 = {"revenue": Fraction("0.35"), "payroll": Fraction("0.35"), "assets": Fraction("0.3")}
HALF = {"HQ": Fraction(1, 2)}


def factors(**branches):
    """The three factors of 2023, all in the same proportion."""
    return [
        (code, 2023, measure, value)
        for code, value in branches.items()
        for measure in ("revenue", "payroll", "assets")
    ]


def rates(**branches):
    return [(code, 2024, "tax_rate", rate) for code, rate in branches.items()]


def head_office(income, measures, *, taxed=True, kind="taxable_income"):
    terms = agreement("HQ A B C", rule(kinds=(kind,), key=Key(HALF, NO_57, taxed)))
    contributions = book([firm(host="HQ")], [("f", 2024, kind, income * WAN)], measures)
    return {code: fen / WAN for code, fen in entitled(terms, contributions)[2024].items()}


def test_the_first_example_of_head_office_and_branches():
    """1,000 at shares .4 .3 .3, B at 15 %: 500 · .25 + 500 · (.4 · .25 + .3 · .15 + .3 · .25) is
    235; half of it 117.5, then .4, .3 and .3 of 117.5."""
    given = factors(A=40, B=30, C=30) + rates(HQ=0.25, A=0.25, B=0.15, C=0.25)
    assert head_office(1000, given) == {"HQ": 117.5, "A": 47, "B": 35.25, "C": 35.25}


def test_the_second_example_of_head_office_and_branches():
    given = factors(A=100, B=50, C=100)
    assert head_office(100, given, taxed=False, kind="cit") == {"HQ": 50, "A": 20, "B": 10, "C": 20}


def test_the_third_example_of_head_office_and_branches():
    """500 · .25 + 500 · (.4 · .25 + .2 · .15 + .4 · .10) = 125 + 85 = 210."""
    given = factors(A=100, B=50, C=100) + rates(HQ=0.25, A=0.25, B=0.15, C=0.10)
    assert head_office(1000, given) == {"HQ": 105, "A": 42, "B": 21, "C": 42}


def test_each_factor_weighs_by_its_own_sum():
    """Half of 2,000: A gets .35 · 1/4 + .35 · 1/2 + .30 · 1 of it, 562.5; B the other 437.5."""
    given = [
        ("A", 2023, "revenue", 1),
        ("B", 2023, "revenue", 3),
        ("A", 2023, "payroll", 5),
        ("B", 2023, "payroll", 5),
        ("A", 2023, "assets", 7),
        ("B", 2023, "assets", 0),
    ]
    terms = agreement("HQ A B", rule(kinds=("cit",), key=Key(HALF, NO_57)))
    contributions = book([firm(host="HQ")], [("f", 2024, "cit", 20000)], given)
    assert entitled(terms, contributions)[2024] == {"HQ": 10000, "A": 5625, "B": 4375}


def test_a_firm_with_factors_of_its_own_is_divided_by_them():
    given = factors(A=1, B=1) + [(*each, "g") for each in factors(A=1, B=3)]
    terms = agreement("HQ A B", rule(kinds=("cit",), key=Key(HALF, NO_57)))
    rows = [("f", 2024, "cit", 80), ("g", 2024, "cit", 80)]
    contributions = book([firm(host="HQ"), firm("g", host="HQ")], rows, given)
    assert entitled(terms, contributions)[2024] == {"HQ": 80, "A": 20 + 10, "B": 20 + 30}


def test_among_equal_members_the_party_named_first_gets_the_fen():
    given = [("A", 2023, "revenue", 1), ("B", 2023, "revenue", 1)]
    key = rule(kinds=("cit",), key=Key({}, {"revenue": Fraction(1)}))
    contributions = book([firm(host="B")], [("f", 2024, "cit", 3)], given)
    assert entitled(agreement("A B", key), contributions)[2024] == {"A": 2, "B": 1}
    assert entitled(agreement("B A", key), contributions)[2024] == {"A": 1, "B": 2}


def test_measures_of_any_size_divide_exactly():
    """Denominators beyond 64 bits: 1 : 10¹⁸ − 1 of 10¹⁸ fen."""
    terms = agreement("A B", rule(kinds=("cit",), key=Key({}, {"revenue": Fraction(1)})))
    given = [("A", 2023, "revenue", 1), ("B", 2023, "revenue", 10**18 - 1)]
    contributions = book([firm(host="B")], [("f", 2024, "cit", 10**18)], given)
    assert entitled(terms, contributions)[2024] == {"A": 1, "B": 10**18 - 1}


def test_a_loss_bears_no_tax():
    given = factors(A=1, B=1) + rates(HQ=0.25, A=0.25, B=0.25)
    terms = agreement("HQ A B", rule(kinds=("taxable_income",), key=Key(HALF, NO_57, True)))
    contributions = book([firm(host="HQ")], [("f", 2024, "taxable_income", -100)], given)
    assert entitled(terms, contributions) == {}


def test_the_statutory_split_comes_first_and_the_agreement_shares_what_is_left():
    """Of 1,000 the head office in 滨江 gets half and its department .4 of the rest; 萧山, the host,
    keeps .6 of 500 = 300, of which 滨江 as introducer gets half."""
    terms = agreement(
        "滨江 萧山 introducer host",
        rule("57", kinds=("cit",), key=Key({"introducer": Fraction(1, 2)}, NO_57)),
        rule("share", base=Base(("cit",), after="57"), phases=always(introducer="1/2", host="1/2")),
    )
    given = factors(滨江=4, 萧山=6)
    contributions = book([firm(host="萧山", introducer="滨江")], [("f", 2024, "cit", 1000)], given)
    assert entitled(terms, contributions, rule="57")[2024] == {"滨江": 700, "萧山": 300}
    assert entitled(terms, contributions, rule="share")[2024] == {"滨江": 150, "萧山": 150}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (factors(A=1, B=1)[:-1], "assets of 'B' in 2023 is missing"),
        (factors(A=0, B=0), "sums to nought"),
        (factors(A=1, B=1) * 2, "given twice"),
    ],
)
def test_a_key_without_its_measures_is_refused(given, message):
    terms = agreement("HQ A B", rule(kinds=("cit",), key=Key(HALF, NO_57)))
    with pytest.raises(SettlementError, match=message):
        entitled(terms, book([firm(host="HQ")], [("f", 2024, "cit", 80)], given))


def test_the_fee_of_the_three_gorges():
    """843.7 亿 kWh at half a fen: 42,185 万元. 10 % is 4,218.5, 15.003 % 6,329.01555 and 74.997 %
    31,637.48445 万元, all three whole fen; the published figures are rounded to 100 元."""
    terms = agreement(
        "centre 湖北 重庆",
        rule(kinds=("water_fee",), phases=always(centre="0.1", 湖北="0.15003", 重庆="0.74997")),
    )
    contributions = book([firm(host="湖北")], [("f", 2010, "water_fee", 42_185 * WAN)])
    got = entitled(terms, contributions)[2010]
    assert got == {"centre": 4_218_500_000, "湖北": 6_329_015_550, "重庆": 31_637_484_450}
    assert {code: round(fen / WAN, 2) for code, fen in got.items()} == {
        "centre": 4218.5,
        "湖北": 6329.02,
        "重庆": 31637.48,
    }


def test_ten_per_cent_of_the_capital_a_year():
    """平湖–青田 2017: a fixed return on what was invested, whatever the park earns."""
    terms = agreement(
        "平湖 青田", rule(kinds=("capital",), pay=Pay("平湖", "青田", rate=Fraction(1, 10)))
    )
    rows = [("f", 2018, "capital", 20_000 * WAN), ("f", 2019, "capital", 25)]
    done = settle(terms, book([firm(host="平湖")], rows), first_year=2018, last_year=2019)
    assert by_year(done.lines, "transfer_fen") == {
        2018: {"平湖": -2_000 * WAN, "青田": 2_000 * WAN},
        2019: {"平湖": -3, "青田": 3},  # 2.5 fen: halves away from zero
    }
    assert set(done.lines["collected_fen"]) == {0}


def test_the_new_district_pays_the_old_one_the_tax_of_the_year_before_the_move():
    """郑州: only where the effect is at least 300 万."""
    paid = Amount(kinds=("vat", "cit"), years_before=1, event=Event.MOVED)
    terms = agreement(
        "origin host",
        rule(clock=Clock(Event.MOVED), pay=Pay("host", "origin", amount=paid, last_year=2)),
    )
    rows = [
        ("f", 2020, "vat", 300),
        ("f", 2021, "vat", 400),
        ("f", 2021, "cit", 50),
        ("f", 2022, "vat", 9),
    ]
    contributions = book([firm(origin="A", moved=2022)], rows)
    done = settle(terms, contributions, first_year=2020, last_year=2025)
    assert by_year(done.lines, "transfer_fen") == {
        2022: {"A": 450, "B": -450},
        2023: {"A": 450, "B": -450},
    }


def test_a_fixed_amount_is_paid_once_a_year():
    terms = agreement("A B", rule(pay=Pay("A", "B", amount=Amount(fen=7), last_year=3)))
    contributions = book([firm(), firm("g")], [], signed=2021)
    done = settle(terms, contributions, first_year=2020, last_year=2025)
    assert by_year(done.lines, "transfer_fen") == {
        year: {"A": -7, "B": 7} for year in (2021, 2022, 2023)
    }


POOL = rule(
    kinds=("tax_base",),
    base=Base(("tax_base",), growth_over=(1971,)),
    pool=Pool(Fraction("0.4"), "population", "fiscal_capacity"),
)


def test_minnesota_in_small():
    """Growth 1,000, 0 (it fell) and 500; 400 + 200 go in. People 10, 20, 30 of wealth 100, 50, 200:
    10/100, 20/50 and 30/200 = .10, .40, .15 of .65; 600 · is 92.3, 369.2 and 138.5: 92, 369, 139
    by the largest remainder."""
    terms = agreement("A B C", POOL)
    towns = [firm("a", "A"), firm("b", "B"), firm("c", "C")]
    rows = [
        ("a", 1971, "tax_base", 1000),
        ("b", 1971, "tax_base", 900),
        ("a", 1975, "tax_base", 2000),
        ("b", 1975, "tax_base", 800),
        ("c", 1975, "tax_base", 500),
    ]
    people = {"A": 10, "B": 20, "C": 30}
    wealth = {"A": 100, "B": 50, "C": 200}
    given = [(code, 1974, "population", value) for code, value in people.items()]
    given += [(code, 1974, "fiscal_capacity", value) for code, value in wealth.items()]
    done = settle(terms, book(towns, rows, given), first_year=1975, last_year=1975)
    lines = done.lines.select("party", "base_fen", "collected_fen", "entitled_fen", "transfer_fen")
    assert lines.rows() == [
        ("A", 1000, 400, 92, -308),
        ("B", 0, 0, 369, 369),
        ("C", 500, 200, 139, -61),
    ]
    with pytest.raises(SettlementError, match="fiscal_capacity of 'C' in 1974 is missing"):
        settle(terms, book(towns, rows, given[:-1]), first_year=1975, last_year=1975)


def test_the_fall_of_a_payment_is_made_up_pro_rata_when_the_fund_is_short():
    """5:10A-60: A is paid 1,000 then 900, B 2,000 then 1,500, C 500 then 490. Beyond 5 % A lacks 50
    of 950, B 400 of 1,900, C (2 %) nothing. A fund of 90 pays 90 · 50/450 = 10 and 80."""
    terms = agreement(
        "host account fund",
        rule(
            kinds=("grant",),
            pay=Pay("account", "host", rate=Fraction(1)),
            stabilise=Stabilise(Fraction(1, 20), "fund"),
        ),
    )
    towns = [firm("a", "A"), firm("b", "B"), firm("c", "C")]
    rows = [
        ("a", 2014, "grant", 1000),
        ("b", 2014, "grant", 2000),
        ("c", 2014, "grant", 500),
        ("a", 2015, "grant", 900),
        ("b", 2015, "grant", 1500),
        ("c", 2015, "grant", 490),
    ]

    def made_up(yuan):
        given = [("fund", 2015, "fund_yuan", yuan)]
        lines = settle(terms, book(towns, rows, given), first_year=2015, last_year=2015).lines
        only = lines.filter(pl.col("reasons").list.contains("stabilise"))
        return by_year(only, "transfer_fen")[2015], only["reasons"][0].to_list()

    terms = replace(terms, parties={**terms.parties, "account": terms.parties["fund"]})
    assert made_up("0.9") == ({"A": 10, "B": 80, "fund": -90}, ["stabilise", "stabilise_short"])
    assert made_up(9) == ({"A": 50, "B": 400, "fund": -450}, ["stabilise"])


def test_all_of_it_goes_back_to_the_zone():
    """合淮 2023: 5:5, and the local part of both is invested again in the zone."""
    terms = agreement(
        "A B fund", rule(phases=always(A="1/2", B="1/2"), reinvest=Reinvest("fund", Fraction(1)))
    )
    done = settle(terms, book([firm()], [("f", 2024, "vat", 101)]), first_year=2024, last_year=2024)
    assert by_year(done.lines, "transfer_fen") == {2024: {"B": -101, "fund": 101}}
    half = replace(
        terms, rules=(replace(terms.rules[0], reinvest=Reinvest("fund", Fraction(1, 2))),)
    )
    # 51 and 50: 25½ goes on, to the nearest fen 26, and 25.
    assert entitled(half, book([firm()], [("f", 2024, "vat", 101)]))[2024] == {
        "A": 25,
        "B": 25,
        "fund": 51,
    }


@pytest.mark.parametrize(("left", "back"), [(2023, 48), (2024, 0)])
def test_a_firm_that_leaves_early_gives_back_what_was_shared(left, back):
    """30 a year from 2021; leaving in the third year gives back 80 % of what it was by then: 60."""
    terms = agreement(
        "introducer host",
        rule(
            clock=Clock(Event.IN_OPERATION),
            phases=(Phase(1, 5, shares(introducer="1/2", host="1/2")),),
            clawback=Clawback("introducer", "host", Event.LEFT, 3, Fraction(4, 5)),
        ),
    )
    there = firm(introducer="A", in_operation=2021, left=left)
    contributions = book([there], [("f", 2021, "vat", 60), ("f", 2022, "vat", 60)])
    got = entitled(terms, contributions, first=left)
    assert got == ({left: {"A": -back, "B": back}} if back else {})


def test_clawback_counts_the_year_of_the_event_on_its_own_line():
    terms = agreement(
        "introducer host",
        rule(
            clock=Clock(Event.IN_OPERATION),
            phases=(Phase(1, 5, shares(introducer="1/2", host="1/2")),),
            clawback=Clawback("introducer", "host", Event.LEFT, 3, Fraction(1)),
        ),
    )
    contributions = book(
        [firm(introducer="A", in_operation=2021, left=2022)],
        [("f", 2021, "vat", 60), ("f", 2022, "vat", 10)],
    )
    lines = settle(terms, contributions, first_year=2022, last_year=2022).lines
    assert lines.select("kind", "party", "transfer_fen", "reasons").rows() == [
        ("", "A", -35, ["clawback"]),
        ("", "B", 35, ["clawback"]),
        ("vat", "A", 5, []),
        ("vat", "B", -5, []),
    ]


def test_a_tax_that_incentives_offset_is_named_with_its_amount():
    """Of 12 of tax 12 came back in 2022: nothing to divide; of 2023 one fen is left of 5."""
    terms = agreement(
        "introducer host",
        rule(
            base=Base(("vat",), less=("incentives",)),
            clock=Clock(Event.IN_OPERATION),
            phases=(Phase(1, 5, shares(introducer="1/2", host="1/2")),),
        ),
    )
    contributions = book(
        [firm(introducer="A", in_operation=2022)],
        [
            ("f", 2022, "vat", 12), ("f", 2022, "incentives", 15),
            ("f", 2023, "vat", 5), ("f", 2023, "incentives", 4),
        ],
    )  # fmt: skip
    done = settle(terms, contributions, first_year=2022, last_year=2023)
    assert done.untouched.select("year", "party", "base_fen", "reason").rows() == [
        (2022, "B", 12, "offset")
    ]
    assert done.lines["base_fen"].to_list() == [1, 1]


def test_clawback_of_a_base_that_counts_kinds_as_one_stands_on_its_line():
    terms = agreement(
        "introducer host",
        rule(
            base=Base(("vat",), less=("incentives",)),
            clock=Clock(Event.IN_OPERATION),
            phases=(Phase(1, 5, shares(introducer="1/2", host="1/2")),),
            clawback=Clawback("introducer", "host", Event.LEFT, 3, Fraction(1)),
        ),
    )
    contributions = book(
        [firm(introducer="A", in_operation=2022, left=2022)],
        [("f", 2022, "vat", 12), ("f", 2022, "incentives", 2)],
    )
    lines = settle(terms, contributions, first_year=2022, last_year=2022).lines
    assert lines.select("party", "entitled_fen", "transfer_fen", "reasons").rows() == [
        ("A", 0, 0, ["clawback"]),
        ("B", 10, 0, ["clawback"]),
    ]


def test_declared_double_counting_credits_all_to_each():
    """昆明 2024: output 100 % + 100 %."""
    terms = agreement(
        "introducer host",
        rule(
            kinds=("output",),
            ledger=LedgerKind.STATISTICS,
            declared_double=True,
            phases=always(introducer="1", host="1"),
        ),
    )
    assert entitled(terms, book([firm(introducer="A")], [("f", 2024, "output", 77)])) == {
        2024: {"A": 77, "B": 77}
    }
    with pytest.raises(SettlementError, match="sum to 2"):
        entitled(
            replace(terms, rules=(replace(terms.rules[0], declared_double=False),)),
            book([firm(introducer="A")], [("f", 2024, "output", 77)]),
        )


def test_cap_and_floor_hold_for_a_key_too():
    terms = agreement(
        "HQ A B",
        rule(
            kinds=("cit",),
            key=Key(HALF, {"revenue": Fraction(1)}),
            cap=Cap("HQ", Amount(fen=30), "A"),
            floor=Floor("B", 20, "A"),
        ),
    )
    given = [("A", 2023, "revenue", 1), ("B", 2023, "revenue", 1)]
    got = entitled(terms, book([firm(host="HQ")], [("f", 2024, "cit", 40 * 2)], given))
    assert got[2024] == {"HQ": 30, "A": 30, "B": 20}
    more = entitled(terms, book([firm(host="HQ")], [("f", 2024, "cit", 40)], given))
    assert more[2024] == {"HQ": 20, "B": 20}
