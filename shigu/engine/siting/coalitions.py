"""v(S): what each coalition of players could reach with what is its own."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal

from shigu.engine.siting.fit import compatible
from shigu.engine.siting.network import Network, narrowed, network
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import Solved, solved
from shigu.engine.siting.values import Problem
from shigu.engine.values import Money
from shigu.engine.watch import Watch


@dataclass(frozen=True, slots=True)
class CoalitionSolve:
    """The best plan of a coalition; ``value`` is exact, no plan is worth more than the bound."""

    players: tuple[str, ...]
    value: Money
    bound_yuan: float
    gap: float
    status: Literal["optimal", "limit"]
    seconds: float
    assignment: Mapping[str, str]


def coalition_values(
    problem: Problem,
    players: tuple[str, ...],
    *,
    seconds: float = 10.0,
    gap: float = 0.0,
    seed: int = 0,
    start: Mapping[int, CoalitionSolve] | None = None,
    workers: int = 1,
    watch: Watch | None = None,
) -> dict[int, CoalitionSolve]:
    """The optimum of every coalition, by bitmask 1…2ⁿ − 1 (bit i = ``players[i]``).

    A proper coalition solves :func:`restrict`. The grand coalition solves the problem as it
    stands, with its floors, locks and forbidden placements: v(N) is what will be shared, and that
    is the joint plan, which has promised those floors to its districts. v(N) may therefore lie
    below what the parts reach together; the game then says what the promise costs. ``start`` is a
    table solved before for other values: its plans are where the search begins. ``seconds`` is for
    each coalition. With several ``workers`` coalitions are solved side by side; the answers are
    the same. Each coalition is a step of ``watch``.

    Raises:
        ValueError: a player is named twice.
        Infeasible, NoPlanFound: as :func:`shigu.engine.siting.solve.solve`, for the joint plan.
    """
    if len(set(players)) < len(players):
        raise ValueError(f"players are named twice: {', '.join(players)}")
    joint = network(problem, compatible(problem))
    free = replace(problem, locked={}, forbidden=frozenset())
    whole = joint if free == problem else network(free, compatible(free))
    grand = (1 << len(players)) - 1

    def one(mask: int) -> CoalitionSolve:
        members = tuple(player for i, player in enumerate(players) if mask >> i & 1)
        arcs = joint if mask == grand else _own(whole, members)
        begin = None if start is None else start[mask].assignment
        own = solved(arcs, seconds=seconds, gap=gap, seed=seed, start=begin, watch=watch)
        own.watch.step()
        return _named(members, own)

    masks = range(1, grand + 1)
    hardest_first = sorted(masks, key=lambda mask: -mask.bit_count())
    with ThreadPoolExecutor(workers) as pool:
        table = dict(zip(hardest_first, pool.map(one, hardest_first), strict=True))
    return {mask: table[mask] for mask in masks}


def _own(whole: Network, members: tuple[str, ...]) -> Network:
    return narrowed(whole, restrict(whole.problem, frozenset(members)))


def _named(members: tuple[str, ...], base: Solved) -> CoalitionSolve:
    found = base.solution
    return CoalitionSolve(
        players=members,
        value=found.objective,
        bound_yuan=found.bound_yuan,
        gap=found.gap,
        status=found.status,
        seconds=found.seconds,
        assignment=found.assignment,
    )
