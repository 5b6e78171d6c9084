"""Mapping of registers onto a chain: speed beside three libraries, whole jobs, quality.

    python bench/registry.py --registry hangzhou.csv.gz [--rows 4000000] [--spark]
    python bench/registry.py [--train FILE] [--test FILE]

Documents a second of one core for finding every occurrence of 2,400 terms (300 links × 8) in
scopes of 80–200 characters, by processor time, so that other work of the machine counts little;
whole jobs from Parquet to Parquet on two cores at two sizes with the peak of memory, and on Spark
once warm; links on scopes of our own (`registry_rows.csv`); Shenwan level-2 industries of listed
firms by cross-validation (`--train`), and learned from one file and asked of another (`--test`).
JSON lines.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from registry_docs import register, scopes
from registry_quality import apart, cross_validated, link_quality
from registry_speed import documents

JOB = Path(__file__).with_name("registry_job.py")
ORDER = [("id", "ascending"), ("link", "ascending")]


def main():
    asked = arguments()
    for line in link_quality():
        say(line)
    if asked.train:
        for line in cross_validated(asked.train):
            say(line)
    if asked.train and asked.test:
        for line in apart(asked.train, asked.test):
            say(line)
    if asked.registry:
        texts = scopes(asked.registry)
        for line in documents(texts):
            say(line)
        with TemporaryDirectory() as folder:
            for line in jobs(Path(folder), texts, asked.rows, spark=asked.spark):
                say(line)


def jobs(folder, texts, rows, *, spark):
    """The local engine at a quarter of the rows and at all; Spark at all, where its fixed cost of
    a second or so does not hide its rate."""
    warm, small, large = (folder / f"{name}.parquet" for name in ("warm", "small", "large"))
    register(warm, texts, 1 << 16, 1 << 14)
    register(small, texts, rows // 4)
    register(large, texts, rows)
    part = job(small, folder / "part", "local", warm)
    local = job(large, folder / "local", "local", warm)
    for size, told in ((rows // 4, part), (rows, local)):
        yield {"case": "job", "engine": "local", "rows": size, **told, "unit": "rows/s"}
    if spark:
        told = job(large, folder / "spark", "spark", warm)
        same = table(folder / "spark").equals(table(folder / "local"))
        ratio = round(told["ours"] / local["ours"], 2)
        extra = {"rows": rows, **told, "ratio_to_local": ratio, "same_table": same}
        yield {"case": "job", "engine": "spark", **extra, "unit": "rows/s"}


def job(source, out, engine, warm):
    words = [sys.executable, str(JOB), str(source), str(out), engine, str(warm)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def table(path):
    return pq.read_table(path).sort_by(ORDER)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--registry", type=Path, help="a register with business_scope, CSV")
    parser.add_argument("--rows", type=int, default=4_000_000, help="rows of the larger job")
    parser.add_argument("--spark", action="store_true", help="run the job on Spark too")
    parser.add_argument("--train", type=Path, help="listed firms with sw_l2, CSV")
    parser.add_argument("--test", type=Path, help="other listed firms with sw_l2, CSV")
    return parser.parse_args()


def say(line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
