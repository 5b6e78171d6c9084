"""A judge of assignments, written from the contract alone: it shares no rule with the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from shigu.engine.siting.values import Need, Pool, Problem, Quota, Space, Synergy

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
        for part in _as_units_offer(space, spaces):
            _judge_pair(need, part)
    for project, place in problem.locked.items():
        _require(assignment.get(project) == place, f"locked: {project} in {place}")
    for project, place in problem.forbidden:
        _require(assignment.get(project) != place, f"forbidden: {project} in {place}")
    _judge_tenants(placed)
    _judge_sets(placed, spaces)
    for pool in problem.pools:
        _judge_pool(pool, placed)
    for quota in problem.quotas:
        _judge_quota(quota, placed)
    _judge_ties(problem.needs, placed)
    _judge_phases(problem, placed)
    if problem.least_score is not None:
        points = score(problem, assignment)
        _require(points >= problem.least_score, f"score: {points} of {problem.least_score}")


def score(problem: Problem, assignment: Mapping[str, str]) -> Fraction:
    """The points of an assignment, added up from the declarations."""
    zone = {space.id: space.zone for space in problem.spaces}
    district = {space.id: space.district for space in problem.spaces}
    points = Fraction(0)
    for need in problem.needs:
        place = assignment.get(need.id)
        if place is not None:
            held = (place, zone[place], district[place])
            points += sum(_exact(p.weight) for p in need.preferences if p.area in held)
    return points + sum(_exact(synergy.score) for synergy, _, _ in together(problem, assignment))


def together(
    problem: Problem, assignment: Mapping[str, str]
) -> Iterator[tuple[Synergy, Need, Need]]:
    """Every synergy that an assignment gains, with its two projects."""
    zone = {space.id: space.zone for space in problem.spaces}
    placed = [need for need in problem.needs if need.id in assignment]
    for synergy in problem.synergies:
        for one in placed:
            for other in placed:
                if (one.link, other.link) == (synergy.one, synergy.other):
                    a, b = zone[assignment[one.id]], zone[assignment[other.id]]
                    if a == b or (a, b) in synergy.near or (b, a) in synergy.near:
                        yield synergy, one, other


def _as_units_offer(space: Space, spaces: Mapping[str, Space]) -> Iterator[Space]:
    """A set of units as single offers to be judged: sizes added up, all else unit by unit."""
    units = [spaces[each] for each in space.units]
    if not units:
        yield space
        return
    for unit in units:
        yield replace(
            unit,
            id=space.id,
            area_m2=_together([each.area_m2 for each in units]),
            land_mu=_together([each.land_mu for each in units]),
            power_kva=_together([each.power_kva for each in units]),
            water_t_day=_together([each.water_t_day for each in units]),
            drainage_t_day=_together([each.drainage_t_day for each in units]),
        )


def _together(amounts: Sequence[float | None]) -> float | None:
    known = [each for each in amounts if each is not None]
    return float(sum(map(_exact, known))) if len(known) == len(amounts) else None


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
        if space.units:
            continue
        _require(space.divisible or len(here) == 1, f"whole space {place} given twice")
        on_land = space.kind == "land"
        size = (n.land_mu if on_land else n.floor_area_m2 for n in here)
        _within(f"size of {place}", size, space.land_mu if on_land else space.area_m2)
        _within(f"power of {place}", (n.power_kva for n in here), space.power_kva)
        _within(f"water of {place}", (n.water_t_day for n in here), space.water_t_day)
        _within(f"drainage of {place}", (n.drainage_t_day for n in here), space.drainage_t_day)


def _judge_sets(placed: Placed, spaces: Mapping[str, Space]) -> None:
    """Who has a set of units is alone in each of them."""
    for need, space in placed:
        for other, place in placed:
            ours, theirs = space.units or {space.id}, place.units or {place.id}
            shared = ours & theirs if other is not need and space.units else ()
            _require(not shared, f"set {space.id} is not free: {place.id}")
    _require(spaces.keys() >= {unit for _, s in placed for unit in s.units}, "a unit is not there")


def _judge_phases(problem: Problem, placed: Placed) -> None:
    stands = {need.id: (need, space) for need, space in placed}
    for need, space in placed:
        if need.phase_of is None:
            continue
        what = f"phase {need.id} after {need.phase_of}"
        _require(need.phase_of in stands, what)
        earlier, place = stands[need.phase_of]
        _require(_begin(earlier, place) <= _begin(need, space), f"{what}: too early")
        if need.phase_near == "zone":
            _require(space.zone == place.zone, f"{what}: not in its zone")
        if need.phase_near == "adjoining":
            _require(_beside(problem, space, place), f"{what}: not beside it")


def _beside(problem: Problem, space: Space, place: Space) -> bool:
    if space.id == place.id:
        return True
    ours, theirs = set(space.units) or {space.id}, set(place.units) or {place.id}
    neighbours = [set(each.units) for each in problem.spaces if each.units]
    return any(n & ours and n & theirs for n in neighbours) or bool(ours & theirs)


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
        "projects": lambda n, _: 0 if n.phase_of else 1,
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
