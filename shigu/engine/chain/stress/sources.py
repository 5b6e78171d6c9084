"""The supply network of a chain: links need their inputs, and somebody who makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shigu.engine.chain.standing import Standing
from shigu.engine.chain.stress.network import Network, network
from shigu.engine.chain.stress.timing import Clocks, clocks
from shigu.engine.chain.values import ChainInputs, Supply

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class ChainNetwork:
    """Nodes are links (in their order), then firms that stand somewhere, then one unnamed source
    for every link without a known maker; ``node`` finds them by kind and id."""

    network: Network
    links: int
    node: dict[tuple[str, str], int]

    def numbers(self, kind: str, ids: Iterable[str]) -> list[int]:
        return [self.node[kind, id_] for id_ in ids]

    def need_of_makers(self, link: int) -> int:
        """The need of a link for somebody who makes it."""
        made = self.network
        return next(k for k in range(made.needs) if made.buyer[k] == link and self._of_makers(k))

    def clocks(self, supplies: Iterable[Supply]) -> Clocks:
        """Stocks and replacement times of every need; makers have neither. What is not known
        counts as no stock and never replaced."""
        times = {
            (self.node["link", s.to_link], self.node["link", s.from_link]): (
                s.cover_days or 0.0,
                NEVER if s.replace_days is None else s.replace_days,
            )
            for s in supplies
        }
        rows = [
            (0.0, NEVER)
            if self._of_makers(k)
            else times[int(self.network.buyer[k]), int(self.network.suppliers(k)[0])]
            for k in range(self.network.needs)
        ]
        return clocks([row[0] for row in rows], [row[1] for row in rows])

    def _of_makers(self, need: int) -> bool:
        return int(self.network.suppliers(need)[0]) >= self.links


def chain_network(
    inputs: ChainInputs, standing: Standing, *, replaceable_from: float
) -> ChainNetwork:
    """A link runs while one of its makers runs and every input that cannot be replaced does.

    Args:
        replaceable_from: inputs from this substitutability on are left out; above 1 = none is.
    """
    links = [link.id for link in inputs.links]
    firms = sorted(standing.links_of)
    bare = [link for link in links if not standing.at[link]]
    kinds = [("link", links), ("firm", firms), ("unnamed", bare)]
    named = [(kind, id_) for kind, ids in kinds for id_ in ids]
    node = {key: number for number, key in enumerate(named)}
    supplies = [(node["link", link], 0, node["unnamed", link]) for link in bare]
    supplies += [
        (node["link", link], 0, node["firm", stand.firm.id])
        for link in links
        for stand in standing.at[link]
    ]
    supplies += [
        (node["link", s.to_link], 1 + node["link", s.from_link], node["link", s.from_link])
        for s in inputs.supplies
        if s.substitutability < replaceable_from
    ]
    columns = ([row[column] for row in supplies] for column in range(3))
    return ChainNetwork(network(len(named), *columns), len(links), node)
