"""Each example settled over a small book, against figures worked out by hand.

Amounts are in 万元. Where a record gives figures of its own (京津冀, 青川, 三峡, 57号), they are
those; the others follow the rate and the years of the text.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from shigu.engine.sharing.rules.examples import examples
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.settle import settle
from tests.engine.sharing.rules.books import book, firm, settled, yearly


def agreed(name, **shares):
    """An example with its parameters set."""
    agreement = examples()[name]
    parameters = {
        key: replace(each, value=shares.get(key, each.value))
        for key, each in agreement.parameters.items()
    }
    return replace(agreement, parameters=parameters)


def jing_jin_ji(before, after, *, led_by="government"):
    """Figures of the record times 1000 万元, so that its 60 pass the threshold of 2000 a year."""
    moved = firm(
        "tianjin", origin="beijing", facts={"led_by": led_by}, moved=2016, full_production=2018
    )
    rows = yearly("vat", 2013, before) + yearly("cit", 2018, after)
    given = book([moved], rows)
    last = 2017 + len(after)
    agreement = examples()["jing-jin-ji-2015"]
    return settled(agreement, given, 2018, last, "three_taxes", "transfer_fen")


@pytest.mark.parametrize(
    ("after", "out"),
    [
        ([30, 30, 30, 30, 30], [15, 15, 15, 15, 0]),
        ([20, 20, 20, 20, 20, 20], [10, 10, 10, 10, 10, 0]),
        ([100, 100], [50, 10]),
    ],
)
def test_beijing_gets_half_until_three_years_of_taxes_are_made_up(after, out):
    got = jing_jin_ji([20_000] * 3, [each * 1000 for each in after])
    assert got["beijing"] == [each * 1000 for each in out]
    assert got["tianjin"] == [-each * 1000 for each in out]


def test_a_firm_below_the_threshold_or_moved_by_the_market_is_not_shared():
    assert jing_jin_ji([1999.99] * 3, [3000]) == {}
    assert jing_jin_ji([2000] * 3, [3000]) == {"beijing": [1500], "tianjin": [-1500]}
    assert jing_jin_ji([2000] * 3, [3000], led_by="market") == {}


@pytest.mark.parametrize(
    ("project", "rule", "out"), [("new", "new_projects", 40), ("moved", "moved_firms", 50)]
)
def test_shandong_shares_three_years_from_production(project, rule, out):
    given = book(
        [firm("weifang", origin="jinan", facts={"project": project}, in_operation=2016)],
        yearly("vat", 2016, [100, 100, 100, 100]),
    )
    agreement = examples()["shandong-2015"]
    assert settled(agreement, given, 2016, 2019, rule) == {
        "jinan": [out, out, out, 0],
        "weifang": [100 - out, 100 - out, 100 - out, 100],
    }
    other = "moved_firms" if rule == "new_projects" else "new_projects"
    assert settled(agreement, given, 2016, 2019, other) == {}


def test_a_joint_park_of_shandong_settles_only_what_was_agreed():
    given = book([firm("weifang", origin="jinan")], [(2016, "vat", 90)])
    with pytest.raises(SettlementError, match="out_share"):
        settle(examples()["shandong-2015-park"], given, first_year=2016, last_year=2016)
    terms = agreed("shandong-2015-park", out_share=Fraction(1, 3))
    assert settled(terms, given, 2016, 2016, "park_projects") == {"jinan": [30], "weifang": [60]}


def test_liaoning_shares_ten_years_equally_and_the_odd_fen_goes_to_the_first_named():
    given = book(
        [firm("fuxin", introducer="jianchang", first_tax=2019)],
        [*yearly("vat", 2019, [100] * 11), (2019, "fees", Decimal("0.000001"))],
    )
    got = settled(examples()["liaoning-2019"], given, 2019, 2029, "fiscal_income")
    assert got["jianchang"] == [Decimal("50.000001"), *[50] * 9, 0]
    assert got["fuxin"] == [50] * 10 + [0]


def test_liaoning_shares_equally_across_provinces_without_end():
    given = book([firm("dalian", introducer="harbin")], [(2019, "cit", 7), (2050, "cit", 9)])
    got = settled(examples()["liaoning-2019-cross"], given, 2019, 2050, "fiscal_income")
    assert [got["harbin"][year] for year in (0, 31)] == [Decimal("3.5"), Decimal("4.5")]


def test_ningde_shares_tax_from_the_first_payment_and_indicators_from_groundbreaking():
    given = book(
        [firm("xiapu", introducer="fuan", groundbreaking=2018)],
        yearly("vat", 2020, [10] * 6) + yearly("output", 2018, [200] * 6),
    )
    agreement = examples()["ningde-2017"]
    tax = settled(agreement, given, 2018, 2025, "tax")
    assert tax["fuan"] == [0, 0, 5, 5, 5, 5, 5, 0]
    moved = settled(agreement, given, 2018, 2025, "tax", "transfer_fen")
    assert moved == {"fuan": tax["fuan"], "xiapu": [-each for each in tax["fuan"]]}
    counted = settled(agreement, given, 2018, 2025, "indicators")
    assert counted["fuan"] == counted["xiapu"] == [100] * 5 + [0] * 3
    official = settled(agreement, given, 2018, 2025, "indicators", "transfer_fen")
    assert set(map(tuple, official.values())) == {(0,) * 8}


def test_hefei_and_huainan_put_all_they_get_back_into_the_zone():
    given = book(
        [firm("shouxian")], [(2023, "vat", 200), (2023, "fees", 100), (2023, "output", 80)]
    )
    agreement = examples()["hefei-huainan-2023"]
    moved = settled(agreement, given, 2023, 2023, "taxes", "transfer_fen")
    assert moved == {"hefei": [0], "shouxian": [-300], "zone": [300]}
    counted = settled(agreement, given, 2023, 2023, "indicators")
    assert counted == {"hefei": [40], "shouxian": [40]}


def test_qingchuan_gets_five_million_at_least_from_the_year_after_the_aid():
    given = book(
        [firm("guangyuan")],
        [*yearly("vat", 2011, [600, 600, 1000, 400]), (2011, "value_added", 50)],
        aid_paid=2011,
    )
    agreement = examples()["guangyuan-qingchuan-2009"]
    assert settled(agreement, given, 2011, 2014, "tax") == {
        "qingchuan": [360, 500, 600, 400],
        "guangyuan": [240, 100, 400, 0],
    }
    counted = settled(agreement, given, 2011, 2011, "value_added")
    assert counted == {"qingchuan": [30], "guangyuan": [20]}


def test_pinghu_pays_a_tenth_of_the_capital_every_year():
    given = book([firm("pinghu")], yearly("capital", 2018, [28_400] * 3))
    assert settled(
        examples()["pinghu-qingtian-2017"], given, 2018, 2020, "return", "transfer_fen"
    ) == {"pinghu": [-2840] * 3, "villages": [2840] * 3}


def test_kunming_counts_indicators_twice_and_shares_tax_net_of_incentives():
    given = book(
        [firm("anning", introducer="wuhua")],
        [
            (2024, "vat", 600),
            (2024, "cit", 400),
            (2024, "incentives", 300),
            (2024, "output", 5000),
            (2024, "foreign_capital", 70),
        ],
    )
    with pytest.raises(SettlementError, match="partner_share"):
        settle(examples()["kunming-2024"], given, first_year=2024, last_year=2024)
    terms = agreed("kunming-2024", partner_share=Fraction(2, 5))
    assert settled(terms, given, 2024, 2024, "tax") == {"wuhua": [280], "anning": [420]}
    assert settled(terms, given, 2024, 2024, "counted_twice") == {"wuhua": [5000], "anning": [5000]}
    assert settled(terms, given, 2024, 2024, "capital_attracted")["wuhua"] == [70]


def test_yunnan_leaves_the_ratio_to_agreement_and_nothing_is_settled_before():
    given = book([firm("yuxi", introducer="kunming")], [(2025, "cit", 10)])
    with pytest.raises(SettlementError, match="partner_share"):
        settle(examples()["yunnan-2025"], given, first_year=2025, last_year=2025)


def test_the_three_gorges_have_one_key_for_tax_and_another_for_the_water_fee():
    given = book([firm("hubei")], [(2011, "vat", 10_000), (2011, "water_fee", 42_185)])
    assert settled(examples()["three-gorges-tax"], given, 2011, 2011, "power_sales_tax") == {
        "hubei": [1567],
        "chongqing": [8433],
    }
    fee = settled(examples()["three-gorges-water-fee"], given, 2011, 2011, "water_fee")
    assert fee == {
        "centre": [Decimal("4218.5")],
        "hubei": [Decimal("6329.01555")],
        "chongqing": [Decimal("31637.48445")],
    }
    assert {party: round(parts[0], 2) for party, parts in fee.items()} == {
        "centre": Decimal("4218.50"),
        "hubei": Decimal("6329.02"),
        "chongqing": Decimal("31637.48"),
    }


def branches(shares, rates, income):
    """A firm of last year's measures; ``rates`` are those of places A, B and C."""
    places = ("place_a", "place_b", "place_c")
    measures = [
        (place, 2011, measure, value)
        for place, values in zip(places, shares, strict=True)
        for measure, value in zip(("revenue", "payroll", "assets"), values, strict=True)
    ]
    measures += [(place, 2012, "tax_rate", rate) for place, rate in zip(places, rates, strict=True)]
    given = book([firm("place_a")], [(2012, "taxable_income", income)], measures=measures)
    return settled(examples()["head-office-branches-2012"], given, 2012, 2012, "income_tax")


