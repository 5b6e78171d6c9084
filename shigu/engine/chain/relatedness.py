"""How near every link lies to what the cluster already does well."""

from __future__ import annotations

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.productspace import product_space
from shigu.engine.chain.proximity import relatedness_density
from shigu.engine.chain.reference import counted
from shigu.engine.chain.specialisation import location_quotient
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import ChainInputs


def cluster_relatedness(inputs: ChainInputs, standing: Standing, limits: Thresholds) -> Floats:
    """Relatedness density of the cluster around every link (links, 0–1).

    Places and the cluster are described by their listed firms that are facts; the cluster is
    specialised where its quotient against all places is at least 1. The link itself does not
    count. Without such firms all is 0.
    """
    space = product_space(inputs, standing, limits)
    local = np.zeros((1, len(inputs.links)))
    for column, link in enumerate(inputs.links):
        local[0, column] = sum(
            counted(stand, "listed_firms", limits) for stand in standing.local(link.id)
        )
    present = (location_quotient(local, space.counts.sum(axis=0)) >= 1).astype(np.float64)
    density: Floats = relatedness_density(present, space.near)[0]
    return density
