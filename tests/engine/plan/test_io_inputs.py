"""The shipped table of 2020: it balances, inverts, and links and projects stand on it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.inputoutput.assess import input_output
from shigu.engine.chain.inputoutput.leontief import coefficients, inverse
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.engine.plan.io_inputs import io_inputs

PACK = read_pack(Path(__file__).parents[3] / "packs" / "vision-valley")


@pytest.fixture(scope="module")
def given():
    return io_inputs(PACK)


@pytest.fixture(scope="module")
def found(given):
    return input_output(given, assess(chain_inputs(PACK), seed=0, draws=10).links)


def test_the_official_table_balances_and_inverts(given):
    table = given.table
    assert (given.area, given.year, len(table.sectors)) == ("china", 2020, 42)
    bought = table.bought.sum(axis=0) + table.value_added
    assert np.abs(bought / table.output - 1).max() < 1e-8  # figures rounded to 100 yuan
    shares = coefficients(table.domestic, table.output)
    total = inverse(shares, table.sectors)
    assert total @ (np.eye(42) - shares) == pytest.approx(np.eye(42), abs=1e-12)
    assert total @ table.final_demand == pytest.approx(table.output)


def test_national_accounts_of_2020_come_out(given):
    """Value added of all sectors, in 万元: about the 101 万亿元 of that year's GDP."""
    assert given.table.value_added.sum() == pytest.approx(1.02e10, rel=0.02)


def test_every_link_belongs_to_sectors(found):
    assert {link.link for link in found.links} == {link.id for link in chain_inputs(PACK).links}
    for link in found.links:
        assert sum(link.sectors.values()) == pytest.approx(1, abs=1e-5)
        assert link.value_added_multiplier + link.import_multiplier == pytest.approx(1, abs=1e-5)


def test_projects_buy_what_the_table_says(found, given):
    assert found.projects
    bought = (given.table.bought.sum(axis=0) / given.table.output).tolist()
    mixture = {link.link: link.sectors for link in found.links}
    for project in found.projects:
        part = sum(
            share * bought[given.table.sectors.index(sector)]
            for sector, share in mixture[project.link].items()
        )
        total = project.purchases
        assert total.inside + total.elsewhere + total.imported + total.unknown == pytest.approx(
            part * project.output_wan
        )
        assert 0 <= project.leakage <= 1
        assert project.cluster.output <= project.nation.output
        assert project.nation.jobs_low <= project.nation.jobs_high


def test_a_pack_without_table_says_what_is_missing():
    tables = {**PACK.tables, "sectors": PACK.tables["sectors"].clear()}
    without = replace(PACK, tables=tables)
    assert io_inputs(without) is None
    nothing = input_output(None, ())
    assert nothing.why.code == "chain.inputoutput.no_table"
    assert nothing.projects == ()


def test_jobs_are_counted_where_the_table_counts_them():
    sectors = PACK.tables["sectors"].with_columns(jobs=pl.lit(7))
    tables = {**PACK.tables, "sectors": sectors}
    table = io_inputs(replace(PACK, tables=tables)).table
    assert table.jobs_low.tolist() == table.jobs_high.tolist() == [7.0] * 42
