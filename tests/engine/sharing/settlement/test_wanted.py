"""What is said to be missing is what a settlement then refuses for, and nothing else."""

from dataclasses import replace

import pytest

from shigu.engine.sharing.rules.examples import examples
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.settle import settle
from shigu.engine.sharing.settlement.wanted import wanted_measures
from tests.engine.sharing.rules.books import book, firm

PLACES = ("place_a", "place_b", "place_c")
OFFICE = [
    (place, 2011, name, 10 + at)
    for at, place in enumerate(PLACES)
    for name in ("revenue", "payroll", "assets")
] + [(place, 2012, "tax_rate", "0.25") for place in PLACES]
CITIES = [
    (place, 2011, name, value)
    for place, people in (("edina", 50), ("anoka", 20))
    for name, value in (("population", people), ("fiscal_capacity", 4))
]
BOOKS = {
    "head-office-branches-2012": (["place_a"], "taxable_income", OFFICE),
    "minnesota-473f": (["edina", "anoka"], "tax_base", CITIES),
}


def given(name):
    hosts, kind, measures = BOOKS[name]
    firms = [firm(host, name=host) for host in hosts]
    years = (1971, 2012) if kind == "tax_base" else (2012,)
    rows = [(host, year, kind, 10 * year) for host in hosts for year in years]
    return book(firms, rows, measures=measures)


def wanted(name, made):
    return wanted_measures(examples()[name], made.firms, made.measures, 2012)


def settles(name, made):
    return settle(examples()[name], made, first_year=2012, last_year=2012)


@pytest.mark.parametrize("name", BOOKS)
def test_where_nothing_is_missing_the_year_is_settled(name):
    made = given(name)
    assert all(one.met and not one.lacking for one in wanted(name, made))
    assert settles(name, made).lines.height


@pytest.mark.parametrize(
    ("name", "at"), [(name, at) for name, each in BOOKS.items() for at in range(len(each[2]))]
)
def test_each_measure_taken_away_is_named_and_refused_for(name, at):
    made = given(name)
    gone = made.measures[at]
    less = replace(made, measures=(*made.measures[:at], *made.measures[at + 1 :]))
    assert [(one.measure, one.year, one.lacking) for one in wanted(name, less) if not one.met] == [
        (gone.measure, gone.year, (gone.party,))
    ]
    with pytest.raises(SettlementError, match=f"{gone.party}.*{gone.year}.*{gone.measure}"):
        settles(name, less)


def test_a_measure_of_the_branches_of_one_firm_is_asked_of_them():
    name = "head-office-branches-2012"
    made = given(name)
    own = [replace(each, firm="place_a") for each in made.measures if each.measure != "assets"]
    rest = [each for each in made.measures if each.measure == "assets"][1:]
    less = replace(made, measures=(*own, *rest))
    assert [(one.measure, one.firm, one.lacking) for one in wanted(name, less) if not one.met] == [
        ("assets", "place_a", ("place_a",))
    ]


def test_the_balance_of_a_fund_may_be_left_out():
    made = book([firm("town")], [(2012, "vat", 10)])
    (one,) = [
        each
        for each in wanted_measures(examples()["meadowlands-2011"], made.firms, (), 2012)
        if each.measure == "fund_yuan"
    ]
    assert (one.lacking, one.optional, one.met) == (("fund",), True, True)


def test_where_nobody_has_a_measure_anyone_may_begin():
    made = replace(given("head-office-branches-2012"), measures=())
    first = wanted("head-office-branches-2012", made)[0]
    assert (first.measure, first.given, first.lacking, first.met) == ("revenue", (), (), False)
