"""Self-controllability in detail: who stands within reach, and along which way it is lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.controlled import (
    ApplicationControl,
    Control,
    LinkControl,
    Missing,
    Within,
)
from shigu.engine.chain.dependence import input_shares, require_shares
from shigu.engine.chain.standing import Standing, stand_on
from shigu.engine.chain.values import APPLICATION, SCOPES, ChainInputs

NOTHING = 1e-9
MOST_MISSING = 8


def ends(shares: Floats) -> Floats:
    """Where the walk up the supplies ends: S[j, i] = P(a walk from j ends at i) (links × links).

    The walk of ``controllable_share``: at a link that buys it ends with probability ½, else it
    goes on to an input by its share; at a link that buys nothing it ends for certain. So
    S = (I − ½A)⁻¹ diag(own), with own = ½ or 1; rows sum to 1, and c = S p for presence p.

    Raises:
        ChainError: the shares are none.
    """
    require_shares(shares)
    own = np.where(shares.sum(axis=1) > 0, 0.5, 1.0)
    found: Floats = np.linalg.inv(np.eye(len(shares)) - shares / 2) * own
    return np.clip(found, 0, 1)


def control(inputs: ChainInputs) -> Control:
    """Controllable share and evidence of each link; of each application what is missing, by ring
    (cluster ⊂ city ⊂ province ⊂ nation), and the way along which it is."""
    standing = stand_on(inputs)
    shares = input_shares(inputs.links, inputs.supplies, substitutes=False)
    final = ends(shares)
    present = np.array(
        [[float(standing.within(link.id, scope)) for scope in SCOPES] for link in inputs.links]
    )
    return Control(
        tuple(_links(inputs, standing, final @ present)),
        tuple(_applications(inputs, shares, final, present)),
    )


def _links(inputs: ChainInputs, standing: Standing, found: Floats) -> Iterator[LinkControl]:
    for link, row in zip(inputs.links, found, strict=True):
        by_scope = {scope: min(1.0, float(c)) for scope, c in zip(SCOPES, row, strict=True)}
        yield LinkControl(link.id, by_scope, tuple(_evidence(standing, link.id)))


def _evidence(standing: Standing, link: str) -> Iterator[Within]:
    """Firms ring by ring, each in the narrowest that holds it; empty rings are left out."""
    for scope in SCOPES:
        here = [stand for stand in standing.at[link] if stand.firm.scope == scope]
        if here:
            firms = tuple(stand.firm.id for stand in here)
            yield Within(scope, firms, sum(stand.fact for stand in here))


def _applications(
    inputs: ChainInputs, shares: Floats, final: Floats, present: Floats
) -> Iterator[ApplicationControl]:
    ids = [link.id for link in inputs.links]
    steps = csr_array(np.where(shares > 0, -np.log(np.maximum(shares / 2, 1e-300)), 0))
    rows = [k for k, link in enumerate(inputs.links) if link.layer == APPLICATION]
    _, before = dijkstra(steps, indices=rows, return_predecessors=True)
    for place, row in enumerate(rows):
        for ring, scope in enumerate(SCOPES):
            lost = final[row] * (1 - present[:, ring])
            worst = [int(k) for k in np.argsort(-lost, kind="stable") if lost[k] > NOTHING]
            named = worst[:MOST_MISSING]
            yield ApplicationControl(
                ids[row],
                scope,
                min(1.0, float(final[row] @ present[:, ring])),
                tuple(
                    Missing(ids[k], float(lost[k]), _path(ids, before[place], row, k))
                    for k in named
                ),
                float(lost.sum() - lost[named].sum()),
            )


def _path(ids: list[str], before: Floats, start: int, end: int) -> tuple[str, ...]:
    steps = [end]
    while steps[-1] != start:
        steps.append(int(before[steps[-1]]))
    return tuple(ids[k] for k in reversed(steps))
