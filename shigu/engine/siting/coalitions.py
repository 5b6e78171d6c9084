"""v(S): what each coalition of players could reach with what is its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.network import Network, narrowed, network
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import Solved, chosen_of, solved
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
    known: Mapping[int, CoalitionSolve] | None = None,
    workers: int = 1,
    watch: Watch | None = None,
) -> dict[int, CoalitionSolve]:
    """The optimum of every coalition, by bitmask 1…2ⁿ − 1 (bit i = ``players[i]``).

    A proper coalition solves :func:`restrict`. The grand coalition solves the problem as it
    stands, with its floors, locks and forbidden placements: v(N) is what will be shared, and that
    is the joint plan, which has promised those floors to its districts. v(N) may therefore lie
    below what the parts reach together; the game then says what the promise costs. ``start`` is a
    table solved before for other values: its plans are where the search begins. ``known`` are
    solved already. ``seconds`` is for each coalition. Coalitions come in layers, the largest
    first, so that a plan or a bound of a larger one can serve a smaller. With several ``workers``
    a layer is solved side by side; the answers are the same. Each coalition is a step of
    ``watch``.

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
    table = dict(known or {})

    def one(mask: int) -> CoalitionSolve:
        members = tuple(player for i, player in enumerate(players) if mask >> i & 1)
        arcs = joint if mask == grand else _own(whole, members)
        larger = [table[each] for each in _one_more(mask, grand, joint=_promises_nothing(problem))]
        inherited = _inherited(arcs, members, larger)
        if inherited is not None:
            if watch is not None:
                watch.step()
            return inherited
        begin = None if start is None else start[mask].assignment
        own = solved(arcs, seconds=seconds, gap=gap, seed=seed, start=begin, watch=watch)
        own.watch.step()
        return _named(members, own, larger)

    with ThreadPoolExecutor(workers) as pool:
        for size in range(len(players), 0, -1):
            layer = [
                mask
                for mask in range(1, grand + 1)
                if mask.bit_count() == size and mask not in table
            ]
            table |= dict(zip(layer, pool.map(one, layer), strict=True))
    return {mask: table[mask] for mask in range(1, grand + 1)}


def _promises_nothing(problem: Problem) -> bool:
    """Whether the joint plan is bound by no more than its parts: then v(N) bounds them too."""
    floors = any(quota.at_least is not None for quota in problem.quotas)
    return not (floors or problem.locked or problem.forbidden or problem.least_score is not None)


def _one_more(mask: int, grand: int, *, joint: bool) -> Iterator[int]:
    """The coalitions with one player more whose plans are free to be those of ``mask``."""
    for i in range(grand.bit_length()):
        more = mask | 1 << i
        if more != mask and (joint or more != grand):
            yield more


def _inherited(
    arcs: Network, members: tuple[str, ...], larger: Iterable[CoalitionSolve]
) -> CoalitionSolve | None:
    """The plan of a larger coalition, where it takes nothing of those who are not here.

    More players never reach less, since they may leave aside what they bring (ADR 0004 drops the
    floors): what is best for the larger coalition and can be done by the smaller is best for it.
    """
    leads = {need.id for need in arcs.problem.needs}
    offered = {space.id for space in arcs.problem.spaces}
    for each in larger:
        plan = each.assignment
        if not (leads.issuperset(plan) and offered.issuperset(plan.values())):
            continue
        chosen, limits = chosen_of(arcs, plan), rows(arcs)
        if len(chosen) == len(plan) and not Ledger(limits, chosen).broken(range(len(limits))):
            return replace(each, players=members, seconds=0.0)
    return None


def _own(whole: Network, members: tuple[str, ...]) -> Network:
    return narrowed(whole, restrict(whole.problem, frozenset(members)))


def _named(
    members: tuple[str, ...], base: Solved, larger: Iterable[CoalitionSolve]
) -> CoalitionSolve:
    """The solution, with the least bound that is known of it or of a larger coalition."""
    found, worth = base.solution, float(base.solution.objective.yuan)
    bound = max(min([found.bound_yuan, *(each.bound_yuan for each in larger)]), worth)
    return CoalitionSolve(
        players=members,
        value=found.objective,
        bound_yuan=bound,
        gap=(bound - worth) / max(abs(worth), 1.0),
        status=found.status,
        seconds=found.seconds,
        assignment=found.assignment,
    )
