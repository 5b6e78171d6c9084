"""Fitness of places and complexity of links by the non-linear map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.presence import UNNAMED, Labels, require_presence


@dataclass(frozen=True, slots=True)
class Fitness:
    """``places``: fitness, ``links``: complexity, both of mean 1 (unit 1, ≥ 0); ``moved`` is the
    greatest relative change of the last update, so the reader sees whether it has settled."""

    places: Floats
    links: Floats
    moved: float


def fitness(
    present: Floats,
    *,
    updates: int = 19,
    extremality: float = 1.0,
    in_turn: bool = False,
    labels: Labels = UNNAMED,
) -> Fitness:
    """F_c ∝ Σ_p M_cp Q_p and Q_p ∝ (Σ_c M_cp F_c^−e)^(−1/e), each scaled to mean 1, from 1 on.

    A place is fit that has many and demanding links; a link is demanding if no unfit place has
    it. On some tables the least fit go to 0 and never settle (Pugliese et al. 2016), so the
    number of updates is part of the result: the published tables count the start as the first
    of 20 iterations, hence 19.

    Args:
        present: places × links, 0 or 1, each row and column with a 1.
        updates: how often both sides are renewed, at least once.
        extremality: e > 0; the greater, the more the least fit place decides.
        in_turn: renew links from the fitness of this update (econcomplex) instead of the last
            (Tacchella et al.; R economiccomplexity).

    Raises:
        ChainError: the table is empty somewhere or holds anything but 0 and 1.
        ValueError: no update is asked, or the extremality is not positive.

    Reference:
        Tacchella, Cristelli, Caldarelli, Gabrielli, Pietronero 2012, Sci. Rep. 2: 723, eq. 1.
    """
    require_presence(present, labels)
    if updates < 1 or not extremality > 0:
        raise ValueError("fitness needs at least one update and a positive extremality")
    places: Floats = np.ones(present.shape[0])
    links: Floats = np.ones(present.shape[1])
    moved = np.inf
    for _ in range(updates):
        fit = _to_mean_one(present @ links)
        by = fit if in_turn else places
        demanding = _to_mean_one((present.T @ by**-extremality) ** (-1 / extremality))
        moved = max(_change(places, fit), _change(links, demanding))
        places, links = fit, demanding
    return Fitness(places, links, moved)


def _to_mean_one(values: Floats) -> Floats:
    scaled: Floats = values / values.mean()
    return scaled


def _change(before: Floats, after: Floats) -> float:
    return float(np.abs(after / before - 1).max())