def test_a_head_office_with_a_department_of_its_own():
    """1000 of income: 125 + 50 + 22.5 + 37.5 = 235; half 117.5, then 47, 35.25 and 35.25."""
    got = branches([(40,) * 3, (30,) * 3, (30,) * 3], ["0.25", "0.15", "0.25"], 1000)
    assert got == {
        "place_a": [Decimal("164.5")],
        "place_b": [Decimal("35.25")],
        "place_c": [Decimal("35.25")],
    }


def test_branches_by_revenue_payroll_and_assets():
    """100 of tax at one rate: 50 to the head office; 20, 10 and 20 to the branches."""
    got = branches([(100,) * 3, (50,) * 3, (100,) * 3], ["0.25"] * 3, 400)
    assert got == {"place_a": [70], "place_b": [10], "place_c": [20]}


def test_branches_at_three_rates():
    """1000 of income: 125 + 50 + 15 + 20 = 210; half 105, then 42, 21 and 42."""
    got = branches([(4,) * 3, (2,) * 3, (4,) * 3], ["0.25", "0.15", "0.10"], 1000)
    assert got == {"place_a": [105 + 42], "place_b": [21], "place_c": [42]}


def test_measures_are_weighted_35_35_30():
    """A: 0.35·1/2 + 0.35·1/4 + 0.30·0 = 0.2625 of 50; B the rest but nothing to C."""
    got = branches([(10, 10, 0), (10, 30, 20), (0, 0, 0)], ["0.25"] * 3, 400)
    assert got["place_a"] == [50 + Decimal("13.125")]
    assert got["place_b"] == [Decimal("36.875")]


