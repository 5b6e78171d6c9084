"""Chain engine: against the published complexity tables and the packages, and how long it takes.

    python bench/chain.py [FOLDER] [--python INTERPRETER] [--supplies 1000000] [--io FOLDER]

FOLDER holds trade_sitc4_1998_2000.csv.gz and the expected_* tables; without it only times are
taken. INTERPRETER has econcomplex, economic-complexity and ecomplexity (pandas < 3); without it
they are left out. Supply graphs and stress are measured beside networkx (see chain_graph.py) on
so many supplies, a tenth as many firms; 0 leaves them out. The folder of --io holds the official
input–output tables of 2020 (chain_io.py).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
from chain_complexity import against_packages, against_published, read_trade, tell
from chain_graph import supply_graphs
from chain_io import input_output_tables

from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import candidates
from shigu.engine.chain.proximity import proximity, relatedness_density
from shigu.engine.chain.smaa import smaa
from shigu.engine.chain.specialisation import balassa, specialised
from shigu.engine.chain.values import (
    ChainInputs,
    Firm,
    Link,
    Position,
    ReferenceCount,
    Scope,
    Supply,
)


def best_of(work: Callable[[], object], times: int = 5) -> float:
    spent = []
    for _ in range(times):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return min(spent)


def density_of(values: np.ndarray) -> object:
    present = specialised(values)
    return relatedness_density(present, proximity(present, diagonal=0))


def timings() -> None:
    draw = np.random.default_rng(1)
    for places, links in ((340, 700), (3000, 1000)):
        values = draw.pareto(1.2, (places, links)) * (draw.random((places, links)) < 0.3)
        tell(f"balassa_{places}x{links}", best_of(partial(balassa, values)), "s")
        tell(f"density_{places}x{links}", best_of(partial(density_of, values), 3), "s")
    for gaps in (20, 60):
        values = draw.random((gaps, 4))
        tell(f"smaa_{gaps}x4_10000", best_of(partial(smaa, values, seed=1, draws=10_000)), "s")
    inputs = synthetic_chain(links=100, firms=700)
    tell("assess_100_links_700_firms", best_of(partial(assess, inputs, seed=1), 3), "s")
    found = assess(inputs, seed=1)
    tell("candidates_100_links_700_firms", best_of(partial(candidates, inputs, found), 3), "s")


def synthetic_chain(*, links: int, firms: int) -> ChainInputs:
    draw = np.random.default_rng(2)
    layers = ("foundation", "foundation", "technology", "application")
    scopes: tuple[Scope, ...] = ("cluster", "cluster", "city", "province", "nation", "nation")
    rows = [f"link-{number:03}" for number in range(links)]
    pairs = {(int(a), int(b)) for a, b in draw.integers(0, links, (3 * links, 2)) if a < b}
    stands = {
        (firm, int(link)) for firm in range(firms) for link in draw.integers(0, links, firm % 3 + 1)
    }
    return ChainInputs(
        tuple(
            Link(row, layers[i * 4 // links], "s", row, row, (row, f"term {i}"), (), 1 + i % 3)
            for i, row in enumerate(rows)
        ),
        tuple(Supply(rows[a], rows[b], 1 + (a + b) % 5, (a % 9) / 10) for a, b in sorted(pairs)),
        tuple(_firm(number, scopes[number % 6]) for number in range(firms)),
        tuple(
            Position(f"firm-{firm}", rows[link], 0.3, 0.9, fact=True)
            for firm, link in sorted(stands)
        ),
        (),
        tuple(
            ReferenceCount("china", row, 2021, 3 + i % 7, "listed_firms", "s")
            for i, row in enumerate(rows)
        ),
        tuple(f"district-{number}" for number in range(13)),
        {"s": "2026-11-23"},
        {},
    )


def _firm(number: int, scope: Scope) -> Firm:
    name, place = f"firm-{number}", f"place-{0 if scope in ('cluster', 'city') else number % 60}"
    district = f"district-{number % 13}" if scope == "cluster" else None
    text = f"term {number % 100}; term {number % 37}; other products of this firm"
    return Firm(
        id=name,
        name_zh=name,
        name_en=name,
        kind="enterprise",
        place=place,
        district=district,
        scope=scope,
        listed=number % 2 == 0,
        fact=True,
        text=text,
        sources=("s",),
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--python")
    asked.add_argument("--supplies", type=int, default=1_000_000)
    asked.add_argument("--io", type=Path)
    given = asked.parse_args()
    trade = read_trade(given.folder) if given.folder else None
    if trade is not None:
        against_published(trade)
    if given.python:
        against_packages(given.python, trade)
    timings()
    if given.io:
        input_output_tables(given.io)
    if given.supplies:
        supply_graphs(given.supplies // 10, given.supplies, cut_peer=False)


if __name__ == "__main__":
    main()
