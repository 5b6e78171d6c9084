"""What some of the players could do alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from shigu.engine.siting.groups import together_groups
from shigu.engine.siting.values import Need, Pool, Problem


def restrict(problem: Problem, players: frozenset[str]) -> Problem:
    """The problem of a coalition: its own leads on its own spaces with its own parts of the pools.

    Ceilings of quotas stay, they are the policy of a district; floors, a least score, locked and
    forbidden placements are terms of the joint plan and fall away. A lead that must stand together
    with another's lead, or is a later phase of one, cannot be placed and is left out; a tie
    "apart" to a lead that is not there means nothing any more. A set of units is there where all
    of them are.
    """
    kept = untorn(problem, {need.id for need in problem.needs if need.introducer in players})
    spaces = {space.id: space for space in problem.spaces if space.owner in players}
    return Problem(
        needs=tuple(_alone(need, kept) for need in problem.needs if need.id in kept),
        spaces=tuple(space for space in spaces.values() if space.units <= spaces.keys()),
        pools=tuple(_own_part(pool, players) for pool in problem.pools),
        quotas=tuple(
            replace(quota, at_least=None) for quota in problem.quotas if quota.at_most is not None
        ),
        economics=problem.economics,
        area_names=problem.area_names,
        synergies=problem.synergies,
    )


def untorn(problem: Problem, own: set[str]) -> set[str]:
    """Some projects, less those that hang on others, less those that hang on these."""
    kept = set(own)
    before = {need.id: need.phase_of for need in problem.needs}
    groups = together_groups(problem.needs)
    while True:
        torn = {each for group in groups if not kept.issuperset(group) for each in group}
        torn |= {each for each in kept if before[each] not in kept | {None}}
        if not torn & kept:
            return kept
        kept -= torn


def _alone(need: Need, kept: set[str]) -> Need:
    return replace(need, together=need.together & kept, apart=need.apart & kept)


def _own_part(pool: Pool, players: frozenset[str]) -> Pool:
    shares = {player: part for player, part in pool.shares.items() if player in players}
    part = sum(shares.values(), Fraction(0))
    return replace(pool, amount=float(Fraction(str(pool.amount)) * part), shares=shares)
