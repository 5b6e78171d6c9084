"""A pool of growth: a rate of it goes in, and out by size and need (Minn. Stat. ch. 473F).

index = size × average of wealth ÷ own wealth, of last year; the average is the same for all, so
that a party's share is size ÷ wealth over the sum of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from shigu.engine.sharing.rules.values import Pool, Rule
from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.division import LINE, Why
from shigu.engine.sharing.settlement.exact import allot, nearest
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import ALL_FIRMS, ALL_KINDS, Ground
from shigu.engine.sharing.settlement.measures import Measures, lacking

Bases = Mapping[int, Mapping[int, int]]


def pool_lines(
    rule: Rule, pool: Pool, ground: Ground, groups: Groups, years: range
) -> pl.DataFrame:
    """What each party puts in (collected) and gets out (entitled) in each of ``years``.

    ``groups`` are those that the rule covers, with the years that the growth is counted over.

    Raises:
        SettlementError: a party that puts in, or is measured, lacks a measure of last year, or
            its wealth is not positive.
    """
    bases = _bases(ground, groups)
    measures = Measures(ground.book.measures)
    rows = []
    for year in sorted(year for year in bases if year in years):
        growth = _growth(rule, bases, year)
        put_in = {code: nearest(pool.rate * amount) for code, amount in growth.items()}
        weights = _weights(pool, ground, measures, put_in, year - 1)
        out = allot(sum(put_in.values()), list(weights.values()))
        for code, fen in zip(weights, out, strict=True):
            given = put_in.get(code, 0)
            base = growth.get(code, 0)
            if base or fen:
                rows.append(
                    (year, ALL_FIRMS, ALL_KINDS, code, base, given, fen, fen - given, Why(0).value)
                )
    return pl.DataFrame(rows, schema=LINE, orient="row")


def _bases(ground: Ground, groups: Groups) -> Bases:
    """By year and collecting party."""
    collector = ground.collector(groups.f, groups.y)
    frame = pl.DataFrame({"y": groups.y, "code": collector, "base": groups.base})
    found: dict[int, dict[int, int]] = {}
    for year, code, base in frame.group_by("y", "code").agg(pl.col("base").sum()).iter_rows():
        found.setdefault(year, {})[code] = base
    return found


def _growth(rule: Rule, bases: Bases, year: int) -> dict[int, int]:
    over = rule.base.growth_over
    before = {
        code: nearest(Fraction(sum(bases.get(each, {}).get(code, 0) for each in over), len(over)))
        if over
        else 0
        for code in bases[year]
    }
    return {code: max(base - max(before[code], 0), 0) for code, base in bases[year].items()}


def _weights(
    pool: Pool, ground: Ground, measures: Measures, put_in: Mapping[int, int], year: int
) -> dict[int, Fraction]:
    sizes, wealth = (measures.of("", year, name) for name in (pool.size, pool.wealth))
    givers = {ground.codes[code] for code, fen in put_in.items() if fen}
    weights = {}
    for code, name in enumerate(ground.codes):
        if name not in {*sizes, *wealth, *givers}:
            continue
        for values, measure in ((sizes, pool.size), (wealth, pool.wealth)):
            if name not in values:
                raise lacking(name, "", year, measure)
        if wealth[name] <= 0 or sizes[name] < 0:
            raise SettlementError(
                f"{name!r} {year} 年的 {pool.wealth} 应为正数，{pool.size} 不应为负。请改正。",
                f"{pool.wealth} of {name!r} in {year} must be positive, and {pool.size} not "
                "negative: correct it.",
            )
        weights[code] = sizes[name] / wealth[name]
    return weights
