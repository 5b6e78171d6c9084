"""Official input–output tables: how well they balance, how well the inverse holds, how long."""

from __future__ import annotations

import csv
from pathlib import Path
from time import perf_counter

import numpy as np
from chain_complexity import tell

from shigu.engine.chain.inputoutput.leontief import coefficients, inverse
from shigu.engine.chain.inputoutput.linkages import linkages
from shigu.engine.chain.inputoutput.table import IoTable

TABLES = ("china_2020_42.csv", "china_2020_153.csv")


def input_output_tables(folder: Path) -> None:
    """The 42 sectors with imports apart, and the 153 sectors with imports among the flows."""
    for name in TABLES:
        start = perf_counter()
        table, used = read_table(folder / name)
        read = perf_counter()
        shares = coefficients(table.bought, table.output)
        total = inverse(shares, table.sectors)
        linkages(table)
        done = perf_counter()
        size = len(table.sectors)
        bought = table.bought.sum(axis=0) + table.value_added
        tell(f"io_{size}_columns_balance", float(np.abs(bought / table.output - 1).max()), "part")
        tell(f"io_{size}_rows_balance", float(np.abs(used / table.output - 1).max()), "part")
        left = total @ (np.eye(size) - shares) - np.eye(size)
        tell(f"io_{size}_inverse_residual", float(np.abs(left).max()), "greatest difference")
        tell(f"io_{size}_read", read - start, "s")
        tell(f"io_{size}_inverse_and_linkages", done - read, "s")


def read_table(path: Path) -> tuple[IoTable, np.ndarray]:
    """The table, and what the uses of each sector's own products add up to.

    Sectors that make nothing are left out: they have no column of coefficients.
    """
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    codes = [code for code in rows[0] if code.isdigit()]
    by_origin = {
        origin: np.array([[float(row[code]) for code in codes] for row in of_origin])
        for origin in ("Domestic", "Imports")
        if (of_origin := [row for row in rows if row.get("Origin") == origin])
    }
    totals = {row["Code"]: row for row in rows if not row["Code"].isdigit()}
    home = [row for row in rows if row["Code"].isdigit() and row.get("Origin") != "Imports"]
    flows = by_origin.get("Domestic")
    if flows is None:
        flows = np.array([[float(row[code]) for code in codes] for row in home])
    output = np.array([float(totals["TI"][code]) for code in codes])
    kept = output > 0
    both = np.ix_(kept, kept)
    abroad = by_origin.get("Imports", np.zeros_like(flows))
    table = IoTable(
        tuple(code for code, made in zip(codes, kept, strict=True) if made),
        flows[both],
        abroad[both],
        output[kept],
        np.array([float(totals["TVA"][code]) for code in codes])[kept],
    )
    return table, np.array([_used(row, "Imports" in by_origin) for row in home])[kept]


def _used(row: dict[str, str], apart: bool) -> float:  # noqa: FBT001 - how the table is written
    """Uses of a sector's products; where imports are among the flows they are taken off again."""
    uses = float(row["TIU"]) + float(row["TFU"])
    return uses if apart else uses - float(row["IM"]) + float(row.get("ERR") or 0)
