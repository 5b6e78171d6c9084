"""Documents a second and core: ours, pyahocorasick, Polars and DuckDB at one task in one run."""

import os
import re
import time

os.environ["POLARS_MAX_THREADS"] = "1"  # read when Polars is imported
import ahocorasick
import duckdb
import polars as pl
import pyarrow as pa
from registry_docs import links_of_terms, terms

from shigu.engine.chain.mapping.mapper import Mapper
from shigu.engine.chain.mapping.matcher import Matcher

TIMES = 3
SLOW = 100
"""Documents for those that need seconds for more."""


def documents(texts):
    """One line each: the rate of finding all occurrences, and of mapping whole."""
    words = terms()
    many = pa.array(texts * (200_000 // len(texts) + 1))
    matcher, mapper = Matcher(words), Mapper.of(links_of_terms(words))
    batch = pa.RecordBatch.from_arrays([many, many], names=["id", "scope"])
    ours = rate(lambda: matcher.find(many), len(many))
    peers = {
        "pyahocorasick": rate(lambda: by_automaton(words)(texts), len(texts)),
        "polars": rate(lambda: by_polars(words, texts), len(texts)),
        "duckdb": rate(lambda: by_duckdb(words, texts[:SLOW]), len(texts[:SLOW])),
    }
    best = max(peers.values())
    characters = round(sum(map(len, texts)) / len(texts))
    for name, peer in peers.items():
        yield {
            "case": "find", "terms": len(words), "characters": characters, "ours": round(ours),
            "peer": name, "peer_rate": round(peer), "ratio": round(ours / peer, 1),
            "best": peer == best, "unit": "documents/s",
        }  # fmt: skip
    whole = rate(lambda: mapper.positions(batch), len(many))
    yield {"case": "map", "links": 300, "ours": round(whole), "unit": "documents/s"}


def rate(work, count):
    """Documents a second of processor time, the best of a few runs after one for warmth."""
    work()
    best = min(seconds(work) for _ in range(TIMES))
    return count / best


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def by_automaton(words):
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return lambda texts: sum(1 for text in texts for _ in automaton.iter(text))


def by_polars(words, texts):
    column = pl.Series(texts)
    return column.to_frame("t").select(pl.col("t").str.extract_many(words, overlapping=True))


def by_duckdb(words, texts):
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    column = pa.table({"t": texts})
    with duckdb.connect(config={"threads": 1}) as session:
        session.execute("set enable_progress_bar = false")
        session.register("texts", column)
        query = "select sum(len(regexp_extract_all(t, ?))) from texts"
        return session.execute(query, [pattern]).fetchall()
