"""Settlement of a million firm-tax lines, and a real ledger of 16 years.

usage: python bench/settlement.py [mn_fiscal_disparities.csv]

JSON lines {case, ours, unit, …}: wall seconds of one run, each in a process of its own, processor
seconds of all its threads, and the peak of its memory in MB. The ledger is that of the Twin Cities
(Minn. Stat. ch. 473F), by path.
"""

import json
import multiprocessing
import resource
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.values import Event
from shigu.engine.sharing.settlement.book import LINES, Book, Firm, Measure
from shigu.engine.sharing.settlement.difference import difference
from shigu.engine.sharing.settlement.settle import settle
from shigu.engine.sharing.settlement.sheets import read_book
from shigu.engine.sharing.settlement.totals import imbalances

LINES_SETTLED = 1_000_000
FIRMS = 100_000
PLACES = [f"district {n}" for n in range(8)]
KINDS = ("vat", "cit")
FIRST, LAST = 2020, 2024

TERMS = """\
schema: shigu.agreement/1
id: bench
version: "1"
title: {zh: 测试, en: bench}
status: illustrative
through: city
parties:
  introducer: {name: {zh: 引荐方, en: introducer}, kind: role, role: introducer}
  host: {name: {zh: 落地方, en: host}, kind: role, role: host}
  fund: {name: {zh: 基金, en: fund}, kind: account}
  city: {name: {zh: 市, en: city}, kind: parent}
rules:
  - id: share
    clause: 第三条
    title: {zh: 分享, en: share}
    ledger: fiscal
    base: {kinds: [vat, cit]}
    clock: {event: in_operation}
    phases:
      - years: 1-
        shares: {introducer: 33.331%, host: 33.338%, fund: 33.331%}
"""
CAPPED = """\
    cap: {party: introducer, at: {kinds: [vat, cit], years_before: 1, event: moved}, to: host}
    floor: {party: introducer, at_wan: 1000, by: host}
"""


def say(case, ours, unit, **more):
    print(json.dumps({"case": case, "ours": ours, "unit": unit, **more}), flush=True)


