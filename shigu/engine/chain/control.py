"""The controllable share (自主可控): how much of what a link needs is supplied within reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.dependence import require_shares
from shigu.engine.chain.results import Controllable
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.values import SCOPES, Link


def controllable_share(present: Floats, shares: Floats) -> Floats:
    """c = ½ p + ½ A c for links that buy, c = p for those that buy nothing (links, 0–1).

    p is 1 where somebody supplies the link, else 0. The link itself weighs as much as all its
    inputs together, and so does each of them in turn: one half at the link, a quarter at its
    direct inputs, an eighth behind them. Seen as a walk up the supplies that stops at each link
    with probability ½ and at the first link without inputs for certain, c is the probability
    that it stops where somebody stands. Cycles are solved exactly: row sums of ½ A stay under 1.

    Args:
        present: links, 0 or 1 (or a matrix links × scopes).
        shares: links × links, ``input_shares`` without substitution.

    Raises:
        ChainError: the shares are none, or presence is not 0 or 1 for each link.
    """
    require_shares(shares)
    if len(present) != len(shares) or not np.isin(present, (0, 1)).all():
        raise ChainError("presence", f"it must be 0 or 1 for each of {len(shares)} links")
    buys = shares.sum(axis=1) > 0
    own = np.where(buys, 0.5, 1.0).reshape(-1, *[1] * (present.ndim - 1))
    solved: Floats = np.linalg.solve(np.eye(len(shares)) - shares / 2, own * present)
    return np.clip(solved, 0, 1)


def controllable(
    links: Sequence[Link], standing: Standing, shares: Floats
) -> tuple[Controllable, ...]:
    """The controllable share of every link within cluster ⊂ city ⊂ province ⊂ nation."""
    rows = [[float(standing.within(link.id, scope)) for scope in SCOPES] for link in links]
    solved = controllable_share(np.array(rows), shares)
    return tuple(Controllable(*(float(part) for part in row)) for row in solved)
