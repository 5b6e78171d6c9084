"""Generated regions: large sparse siting instances, drawn in columns.

A region of S spaces has a zone for every 25 of them and eight districts; P projects look for a
place. What is drawn, and why:

- **Pairs.** A project needs land (a quarter) or a building, and fits by size, clear height, floor
  load, power, water, exhaust, fire hazard, industry code, district policy and delivery date. About
  11 % of the pairs fit.
- **Spaces** hold several tenants within three totals: size, power, water. A tenth is let whole, to
  one tenant.
- **Scarcity.** Sizes and draws of the projects sum to 125 % of what the spaces hold, each of the
  three. Where there are few projects (under four a space) spaces are as large as for four, and
  pools and quotas alone are short.
- **Pools**: power of every zone, at 90 % of what its spaces could draw; energy and emissions of
  the region, at 85 % of what the projects that fit would use.
- **Quotas**: a ceiling on energy for every district: eight, at an eighth of 80 % of all. A floor
  of projects for each of the first two districts.
- **Groups**: 1 % of the projects are in pairs that come together to one zone or not at all,
  another 1 % in pairs of rivals that keep out of each other's zone.
- **Value**: expected present value of a project, heavy-tailed and loosely tied to its size; 5 % a
  year is lost by waiting for a space, land brings its price.

All arcs are pairs in the order of spaces, then projects. The same seed gives the same region.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.portfolio.instance import Instance, Sides, instance

Columns = dict[str, NDArray]
DISTRICTS, SPACES_A_ZONE, DEMAND, TENANTS = 8, 25, 1.25, 4.0
RESOURCES = ("size", "power", "water")


@dataclass(frozen=True, slots=True)
class Region:
    """Projects and spaces as columns, ties as pairs of projects, limits by name."""

    projects: Columns
    spaces: Columns
    together: NDArray
    apart: NDArray
    limits: Columns


def region(projects: int, spaces: int, seed: int = 0) -> Region:
    """Draw ``projects`` and ``spaces`` from ``seed``."""
    random = np.random.default_rng(seed)
    asked, offered = _projects(random, projects), _spaces(random, spaces)
    for name in RESOURCES:
        _scale(asked[name], offered[name], projects, spaces)
    tied = random.permutation(projects)[: 4 * max(projects // 200, 1)].reshape(2, -1, 2)
    return Region(asked, offered, tied[0], tied[1], _limits(asked, offered))


def _projects(random: np.random.Generator, count: int) -> Columns:
    size = random.lognormal(0.0, 0.6, count)
    worth = random.lognormal(0.0, 0.5, count) * size**0.7 * random.uniform(0.3, 0.9, count)
    return {
        "land": random.random(count) < 0.25,
        "size": size,
        "power": size**0.5 * random.lognormal(0.0, 0.5, count),
        "water": size**0.3 * random.lognormal(0.0, 0.7, count),
        "energy": size**0.6 * random.lognormal(0.0, 0.6, count),
        "emission": random.choice([0.0, 0.0, 1.0, 3.0], count) * random.lognormal(0, 0.3, count),
        "height": random.choice([0.0, 4.0, 6.0, 8.0], count),
        "load": random.choice([0.0, 0.5, 1.0, 1.5], count),
        "exhaust": random.random(count) < 0.2,
        "hazard": random.choice([2, 3, 4], count),
        "industry": random.integers(0, 5, count),
        "barred": random.integers(-DISTRICTS, DISTRICTS, count),
        "earliest": random.integers(0, 12, count),
        "latest": random.integers(12, 24, count),
        "worth_wan": 1000.0 * worth,
    }


def _spaces(random: np.random.Generator, count: int) -> Columns:
    zones = max(count // SPACES_A_ZONE, DISTRICTS)
    zone = random.integers(0, zones, count)
    size = random.lognormal(0.0, 0.5, count)
    return {
        "zone": zone,
        "district": zone % DISTRICTS,
        "land": random.random(count) < 0.25,
        "whole": random.random(count) < 0.1,
        "size": size,
        "power": size * random.lognormal(0.0, 0.3, count),
        "water": size * random.lognormal(0.0, 0.3, count),
        "height": random.choice([4.5, 6.0, 8.0, 9.0, 12.0], count),
        "load": random.choice([0.5, 1.0, 2.0, 3.0], count),
        "exhaust": random.random(count) < 0.6,
        "hazard": random.choice([1, 2, 2, 3, 4], count),
        "industry": random.integers(-4, 5, count),
        "ready": random.integers(0, 24, count),
        "price_wan": random.uniform(20.0, 60.0, count),
    }


def _scale(asked: NDArray, offered: NDArray, projects: int, spaces: int) -> None:
    """Projects take 1 on average; spaces hold what they ask for over 1.25, or four of them."""
    asked /= asked.mean()
    offered *= max(projects / spaces / DEMAND, TENANTS) / offered.mean()


def _limits(asked: Columns, offered: Columns) -> Columns:
    share = min(offered["size"].sum() / asked["size"].sum(), 1.0)
    zones = offered["zone"].max() + 1
    energy, held = asked["energy"].sum() * share, offered["power"].sum()
    used = min(held, asked["power"].sum())
    return {
        "power": 0.9 * np.bincount(offered["zone"], offered["power"], zones) * used / held,
        "energy": np.array([0.85 * energy]),
        "emission": np.array([0.85 * asked["emission"].sum() * share]),
        "quota": np.full(DISTRICTS, 0.8 * energy / DISTRICTS),
        "floor": np.full(2, np.ceil(0.04 * len(asked["size"]) * share)),
    }


def fitting(made: Region) -> tuple[NDArray, NDArray]:
    """Projects and spaces of the pairs that fit, by space."""
    pairs = [_fitting(made.projects, made.spaces, s) for s in range(len(made.spaces["size"]))]
    space = np.repeat(np.arange(len(pairs)), [len(each) for each in pairs])
    return np.concatenate(pairs), space


def _fitting(asked: Columns, offered: Columns, s: int) -> NDArray:
    here = {name: column[s] for name, column in offered.items()}
    fits = (
        (asked["land"] == here["land"])
        & (asked["exhaust"] <= here["exhaust"])
        & (asked["hazard"] >= here["hazard"])
        & (asked["barred"] != here["district"])
        & (np.maximum(asked["earliest"], here["ready"]) <= asked["latest"])
    )
    if here["industry"] >= 0:
        fits &= asked["industry"] == here["industry"]
    if not here["land"]:
        fits &= (asked["height"] <= here["height"]) & (asked["load"] <= here["load"])
    for name in RESOURCES:
        fits &= asked[name] <= here[name]
    return np.flatnonzero(fits)


def value(made: Region, project: NDArray, space: NDArray) -> NDArray:
    """Present value of each pair, 万元."""
    asked, offered = made.projects, made.spaces
    months = np.maximum(asked["earliest"][project], offered["ready"][space])
    income = np.where(
        asked["land"][project], asked["size"][project] * offered["price_wan"][space], 0.0
    )
    return np.round((asked["worth_wan"][project] + income) * 1.05 ** (-months / 12), 6)


def flat(made: Region) -> Instance:
    """Minimise the negative value."""
    project, space = fitting(made)
    asked, offered = made.projects, made.spaces
    whole = offered["whole"]
    capacity = np.stack([offered[name] for name in RESOURCES], axis=1)
    take = np.stack([asked[name][project] for name in RESOURCES], axis=1)
    capacity[whole], take[whole[space]] = 1.0, [1.0, 0.0, 0.0]
    return instance(
        project,
        space,
        -value(made, project, space),
        take,
        capacity,
        np.zeros(len(asked["size"])),
        _sides(made, project, space),
    )[0]


def _sides(made: Region, project: NDArray, space: NDArray) -> Sides:
    asked, offered, limits = made.projects, made.spaces, made.limits
    arc, row, amount, limit = [], [], [], []

    def add(arcs: NDArray, rows: NDArray, amounts: NDArray, most: NDArray) -> None:
        arc.append(arcs)
        row.append(rows + sum(map(len, limit)))
        amount.append(amounts)
        limit.append(most)

    every, none = np.arange(len(project)), np.zeros(len(project), np.int64)
    zone, district = offered["zone"][space], offered["district"][space]
    energy, emission = asked["energy"][project], asked["emission"][project]
    floored, emitting = np.flatnonzero(district < 2), np.flatnonzero(emission)
    add(every, zone, asked["power"][project], limits["power"])
    add(every, none, energy, limits["energy"])
    add(emitting, none[emitting], emission[emitting], limits["emission"])
    add(every, district, energy, limits["quota"])
    add(floored, district[floored], -np.ones(len(floored)), -limits["floor"])
    for signs, most, pairs in (((1, -1), 0.0, made.together), ((1, 1), 1.0, made.apart)):
        for one in (1, -1) if most == 0 else (1,):
            add(*_tied(pairs, project, zone, [one * sign for sign in signs], most))
    return Sides(*(np.concatenate(each) for each in (arc, row, amount, limit)))


def _tied(
    pairs: NDArray, project: NDArray, zone: NDArray, signs: list[int], most: float
) -> tuple[NDArray, ...]:
    """A row for each pair and zone: the sum of both, each with its sign, is at most ``most``."""
    zones = zone.max() + 1
    group = np.full(project.max() + 1, -1)
    sign = np.zeros(len(group))
    for side in (0, 1):
        inside = pairs[:, side] < len(group)
        group[pairs[inside, side]] = np.flatnonzero(inside)
        sign[pairs[inside, side]] = signs[side]
    arcs = np.flatnonzero(group[project] >= 0)
    rows = group[project[arcs]] * zones + zone[arcs]
    return arcs, rows, sign[project[arcs]], np.full(len(pairs) * zones, most)


def assert_kept(made: Region, placed: NDArray, value_wan: float) -> None:
    """Every rule of the region, judged from its columns; ``placed`` is the space of each project,
    −1 = left out.

    Raises:
        AssertionError: a rule is broken, or the plan is not worth ``value_wan``.
    """
    asked, offered, limits = made.projects, made.spaces, made.limits
    project = np.flatnonzero(placed >= 0)
    space = placed[project]
    for s in np.unique(space):
        assert np.isin(project[space == s], _fitting(asked, offered, s)).all(), f"misfit in {s}"
    spaces, zones = len(offered["size"]), len(limits["power"])
    zone, district = offered["zone"][space], offered["district"][space]
    tenants = np.bincount(space, minlength=spaces)
    assert (tenants[offered["whole"]] <= 1).all(), "a whole space given twice"
    for name in RESOURCES:
        _within(np.bincount(space, asked[name][project], spaces), offered[name], name)
    _within(np.bincount(zone, asked["power"][project], zones), limits["power"], "power pool")
    for name in ("energy", "emission"):
        _within(asked[name][project].sum(), limits[name], name)
    used = np.bincount(district, asked["energy"][project], DISTRICTS)
    _within(used, limits["quota"], "quota")
    assert (np.bincount(district, minlength=2)[:2] >= limits["floor"]).all(), "floor"
    where = np.where(placed >= 0, offered["zone"][placed], -1)
    one, other = where[made.together].T
    assert (one == other).all(), "together"
    one, other = where[made.apart].T
    assert ((one != other) | (one < 0)).all(), "apart"
    worth = value(made, project, space).sum()
    assert abs(worth - value_wan) <= 1e-9 * abs(worth), (worth, value_wan)


def _within(used: NDArray, limit: NDArray, name: str) -> None:
    assert (used <= limit * (1 + 1e-6)).all(), name