def a_million():
    """The lines of 100,000 firms, two taxes and five years."""
    draw = np.random.default_rng(1)
    each = LINES_SETTLED // FIRMS
    years = np.repeat(np.arange(FIRST, LAST + 1), len(KINDS))
    gross = draw.integers(1, 10**10, LINES_SETTLED)
    return pl.DataFrame(
        {
            "line": pl.Series(range(LINES_SETTLED)).cast(pl.String),
            "firm": pl.Series(np.repeat([f"E{n:06d}" for n in range(FIRMS)], each)),
            "year": np.tile(years, FIRMS).astype(np.int32),
            "kind": pl.Series(np.tile(KINDS, LINES_SETTLED // len(KINDS))),
            "gross_fen": gross,
            "local_fen": gross // 2,
            "evidence": pl.Series([""] * LINES_SETTLED),
        },
        schema=LINES,
    )


def a_book(lines):
    dates = {Event.IN_OPERATION: date(FIRST, 1, 1), Event.MOVED: date(FIRST + 1, 1, 1)}
    firms = {}
    for n in range(FIRMS):
        host, introducer, origin = (PLACES[(n * k + k) % len(PLACES)] for k in (1, 3, 5))
        firms[f"E{n:06d}"] = Firm(f"E{n:06d}", host, introducer, origin, {}, dates)
    return Book(firms, lines)


def apart(work, *arguments):
    """What ``work`` answers in a process of its own, with seconds and the peak of memory in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, arguments))


def _measured(work, arguments):
    prepared = work(*arguments)
    start, used = time.perf_counter(), time.process_time()
    found = prepared()
    taken = {"seconds": round(time.perf_counter() - start, 2)}
    taken["processor_seconds"] = round(time.process_time() - used, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**taken, "peak_mb": round(peak), **found}


def settling(terms):
    agreement, book = read_agreement(terms, name="bench"), a_book(a_million())

    def work():
        done = settle(agreement, book, first_year=FIRST, last_year=LAST)
        paid = int(book.lines["local_fen"].sum())
        divided = int(done.lines["collected_fen"].sum()) + int(done.untouched["base_fen"].sum())
        return {
            "lines": done.lines.height,
            "lost_fen": paid - divided,
            "sum_of_transfers": int(done.lines["transfer_fen"].sum()),
        }

    return work


def differing():
    book = a_book(a_million())
    old, new = (
        settle(read_agreement(terms, name="bench"), book, first_year=FIRST, last_year=LAST)
        for terms in (TERMS, TERMS.replace("33.331%, host: 33.338%", "33.333%, host: 33.336%"))
    )

    def work():
        return {"lines": difference(old, new).height}

    return work


def reading(path):
    agreement = read_agreement(TERMS, name="bench")

    def work():
        book = read_book({"contributions.csv": Path(path).read_bytes()}, agreement)
        return {"lines": book.lines.height, "firms": len(book.firms)}

    return work


def write_contributions(path):
    lines, book = a_million(), a_book(a_million())
    firms = pl.DataFrame(
        [(f.id, f.host, f.introducer, f.origin, f"{FIRST}-01-01") for f in book.firms.values()],
        schema=["firm", "host", "introducer", "origin", "in_operation"],
        orient="row",
    )
    yuan = [
        (pl.col(f"{part}_fen").cast(pl.String).str.zfill(3).str.replace(r"(..)$", ".$1")).alias(
            f"{part}_yuan"
        )
        for part in ("gross", "local")
    ]
    lines.join(firms, on="firm").with_columns(yuan).drop(
        "gross_fen", "local_fen", "line"
    ).write_csv(path)


def speed():
    cases = {"phases of three parties": TERMS, "with cap and floor": TERMS + CAPPED}
    for name, terms in cases.items():
        found = apart(settling, terms)
        say(f"settle {LINES_SETTLED} lines, {name}", found.pop("seconds"), "s", **found)
    found = apart(differing)
    say("difference of two versions, line by line", found.pop("seconds"), "s", **found)
    with TemporaryDirectory() as folder:
        path = f"{folder}/contributions.csv"
        write_contributions(path)
        found = apart(reading, path)
        say(f"read {LINES_SETTLED} lines of CSV", found.pop("seconds"), "s", **found)


MINNESOTA = """\
schema: shigu.agreement/1
id: minnesota
version: "1"
title: {zh: 明尼苏达, en: Minnesota}
status: illustrative
parties:
  municipality: {name: {zh: 市镇, en: municipality}, kind: role, role: host}
rules:
  - id: pool
    clause: Minn. Stat. 473F.08
    title: {zh: 共享池, en: pool}
    ledger: fiscal
    base: {kinds: [tax_base], part: gross}
    pool: {rate: 40%, size: distribution, wealth: one}
"""


def minnesota(path):
    """The published ledger, and the same through the engine: contributions as 40 % of a base, the
    published distributions as the measure of size. What goes in comes out to the cent, so that in
    complete years every municipality's net is the published one and in others it is not."""
    table = pl.read_csv(path, infer_schema_length=None).with_columns(pl.col("yr").cast(pl.Int64))
    amounts = ["contrib_tb", "distrib_tb", "net_chg_tb"]
    held = table.filter(pl.all_horizontal(pl.col(amounts).is_not_null()))
    fractions = held.filter(pl.any_horizontal(pl.col(amounts) != pl.col(amounts).round()))
    assert fractions.is_empty(), "whole dollars"
    held = held.with_columns(pl.col(amounts).cast(pl.Int64))
    broken = held.filter(pl.col("net_chg_tb") != pl.col("distrib_tb") - pl.col("contrib_tb"))
    say("Minnesota: rows whose net is not what came in less what went out", broken.height, "rows",
        rows=held.height, years=held["yr"].n_unique())  # fmt: skip
    sums = held.group_by("yr").agg(pl.col("net_chg_tb").sum()).sort("yr")
    gaps = {year: gap for year, gap in sums.iter_rows() if gap}
    say("Minnesota: years that sum to nought to the dollar", sums.height - len(gaps), "years",
        gaps=gaps)  # fmt: skip
    start = time.perf_counter()
    same = through_the_engine(held)
    taken = time.perf_counter() - start
    complete = set(held["yr"].unique()) - set(gaps)
    say("Minnesota through the engine: complete years that agree to the cent",
        len(complete & same), "years", of=len(complete), seconds=round(taken, 2),
        others_that_agree=len(same - complete))  # fmt: skip


def through_the_engine(held):
    """The years in which the net of every municipality is the published one."""
    agreement = read_agreement(MINNESOTA, name="minnesota")
    firms, rows, measures = {}, [], []
    for community, county, year, given, got in held.select(
        "community", "county", "yr", "contrib_tb", "distrib_tb"
    ).iter_rows():
        town = f"{community}, {county}"
        firms.setdefault(town, Firm(town, town))
        base = given * 100 * 5 // 2
        rows.append((f"{town} {year}", town, year, "tax_base", base, base, ""))
        for measure, value in (("distribution", got), ("one", 1)):
            measures.append(Measure(town, year - 1, measure, Decimal(value)))
    book = Book(firms, pl.DataFrame(rows, schema=LINES, orient="row"), tuple(measures))
    years = held["yr"].unique().sort()
    done = settle(agreement, book, first_year=years[0], last_year=years[-1])
    assert imbalances(done).is_empty()
    net = done.lines.select(
        pl.col("year").cast(pl.Int64).alias("yr"), "party", pl.col("transfer_fen")
    )
    published = held.select(
        "yr",
        pl.concat_str("community", pl.lit(", "), "county").alias("party"),
        (pl.col("net_chg_tb") * 100).alias("published"),
    )
    both = published.join(net, on=["yr", "party"], how="left").with_columns(
        pl.col("transfer_fen").fill_null(0)
    )
    agree = both.group_by("yr").agg((pl.col("published") == pl.col("transfer_fen")).all())
    return {year for year, same in agree.iter_rows() if same}


if __name__ == "__main__":
    speed()
    if sys.argv[1:]:
        minnesota(sys.argv[1])
