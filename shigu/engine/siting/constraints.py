"""The constraints of the plan, one function each, with its inequality.

x_ps = 1 if project p goes to space s; arcs exist only for pairs that fit, so height, load,
hazard class and the like need no row. The kernel is the generalised assignment problem (Ross &
Soland 1975, *Mathematical Programming* 8; Martello & Toth 1990, *Knapsack Problems*, ch. 7) with
projects that may stay out; pools, quotas, groups and phases are its side constraints. y_b = 1
where the two projects of bond b stand near each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, inf
from typing import Literal

import numpy as np

from shigu.engine.siting import resources
from shigu.engine.siting.adjoining import adjoins
from shigu.engine.siting.draws import ByZone, Draws
from shigu.engine.siting.groups import apart_pairs, together_groups
from shigu.engine.siting.network import Network
from shigu.engine.siting.resources import Resource
from shigu.engine.siting.score import step_of
from shigu.engine.siting.terms import Term, Terms
from shigu.engine.siting.timing import draws_on
from shigu.engine.siting.values import Need

RowKind = Literal[
    "assignment", "space", "pool", "ceiling", "floor", "together", "apart", "phase", "locked",
    "score", "bond", "group",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """lower ≤ Σ coefficient · x ≤ upper over ``terms`` (position of arc or bond, coefficient).

    ``where`` is the id of the project, space, pool or quota, or the ids of a group. ``resource``
    is set where the row is a capacity that a shadow price can be asked for.
    """

    kind: RowKind
    where: str
    terms: Terms
    lower: float = -inf
    upper: float = inf
    resource: Resource | None = None


def rows(network: Network) -> tuple[Row, ...]:
    """All rows of the plan. A row that can never bind is left out; an unmeetable floor stays."""
    found = (row for constraint in CONSTRAINTS for row in constraint(network))
    return tuple(row for row in found if row.terms or row.lower > 0)


def one_place_each(network: Network) -> Iterator[Row]:
    """Σ_s x_ps ≤ 1 for each project p."""
    for need, positions in network.by_need.items():
        yield Row("assignment", need, Terms.alike(positions), upper=1)


def one_tenant_in_whole_spaces(network: Network) -> Iterator[Row]:
    """Σ_p x_ps + Σ_{sets S ∋ s} Σ_p x_pS ≤ 1 for each space s that is not divisible.

    A set of adjoining units is let whole: it is full where one of its units is. Set packing
    (Padberg 1973, *Mathematical Programming* 5).
    """
    sets = _sets(network)
    for space in network.problem.spaces:
        if not space.divisible and not space.units:
            terms = Terms.alike((*network.by_space[space.id], *sets[space.id]))
            yield Row("space", space.id, terms, upper=1, resource=resources.SPACE)


def capacity_of_divisible_spaces(network: Network) -> Iterator[Row]:
    """Σ_p a_pk x_ps + b_sk Σ_{sets S ∋ s} Σ_p x_pS ≤ b_sk for each divisible space s and
    resource k it states a total of.

    k: land or floor area, power, water, waste water; a_pk what p takes of k. Who takes a set of
    units takes all of each.
    """
    sets, draws = _sets(network), Draws(network)
    for space in network.problem.spaces:
        if not space.divisible:
            continue
        on_land = space.kind == "land"
        totals = (
            (resources.LAND, space.land_mu) if on_land else (resources.FLOOR_AREA, space.area_m2),
            (resources.POWER, space.power_kva),
            (resources.WATER, space.water_t_day),
            (resources.WASTE_WATER, space.drainage_t_day),
        )
        positions = np.array(network.by_space[space.id], np.int64)
        for resource, total in totals:
            if total is not None:
                whole = Terms.alike(sets[space.id] if total else (), total)
                terms = Terms.joined([draws.of(resource, positions), whole])
                yield Row("space", space.id, terms, upper=total, resource=resource)


def pools_by_month(network: Network) -> Iterator[Row]:
    """Σ_{s in zones of q, start_ps ≤ last month of q} a_pk x_ps ≤ B_q for each pool row q.

    Occupation is open-ended, so a placement draws on every month from its start on.
    """
    draws, ends = Draws(network), network.ends
    for pool in network.problem.pools:
        resource = resources.POOLED[pool.resource]
        inside = np.array([space.zone in pool.zones for space in network.problem.spaces], bool)
        early = np.array([draws_on(day, pool) for day in ends.days], bool)
        terms = draws.of(resource, np.flatnonzero(inside[ends.space] & early[ends.start]))
        yield Row("pool", pool.id, terms, upper=pool.amount, resource=resource)


def quotas_by_district(network: Network) -> Iterator[Row]:
    """at_least ≤ Σ_{s in district} m_p x_ps ≤ at_most for each quota, m_p its measure of p.

    Floor and ceiling are two rows, so that a conflict can name the one that is at fault.
    """
    draws = Draws(network)
    for quota in network.problem.quotas:
        covered = quota.within | {quota.district}
        resource = resources.MEASURED[quota.measure]
        inside = np.array([space.district in covered for space in network.problem.spaces], bool)
        terms = draws.of(resource, np.flatnonzero(inside[network.ends.space]))
        if quota.at_least is not None:
            yield Row("floor", quota.id, terms, lower=quota.at_least, resource=resource)
        if quota.at_most is not None:
            yield Row("ceiling", quota.id, terms, upper=quota.at_most, resource=resource)


def groups_stay_together(network: Network) -> Iterator[Row]:
    """Σ_{s in z} x_ps = Σ_{s in z} x_qs for each zone z, p the first of a group, q each other.

    Summed over zones it says all or none, zone by zone it says the same zone.
    """
    zones = ByZone(network)
    for group in together_groups(network.problem.needs):
        first, *others = group
        for other in others:
            for zone in sorted({*zones[first], *zones[other]}):
                ours, theirs = zones[first][zone], zones[other][zone]
                terms = Terms.joined([Terms.alike(ours), Terms.alike(theirs, -1.0)])
                yield Row("together", ";".join(group), terms, lower=0, upper=0)


def rivals_stay_apart(network: Network) -> Iterator[Row]:
    """Σ_{s in z} x_ps + Σ_{s in z} x_qs ≤ 1 for each zone z and pair p, q to be kept apart."""
    zones = ByZone(network)
    for pair in apart_pairs(network.problem.needs):
        one, other = pair
        for zone in sorted(zones[one].keys() & zones[other].keys()):
            terms = Terms.alike((*zones[one][zone], *zones[other][zone]))
            yield Row("apart", ";".join(pair), terms, upper=1)


def later_phases_follow(network: Network) -> Iterator[Row]:
    """Σ_{t in N} x_qt ≤ Σ_{s in N} x_ps for phase q after p: no q without p, and near it.

    N is everything (``anywhere``) or each zone in turn (``zone``). ``adjoining``: x_qt ≤
    Σ_{s adjoins t} x_ps for each place t. Precedence as in open-pit scheduling (Johnson 1968).
    """
    zones = ByZone(network)
    for earlier, later in _phases(network):
        hoods: Iterable[tuple[Sequence[int], Sequence[int]]]
        if later.phase_near == "anywhere":
            hoods = [(network.by_need[earlier], network.by_need[later.id])]
        elif later.phase_near == "zone":
            hoods = [(zones[earlier][zone], zones[later.id][zone]) for zone in zones[later.id]]
        else:
            hoods = [(_beside(network, earlier, j), (j,)) for j in network.by_need[later.id]]
        for ours, theirs in hoods:
            terms = Terms.joined([Terms.alike(theirs), Terms.alike(ours, -1.0)])
            yield Row("phase", f"{earlier};{later.id}", terms, upper=0)


def later_phases_start_later(network: Network) -> Iterator[Row]:
    """Σ_{s: start_ps ≥ d} x_ps + Σ_{t: start_qt < d} x_qt ≤ 1 for each first day d of p, phase q
    after p: q does not start before p (Christofides, Alvarez-Valdes & Tamarit 1987, *EJOR* 29)."""
    for earlier, later in _phases(network):
        ours, theirs = network.by_need[earlier], network.by_need[later.id]
        for day in sorted({network.arcs[j].start for j in ours}):
            before = [j for j in theirs if network.arcs[j].start < day]
            since = [j for j in ours if network.arcs[j].start >= day]
            if before:
                yield Row("phase", f"{earlier};{later.id}", Terms.alike((*since, *before)), upper=1)


def bonds_need_both(network: Network) -> Iterator[Row]:
    """y_b ≤ Σ_{s in z} x_ps and y_b ≤ Σ_{t in near z} x_qt for each bond b of p in zone z and q.

    The product of the two sums, made linear (McCormick 1976, *Mathematical Programming* 10;
    Glover & Woolsey 1974, *Operations Research* 22). Its third inequality, y_b ≥ both − 1, never
    binds: no gain is negative, so that no plan wants y_b small.
    """
    zones = ByZone(network)
    for k, bond in enumerate(network.bonds, start=len(network.arcs)):
        ours = zones[bond.pair.one][bond.zone]
        theirs = [j for zone in sorted(bond.near) for j in zones[bond.pair.other][zone]]
        for side in (ours, theirs):
            terms = Terms.joined([Terms.alike([k]), Terms.alike(side, -1.0)])
            yield Row("bond", f"{bond.pair.one};{bond.pair.other}", terms, upper=0)


def least_score(network: Network) -> Iterator[Row]:
    """Σ c_ps x_ps + Σ c_b y_b ≥ S, c the points of a placement or bond, S the least score.

    The ε-constraint of Haimes, Lasdon & Wismer 1971, *IEEE Trans. Systems, Man, Cybernetics* 1.
    Scores are whole multiples of a step; half of it is left to the solver's rounding.
    """
    least = network.problem.least_score
    if least is not None:
        step = step_of(network.problem)
        enough = float((ceil(least / step) - Fraction(1, 2)) * step)
        yield Row("score", "score", Terms.of(score_terms(network)), lower=enough)


def score_terms(network: Network) -> Iterator[Term]:
    """The points of each arc and bond that has any."""
    for j, arc in enumerate(network.arcs):
        if arc.score:
            yield j, float(arc.score)
    for k, bond in enumerate(network.bonds, start=len(network.arcs)):
        if bond.pair.score:
            yield k, float(bond.pair.score)


def locked_placements(network: Network) -> Iterator[Row]:
    """x_ps = 1 for each project p that is locked to space s."""
    for project, place in network.problem.locked.items():
        terms = Terms.alike([network.position(project, place)])
        yield Row("locked", project, terms, lower=1, upper=1)


CONSTRAINTS: tuple[Callable[[Network], Iterator[Row]], ...] = (
    one_place_each,
    one_tenant_in_whole_spaces,
    capacity_of_divisible_spaces,
    pools_by_month,
    quotas_by_district,
    groups_stay_together,
    rivals_stay_apart,
    later_phases_follow,
    later_phases_start_later,
    locked_placements,
    bonds_need_both,
    least_score,
)


def _sets(network: Network) -> defaultdict[str, tuple[int, ...]]:
    """The arcs to sets of units, by unit."""
    found: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for space in network.problem.spaces:
        for unit in space.units:
            found[unit] += network.by_space[space.id]
    return found


def _phases(network: Network) -> Iterator[tuple[str, Need]]:
    return ((need.phase_of, need) for need in network.problem.needs if need.phase_of is not None)


def _beside(network: Network, need: str, j: int) -> list[int]:
    """The arcs of ``need`` to places that adjoin the place of arc ``j``."""
    place = network.arcs[j].space
    return [
        i for i in network.by_need[need] if adjoins(network.arcs[i].space, place, network.problem)
    ]
