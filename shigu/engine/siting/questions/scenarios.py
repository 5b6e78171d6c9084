"""Which projects come off: drawn by seed from their chances, alone or with a common shock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from shigu.engine.siting.network import Arc, Network, joined
from shigu.engine.siting.restriction import untorn
from shigu.engine.siting.terms import Floats
from shigu.engine.siting.value import valuation
from shigu.engine.siting.values import Need, Problem
from shigu.engine.values import FEN_PER_WAN, Money

Comes = NDArray[np.bool_]
"""(scenarios, needs): whether each project comes off."""


def drawn(needs: Sequence[Need], count: int, seed: int, common: float = 0.0) -> Comes:
    """So many equally likely scenarios of who comes off.

    Project p comes off where √ρ·Z + √(1−ρ)·ε_p ≤ Φ⁻¹(chance of p), Z common to all and ρ =
    ``common``: 0 draws each by itself, near 1 all succeed or fail as one (the one-factor Gaussian
    copula; Vasicek 1987, *Probability of Loss on Loan Portfolio*). Chances are kept for any ρ.

    Raises:
        ValueError: no scenario is asked for, or ``common`` lies outside 0 ≤ ρ < 1.
    """
    if count < 1 or not 0 <= common < 1:
        raise ValueError(
            f"{count} scenarios with a common shock of {common}: 1 and more, 0 ≤ ρ < 1"
        )
    random = np.random.default_rng(seed)
    shock, own = random.standard_normal((count, 1)), random.standard_normal((count, len(needs)))
    edge = ndtri(np.array([need.success_probability for need in needs], np.float64))
    comes: Comes = np.sqrt(common) * shock + np.sqrt(1 - common) * own <= edge
    return comes


@dataclass(frozen=True, slots=True)
class Gains:
    """What each column of a network brings in each scenario, 万元: ``worth`` (columns) where it
    comes off, ``comes`` (scenarios, columns) whether it does."""

    worth: Floats
    comes: Comes

    def of(self, columns: Sequence[int]) -> Floats:
        """The value of a plan in each scenario."""
        chosen = list(columns)
        total: Floats = self.comes[:, chosen] @ self.worth[chosen]
        return total


def gains(arcs: Network, comes: Comes) -> Gains:
    """The gains of arcs, then bonds; a bond needs both its projects."""
    place = {need.id: k for k, need in enumerate(arcs.problem.needs)}
    own = np.array([place[arc.need.id] for arc in arcs.arcs], np.int64)
    one = np.array([place[bond.pair.one] for bond in arcs.bonds], np.int64)
    other = np.array([place[bond.pair.other] for bond in arcs.bonds], np.int64)
    both = comes[:, one] & comes[:, other]
    extra = {synergy.id: synergy.value_wan for synergy in arcs.problem.synergies}
    bonded = [extra[bond.pair.synergy] for bond in arcs.bonds]
    return Gains(np.append(_certain(arcs), bonded), np.hstack([comes[:, own], both]))


def _certain(arcs: Network) -> Floats:
    """The present value of each arc if its project comes off."""
    worth = {
        need.id: valuation(replace(need, success_probability=1.0), arcs.problem.economics)
        for need in arcs.problem.needs
    }
    return np.array([worth[a.need.id](a.space).fen / FEN_PER_WAN for a in arcs.arcs], np.float64)


def coming(whole: Network, comes: Mapping[str, bool], worth: Floats) -> Network:
    """The network of those who come off, worth what they then are.

    Who hangs on a project that does not come is not there either; floors and a least score, which
    nobody can promise in every scenario, fall away.
    """
    problem = whole.problem
    kept = untorn(problem, {project for project, there in comes.items() if there})
    needs = tuple(
        replace(n, together=n.together & kept, apart=n.apart & kept, success_probability=1.0)
        for n in problem.needs
        if n.id in kept
    )
    there = Problem(
        needs=needs,
        spaces=problem.spaces,
        pools=problem.pools,
        quotas=tuple(replace(q, at_least=None) for q in problem.quotas if q.at_most is not None),
        economics=problem.economics,
        area_names=problem.area_names,
        locked={p: s for p, s in problem.locked.items() if p in kept},
        synergies=problem.synergies,
    )
    arcs = (
        Arc(arc.need, arc.space, arc.start, Money(round(value * FEN_PER_WAN)), arc.score)
        for arc, value in zip(whole.arcs, worth.tolist(), strict=False)
        if arc.need.id in kept
    )
    return joined(there, arcs)
