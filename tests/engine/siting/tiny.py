"""Tiny models with every kind of constraint at once, and all their plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

from shigu.engine.siting.adjoining import adjoined
from shigu.engine.siting.check import assert_allocation_feasible, score, together
from shigu.engine.siting.value import present_value
from shigu.engine.siting.values import (
    Economics,
    Need,
    Pool,
    Preference,
    Problem,
    Quota,
    Space,
    Synergy,
    YearEstimate,
)

ZONES = {"x": "d", "y": "d", "z": "e"}
DAYS = [date(2027, month, 1) for month in (1, 4, 7)]
LINKS = ("lens", "camera", "chip")


def tiny(seed: int, *, projects: int = 4) -> Problem:
    """Most pairs fit, so that it is what projects share that decides."""
    random = Random(seed)
    units = _units(random)
    wishes = _tied(random, [_need(random, i) for i in range(projects)])
    spaces = (*units, *_sets(random, units))
    return Problem(
        needs=tuple(wishes),
        spaces=spaces,
        pools=tuple(_pools(random)),
        quotas=tuple(_quotas(random)),
        economics=Economics(date(2026, 11, 23), 0.08, 2),
        locked=_locks(random, wishes, spaces),
        forbidden=frozenset(
            (random.choice(wishes).id, random.choice(spaces).id)
            for _ in range(random.choice((0, 0, 1, 3)))
        ),
        synergies=tuple(_synergies(random)),
        least_score=random.choice((None, None, None, None, Fraction(1), Fraction(5, 2))),
    )


def _units(random: Random) -> tuple[Space, ...]:
    """Two side by side in one zone, one elsewhere."""
    first, then = random.choice(list(ZONES)), random.choice(list(ZONES))
    kind = random.choice(("factory", "factory", "land"))
    return tuple(
        Space(
            id=f"s{k}",
            zone=zone,
            district=ZONES[zone],
            owner=random.choice("AB"),
            kind=kind if k < 2 else random.choice(("factory", "office")),
            area_m2=random.choice((0.0, 500.0, 900.0, 900.0, 1400.0)),
            land_mu=random.choice((5.0, 9.0, 18.0)),
            divisible=random.random() < 0.7,
            height_m=random.choice((5.0, 6.0, 6.0, None)),
            power_kva=random.choice((200.0, 300.0, 500.0, None)),
            codes_allowed=random.choice(((), (), (), ("39",), ("391", "65"))),
            hazard_class=random.choice("乙乙丙"),
            available_from=random.choice(DAYS),
            price_yuan_per_mu=random.choice((None, 20000.0)),
        )
        for k, zone in enumerate((first, first, then))
    )


def _sets(random: Random, units: tuple[Space, ...]) -> tuple[Space, ...]:
    if random.random() < 0.3:
        return ()
    one, other, _ = units
    bare = Space(
        id="set",
        zone=one.zone,
        district=one.district,
        owner=one.owner,
        kind=one.kind,
        available_from=DAYS[0],
        units=frozenset((one.id, other.id)),
    )
    return (adjoined(bare, (one, other)),)


def _need(random: Random, i: int) -> Need:
    areas = random.sample((*ZONES, "d", "e", "s0", "s2", "set"), random.choice((0, 1, 2, 2)))
    return Need(
        id=f"p{i}",
        link=random.choice(LINKS),
        introducer=random.choice("AB"),
        land_mu=random.choice((4.0, 6.0, 12.0)),
        floor_area_m2=random.choice((200.0, 300.0, 500.0, 950.0)),
        height_m=random.choice((None,) * 4 + (6.0,)),
        power_kva=random.choice((None, None, None, 100.0, 250.0)),
        energy_tce=random.choice((30.0, 70.0)),
        hazard_class=random.choice((None, None, "丙", "乙")),
        code=random.choice(("391", "391", "391", "65")),
        earliest=random.choice(DAYS),
        success_probability=random.choice((1.0, 0.5)),
        districts_allowed=random.choice((frozenset(),) * 5 + (frozenset("d"),)),
        veto=random.choice((None,) * 9 + ("no",)),
        preferences=tuple(Preference(a, random.choice((1.0, 2.5, 0.5, -1.0))) for a in areas),
        years=(YearEstimate(1, float(random.randint(-6, 60)), 1.5), YearEstimate(2, 7.25)),
        origin_tax_wan=float(random.choice((0, 1))),
    )


def _tied(random: Random, wishes: list[Need]) -> list[Need]:
    """Ties at random, those in a circle and those that contradict each other among them."""
    ids = [need.id for need in wishes]
    for i, need in enumerate(wishes):
        others = [each for each in ids if each != need.id]
        drawn = random.random()
        if drawn < 0.12:
            wishes[i] = replace(need, together=frozenset((random.choice(others),)))
        elif drawn < 0.25:
            wishes[i] = replace(need, apart=frozenset((random.choice(others),)))
        elif drawn < 0.6 and i:
            near = random.choice(("anywhere", "zone", "adjoining"))
            wishes[i] = replace(need, phase_of=random.choice(ids[:i]), phase_near=near)
    return wishes


def _pools(random: Random):
    if random.random() < 0.5:
        yield Pool(
            id="pool",
            resource=random.choice(("power", "energy", "land")),
            zones=random.choice((frozenset("x"), frozenset("xyz"))),
            month_from=DAYS[0],
            month_to=random.choice((None, *DAYS)),
            amount=random.choice((0.0, 6.0, 110.0, 300.0)),
        )


def _quotas(random: Random):
    for name in ("q", "r")[: random.choice((0, 0, 1, 2))]:
        measure = random.choice(("projects", "projects", "energy_tce", "floor_area_m2"))
        step = {"projects": 1, "energy_tce": 60, "floor_area_m2": 500}[measure]
        low, high = random.choice(((1, None), (1, 2), (2, 3), (None, 1), (None, 2), (4, None)))
        yield Quota(
            name,
            random.choice("de"),
            measure,
            None if low is None else float(low * step),
            None if high is None else float(high * step),
        )


def _synergies(random: Random):
    for name, one, other in (("a", "lens", "camera"), ("b", "chip", "camera")):
        if random.random() < 0.6:
            near = random.choice((frozenset(), frozenset({("x", "z")})))
            worth, points = random.choice(((12.5, 0.0), (0.0, 1.5), (30.0, 2.0)))
            yield Synergy(name, one, other, worth, points, near)


def _locks(random: Random, wishes: list[Need], spaces: tuple[Space, ...]) -> dict[str, str]:
    if random.random() < 0.8:
        return {}
    chosen = random.sample(wishes, random.choice((1, 1, 2)))
    return {need.id: random.choice(spaces).id for need in chosen}


def every_plan(problem: Problem):
    """(fen, points, assignment) of each assignment that the checker passes."""
    single = replace(
        problem,
        needs=tuple(
            replace(n, together=frozenset(), apart=frozenset(), phase_of=None)
            for n in problem.needs
        ),
        pools=(), quotas=(), locked={}, least_score=None,
    )  # fmt: skip
    options = [
        [None, *(s.id for s in problem.spaces if _passes(single, {need.id: s.id}))]
        for need in problem.needs
    ]
    for choice in product(*options):
        named = zip(problem.needs, choice, strict=True)
        assignment = {need.id: place for need, place in named if place is not None}
        if _passes(problem, assignment):
            yield worth(problem, assignment), score(problem, assignment), assignment


def worth(problem: Problem, assignment) -> int:
    """Fen: each placement by itself, and what pairs gain."""
    spaces = {space.id: space for space in problem.spaces}
    placed = [need for need in problem.needs if need.id in assignment]
    own = [present_value(n, spaces[assignment[n.id]], problem.economics).fen for n in placed]
    gained = (
        round(
            Fraction(str(synergy.value_wan))
            * Fraction(str(one.success_probability))
            * Fraction(str(other.success_probability))
            * 1_000_000
        )
        for synergy, one, other in together(problem, assignment)
    )
    return sum(own) + sum(gained)


def _passes(problem: Problem, assignment) -> bool:
    try:
        assert_allocation_feasible(problem, assignment)
    except AssertionError:
        return False
    return True
