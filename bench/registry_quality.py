"""Quality of mapping: links on rows of our own, industries of listed firms."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
from registry_docs import chain

from shigu.engine.chain.mapping.hits import hits
from shigu.engine.chain.mapping.lexicon import Lexicon
from shigu.engine.chain.mapping.linear import LinearModel
from shigu.engine.chain.mapping.mapper import Mapper

ROWS = Path(__file__).with_name("registry_rows.csv")
GROUPS = Path(__file__).with_name("registry_groups.csv")
"""Shenwan level 2 (2021) that makes what links of the reference chain name."""
EVENED = 0.3
"""Margins are divided by this power of the rows of a label: large industries draw too much."""


def groups():
    """Link → the industry that makes it."""
    with GROUPS.open(encoding="utf-8", newline="") as file:
        return {k: row["group"] for row in csv.DictReader(file) for k in row["links"].split()}


def link_quality():
    """Precision and recall of links at a score of 0.5, on scopes written for this."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [str(place) for place in range(len(rows))]
    batch = pa.RecordBatch.from_pydict({"id": ids, "scope": [row["scope"] for row in rows]})
    links = chain()
    told = {(r["id"], r["link"]) for r in Mapper.of(links).positions(batch).to_pylist()}
    true = {
        (place, link)
        for place, row in zip(ids, rows, strict=True)
        for link in filter(None, row["links"].split(";"))
    }
    found = hits(Lexicon.of(links), [batch.column("scope")])
    words = {
        (str(r), links[k].id) for r, k in zip(found.row.tolist(), found.link.tolist(), strict=True)
    }
    for case, answer in (("links", told), ("links_words_alone", words)):
        both = len(answer & true)
        precision, recall = both / len(answer), both / len(true)
        yield {
            "case": case, "rows": len(rows), "links": len({link for _, link in true}),
            "precision": round(precision, 4), "recall": round(recall, 4),
            "f1": round(2 * precision * recall / (precision + recall), 4), "unit": "1",
        }  # fmt: skip
    for place, link in sorted(told ^ true, key=lambda pair: int(pair[0])):
        kind = "missed" if (place, link) in true else "wrong"
        yield {"case": f"links_{kind}", "scope": rows[int(place)]["scope"], "link": link}


def listed(path):
    """Texts and industries of the listed firms whose industry is known."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["sw_l2"]]
    names = ("full", "business_scope", "top_products")
    return [[row[name] for row in rows] for name in names], [row["sw_l2"] for row in rows]


def cross_validated(path, folds=5, seed=0):
    """Each firm's industry told by a model that has not seen it; folds drawn within industries."""
    texts, truth = listed(path)
    draw, place, fold = np.random.default_rng(seed), Counter(), np.zeros(len(truth), int)
    for row in draw.permutation(len(truth)):
        fold[row] = place[truth[row]] % folds
        place[truth[row]] += 1
    told = np.empty(len(truth), object)
    for each in range(folds):
        learn, ask = np.flatnonzero(fold != each), np.flatnonzero(fold == each)
        told[ask] = _told(_take(texts, learn), [truth[i] for i in learn], _take(texts, ask))
    yield from _scores("industry_cv", truth, told)


def apart(train, test):
    """Learned from one file, asked of the other."""
    texts, truth = listed(train)
    other, expected = listed(test)
    yield from _scores("industry_apart", expected, _told(texts, truth, other))


def _take(texts, rows):
    return [[column[i] for i in rows] for column in texts]


def _told(texts, truth, asked):
    """Learned from the firms and from the chain: each link's name and terms are one more row."""
    of = groups()
    links = [link for link in chain() if link.id in of]
    words = ["\n".join((link.name_zh, *link.terms)) for link in links]
    held = truth + [of[link.id] for link in links]
    rows = [texts[0] + [""] * len(links), texts[1] + words, texts[2] + [""] * len(links)]
    model = LinearModel.learned(_columns(rows), [{each} for each in held])
    many = Counter(held)
    even = np.array([many[label] for label in model.labels]) ** EVENED
    margins = model.margins(_columns(asked), model.labels)
    return [model.labels[k] for k in ((margins + 1) / even).argmax(axis=1)]


def _columns(texts):
    return [pa.array(column, pa.string()) for column in texts]


def _scores(case, truth, told):
    """F1 of the covered groups: every firm is asked, whatever its industry."""
    present = [group for group in dict.fromkeys(groups().values()) if group in truth]
    counts = [
        (
            sum(t == group == a for t, a in zip(truth, told, strict=True)),
            sum(a == group for a in told),
            sum(t == group for t in truth),
        )
        for group in present
    ]
    each = [2 * hit / (said + there) if said + there else 0.0 for hit, said, there in counts]
    hit, said, there = (sum(column) for column in zip(*counts, strict=True))
    yield {
        "case": case, "firms": len(truth), "of_covered_groups": there, "groups": len(present),
        "macro_f1": round(float(np.mean(each)), 4), "micro_f1": round(2 * hit / (said + there), 4),
        "unit": "1", "by_group": {g: round(f, 3) for g, f in zip(present, each, strict=True)},
    }  # fmt: skip
