"""A judge of assignments, written from the contract alone: it shares no rule with the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from shigu.engine.siting.values import Need, Pool, Problem, Quota, Space

SLACK = Fraction(1, 1_000_000)
"""Of a limit, as the solver's tolerance."""
MU = Fraction(2000, 3)
DANGER = {"戊": 0, "丁": 1, "丙": 2, "乙": 3, "甲": 4}

Placed = list[tuple[Need, Space]]
Measure = Callable[[Need, Space], float | None]


def assert_allocation_feasible(problem: Problem, assignment: Mapping[str, str]) -> None:
    """Every hard constraint of the problem holds under project → space.

    Raises:
        AssertionError: one does not; the message names it and where.
    """
    needs = {need.id: need for need in problem.needs}
    spaces = {space.id: space for space in problem.spaces}
    for project, place in assignment.items():
        _require(project in needs, f"unknown project {project}")
        _require(place in spaces, f"unknown space {place}")
    placed = [(needs[project], spaces[place]) for project, place in assignment.items()]
    for need, space in placed:
        _judge_pair(need, space)
    for project, place in problem.locked.items():
        _require(assignment.get(project) == place, f"locked: {project} in {place}")
    for project, place in problem.forbidden:
        _require(assignment.get(project) != place, f"forbidden: {project} in {place}")
    _judge_tenants(placed)
    for pool in problem.pools:
        _judge_pool(pool, placed)
    for quota in problem.quotas:
        _judge_quota(quota, placed)
    _judge_ties(problem.needs, placed)


def _judge_pair(need: Need, space: Space) -> None:
    where = f"{need.id} in {space.id}"
    _require(need.veto is None, f"veto: {where}")
    for name, holds in _pair_rules(need, space):
        _require(holds, f"{name}: {where}")


def _pair_rules(need: Need, space: Space) -> Iterator[tuple[str, bool]]:
    begin = _begin(need, space)
    allowed, excluded = need.districts_allowed, need.districts_excluded
    yield "district", space.district not in excluded
    yield "district", len(allowed) == 0 or space.district in allowed
    if space.kind == "land":
        yield "land", _positive(need.land_mu) and _reaches(space.land_mu, need.land_mu)
        yield "floor-area ratio", _ratio_allowed(need, space)
    else:
        yield "area", _positive(need.floor_area_m2) and _reaches(space.area_m2, need.floor_area_m2)
    yield "height", _reaches(space.height_m, need.height_m)
    yield "load", _reaches(space.load_t_m2, need.load_t_m2)
    yield "power", _reaches(space.power_kva, need.power_kva)
    yield "water", _reaches(space.water_t_day, need.water_t_day)
    yield "drainage", _reaches(space.drainage_t_day, need.drainage_t_day)
    yield "exhaust", space.exhaust is True or not need.needs_exhaust
    yield "clean class", need.clean_class is None or (space.clean_class or 99) <= need.clean_class
    yield "hazard", need.hazard_class is None or _admits(space.hazard_class, need.hazard_class)
    yield "industry code", _code_allowed(need.code, space.codes_allowed)
    yield "latest", need.latest is None or begin <= need.latest
    yield "available", space.available_to is None or begin < space.available_to


def _judge_tenants(placed: Placed) -> None:
    tenants: defaultdict[str, list[Need]] = defaultdict(list)
    spaces = {space.id: space for _, space in placed}
    for need, space in placed:
        tenants[space.id].append(need)
    for place, here in tenants.items():
        space = spaces[place]
        _require(space.divisible or len(here) == 1, f"whole space {place} given twice")
        on_land = space.kind == "land"
        size = (n.land_mu if on_land else n.floor_area_m2 for n in here)
        _within(f"size of {place}", size, space.land_mu if on_land else space.area_m2)
        _within(f"power of {place}", (n.power_kva for n in here), space.power_kva)
        _within(f"water of {place}", (n.water_t_day for n in here), space.water_t_day)
        _within(f"drainage of {place}", (n.drainage_t_day for n in here), space.drainage_t_day)


