"""The product space of the chain: which places make which links, and how demanding that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.complexity import complexity
from shigu.engine.chain.fitness import fitness
from shigu.engine.chain.presence import Labels, connected_parts
from shigu.engine.chain.proximity import DENSITY, proximity
from shigu.engine.chain.reference import counted
from shigu.engine.chain.results import LinkComplexity, PlaceComplexity, ProductSpaceFindings
from shigu.engine.chain.specialisation import specialised
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import ChainInputs
from shigu.engine.reasons import Reason


@dataclass(frozen=True, slots=True)
class ProductSpace:
    """``counts``: listed firms that are facts, places (cities) × links in the chain's order."""

    places: tuple[str, ...]
    links: tuple[str, ...]
    counts: Floats

    @property
    def present(self) -> Floats:
        """1 where a city is specialised (Balassa index at least 1), else 0."""
        return specialised(self.counts) if self.places else np.zeros_like(self.counts)

    @property
    def near(self) -> Floats:
        """Proximity of links without themselves; 0 where there is no place to be near in."""
        if not self.places:
            return np.zeros((len(self.links), len(self.links)))
        return proximity(self.present, diagonal=DENSITY["without_itself"])


def product_space(inputs: ChainInputs, standing: Standing, limits: Thresholds) -> ProductSpace:
    """Cities described by the listed firms that stand in them, the one count that a register of
    the whole country gives evenly; illustrative firms and positions are left out."""
    places = sorted({firm.place for firm in inputs.firms})
    row = {place: number for number, place in enumerate(places)}
    counts = np.zeros((len(places), len(inputs.links)))
    for column, link in enumerate(inputs.links):
        for stand in standing.at[link.id]:
            if counted(stand, "listed_firms", limits):
                counts[row[stand.firm.place], column] += 1
    return ProductSpace(tuple(places), tuple(link.id for link in inputs.links), counts)


def findings(space: ProductSpace) -> ProductSpaceFindings:
    """ECI, PCI and fitness of the largest connected part; who is outside is named, and where
    they cannot be computed the reason stands instead."""
    present = space.present
    parts = connected_parts(present) if space.places else ()
    if not parts:
        return _nothing(space, _undetermined("no place is specialised in any link"))
    part = parts[0]
    table = present[np.ix_(part.places, part.links)]
    places = [space.places[at] for at in part.places]
    links = [space.links[at] for at in part.links]
    try:
        demanding = complexity(table, labels=Labels(places, links))
        fit = fitness(table)
    except ChainError as error:
        return _nothing(space, _undetermined(str(error)))
    diversity, ubiquity = table.sum(axis=1), table.sum(axis=0)
    return ProductSpaceFindings(
        eigenvalue=demanding.eigenvalue,
        places=tuple(
            PlaceComplexity(place, float(eci), float(fits), int(count))
            for place, eci, fits, count in zip(
                places, demanding.places, fit.places, diversity, strict=True
            )
        ),
        links=tuple(
            LinkComplexity(link, float(pci), float(hard), int(count))
            for link, pci, hard, count in zip(
                links, demanding.links, fit.links, ubiquity, strict=True
            )
        ),
        left_out_places=tuple(place for place in space.places if place not in set(places)),
        left_out_links=tuple(link for link in space.links if link not in set(links)),
        why=None,
    )


def _nothing(space: ProductSpace, why: Reason) -> ProductSpaceFindings:
    return ProductSpaceFindings(None, (), (), space.places, space.links, why)


def _undetermined(problem: str) -> Reason:
    return Reason(
        "chain.complexity.undetermined",
        f"各城市的上市公司分布还不足以算出复杂度（{problem}）；补充更多城市、更多环节的企业即可。",
        f"The listed firms of the cities do not determine complexity ({problem}); firms of more "
        "cities at more links cure it.",
    )
