"""A million supplies: graph measures beside networkx, memory of one pass, every single failure.

    python bench/chain_graph.py [--supplies 1000000] [--firms 100000] [--cut-peer]

Peers are measured in the same run on the same graph and must give the same answers; networkx's
minimum cut takes minutes at a million supplies, so it runs on a tenth unless `--cut-peer` asks.
Kernels are compiled before the clock runs. Memory is the peak of a process of its own that does
nothing else. `python bench/chain_graph.py PASS FILE` is that process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import networkx as nx
import numpy as np
import polars as pl

from shigu.engine.chain.graph.components import strong_components
from shigu.engine.chain.graph.cuts import vertex_cuts
from shigu.engine.chain.graph.digraph import Digraph, digraph
from shigu.engine.chain.graph.dominators import dominator_tree
from shigu.engine.chain.graph.pagerank import pagerank
from shigu.engine.chain.stress.cascade import each_alone, losses
from shigu.engine.chain.stress.network import network

LINKS, RAW, INPUTS, BACKWARDS = 500, 20, 12, 0.002
Timed = tuple[float, object]


def supplies(firms: int, count: int) -> pl.DataFrame:
    """Firms on 500 links; all but twenty buy twelve others, nearly all of them upstream."""
    draw = np.random.default_rng(0)
    link = np.sort(draw.integers(0, LINKS, firms))
    first = np.searchsorted(link, np.arange(LINKS + 1))
    needs = draw.integers(0, LINKS, (LINKS, INPUTS))
    upstream = needs * np.arange(LINKS)[:, None] // LINKS
    needs = np.where(draw.random(needs.shape) < BACKWARDS, needs, upstream)
    buyer = draw.integers(first[RAW], firms, count)
    kind = needs[link[buyer], draw.integers(0, INPUTS, count)]
    room = first[kind + 1] - first[kind]
    supplier = first[kind] + (draw.random(count) * room).astype(int)
    rows = pl.DataFrame({"supplier": supplier, "buyer": buyer, "kind": kind}).cast(pl.Int32)
    return rows.filter(pl.col("supplier") != pl.col("buyer"))


def graph_of(rows: pl.DataFrame) -> Digraph:
    ends = [rows[column].to_numpy() for column in ("supplier", "buyer")]
    return digraph(int(max(end.max() for end in ends)) + 1, *ends)


def timed(work: Callable[[], object]) -> Timed:
    start = perf_counter()
    answer = work()
    return perf_counter() - start, answer


def tell(case: str, ours: float, unit: str, **more: object) -> None:
    line = {"case": case, "ours": round(ours, 4), "unit": unit, **more}
    print(json.dumps({**line, "load": round(os.getloadavg()[0], 1)}), flush=True)


def one_pass(file: str) -> None:
    """Load, PageRank, components, dominators and one minimum cut; seconds and peak memory."""
    warm()
    start = perf_counter()
    graph = graph_of(pl.read_parquet(file))
    pagerank(graph)
    strong_components(graph)
    dominator_tree(graph, graph.sources())
    cut = vertex_cuts(graph, graph.sources(), graph.nodes - 1)
    spent = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent, "peak_mb": peak, "cut": cut.size, "edges": graph.edges}))


def warm() -> None:
    graph = graph_of(supplies(2000, 12000))
    pagerank(graph)
    dominator_tree(graph, graph.sources())
    vertex_cuts(graph, graph.sources(), graph.nodes - 1)
    losses(network(2, [1], [0], [0]), each_alone(2), [1], [1.0])


def beside_networkx(graph: Digraph, *, cut: bool) -> None:
    peer = nx.DiGraph()
    peer.add_nodes_from(range(graph.nodes))
    tail = np.repeat(np.arange(graph.nodes), np.diff(graph.begin))
    peer.add_edges_from(zip(tail.tolist(), graph.head.tolist(), strict=True))
    once = digraph(graph.nodes, *np.array(peer.edges, np.int32).T)
    root, roots, target = graph.nodes, graph.sources(), graph.nodes - 1
    rooted = peer.copy()
    rooted.add_edges_from((root, int(v)) for v in roots)

    name = f"{once.edges}_supplies"
    ours, rank = timed(lambda: pagerank(once, tolerance=1e-8))
    theirs, ranked = timed(lambda: nx.pagerank(peer, tol=1e-8 / once.nodes, max_iter=500))
    assert np.abs(rank - [ranked[v] for v in range(once.nodes)]).max() < 1e-8
    told(f"pagerank_{name}", ours, theirs)
    ours, (count, _) = timed(lambda: strong_components(once))
    theirs, groups = timed(lambda: list(nx.strongly_connected_components(peer)))
    assert count == len(groups)
    told(f"components_{name}", ours, theirs)
    ours, tree = timed(lambda: dominator_tree(once, roots))
    theirs, above = timed(lambda: nx.immediate_dominators(rooted, root))
    assert all(tree[v] == (-1 if d == root else d) for v, d in above.items() if v not in (d, root))
    told(f"dominators_{name}", ours, theirs)
    if cut:
        ours, found = timed(lambda: vertex_cuts(once, roots, target))
        theirs, parted = timed(lambda: nx.minimum_node_cut(rooted, root, target))
        assert found.size == len(parted)
        told(f"minimum_cut_{name}", ours, theirs, nodes=found.size)


def told(case: str, ours: float, theirs: float, **more: object) -> None:
    tell(case, ours, "s", peer=round(theirs, 3), ratio=round(theirs / ours, 1), **more)


def every_failure(rows: pl.DataFrame, firms: int) -> None:
    columns = [rows[column].to_numpy() for column in ("buyer", "kind", "supplier")]
    watched = np.arange(firms * 3 // 4, firms)
    cpu, start = process_time(), perf_counter()
    made = network(firms, *columns)
    found = losses(made, each_alone(firms), watched, np.ones(len(watched)))
    spent, cpu = perf_counter() - start, process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    case = f"every_single_failure_{firms}_firms_{rows.height}_supplies"
    lost = {"mean_lost": float(found.lost.mean()), "most_lost": float(found.lost.max())}
    tell(case, spent, "s", cpu_s=round(cpu, 2), peak_mb=round(peak), needs=made.needs, **lost)


def supply_graphs(firms: int, count: int, *, cut_peer: bool) -> None:
    warm()
    rows = supplies(firms, count)
    every_failure(rows, firms)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "supplies.parquet"
        rows.write_parquet(file)
        command = [sys.executable, __file__, "PASS", str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    peak = {"peak_mb": round(found["peak_mb"]), "cut": found["cut"]}
    tell(f"one_pass_{found['edges']}_supplies", found["seconds"], "s", **peak)
    beside_networkx(graph_of(rows), cut=cut_peer)
    if not cut_peer:
        beside_networkx(graph_of(supplies(firms // 10, count // 10)), cut=True)


def main() -> None:
    if sys.argv[1:2] == ["PASS"]:
        one_pass(sys.argv[2])
        return
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--supplies", type=int, default=1_000_000)
    asked.add_argument("--firms", type=int, default=100_000)
    asked.add_argument("--cut-peer", action="store_true")
    given = asked.parse_args()
    supply_graphs(given.firms, given.supplies, cut_peer=given.cut_peer)


if __name__ == "__main__":
    main()
