"""Who stands where: positions joined to their firms, ready for every question of the chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from shigu.engine.chain.values import ENTERPRISE, SCOPES, ChainInputs, Firm, Position, Scope


@dataclass(frozen=True, slots=True)
class Stand:
    """An enterprise at a link."""

    firm: Firm
    position: Position

    @property
    def share(self) -> float:
        return self.position.share

    @property
    def fact(self) -> bool:
        return self.firm.fact and self.position.fact


@dataclass(frozen=True, slots=True)
class Standing:
    """Enterprises by link, the greatest share first, then by id; institutes do not supply."""

    firms: Mapping[str, Firm]
    at: Mapping[str, tuple[Stand, ...]]
    links_of: Mapping[str, tuple[str, ...]]

    def local(self, link: str) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.at[link] if stand.firm.scope == "cluster")

    def elsewhere(self, link: str) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.at[link] if stand.firm.scope != "cluster")

    def within(self, link: str, scope: Scope) -> bool:
        """Whether an enterprise stands on the link inside the ring ``scope``."""
        rings = SCOPES[: SCOPES.index(scope) + 1]
        return any(stand.firm.scope in rings for stand in self.at[link])


def stand_on(inputs: ChainInputs) -> Standing:
    firms = {firm.id: firm for firm in inputs.firms}
    at: dict[str, list[Stand]] = {link.id: [] for link in inputs.links}
    links_of: dict[str, list[str]] = defaultdict(list)
    for position in inputs.positions:
        firm = firms[position.organisation]
        if firm.kind == ENTERPRISE:
            at[position.link].append(Stand(firm, position))
            links_of[firm.id].append(position.link)
    ordered = {link: tuple(sorted(stands, key=_greatest_first)) for link, stands in at.items()}
    return Standing(firms, ordered, {firm: tuple(links) for firm, links in links_of.items()})


def _greatest_first(stand: Stand) -> tuple[float, str]:
    return (-stand.share, stand.firm.id)