def _judge_pool(pool: Pool, placed: Placed) -> None:
    draws: dict[str, Measure] = {
        "land": lambda n, s: n.land_mu if s.kind == "land" else None,
        "power": lambda n, _: n.power_kva,
        "energy": lambda n, _: n.energy_tce,
        "emission": lambda n, _: n.emission_t,
        "waste_water": lambda n, _: n.drainage_t_day,
    }
    drawn = draws[pool.resource]
    inside = [(n, s) for n, s in placed if s.zone in pool.zones and _meets(pool, _begin(n, s))]
    _within(f"pool {pool.id}", (drawn(n, s) for n, s in inside), pool.amount)


def _judge_quota(quota: Quota, placed: Placed) -> None:
    measured: dict[str, Measure] = {
        "projects": lambda _n, _s: 1,
        "land_mu": lambda n, s: n.land_mu if s.kind == "land" else None,
        "floor_area_m2": lambda n, _: n.floor_area_m2,
        "invest_wan": lambda n, _: n.invest_wan,
        "power_kva": lambda n, _: n.power_kva,
        "energy_tce": lambda n, _: n.energy_tce,
        "emission_t": lambda n, _: n.emission_t,
    }
    measure = measured[quota.measure]
    amounts = [
        measure(n, s)
        for n, s in placed
        if s.district == quota.district or s.district in quota.within
    ]
    _within(f"ceiling of quota {quota.id}", amounts, quota.at_most)
    if quota.at_least is not None:
        least = _exact(quota.at_least) * (1 - SLACK)
        _require(sum(map(_exact, amounts)) >= least, f"floor of quota {quota.id}")


def _judge_ties(needs: Iterable[Need], placed: Placed) -> None:
    zone = {need.id: space.zone for need, space in placed}
    for need in needs:
        for other in need.together:
            same = zone.get(need.id) == zone.get(other)
            _require(same, f"together: {need.id} and {other}")
        for other in need.apart & zone.keys():
            _require(zone.get(need.id) != zone[other], f"apart: {need.id} and {other}")


def _begin(need: Need, space: Space) -> date:
    return need.earliest if need.earliest > space.available_from else space.available_from


def _meets(pool: Pool, begin: date) -> bool:
    end = pool.month_to
    return end is None or begin.year * 12 + begin.month <= end.year * 12 + end.month


def _ratio_allowed(need: Need, space: Space) -> bool:
    if need.floor_area_m2 is None:
        return True
    built, ground = _exact(need.floor_area_m2), _exact(need.land_mu) * MU
    fits_high = space.far_max is None or built <= _exact(space.far_max) * ground
    return fits_high and built >= _exact(space.far_min) * ground


def _admits(most_dangerous: str | None, asked: str) -> bool:
    return most_dangerous is not None and DANGER[asked] <= DANGER[most_dangerous]


def _code_allowed(code: str | None, prefixes: tuple[str, ...]) -> bool:
    return not prefixes or any(code is not None and code.startswith(p) for p in prefixes)


def _reaches(offered: float | None, asked: float | None) -> bool:
    return not _positive(asked) or (offered is not None and _exact(offered) >= _exact(asked))


def _positive(amount: float | None) -> bool:
    return amount is not None and amount > 0


def _within(name: str, amounts: Iterable[float | None], limit: float | None) -> None:
    total = sum(map(_exact, amounts), Fraction(0))
    if limit is not None:
        _require(total <= _exact(limit) * (1 + SLACK), f"{name}: {float(total):g} of {limit:g}")


def _exact(amount: float | None) -> Fraction:
    return Fraction(0) if amount is None else Fraction(str(amount))


def _require(holds: bool, what: str) -> None:  # noqa: FBT001
    if not holds:
        raise AssertionError(what)
