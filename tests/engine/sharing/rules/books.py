"""Small books for the examples, in 万元, and what a settlement gives each party."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import polars as pl

from shigu.engine.sharing.settlement.book import LINES, Book, Firm, Measure
from shigu.engine.sharing.settlement.settle import settle

WAN = 1_000_000


def firm(host, *, name="f", introducer="", origin="", facts=None, **events):
    """A firm whose events are given as years."""
    dates = {event: date(year, 7, 1) for event, year in events.items()}
    return Firm(name, host, introducer, origin, facts or {}, dates)


def book(firms, rows, *, measures=(), **events):
    """``rows`` are (year, kind, 万元) of the one firm, or (firm, year, kind, 万元)."""
    firms = {each.id: each for each in firms}
    only = next(iter(firms))
    full = [row if len(row) == 4 else (only, *row) for row in rows]
    lines = [
        (str(i), name, year, kind, fen(amount), fen(amount), "")
        for i, (name, year, kind, amount) in enumerate(full)
    ]
    return Book(
        firms,
        pl.DataFrame(lines, schema=LINES, orient="row"),
        tuple(Measure(*each[:3], Decimal(str(each[3])), *each[4:]) for each in measures),
        {event: date(year, 7, 1) for event, year in events.items()},
    )


def fen(wan):
    return int(Decimal(str(wan)) * WAN)


def yearly(kind, start, amounts):
    return [(start + i, kind, amount) for i, amount in enumerate(amounts)]


def settled(agreement, given, first, last, rule, column="entitled_fen"):
    """Party → what it gets by year, in 万元, years without a line being 0."""
    done = settle(agreement, given, first_year=first, last_year=last)
    got = defaultdict(lambda: [Decimal(0)] * (last - first + 1))
    for line in done.lines.filter(pl.col("rule") == rule).iter_rows(named=True):
        got[line["party"]][line["year"] - first] += Decimal(line[column]) / WAN
    return dict(got)
