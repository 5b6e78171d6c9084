"""A registry of invented firms for the demonstration, so that search and matrix show something."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils import timezone

from shigu.engine.chain.search import TermSearch
from shigu.engine.entity.identifiers import check_characters
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_inputs import links_of
from shigu.registry.firms.loading import load
from shigu.registry.firms.store import POSITIONS, firms_file, folder

ROWS = Path(__file__).with_name("demo_firms.csv")
FILE = "示例登记册（虚构）.csv"


def register_the_demo(pack: Path) -> None:
    """Load the invented registry where none is, and put its firms on the links of ``pack``."""
    if firms_file() is not None:
        return
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bodies = [f"91{row['division']}MADEMQ{at:03d}" for at, row in enumerate(rows)]
    checks = check_characters([f"{body}0" for body in bodies])
    codes = [body + check for body, check in zip(bodies, checks, strict=True)]
    with TemporaryDirectory() as place:
        source = Path(place) / FILE
        told = [row | {"uscc": code} for row, code in zip(rows, codes, strict=True)]
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(told[0]))
            writer.writeheader()
            writer.writerows(told)
        load(source, folder(), timezone.localtime())
    _position(pack, codes, [row["business_scope"] for row in rows])


def _position(pack: Path, codes: list[str], scopes: list[str]) -> None:
    search = TermSearch(links_of(read_pack(pack)))
    found = [
        {"id": code, "link": link}
        for code, scope in zip(codes, scopes, strict=True)
        for link in sorted(search.links(scope))
    ]
    pq.write_table(pa.Table.from_pylist(found), folder() / POSITIONS)
