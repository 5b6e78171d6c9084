"""Identity of firms: look-up, short names, resolution and old addresses, each as JSON lines.

    python bench/registry_names.py FIRMS.csv.gz [--short SHORT_FULL.csv] [--sizes 100000,1000000]
        [--peers-python PYTHON] [--only lookup,short,resolve,districts] [--records 8000]
    python bench/registry_names.py FIRMS.csv.gz --only many [--many 3000000]

``FIRMS`` has name, uscc, reg_date, reg_capital, address. Look-up: 20,000 real names with one slip
against the real names and made ones of their parts (brands half exchanged, other cities), top-1
of the nearest and of what is given out. Resolution: each firm and one damaged copy
(``registry_damage.py``), pairwise. Districts: ``registry_districts.csv``, labelled by reading the
addresses before any code saw them. Many: a register of that many rows made of parts of the real
one (``registry_many.py``), resolved by the job of the command line. Peers run on the same names
in processes of their own (``registry_names_peer.py``). Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import registry_many
from registry_damage import KINDS, LETTERS, copied, damaged_name

from shigu.engine.entity.address.locate import locate
from shigu.engine.entity.divisions import divisions
from shigu.engine.entity.lookup.index import NameIndex
from shigu.engine.entity.names.aliases import Aliases
from shigu.engine.entity.names.parts import parts
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.resolve.records import read
from shigu.engine.entity.resolve.resolving import resolve

PEER = Path(__file__).with_name("registry_names_peer.py")
LABELS = Path(__file__).with_name("registry_districts.csv")
QUERIES = 20_000
OLD = ("江干", "下城", "余杭", "大江东", "经济技术开发区", "萧山")


def told(**row):
    print(json.dumps(row, ensure_ascii=False), flush=True)


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made(real, size, rng):
    """The real names and as many made of their parts as ``size`` wants, each once."""
    whole = [of for of in map(parts, real) if not of.branch and len(of.brand) >= 2]
    places = [row.short for row in divisions().values()]
    names = dict.fromkeys(real)
    while len(names) < size:
        brand, trade, form = (rng.choice(whole) for _ in range(3))
        mixed = brand.brand if rng.random() < 0.5 else brand.brand[0] + trade.brand[-1]
        names[rng.choice(places) + mixed + trade.trade + form.form] = None
    return list(names)[: max(size, len(real))]


def lookup(firms, size, peers_python, rng):
    real = sorted({row["name"] for row in firms})
    master, signs = made(real, size, rng), "".join(real)
    truth = np.array([rng.randrange(len(real)) for _ in range(QUERIES)])
    kinds = np.array([LETTERS[at % 4] for at in range(QUERIES)])
    asked = [
        damaged_name(real[at], kind, signs, rng) for at, kind in zip(truth, kinds, strict=True)
    ]
    start = time.process_time()
    index = NameIndex(master)
    built = time.process_time() - start
    index.look_up(asked[:10], cores=1)
    start = time.process_time()
    found = index.look_up(asked, cores=1)
    seconds = time.process_time() - start
    right, given = found.nearest == truth, found.ids >= 0
    told(
        what="lookup",
        package="shigu",
        names=len(master),
        build_s=round(built, 2),
        per_s=round(QUERIES / seconds),
        top1=round(float(right.mean()), 4),
        **{kind: round(float(right[kinds == kind].mean()), 4) for kind in LETTERS},
        given=round(float(given.mean()), 4),
        given_right=round(float((found.ids == truth)[given].mean()), 5),
    )
    if peers_python:
        shown = 2000 if len(master) <= 100_000 else 200
        task = {"master": master, "asked": asked[:shown], "truth": truth[:shown].tolist()}
        for peer in ("sparse_dot_topn", "rapidfuzz", "recordlinkage", "splink"):
            _peer(peers_python, peer, {"what": "lookup", **task})


def short(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = [(row["short"], row["full"]) for row in csv.DictReader(file)]
    fulls = [plain_name(full) for _, full in rows]
    marks = [name.replace(" ", "").lstrip("*").removeprefix("ST") for name, _ in rows]
    hard = {
        at
        for at, (mark, (_, full)) in enumerate(zip(marks, rows, strict=True))
        if mark[:2] not in full
    }
    aliases = Aliases([full for _, full in rows])
    alone = [aliases.match(name).full for name, _ in rows]
    for mode, found in (
        ("closed list", aliases.assign([name for name, _ in rows])),
        ("alone", alone),
    ):
        given = [at for at, place in enumerate(found) if place >= 0]
        right = {at for at in given if fulls[found[at]] == fulls[at]}
        told(
            what="short",
            mode=mode,
            pairs=len(rows),
            precision=round(len(right) / len(given), 4),
            recall=round(len(right) / len(rows), 4),
            hard=len(hard),
            hard_recall=round(len(right & hard) / len(hard), 4),
        )


def resolution(firms, records, peers_python, rng):
    once = {row["uscc"]: row for row in firms}
    fields = ("name", "uscc", "reg_date", "reg_capital", "address")
    base = [read(*(row[field] for field in fields)) for row in once.values()]
    base = base if records == 0 else rng.sample(base, records)
    signs = "".join(record.name for record in base)
    kinds = [KINDS[at % len(KINDS)] for at in range(len(base))]
    copies = [copied(record, kind, signs, rng) for record, kind in zip(base, kinds, strict=True)]
    every = base + copies
    resolve(every[:50])
    start = time.process_time()
    cluster = resolve(every).clusters.cluster
    seconds = time.process_time() - start
    met = cluster[: len(base)] == cluster[len(base) :]
    sizes = Counter(cluster.tolist()).values()
    pairs, right = sum(size * (size - 1) // 2 for size in sizes), int(met.sum())
    told(
        what="resolve",
        package="shigu",
        records=len(every),
        seconds=round(seconds, 2),
        **_f1(right, pairs, len(base)),
        **{
            kind: round(
                float(np.mean([m for m, k in zip(met, kinds, strict=True) if k == kind])), 4
            )
            for kind in KINDS
        },
    )
    if peers_python:
        task = [
            [r.name, r.code, str(r.founded or ""), str(r.capital_wan or ""), r.address]
            for r in every
        ]
        for peer in ("splink", "recordlinkage"):
            _peer(peers_python, peer, {"what": "resolve", "records": task})


def many(firms, rows, rng):
    """A third of the rows are damaged copies of as many others."""
    copies = rows // 3
    real = sorted({row["name"] for row in firms})
    names = made(real, rows - copies, rng)
    job, right, pairs = registry_many.resolved(firms, names, copies, rng)
    rows = len(names) + copies
    told(what="many", package="shigu", records=rows, **job, **_f1(right, pairs, copies))


def _f1(right, pairs, wanted):
    precision, recall = right / max(pairs, 1), right / wanted
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def districts(firms):
    addresses = {row["uscc"]: row["address"] for row in firms}
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = {row["uscc"]: row["district"] for row in csv.DictReader(file)}
    right = {
        code: locate(addresses[code], code[2:8]).value.district == label
        for code, label in labels.items()
    }
    old = [code for code in labels if any(word in addresses[code] for word in OLD)]
    told(
        what="districts",
        rows=len(right),
        right=round(sum(right.values()) / len(right), 4),
        changed_rows=len(old),
        changed_right=round(sum(right[code] for code in old) / len(old), 4),
    )


def _peer(python, peer, task):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task.json"
        path.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
        try:
            subprocess.run([python, PEER, peer, path], check=True, timeout=600)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
            told(what=task["what"], package=peer, failed=type(failure).__name__)


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("firms")
    asked.add_argument("--short")
    asked.add_argument("--sizes", default="100000,1000000")
    asked.add_argument("--records", type=int, default=8000, help="0 is all")
    asked.add_argument("--many", type=int, default=3_000_000, help="rows of the large register")
    asked.add_argument("--peers-python")
    asked.add_argument("--only", default="lookup,short,resolve,districts")
    given = asked.parse_args()
    firms, only = rows_of(given.firms), given.only.split(",")
    if "lookup" in only:
        for size in map(int, given.sizes.split(",")):
            lookup(firms, size, given.peers_python, random.Random(20261127))
    if "short" in only and given.short:
        short(given.short)
    if "resolve" in only:
        resolution(firms, given.records, given.peers_python, random.Random(20261127))
    if "many" in only:
        many(firms, given.many, random.Random(20261127))
    if "districts" in only:
        districts(firms)


if __name__ == "__main__":
    main()
