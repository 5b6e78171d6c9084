"""The product space: which links are made by the same places, and what lies near them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from shigu.engine.chain.arrays import Floats, ratio
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.presence import require_amounts, require_zero_one

Diagonal = Literal[0, 1]
DENSITY: Mapping[str, Diagonal] = {"without_itself": 0, "with_itself": 1}
"""The two conventions of relatedness density by name, as the diagonal of proximity: the others
of a link alone (economic-complexity, econcomplex), or the link among them (py-ecomplexity)."""


def proximity(present: Floats, *, diagonal: Diagonal) -> Floats:
    """φ_kl = min(P(k | l), P(l | k)) over places, links × links, 0–1.

    Args:
        present: places × links, 1 where the place is specialised, else 0.
        diagonal: what a link is to itself. Packages differ (py-ecomplexity 1, others 0), and
            relatedness density moves with it, so the caller says which.

    A link that no place has is near nothing. Counts of fewer than 2²⁴ places are whole in
    single precision, so the product is taken there and nothing is rounded.

    Raises:
        ChainError: an entry is neither 0 nor 1.

    Reference:
        Hidalgo, Klinger, Barabási, Hausmann 2007, Science 317: 482–487, eq. 2.
    """
    require_zero_one(present)
    counted: Floats = present.astype(np.float32 if len(present) < 2**24 else np.float64)
    together = (counted.T @ counted).astype(np.float64)
    places = np.diag(together)
    near = together / np.maximum(np.maximum.outer(places, places), 1)
    np.fill_diagonal(near, diagonal)
    return near


def relatedness_density(present: Floats, near: Floats) -> Floats:
    """d_cl = Σ_k M_ck φ_kl / Σ_k φ_kl, places × links, 0–1.

    Raises:
        ChainError: an entry of ``present`` is neither 0 nor 1, or ``near`` is no table of links ×
            links between 0 and 1.

    The share of what lies near a link that the place already has; 0 where nothing is near.
    With ``near`` of diagonal 1 the link counts itself, with 0 it does not.

    Reference:
        Hidalgo et al. 2007, supporting material, eq. S4.
    """
    require_zero_one(present)
    require_amounts(near)
    if near.shape != (present.shape[1],) * 2:
        raise ChainError("proximity", f"it has the shape {near.shape} for {present.shape[1]} links")
    return present @ ratio(near, near.sum(axis=0))
