"""Who can fall at once: firms, links, districts, places outside, everything outside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from shigu.engine.chain.standing import Standing
from shigu.engine.chain.stress.results import Kind
from shigu.engine.chain.stress.sources import ChainNetwork
from shigu.engine.chain.values import ChainInputs, Firm

OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Event:
    kind: Kind
    id: str
    nodes: tuple[int, ...]


def single_events(
    inputs: ChainInputs, standing: Standing, made: ChainNetwork
) -> dict[Kind, tuple[Event, ...]]:
    """Every single failure, by kind. A firm whose city is not known falls alone or with
    everything outside; an unnamed source lies outside."""
    districts, places, outside = _by_home(standing, made)
    unnamed = sorted(id_ for kind, id_ in made.node if kind == "unnamed")
    outside += made.numbers("unnamed", unnamed)
    one = {
        kind: tuple(Event(kind, id_, (made.node[kind, id_],)) for id_ in ids)
        for kind, ids in _alone(inputs, standing, unnamed)
    }
    grouped: dict[Kind, dict[str, list[int]]] = {"district": districts, "place": places}
    several = {
        kind: tuple(Event(kind, id_, tuple(nodes)) for id_, nodes in sorted(groups.items()))
        for kind, groups in grouped.items()
    }
    everything = (Event("outside", OUTSIDE, tuple(outside)),) if outside else ()
    return {**one, **several, "outside": everything}


def _alone(
    inputs: ChainInputs, standing: Standing, unnamed: list[str]
) -> tuple[tuple[Kind, list[str]], ...]:
    links = [link.id for link in inputs.links]
    return ("firm", sorted(standing.links_of)), ("link", links), ("unnamed", unnamed)


def _by_home(
    standing: Standing, made: ChainNetwork
) -> tuple[dict[str, list[int]], dict[str, list[int]], list[int]]:
    districts: dict[str, list[int]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    outside: list[int] = []
    for id_ in sorted(standing.links_of):
        firm: Firm = standing.firms[id_]
        node = made.node["firm", id_]
        if firm.scope != "cluster":
            outside.append(node)
            if firm.place:
                places[firm.place].append(node)
        elif firm.district is not None:
            districts[firm.district].append(node)
    return districts, places, outside