def test_longquan_gets_all_local_tax_of_five_years():
    given = book([firm("xiaoshan", first_tax=2019)], yearly("cit", 2019, [8] * 6))
    got = settled(examples()["longquan-xiaoshan-2018"], given, 2019, 2024, "tax", "transfer_fen")
    assert got == {"longquan": [8] * 5 + [0], "xiaoshan": [-8] * 5 + [0]}


@pytest.mark.parametrize(("by", "part"), [("songjiang", 20), ("nobody", 0)])
def test_songjiang_gets_forty_percent_of_the_firms_it_recommended(by, part):
    given = book(
        [firm("luan", facts={"recommended_by": by}, in_operation=2025)],
        yearly("vat", 2025, [50] * 6) + yearly("output", 2025, [50] * 6),
    )
    for rule in ("taxes", "indicators"):
        got = settled(examples()["luan-songjiang"], given, 2025, 2030, rule)
        assert got.get("songjiang", [0] * 6) == [part] * 5 + [0]


@pytest.mark.parametrize(("before", "paid"), [(Decimal("299.99"), 0), (300, 300), (450, 450)])
def test_zhengzhou_transfers_the_tax_of_the_year_before_from_three_million_on(before, paid):
    given = book(
        [firm("jinshui", origin="erqi", moved=2013)],
        [(2011, "vat", 999), (2012, "vat", before), *yearly("vat", 2013, [100, 800])],
    )
    got = settled(examples()["zhengzhou-2012"], given, 2013, 2014, "transfer", "transfer_fen")
    assert got.get("erqi", [0, 0]) == [paid, paid]
    assert got.get("jinshui", [0, 0]) == [-paid, -paid]


