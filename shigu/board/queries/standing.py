"""How the chain stands: links by layer and state, and in which of them each player takes part."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from shigu.chain.models import Link, LinkFinding
from shigu.chain.queries import course, current_chain
from shigu.districts.actors import Actor
from shigu.districts.models import District

STATES = ("strong", "weak", "blank")
Rows = list[tuple[str, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Links of a layer by state in which somebody of a player stands; ``of`` is all of them."""

    strong: int
    weak: int
    of: int

    @property
    def absent(self) -> int:
        """Links in which nobody of the player stands."""
        return self.of - self.strong - self.weak

    @property
    def heat(self) -> int:
        """0 (in none) to 5 (in all), for the shade."""
        return -(-5 * (self.of - self.absent) // self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the chain: its links by state, and a cell for each player."""

    name: str
    counts: Mapping[str, int]
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the newest finished assessment found; empty where there is none yet."""

    computed_at: datetime.datetime | None = None
    players: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    critical: tuple[Link, ...] = ()

    def count(self, state: str) -> int:
        """Links in a state, over all layers."""
        return sum(layer.counts[state] for layer in self.layers)

    @property
    def links(self) -> int:
        return sum(self.count(state) for state in STATES)


def standing(actor: Actor) -> Standing:
    """The newest finished assessment of the chain in sums."""
    newest = course(actor, current_chain(actor)).done
    if newest is None:
        return Standing()
    findings = list(
        LinkFinding.objects.filter(assessment=newest)
        .order_by("rank", "place")
        .values_list("link__layer", "status", "critical", "link_id", "assessed__by_district")
    )
    districts = District.objects.exclude(player="").exclude(level=District.Level.CITY)
    players = {
        district.player: district for district in districts if district.code == district.player
    }
    places = {
        player: [district.code for district in districts if district.player == player]
        for player in players
    }
    by_layer = {
        layer: [(state, there) for at, state, _crit, _link, there in findings if at == layer]
        for layer in Link.Layer.values
    }
    wanted = [link for _at, state, crit, link, _there in findings if crit and state != "strong"]
    named = Link.objects.in_bulk(wanted)
    return Standing(
        computed_at=newest.computed_at,
        players={player: district.name for player, district in players.items()},
        layers=tuple(
            _layer(str(Link.Layer(layer).label), rows, places)
            for layer, rows in by_layer.items()
            if rows
        ),
        critical=tuple(named[link] for link in wanted),
    )


def _layer(name: str, rows: Rows, places: Mapping[str, list[str]]) -> Layer:
    counts = Counter(state for state, _there in rows)
    return Layer(
        name,
        {state: counts[state] for state in STATES},
        {player: _cell(own, rows) for player, own in places.items()},
    )


def _cell(places: list[str], rows: Rows) -> Cell:
    """A player stands on a link where somebody of one of its districts does."""
    present = Counter(
        state for state, there in rows if any(_stands(there.get(place)) for place in places)
    )
    return Cell(present["strong"], present["weak"], len(rows))


def _stands(found: object) -> bool:
    return isinstance(found, Mapping) and bool(found["organisations"])
