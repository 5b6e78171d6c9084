"""One peer on one task, in a process of its own: `PEER TASK.json` → a JSON line.

Each has the comparison its documentation shows for names, with its blocking: character 2-grams by
tf-idf (sparse_dot_topn), ratio over all (rapidfuzz), blocks of the first two or the last-but-form
signs (recordlinkage, splink). Look-up is top-1, resolution is pairwise over all fields.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path


def sparse_dot_topn(master, asked):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2))
    right = vectors.fit_transform(master)
    start = time.process_time()
    met = sp_matmul_topn(vectors.transform(asked), right.T.tocsr(), top_n=1, sort=True)
    found = [met.indices[a] if a < b else -1 for a, b in pairwise(met.indptr)]
    return found, start


def rapidfuzz(master, asked):
    from rapidfuzz import fuzz, process

    start = time.process_time()
    found = [process.extractOne(name, master, scorer=fuzz.ratio)[2] for name in asked]
    return found, start


def _blocked(name):
    return name[:4], name[2:5], name[-6:]


def recordlinkage(master, asked):
    import pandas as pd
    import recordlinkage as rl

    left = pd.DataFrame([_blocked(name) for name in asked], columns=["a", "b", "c"])
    right = pd.DataFrame([_blocked(name) for name in master], columns=["a", "b", "c"])
    left["name"], right["name"] = asked, master
    start = time.process_time()
    indexer = rl.Index()
    indexer.block(["a"])
    indexer.block(["b"])
    pairs = indexer.index(left, right)
    compare = rl.Compare()
    compare.string("name", "name", method="damerau_levenshtein", label="s")
    best = compare.compute(pairs, left, right)["s"].groupby(level=0).idxmax()
    found = [best[at][1] if at in best.index else -1 for at in range(len(asked))]
    return found, start


def splink(master, asked):
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    def frame(names):
        of = pd.DataFrame([_blocked(name) for name in names], columns=["a", "b", "c"])
        return of.assign(name=names, unique_id=range(len(names)))

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[cl.DamerauLevenshteinAtThresholds("name", [1, 2, 3])],
        blocking_rules_to_generate_predictions=[block_on("a"), block_on("b")],
    )
    start = time.process_time()
    api = DuckDBAPI()
    linker = Linker([api.register(frame(names)) for names in (asked, master)], settings)
    best = {}
    for row in linker.inference.predict().as_record_list():
        left, right = row["unique_id_l"], row["unique_id_r"]
        if row["match_weight"] > best.get(left, (-1e9, 0))[0]:
            best[left] = (row["match_weight"], right)
    return [best.get(at, (0, -1))[1] for at in range(len(asked))], start


def _frame(records):
    import pandas as pd

    frame = pd.DataFrame(records, columns=["name", "code", "founded", "capital", "address"])
    frame["a"], frame["b"], frame["c"] = zip(*map(_blocked, frame["name"]), strict=True)
    return frame.replace("", None).assign(unique_id=range(len(frame)))


def resolved_splink(records):
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    blocks = [block_on(column) for column in ("a", "b", "code", "founded", "address")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.DamerauLevenshteinAtThresholds("name", [1, 2, 4]),
            cl.DamerauLevenshteinAtThresholds("code", [1]),
            *(cl.ExactMatch(column) for column in ("founded", "capital", "address")),
        ],
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(DuckDBAPI().register(_frame(records)), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("code"), block_on("name")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("founded"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    predicted = linker.inference.predict(threshold_match_probability=0.9)
    told = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.9)
    of = {row["unique_id"]: row["cluster_id"] for row in told.as_record_list()}
    return [of[at] for at in range(len(records))]


def resolved_recordlinkage(records):
    import recordlinkage as rl

    frame = _frame(records)
    indexer = rl.Index()
    for column in ("a", "b", "code", "founded", "address"):
        indexer.block([column])
    pairs = indexer.index(frame)
    compare = rl.Compare()
    compare.string("name", "name", method="damerau_levenshtein", threshold=0.8)
    for column in ("code", "founded", "capital", "address"):
        compare.exact(column, column)
    features = compare.compute(pairs, frame)
    matches = rl.ECMClassifier().fit_predict(features)
    roots = list(range(len(records)))

    def root(at):
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for one, other in matches:
        low, high = sorted((root(one), root(other)))
        roots[high] = low
    return [root(at) for at in range(len(records))]


def main():
    peer, task = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    told = {"what": task["what"], "package": peer}
    if task["what"] == "lookup":
        master, asked, truth = task["master"], task["asked"], task["truth"]
        found, start = globals()[peer](master, asked)
        seconds = time.process_time() - start
        top1 = sum(int(a) == b for a, b in zip(found, truth, strict=True)) / len(truth)
        told |= {
            "names": len(master),
            "per_s": round(len(asked) / seconds, 1),
            "top1": round(top1, 4),
        }
    else:
        records, start = task["records"], time.process_time()
        of = globals()[f"resolved_{peer}"](records)
        half = len(records) // 2
        right = sum(of[at] == of[at + half] for at in range(half))
        pairs = sum(size * (size - 1) // 2 for size in Counter(of).values())
        precision, recall = right / max(pairs, 1), right / half
        told |= {"records": len(records), "seconds": round(time.process_time() - start, 2)}
        told |= {"precision": round(precision, 4), "recall": round(recall, 4)}
        told["f1"] = round(2 * precision * recall / max(precision + recall, 1e-9), 4)
    print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
