"""Complexity and density beside the Python packages, and against the published tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.complexity import CONVENTIONS, complexity
from shigu.engine.chain.fitness import fitness
from shigu.engine.chain.proximity import proximity
from shigu.engine.chain.specialisation import specialised

PEERS = ("econcomplex", "economic-complexity", "py-ecomplexity")
WORKER = Path(__file__).parent / "chain_peer.py"
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Trade:
    """World trade with the published tables in the same order of places and links."""

    folder: Path
    values: np.ndarray
    countries: list[str]
    products: list[str]
    balassa: np.ndarray


def read_trade(folder: Path) -> Trade:
    long = pl.read_csv(
        folder / "trade_sitc4_1998_2000.csv.gz", schema_overrides={"product": pl.String}
    )
    table = long.pivot("product", index="country", values="value").fill_null(0)
    binary = pl.read_csv(folder / "expected_balassa_binary.csv.gz")
    countries, products = binary[:, 0].to_list(), binary.columns[1:]
    rows = pl.DataFrame({"country": countries}).join(
        table, "country", "left", maintain_order="left"
    )
    values = rows.select(products).to_numpy().astype(float)
    return Trade(folder, values, countries, products, binary.select(products).to_numpy() * 1.0)


def against_published(trade: Trade) -> None:
    ours = specialised(trade.values)
    tell("balassa_binary_published", np.abs(ours - trade.balassa).sum(), "cells that differ")
    for what, present in (("product", ours), ("country", ours.T)):
        near = proximity(present, diagonal=1)
        published = np.load(trade.folder / f"expected_proximity_{what}.npz")["m"]
        apart = np.abs(near.astype(np.float32) - published).max()
        tell(f"proximity_{what}_published", apart, "greatest difference")
    found = fitness(ours, updates=19)
    for what, names, answer in (
        ("country", trade.countries, found.places),
        ("product", trade.products, found.links),
    ):
        table = pl.read_csv(
            trade.folder / f"expected_complexity_index_{what}.csv",
            schema_overrides={"id": pl.String},
        )
        published = dict(table.iter_rows())
        apart = max(abs(published[name] - one) for name, one in zip(names, answer, strict=True))
        tell(f"fitness_{what}_published", apart, "greatest difference")


def against_packages(python: str, trade: Trade | None) -> None:
    """Each package by its own interpreter, ours in its convention, both on one thread; seconds are
    those of the processor."""
    cases = {f"{size[0]}x{size[1]}": nested(*size) for size in ((340, 700), (3000, 1000))}
    reflections_of_noise()
    if trade is not None:
        cases["trade"] = trade.values
    for case, values in cases.items():
        lines = [_beside(case, values, peer, python) for peer in PEERS]
        for each in lines:
            print(json.dumps(each), flush=True)
        best = min(lines, key=lambda each: each["peer"])
        print(json.dumps({"case": f"complexity+density_{case}", "best_peer": best["package"]}))


def nested(places: int, links: int) -> np.ndarray:
    """Amounts where able places make also what is demanding, as trade and patents do."""
    draw = np.random.default_rng(1)
    able, demanding = draw.random(places), draw.random(links)
    chance = 0.05 + 0.9 / (1 + np.exp(8 * (demanding - able[:, None])))
    return draw.lognormal(0, 1, (places, links)) * (draw.random((places, links)) < chance)


def reflections_of_noise() -> None:
    """Why economic-complexity differs by whole units on a table without structure: what its 18
    reflections leave to tell places apart is rounding. We refuse it by name."""
    draw = np.random.default_rng(1)
    present = specialised(draw.pareto(1.2, (3000, 1000)) * (draw.random((3000, 1000)) < 0.3))
    second = complexity(present).eigenvalue or 0.0
    tell("second_eigenvalue_of_noise_3000x1000", second, "1")
    tell("left_after_18_reflections_of_noise", second**9, "of the spread; rounding is 2e-16")
    try:
        complexity(present, convention=CONVENTIONS["economic-complexity"])
    except ChainError as refusal:
        print(json.dumps({"case": "reflections_of_noise", "refused": str(refusal)}), flush=True)


def _beside(case: str, values: np.ndarray, peer: str, python: str) -> dict[str, object]:
    with TemporaryDirectory() as folder:
        table = Path(folder) / "table.npy"
        np.save(table, values)
        theirs, spent = _run(python, table, peer)
        own, ours = _run(sys.executable, table, "ours", peer)
    apart = {
        f"{name}_apart": float(np.nanmax(np.abs(theirs[name] - own[name])))
        for name in ("eci", "pci", "density")
    }
    ratio = round(spent / ours, 1)
    head = {"case": f"complexity+density_{case}", "package": peer}
    return {**head, "ours": ours, "peer": spent, "ratio": ratio, "unit": "s", **apart}


def _run(python: str, table: Path, *asked: str) -> tuple[dict[str, np.ndarray], float]:
    out = table.with_suffix(".npz")
    paths = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    told = subprocess.run(
        [python, str(WORKER), str(table), asked[0], str(out), *asked[1:]],
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
        check=True,
    )
    with np.load(out) as answer:
        return dict(answer), float(json.loads(told.stdout)["seconds"])


def tell(case: str, ours: float, unit: str) -> None:
    print(json.dumps({"case": case, "ours": float(ours), "unit": unit}), flush=True)
