"""Terms and scopes to measure on: 300 links × 8 terms, scopes of 80–200 characters."""

import csv
import gzip
from itertools import cycle, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shigu.engine.chain.values import Link
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_inputs import links_of

ROOT = Path(__file__).parents[1]
PACKS = ("vision-valley", "optics-valley", "voice-valley")
LINKS, TERMS = 300, 8
PARTS = ("组件", "模块", "整机", "控制器", "试验台")


def chain():
    """The links of the reference pack."""
    return links_of(read_pack(ROOT / "packs" / PACKS[0]))


def terms():
    """2,400 terms: those of three packs, then parts named after them, as a chain ten times as
    fine would have them."""
    own = [
        t
        for pack in PACKS
        for link in links_of(read_pack(ROOT / "packs" / pack))
        for t in link.terms
    ]
    parts = (f"{term}{part}" for part in PARTS for term in own)
    return list(islice(dict.fromkeys((*own, *parts)), LINKS * TERMS))


def links_of_terms(words):
    """The terms as 300 links of 8."""
    groups = [tuple(words[i : i + TERMS]) for i in range(0, len(words), TERMS)]
    return tuple(
        Link(f"l{n}", "x", "x", "x", "x", group, (), 1.0) for n, group in enumerate(groups)
    )


def scopes(path, low=80, high=200):
    """Scopes of a register (CSV, plain or gzip) with ``low`` to ``high`` characters."""
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        found = [row["business_scope"] for row in csv.DictReader(file)]
    return [scope for scope in found if low <= len(scope) <= high]


def register(path, texts, rows, group=1 << 17):
    """A Parquet file of ``rows`` firms with these scopes in turn."""
    schema = pa.schema([("uscc", pa.string()), ("business_scope", pa.string())])
    turn = cycle(texts)
    with pq.ParquetWriter(path, schema) as writer:
        for at in range(0, rows, group):
            size = min(group, rows - at)
            ids = [f"{place:018d}" for place in range(at, at + size)]
            writer.write_table(pa.table([ids, list(islice(turn, size))], schema=schema))
