"""A register of any size from parts of a real one, every third row a damaged copy, resolved.

The job is that of `shigu registry resolve`, Parquet to Parquet, in a process of its own:
    python bench/registry_many.py REGISTER.parquet OUT.parquet
prints its seconds, its seconds of the processor and its peak of memory.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from registry_damage import KINDS, copied

from shigu.engine.entity.identifiers import ALPHABET, check_characters
from shigu.engine.entity.resolve.records import Record, read
from shigu.scale import resolving

COLUMNS = ("name", "uscc", "reg_date", "reg_capital", "address")
NUMBER = re.compile("[0-9]+")
CHUNK = 1 << 16
GIGABYTE = 1 << 20
"""In the kilobytes that the kernel tells."""


def resolved(firms, names, copies, rng):
    """One line: ``names`` are firms of their own, ``copies`` of them written a second time."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "register.parquet", Path(folder) / "clusters.parquet"
        written = _write(source, firms, names, copies, rng)
        words = [sys.executable, __file__, str(source), str(out)]
        done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
        cluster = pq.read_table(out, columns=["organisation"]).column(0).to_numpy()
    sizes = np.unique(cluster, return_counts=True)[1]
    pairs = int((sizes * (sizes - 1) // 2).sum())
    right = int((cluster[written] == cluster[len(names) :]).sum())
    return json.loads(done.stdout.splitlines()[-1]), right, pairs


def _write(path, firms, names, copies, rng):
    """Write the register; of which row each copy is."""
    signs = "".join(row["name"] for row in firms)
    of = np.array(sorted(rng.sample(range(len(names)), copies)))
    doubled, kept = set(of.tolist()), []
    with pq.ParquetWriter(path, pa.schema([(column, pa.string()) for column in COLUMNS])) as file:
        for start in range(0, len(names), CHUNK):
            records = _records(firms, names[start : start + CHUNK], rng)
            _put(file, records)
            kept += [record for at, record in enumerate(records, start) if at in doubled]
        kinds = (KINDS[at % len(KINDS)] for at in range(copies))
        _put(file, [copied(one, kind, signs, rng) for one, kind in zip(kept, kinds, strict=True)])
    return of


def _records(firms, names, rng):
    """Firms of these names; day, capital and address are of three real ones, numbers drawn."""
    bodies = [
        f"913301{rng.randrange(2, 14):02d}MA{''.join(rng.choices(ALPHABET, k=7))}" for _ in names
    ]
    checks = check_characters([f"{body}0" for body in bodies])
    day, capital, address = (rng.choices(firms, k=len(names)) for _ in range(3))
    return [
        read(
            name,
            body + check,
            one["reg_date"],
            other["reg_capital"],
            NUMBER.sub(lambda _: str(rng.randrange(1, 2000)), third["address"]),
        )
        for name, body, check, one, other, third in zip(
            names, bodies, checks, day, capital, address, strict=True
        )
    ]


def _put(file, records: list[Record]):
    columns = [
        [record.name for record in records],
        [record.code for record in records],
        [str(record.founded or "") for record in records],
        ["" if record.capital_wan is None else str(record.capital_wan) for record in records],
        [record.address for record in records],
    ]
    file.write_table(pa.table(columns, names=list(COLUMNS)))


def main():
    start, busy = time.perf_counter(), time.process_time()
    done = resolving.resolved(Path(sys.argv[1]), Path(sys.argv[2]))
    wall, worked = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIGABYTE
    told = {"seconds": round(wall), "processor_s": round(worked), "peak_gb": round(peak, 2)}
    print(json.dumps(told | {"organisations": done.organisations}))


if __name__ == "__main__":
    main()
