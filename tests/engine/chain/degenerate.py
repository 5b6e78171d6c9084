"""Empty zones, one link, zero rows, parts, NaN and negatives for each function of bare numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from shigu.engine.chain.graph.digraph import digraph
from shigu.engine.chain.inputoutput.bridge import Home
from shigu.engine.chain.inputoutput.impact import economy
from shigu.engine.chain.inputoutput.table import table_of
from shigu.engine.chain.stress.cascade import failures
from shigu.engine.chain.stress.network import network
from shigu.engine.chain.stress.timing import clocks
from tests.engine.chain.cast import LINKS, link

Case = tuple[str, Callable[[Any], object], str]
NAN = float("nan")
EMPTY = np.zeros((0, 3))
SOUND = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
PARTS = np.kron(np.eye(2), np.ones((2, 2)))
GRAPH = digraph(3, [0, 1], [1, 2])
WEB = network(3, [1, 2], [0, 0], [0, 1])
TABLE = table_of(["s", "t"], [[150, 500], [200, 100]], output=[1000, 2000])
READY = economy(TABLE, Home(np.ones(2), np.ones(2)))


def table(value: float, row: int = 1, column: int = 2) -> np.ndarray:
    """The sound table with one cell changed."""
    changed = SOUND.copy()
    changed[row, column] = value
    return changed


def without(*, row: int | None = None, column: int | None = None) -> np.ndarray:
    changed = SOUND.copy()
    if row is not None:
        changed[row] = 0
    if column is not None:
        changed[:, column] = 0
    return changed


def of(name: str, place: str, *given: Any, **named: Any) -> Case:
    return name, lambda function: function(*given, **named), place


def amounts(name: str, **named: Any) -> tuple[Case, ...]:
    return (
        of(name, "table", EMPTY, **named),
        of(name, "place 1, link 2", table(NAN), **named),
        of(name, "place 1, link 2", table(-1.0), **named),
        of(name, "place 1, link 2", table(np.inf), **named),
    )


def zero_one(name: str, **named: Any) -> tuple[Case, ...]:
    return (*amounts(name, **named), of(name, "place 1, link 2", table(0.5), **named))


def compared(name: str, **named: Any) -> tuple[Case, ...]:
    return (
        *zero_one(name, **named),
        of(name, "place 1", without(row=1), **named),
        of(name, "link 2", without(column=2), **named),
        of(name, "table", SOUND[:1], **named),
        of(name, "table", SOUND[:, :1], **named),
    )


def shares(name: str, *before: Any) -> tuple[Case, ...]:
    return (
        of(name, "shares", *before, EMPTY),
        of(name, "shares", *before, np.zeros((0, 0))),
        of(name, "link 1 from link 2", *before, table(NAN)),
        of(name, "link 1 from link 2", *before, table(-0.1)),
        of(name, "link 0", *before, SOUND),
    )


ONES = np.ones(3)
CASES: tuple[Case, ...] = (
    *amounts("specialisation.balassa"),
    of("specialisation.balassa", "place 1", without(row=1)),
    of("specialisation.balassa", "link 2", without(column=2)),
    *amounts("specialisation.specialised"),
    *amounts("specialisation.location_quotient", reference=ONES),
    of("specialisation.location_quotient", "reference", SOUND, np.ones(2)),
    of("specialisation.location_quotient", "place 0, link 1", SOUND, np.array([1, NAN, 1])),
    *compared("complexity.complexity"),
    of("complexity.complexity", "place 2", PARTS),
    of("complexity.complexity", "table", np.ones((3, 3))),
    *compared("fitness.fitness"),
    *zero_one("proximity.proximity", diagonal=0),
    *zero_one("proximity.relatedness_density", near=np.ones((3, 3))),
    of("proximity.relatedness_density", "proximity", SOUND, np.ones((2, 2))),
    of("proximity.relatedness_density", "place 1, link 2", SOUND, table(NAN)),
    *amounts("presence.require_amounts"),
    *zero_one("presence.require_zero_one"),
    *compared("presence.require_presence"),
    of("presence.require_table", "table", EMPTY),
    of("presence.require_table", "table", ONES),
    *zero_one("presence.connected_parts"),
    of("presence.require_connected", "place 2", PARTS),
    of("frontier.undominated", "table", EMPTY),
    of("frontier.undominated", "alternative 1", table(NAN)),
    of("frontier.undominated", "alternative 1", table(np.inf)),
    of("smaa.smaa", "SMAA", np.zeros((0, 4)), seed=1, draws=9),
    of("smaa.smaa", "alternative 1, criterion 2", table(NAN), seed=1, draws=9),
    of("smaa.smaa", "SMAA", SOUND, seed=1, draws=0),
    of("smaa.draw_ranks", "SMAA", SOUND, seed=1, draws=9),
    of("smaa.draw_ranks", "alternative 1, criterion 2", table(np.inf)[None], seed=1, draws=9),
    of("smaa.acceptability", "SMAA", np.zeros((0, 2), int), np.zeros((0, 3))),
    of("smaa.acceptability", "SMAA", np.zeros((2, 2), int), np.ones((1, 3))),
    of("smaa.smaa_two_criteria", "SMAA", ()),
    *shares("dependence.require_shares"),
    *shares("dependence.total_requirements"),
    of("dependence.total_requirements", "shares", np.array([[0.0, 1.0], [1.0, 0.0]])),
    *shares("dependence.inoperability"),
    of("dependence.criticality", "chain", (link("a"),), np.eye(1)),
    of("dependence.criticality", "losses", LINKS, np.eye(2)),
    of("dependence.criticality", "losses", LINKS, np.full((7, 7), NAN)),
    *shares("control.controllable_share", ONES),
    of("control.controllable_share", "presence", np.full(3, 0.5), SOUND / 3),
    of("control.controllable_share", "presence", np.ones(2), SOUND / 3),
    *shares("paths.ends"),
    of("shrinkage.fit_prior", "counts", np.zeros(0), np.zeros(0)),
    of("shrinkage.fit_prior", "counts", np.zeros(2), np.ones(2)),
    of("shrinkage.fit_prior", "link 1", np.array([1, NAN]), np.ones(2)),
    of("shrinkage.fit_prior", "link 1", np.array([1.0, -1]), np.ones(2)),
    of("shrinkage.fit_prior", "link 1", np.ones(2), np.array([1.0, 0])),
    of("receipts.confidence_empty", "receipt", NAN, 0.5),
    of("receipts.confidence_empty", "receipt", -1.0, 0.5),
    of("receipts.confidence_empty", "receipt", 1.0, 1.5),
    of("inputoutput.table.table_of", "input–output table", [], np.zeros((0, 0)), output=[]),
    of("inputoutput.table.table_of", "domestic flow of s → t", ["s", "t"],
       [[1, NAN], [1, 1]], output=[9, 9]),
    of("inputoutput.table.table_of", "sector t", ["s", "t"], np.ones((2, 2)), output=[9, 0]),
    of("inputoutput.leontief.coefficients", "sector 1", np.ones((2, 2)), np.array([1.0, 0])),
    of("inputoutput.leontief.coefficients", "flows", np.full((2, 2), NAN), np.ones(2)),
    of("inputoutput.leontief.allocations", "sector 0", np.ones((2, 2)), np.array([-1.0, 1])),
    of("inputoutput.leontief.allocations", "flows", np.ones((3, 2)), np.ones(2)),
    of("inputoutput.leontief.inverse", "sector t", np.array([[0.0, 1], [0, 1]]), ("s", "t")),
    of("inputoutput.leontief.inverse", "coefficients", np.full((2, 2), NAN), ("s", "t")),
    of("inputoutput.leontief.inverse", "coefficients", np.zeros((0, 0)), ()),
    of("inputoutput.bridge.home_shares", "link a", {"a": np.ones(1)}, {"a": (-1.0, 1.0)}, 1),
    of("inputoutput.bridge.home_shares", "link a", {"a": np.ones(1)}, {"a": (1.0, NAN)}, 1),
    of("inputoutput.impact.impact", "project", READY, np.array([0.5, NAN]), 1.0),
    of("inputoutput.impact.impact", "project", READY, np.array([0.5, 0.4]), 1.0),
    of("inputoutput.impact.impact", "project", READY, np.array([0.5, 0.5]), NAN),
    of("graph.digraph.digraph", "graph", 0, [], []),
    of("graph.digraph.digraph", "edge 0", 2, [0], [5]),
    of("graph.digraph.digraph", "graph, tail", 2, [0.5], [1]),
    of("graph.dominators.dominator_tree", "dominators", GRAPH, np.zeros(0, np.int32)),
    of("graph.dominators.dominator_tree", "dominators", GRAPH, np.array([7], np.int32)),
    of("graph.dominators.dominators_of", "node 9", np.zeros(3, np.int32), 9),
    of("graph.dominators.dominators_of", "node 1", np.full(3, -2, np.int32), 1),
    of("graph.reach.reached", "graph", GRAPH, np.array([3], np.int32)),
    of("graph.cuts.vertex_cuts", "cut", GRAPH, np.array([0], np.int32), 3),
    of("graph.cuts.vertex_cuts", "graph", GRAPH, np.array([9], np.int32), 2),
    of("graph.cuts.vertex_cuts", "node 2", GRAPH, np.array([2], np.int32), 2),
    of("stress.network.network", "graph", 0, [], [], []),
    of("stress.network.network", "supply 0", 2, [1], [-1], [0]),
    of("stress.cascade.losses", "watched 0", WEB, failures([[0]]), [7], [1.0]),
    of("stress.cascade.losses", "watched 0", WEB, failures([[0]]), [2], [NAN]),
    of("stress.cascade.losses", "failure 0", WEB, failures([[9]]), [2], [1.0]),
    of("stress.timing.clocks", "need 0", [-1.0], [1.0]),
    of("stress.timing.clocks", "need 0", [1.0], [NAN]),
    of("stress.timing.stops", "clocks", WEB, clocks([], []), [0]),
    of("stress.cascade.each_alone", "failures", 0),
    of("graph.pagerank.pagerank", "PageRank", GRAPH, damping=NAN),
)  # fmt: skip

CHECKED_BY_THEIR_VALUES: dict[str, str] = {
    "arrays.ratio": "the one division, 0 where the whole is nothing, of what callers have checked",
    "presence.sparse": "of a table that require_zero_one has passed",
    "graph.dominators.dominated": "of the tree that dominator_tree made",
    "means.means_of": "density as cluster_relatedness has found it",
    "control.controllable": "hands its shares to controllable_share",
    "mapping.score.probability": "of the scores that score made, any finite number",
    "mapping.positions.gathered": "of the hits that the matcher found, none of them included",
    "mapping.matcher.longest": "of the offsets of an Arrow column, 0 for an empty one",
    "mapping.grounds.grounds": "of positions and what the score added to each",
    "mapping.linear.weighted": "of the rows that linear counted itself",
}
