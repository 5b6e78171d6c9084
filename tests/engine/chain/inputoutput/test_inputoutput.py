"""The two-sector tables of Miller and Blair 2009, ch. 2, and extraction by solving anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.inputoutput.bridge import LinkSector, home_shares, mixtures
from shigu.engine.chain.inputoutput.extraction import extraction
from shigu.engine.chain.inputoutput.impact import economy, impact
from shigu.engine.chain.inputoutput.leontief import (
    allocations,
    coefficients,
    inverse,
    multipliers,
)
from shigu.engine.chain.inputoutput.linkages import linkages
from shigu.engine.chain.inputoutput.table import IoTable, table_of

TWO = table_of(("agriculture", "manufacturing"), [[150, 500], [200, 100]], output=[1000, 2000])


def near(values, digits=4):
    return pytest.approx(np.array(values), abs=0.5 * 10**-digits)


def test_the_two_sector_tables_of_miller_and_blair():
    shares = coefficients(TWO.domestic, TWO.output)
    assert shares.tolist() == [[0.15, 0.25], [0.20, 0.05]]
    assert TWO.final_demand.tolist() == [350, 1700]
    total = inverse(shares, TWO.sectors)
    assert total == near([[1.2541, 0.3300], [0.2640, 1.1221]])
    assert total @ [600, 1500] == near([1247.5, 1841.6], 1)
    assert multipliers(TWO).output == near([1.518, 1.452], 3)


def test_the_ghosh_model_gives_the_same_outputs_from_value_added():
    sold = allocations(TWO.domestic, TWO.output)
    assert sold.tolist() == [[0.15, 0.5], [0.1, 0.05]]
    assert TWO.value_added @ inverse(sold, TWO.sectors) == pytest.approx(TWO.output)


def test_linkages_are_one_on_average():
    # Column sums 1.5182 and 1.4521 of L; G = x̂⁻¹ L x̂ has rows 1.9142 and 1.2541.
    found = linkages(TWO)
    assert found.backward == near([1.5182 / 1.48515, 1.45215 / 1.48515], 3)
    rows = np.array([1.2541 + 0.3300 * 2, 0.2640 / 2 + 1.1221])
    assert found.forward == near(rows / rows.mean(), 3)


@st.composite
def tables(draw: st.DrawFn) -> IoTable:
    size = draw(st.integers(1, 5))
    flow = st.integers(0, 40).map(float)
    cells = [[draw(flow) for _ in range(size)] for _ in range(size)]
    abroad = [[draw(flow) for _ in range(size)] for _ in range(size)]
    bought = np.sum(cells, axis=0) + np.sum(abroad, axis=0)
    sold = np.sum(cells, axis=1)
    left = [draw(st.integers(1, 60)) for _ in range(size)]
    output = np.maximum(bought, sold) + left
    return table_of([f"s{k}" for k in range(size)], cells, imported=abroad, output=output)


def outputs(shares, demand):
    return np.linalg.solve(np.eye(len(shares)) - shares, demand)


@settings(deadline=None)
@given(tables())
def test_extraction_is_what_solving_anew_without_the_sector_gives(table: IoTable):
    shares, demand = coefficients(table.domestic, table.output), table.final_demand
    found = extraction(table)
    for k in range(len(table.sectors)):
        others = [i for i in range(len(table.sectors)) if i != k]
        rest = np.zeros(len(table.sectors))
        rest[others] = outputs(shares[np.ix_(others, others)], demand[others])
        assert found.whole[:, k] == pytest.approx(table.output - rest, abs=1e-8)
        for lost, cut in ((found.backward, (slice(None), k)), (found.forward, (k, slice(None)))):
            changed = shares.copy()
            changed[cut] = 0
            assert lost[:, k] == pytest.approx(table.output - outputs(changed, demand), abs=1e-8)


@settings(deadline=None)
@given(tables())
def test_a_unit_spent_ends_as_value_added_or_abroad(table: IoTable):
    found = multipliers(table)
    assert found.value_added + found.imports == pytest.approx(np.ones(len(table.sectors)))


def test_links_are_mixtures_of_sectors():
    rows = (LinkSector("chip", "agriculture", 0.25), LinkSector("chip", "manufacturing", 0.75))
    assert mixtures(TWO, rows)["chip"].tolist() == [0.25, 0.75]


def test_the_cluster_supplies_itself_as_far_as_its_quotient_goes():
    rows = (
        LinkSector("chip", "agriculture", 0.5),
        LinkSector("chip", "manufacturing", 0.5),
        LinkSector("lens", "manufacturing", 1.0),
    )
    mixture = mixtures(TWO, rows)
    home = home_shares(mixture, {"chip": (4, 2), "lens": (0, 4)}, 2)
    assert home.share.tolist() == [1.0, 0.4]
    none = home_shares(mixture, {}, 2)
    assert (none.share.tolist(), none.known.tolist()) == ([0, 0], [0, 0])


def test_an_added_project_buys_and_sets_in_motion():
    # 100 of manufacturing buys 25 and 5; the cluster can make half of manufacturing.
    table = table_of(TWO.sectors, TWO.domestic, imported=[[0, 0], [50, 100]], output=[1000, 2000])
    home = home_shares({"x": np.array([0.0, 1.0])}, {"x": (1, 2)}, 2)
    found = impact(economy(table, home), np.array([0, 1]), 100)
    assert found.purchases.inside == pytest.approx(2.5)
    assert found.purchases.elsewhere == pytest.approx(2.5)
    assert found.purchases.unknown == pytest.approx(25)
    assert found.purchases.imported == pytest.approx(5)
    assert found.leakage == pytest.approx(7.5 / 35)
    made = inverse(coefficients(table.domestic, table.output), table.sectors) @ [25, 5]
    assert found.nation.output == pytest.approx(made.sum())
    added = table.value_added / table.output
    assert found.nation.value_added == pytest.approx(added @ made)
    # Inside, only manufacturing's purchases from itself go on: 2.5 / (1 − 0.5 · 0.05).
    assert found.cluster.output == pytest.approx(2.5 / 0.975)
    assert found.nation.jobs_low is None


def bare(**changes):
    plain = {
        "sectors": ("a", "b"),
        "domestic": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "imported": np.zeros((2, 2)),
        "output": np.array([10.0, 20.0]),
        "value_added": np.array([6.0, 14.0]),
    }
    return IoTable(**{**plain, **changes})


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: table_of((), np.zeros((0, 0)), output=[]), "input–output table: it has no sector"),
        (lambda: bare(sectors=("a",)), r"domestic flow: \(2, 2\) numbers for 1 sectors"),
        (lambda: bare(domestic=np.array([[1, 2], [-3, 4.0]])), "domestic flow of b → a: -3"),
        (lambda: bare(imported=np.full((2, 2), np.nan)), "imported flow of a → a: nan"),
        (lambda: bare(output=np.array([10.0, 0])), "sector b: output must be above 0, not 0"),
        (lambda: bare(output=np.array([10.0, 21])), "sector b: purchases and value added miss"),
        (lambda: bare(jobs_low=np.array([1.0, -1])), "jobs_low of b: -1 is no such amount"),
        (lambda: bare(jobs_high=np.array([1.0])), r"jobs_high: \(1,\) numbers for 2 sectors"),
        (lambda: inverse(np.eye(2), ("a", "b")), "sector a: sectors consume more than they make"),
        (lambda: inverse(np.full((2, 2), 0.9), ("a", "b")), "sectors consume more"),
        (lambda: LinkSector("l", "s", 0), "link l in sector s: share must be above 0"),
        (lambda: LinkSector("l", "s", float("nan")), "link l in sector s: share must be"),
        (lambda: mixtures(TWO, [LinkSector("l", "s", 1)]), "sector s: the input–output table has"),
        (
            lambda: mixtures(TWO, [LinkSector("l", "agriculture", 0.5)]),
            "link l: its shares of sectors sum to 0.5",
        ),
        (
            lambda: mixtures(TWO, [LinkSector("l", "agriculture", 0.5)] * 2),
            "link l in sector agriculture: it occurs twice",
        ),
        (
            lambda: impact(economy(TWO, home_shares({}, {}, 2)), np.array([1, 0]), 0),
            "project: its yearly output must be above 0, not 0",
        ),
    ],
)
def test_what_is_no_table_is_refused_at_its_place(make, place):
    with pytest.raises(ChainError, match=place):
        make()
