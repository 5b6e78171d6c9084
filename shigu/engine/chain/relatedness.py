"""How near every link lies to what the cluster already does well."""

from __future__ import annotations

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.proximity import proximity, relatedness_density
from shigu.engine.chain.reference import counted
from shigu.engine.chain.specialisation import location_quotient, specialised
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import ChainInputs


def cluster_relatedness(inputs: ChainInputs, standing: Standing, limits: Thresholds) -> Floats:
    """Relatedness density of the cluster around every link (links, 0–1).

    Places and the cluster are described by their listed firms that are facts; the cluster is
    specialised where its quotient against all places is at least 1. The link itself does not
    count (diagonal 0). Without such firms all is 0.
    """
    places = sorted({firm.place for firm in inputs.firms})
    row = {place: number for number, place in enumerate(places)}
    counts = np.zeros((len(places), len(inputs.links)))
    local = np.zeros((1, len(inputs.links)))
    for column, link in enumerate(inputs.links):
        for stand in standing.at[link.id]:
            if counted(stand, "listed_firms", limits):
                counts[row[stand.firm.place], column] += 1
                local[0, column] += stand.firm.scope == "cluster"
    present = (location_quotient(local, counts.sum(axis=0)) >= 1).astype(np.float64)
    near = proximity(specialised(counts), diagonal=0)
    density: Floats = relatedness_density(present, near)[0]
    return density
