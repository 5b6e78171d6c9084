"""What some of the players could do alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from shigu.engine.siting.groups import together_groups
from shigu.engine.siting.values import Need, Pool, Problem


def restrict(problem: Problem, players: frozenset[str]) -> Problem:
    """The problem of a coalition: its own leads on its own spaces with its own parts of the pools.

    Ceilings of quotas stay, they are the policy of a district; floors, locked and forbidden
    placements are terms of the joint plan and fall away. A lead that must stand together with
    another's lead cannot be placed and is left out; a tie "apart" to a lead that is not there
    means nothing any more.
    """
    own = {need.id for need in problem.needs if need.introducer in players}
    torn = {
        each
        for group in together_groups(problem.needs)
        if not own.issuperset(group)
        for each in group
    }
    kept = own - torn
    return Problem(
        needs=tuple(_alone(need, kept) for need in problem.needs if need.id in kept),
        spaces=tuple(space for space in problem.spaces if space.owner in players),
        pools=tuple(_own_part(pool, players) for pool in problem.pools),
        quotas=tuple(
            replace(quota, at_least=None) for quota in problem.quotas if quota.at_most is not None
        ),
        economics=problem.economics,
        area_names=problem.area_names,
    )


def _alone(need: Need, kept: set[str]) -> Need:
    return replace(need, together=need.together & kept, apart=need.apart & kept)


def _own_part(pool: Pool, players: frozenset[str]) -> Pool:
    shares = {player: part for player, part in pool.shares.items() if player in players}
    part = sum(shares.values(), Fraction(0))
    return replace(pool, amount=float(Fraction(str(pool.amount)) * part), shares=shares)