def test_guangdong_pays_cities_for_three_years_a_park_once_and_a_firm_by_its_output():
    given = book([firm("meizhou", moved=2011)], yearly("output", 2011, [20_000, 30_000]))
    agreement = examples()["guangdong-2010"]

    def paid(rule):
        return settled(agreement, given, 2010, 2013, rule, "transfer_fen")

    assert paid("first_city_award")["first_city"] == [5000, 5000, 5000, 0]
    assert paid("second_city_award")["province"] == [-5000, -5000, -5000, 0]
    assert paid("park_award")["park"] == [10_000, 0, 0, 0]
    assert paid("relocation_award") == {"firm": [0, 60, 0, 0], "province": [0, -60, 0, 0]}


def test_minnesota_pools_two_fifths_of_growth_and_pays_it_out_by_people_and_need():
    """Growth 200, 50, 0: pool 100; index 10/200, 20/100, 30/50 = 0.05, 0.2, 0.6 of 0.85."""
    towns = {"anoka": (100, 300), "blaine": (100, 150), "bethel": (100, 50)}
    rows = [
        (name, year, "tax_base", Decimal(amount) / 10_000)
        for name, (then, now) in towns.items()
        for year, amount in ((1971, then), (2018, now))
    ]
    people, wealth = (
        {"anoka": 10, "blaine": 20, "bethel": 30},
        {"anoka": 200, "blaine": 100, "bethel": 50},
    )
    measures = [(name, 2017, "population", value) for name, value in people.items()]
    measures += [(name, 2017, "fiscal_capacity", value) for name, value in wealth.items()]
    given = book([firm(name, name=name) for name in towns], rows, measures=measures)
    done = settle(examples()["minnesota-473f"], given, first_year=2018, last_year=2018).lines
    by_town = {line["party"]: line for line in done.iter_rows(named=True)}
    assert {name: line["collected_fen"] for name, line in by_town.items()} == {
        "anoka": 8000,
        "blaine": 2000,
        "bethel": 0,
    }
    assert {name: line["entitled_fen"] for name, line in by_town.items()} == {
        "anoka": 588,
        "blaine": 2353,
        "bethel": 7059,
    }
    assert done["transfer_fen"].sum() == 0


def test_the_meadowlands_grant_is_divided_by_seven_to_the_cent():
    given = book([firm("state")], [(2011, "grant", 600)])
    lines = settle(examples()["meadowlands-2011"], given, first_year=2011, last_year=2011).lines
    got = dict(lines.filter(pl.col("party") != "state").select("party", "entitled_fen").iter_rows())
    first_named = ["secaucus", "north_bergen", "lyndhurst", "south_hackensack", "carlstadt"]
    assert got == {
        **dict.fromkeys(first_named, 85_714_286),
        "little_ferry": 85_714_285,
        "moonachie": 85_714_285,
    }


def test_a_fall_of_more_than_a_twentieth_is_made_up_pro_rata():
    """Kearny lacks 380 − 350 = 30, Ridgefield 114 − 100 = 14; the fund of 22 pays half of each."""
    payments = {"kearny": (400, 350), "ridgefield": (120, 100), "jersey_city": (100, 96)}
    given = book(
        [firm("account", name=town, introducer=town) for town in payments],
        [
            (town, year, "tax_sharing", amount)
            for town, amounts in payments.items()
            for year, amount in zip((2013, 2014), amounts, strict=True)
        ],
        measures=[("fund", 2014, "fund_yuan", 220_000)],
    )
    got = settled(examples()["meadowlands-2011"], given, 2014, 2014, "adjustment", "transfer_fen")
    assert got == {
        "account": [-546],
        "fund": [-22],
        "kearny": [365],
        "ridgefield": [107],
        "jersey_city": [96],
    }


def test_the_two_districts_of_miami_township():
    given = book([firm("township")], [(2010, "income_tax", 100)])
    assert settled(examples()["dayton-miami-2005"], given, 2010, 2010, "income_tax") == {
        "dayton": [50],
        "township": [50],
    }
    assert settled(examples()["miami-dayton-mall-2009"], given, 2010, 2010, "income_tax") == {
        "township": [70],
        "city": [30],
    }
