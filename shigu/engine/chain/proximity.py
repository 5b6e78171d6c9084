"""The product space: which links are made by the same places, and what lies near them."""

from __future__ import annotations

from typing import Literal

import numpy as np

from shigu.engine.chain.arrays import Floats, ratio

Diagonal = Literal[0, 1]


def proximity(present: Floats, *, diagonal: Diagonal) -> Floats:
    """φ_kl = min(P(k | l), P(l | k)) over places, links × links, 0–1.

    Args:
        present: places × links, 1 where the place is specialised, else 0.
        diagonal: what a link is to itself. Packages differ (py-ecomplexity 1, others 0), and
            relatedness density moves with it, so the caller says which.

    A link that no place has is near nothing.

    Reference:
        Hidalgo, Klinger, Barabási, Hausmann 2007, Science 317: 482–487, eq. 2.
    """
    together = present.T @ present
    places = np.diag(together)
    near = ratio(together, np.maximum.outer(places, places))
    np.fill_diagonal(near, diagonal)
    return near


def relatedness_density(present: Floats, near: Floats) -> Floats:
    """d_cl = Σ_k M_ck φ_kl / Σ_k φ_kl, places × links, 0–1.

    The share of what lies near a link that the place already has; 0 where nothing is near.
    With ``near`` of diagonal 1 the link counts itself, with 0 it does not.

    Reference:
        Hidalgo et al. 2007, supporting material, eq. S4.
    """
    return ratio(present @ near, near.sum(axis=0))
