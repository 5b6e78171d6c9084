"""What hangs on each link: inoperability carried along the supplies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from shigu.engine.chain.arrays import Floats, ratio
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.values import APPLICATION, Link, Supply

_WHOLE = 1 - 1e-12


def input_shares(links: Sequence[Link], supplies: Sequence[Supply], *, substitutes: bool) -> Floats:
    """A[j, i] = w_ij / Σ_i w_ij, the part of j's input that comes from i (links × links).

    With ``substitutes`` only the part that nobody else can replace: times 1 − s_ij. Rows sum
    to 1 at most, and to 0 for links that buy nothing in the chain.
    """
    index = {link.id: place for place, link in enumerate(links)}
    weights, lost = np.zeros((2, len(links), len(links)))
    for supply in supplies:
        buyer, seller = index[supply.to_link], index[supply.from_link]
        weights[buyer, seller] = supply.weight
        lost[buyer, seller] = supply.weight * (1 - supply.substitutability * substitutes)
    return ratio(lost, weights.sum(axis=1, keepdims=True))


def require_shares(shares: Floats) -> None:
    """Raises:
    ChainError: they are no table of links × links, one is negative or not finite, or a row sums
        to more than 1; the place names the buyer and its seller by their numbers.
    """
    if shares.ndim != 2 or not shares.size or shares.shape[0] != shares.shape[1]:
        raise ChainError("shares", f"they must be links × links, not {shares.shape}")
    for buyer, seller in np.argwhere(~np.isfinite(shares) | (shares < 0))[:1]:
        place = f"link {buyer} from link {seller}"
        raise ChainError(place, f"a share must be at least 0, not {shares[buyer, seller]}")
    for buyer in np.flatnonzero(shares.sum(axis=1) > 1 + 1e-9)[:1]:
        total = shares[buyer].sum()
        raise ChainError(f"link {buyer}", f"its shares sum to {total:.6g}, more than 1")


def total_requirements(shares: Floats) -> Floats:
    """L = (I − A)⁻¹, the Leontief inverse (Miller, Blair 2009, eq. 2.11).

    Raises:
        ChainError: the shares are none, or A has a closed cycle that consumes all it makes, so
            there is no inverse.
    """
    require_shares(shares)
    try:
        return np.linalg.inv(np.eye(len(shares)) - shares)
    except np.linalg.LinAlgError:
        raise ChainError("shares", "they hold a cycle that consumes all it makes") from None


def inoperability(shares: Floats) -> Floats:
    """q[j, i]: the part of link j that is lost when link i falls, for every single failure.

    The least q ≥ 0 with q_i = 1 and q_j = Σ_k A_jk q_k for j ≠ i. Read as a walk from buyer to
    seller it is the probability of ever meeting i, so one inverse serves all failures:
    q_ji = L_ji / L_ii. Closed cycles (links that buy only from each other and replace nothing)
    would make I − A singular; there the walk surely meets every member, so they are absorbing
    and fall together.

    Args:
        shares: links × links with row sums of at most 1.

    Raises:
        ChainError: the shares are none.

    Reference:
        Haimes, Jiang 2001, J. Infrastruct. Syst. 7: 1–12; Santos, Haimes 2004, Risk Anal. 24:
        1437–1451; hitting probabilities: Kemeny, Snell 1960, Finite Markov Chains, ch. 3.
    """
    require_shares(shares)
    cycles = _closed_cycles(shares)
    open_shares = shares.copy()
    for members in cycles:
        open_shares[members] = 0
    reach = total_requirements(open_shares)
    fallen = reach / np.diag(reach)
    for members in cycles:
        fallen[:, members] = reach[:, members].sum(axis=1, keepdims=True)
    return np.clip(fallen, 0, 1)


def criticality(links: Sequence[Link], fallen: Floats) -> Floats:
    """The part of all applications lost when each link falls, weighted by policy (links, 0–1).

    An application counts itself: when it falls, its own share of the policy weight is lost.

    Raises:
        ChainError: there is no application, or the losses are none.
    """
    weights = np.array([link.weight * (link.layer == APPLICATION) for link in links])
    if not weights.sum() > 0:
        raise ChainError("chain", "no application hangs on its links")
    if fallen.shape != (len(links),) * 2 or not np.isfinite(fallen).all():
        raise ChainError("losses", f"they must be finite, {len(links)} × {len(links)}")
    cut: Floats = weights @ fallen / weights.sum()
    return cut


def _closed_cycles(shares: Floats) -> list[NDArray[np.intp]]:
    count, label = connected_components(csr_array(shares), connection="strong")
    groups = [np.flatnonzero(label == group) for group in range(count)]
    inner = [shares[np.ix_(members, members)].sum(axis=1) for members in groups]
    return [
        members
        for members, kept in zip(groups, inner, strict=True)
        if len(members) > 1 and (kept >= _WHOLE).all()
    ]
