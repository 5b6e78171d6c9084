"""One thing is different: the model with it, grown from the model that stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeVar

import numpy as np

from shigu.engine.siting.constraints import Row, groups_stay_together, rivals_stay_apart, rows
from shigu.engine.siting.fit import fits
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.matrix import Matrix, by_arc, joined, matrix
from shigu.engine.siting.network import Arc, Network, network, picked
from shigu.engine.siting.questions.rates import Relaxed, priced, relaxed, worths
from shigu.engine.siting.questions.standing import ROUNDS, Standing, stood
from shigu.engine.siting.solve import YUAN_PER_WAN, chosen_of
from shigu.engine.siting.terms import Terms
from shigu.engine.siting.values import Need, Pool, Problem, Space

NOBODY: frozenset[str] = frozenset()
TIES = {"together", "apart"}
WARM_ROUNDS = 5


class ChangeError(ValueError):
    """A change of what is not there; the message says what, in both languages."""


@dataclass(frozen=True, slots=True)
class ProjectIs:
    """``need`` comes in, or replaces the project of its id."""

    need: Need


@dataclass(frozen=True, slots=True)
class ProjectLeaves:
    project: str


@dataclass(frozen=True, slots=True)
class SpaceIs:
    """``space`` comes on offer, or replaces the space of its id."""

    space: Space


@dataclass(frozen=True, slots=True)
class SpaceLeaves:
    space: str


@dataclass(frozen=True, slots=True)
class PoolBy:
    """``pool`` holds ``amount`` more (less where negative), in the pool's unit."""

    pool: str
    amount: float


Change = ProjectIs | ProjectLeaves | SpaceIs | SpaceLeaves | PoolBy


def applied(problem: Problem, change: Change) -> Problem:
    """The problem with the change.

    Raises:
        ChangeError: it speaks of a project, space or pool that is not there, of a project that
            others are tied to, or takes more out of a pool than it holds.
        ValueError: as :class:`shigu.engine.siting.values.Problem`.
    """
    match change:
        case ProjectIs(need):
            return replace(problem, needs=_put(problem.needs, need))
        case ProjectLeaves(project):
            _refuse_unknown("项目", "project", project, problem.needs)
            _refuse_followed(problem, project)
            return replace(
                problem,
                needs=tuple(_untied(n, project) for n in problem.needs if n.id != project),
                locked={p: s for p, s in problem.locked.items() if p != project},
                forbidden=frozenset(pair for pair in problem.forbidden if pair[0] != project),
            )
        case SpaceIs(space):
            return replace(problem, spaces=_put(problem.spaces, space))
        case SpaceLeaves(space):
            _refuse_unknown("空间", "space", space, problem.spaces)
            return replace(
                problem,
                spaces=tuple(each for each in problem.spaces if each.id != space),
                locked={p: s for p, s in problem.locked.items() if s != space},
                forbidden=frozenset(pair for pair in problem.forbidden if pair[1] != space),
            )
        case PoolBy(pool, amount):
            return _pooled(problem, pool, amount)


def _refuse_followed(problem: Problem, project: str) -> None:
    for need in problem.needs:
        if need.phase_of == project:
            raise ChangeError(
                f"项目 {need.id} 是 {project} 的后期，请先去掉后期。 / "
                f"Project {need.id} is a later phase of {project}: take that out first."
            )


Thing = TypeVar("Thing", Need, Space)


def _put(table: tuple[Thing, ...], new: Thing) -> tuple[Thing, ...]:
    """The table with ``new`` in the place of its id, or behind all."""
    if any(each.id == new.id for each in table):
        return tuple(new if each.id == new.id else each for each in table)
    return table + (new,)  # noqa: RUF005


def _untied(need: Need, project: str) -> Need:
    return replace(need, together=need.together - {project}, apart=need.apart - {project})


def _pooled(problem: Problem, key: str, amount: float) -> Problem:
    _refuse_unknown("指标池", "pool", key, problem.pools)
    pool = next(each for each in problem.pools if each.id == key)
    if pool.amount + amount < 0:
        raise ChangeError(
            f"指标池 {key} 只有 {pool.amount:g}，不能减 {-amount:g}。 / "
            f"Pool {key} holds {pool.amount:g}: {-amount:g} cannot be taken from it."
        )
    less = replace(pool, amount=pool.amount + amount)
    return replace(problem, pools=tuple(less if p.id == key else p for p in problem.pools))


def _refuse_unknown(zh: str, en: str, key: str, table: Sequence[Need | Space | Pool]) -> None:
    if all(each.id != key for each in table):
        raise ChangeError(
            f"没有编号为 {key} 的{zh}，请核对编号。 / There is no {en} {key}: check the id."
        )


def changed(base: Standing, change: Change) -> Standing:
    """The plan after the change, with prices corrected in a few rounds; what no longer holds of
    it is not yet mended (:func:`shigu.engine.siting.questions.mended.mended`).

    Raises:
        ChangeError, ValueError: as :func:`applied`.
    """
    problem = applied(base.problem, change)
    touched = _touched(change)
    if not _growable(base.problem, problem, touched):
        return _anew(base, problem, touched, change)
    grown = _grown(base, problem, touched)
    model, takes = grown.model, grown.takes
    price = np.zeros(len(grown.rows))
    price[: len(base.rates.price)] = base.rates.price
    price = np.where(np.isfinite(model.upper) | np.isfinite(model.lower), price, 0.0)
    rates = priced(model, price, rounds=WARM_ROUNDS)
    bound = min(rates.bound_wan * YUAN_PER_WAN, _carried(base, change, grown.network))
    return Standing(grown.network, grown.rows, takes, grown.books, model, rates, bound, base.seed)


def _growable(before: Problem, after: Problem, touched: _Touched) -> bool:
    """Whether new arcs can be put behind the old ones: nothing else hangs on what was touched."""
    both = (before, after)
    phased = any(need.phase_of is not None for problem in both for need in problem.needs)
    joined = {each for p in both for s in p.spaces if s.units for each in (s.id, *s.units)}
    scored = any(problem.synergies or problem.least_score is not None for problem in both)
    return not (phased or scored or joined & touched.spaces)


def _anew(base: Standing, problem: Problem, touched: _Touched, change: Change) -> Standing:
    """The model from the start, but for the pairs that are known to suit each other."""
    known = {
        need: tuple(base.network.arcs[j].space.id for j in options)
        for need, options in base.network.by_need.items()
    }
    fresh = _pairs(problem, touched)
    pairs = {
        need.id: fresh[need.id]
        if need.id in touched.needs
        else (*(s for s in known[need.id] if s not in touched.spaces), *fresh[need.id])
        for need in problem.needs
        if need.id in fresh
    }
    _refuse_lost_locks(problem.locked, pairs)
    arcs = network(problem, pairs)
    limits = rows(arcs)
    chosen = chosen_of(arcs, base.assignment)
    books = Ledger(limits, chosen, matrix(limits, arcs.columns))
    then = stood(arcs, limits, books, bound_yuan=inf, rounds=ROUNDS, seed=base.seed)
    return replace(then, bound_yuan=min(then.bound_yuan, _carried(base, change, arcs)))


def _carried(base: Standing, change: Change, arcs: Network) -> float:
    """What the bound proven before says now; ``inf`` where it says nothing."""
    floors = any(row.kind == "floor" and row.lower > 0 for row in base.rows)
    match change:
        case PoolBy(_, amount) if amount <= 0:
            return base.bound_yuan
        case SpaceLeaves(space) if space not in base.problem.locked.values():
            return base.bound_yuan
        case ProjectIs(need) if not (floors or need.together or need.id in base.network.by_need):
            options = arcs.by_need[need.id]
            most = max((float(arcs.arcs[j].value.yuan) for j in options), default=0.0)
            return base.bound_yuan + max(most, 0.0)
    return inf


@dataclass(frozen=True, slots=True)
class _Touched:
    needs: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()


def _touched(change: Change) -> _Touched:
    match change:
        case ProjectIs(need):
            return _Touched(needs=frozenset([need.id]))
        case ProjectLeaves(project):
            return _Touched(needs=frozenset([project]))
        case SpaceIs(space):
            return _Touched(spaces=frozenset([space.id]))
        case SpaceLeaves(space):
            return _Touched(spaces=frozenset([space]))
        case PoolBy():
            return _Touched()


@dataclass(frozen=True, slots=True)
class _Grown:
    network: Network
    rows: tuple[Row, ...]
    takes: Matrix
    model: Relaxed
    books: Ledger


def _grown(base: Standing, problem: Problem, touched: _Touched) -> _Grown:
    """The model of ``problem``: arcs of what was touched are closed and stand anew at the end."""
    first = len(base.network.arcs)
    gone = {j for each in touched.needs for j in base.network.by_need.get(each, ())} | {
        j for each in touched.spaces for j in base.network.by_space.get(each, ())
    }
    fresh = _fresh(problem, touched)
    arcs = _network(base.network, problem, gone, fresh.arcs)
    limits = [_kept(row, problem, touched) for row in base.rows]
    entries = _merged(limits, rows(fresh), first)
    apart = len(entries)
    tied = _tied((*problem.needs, *base.problem.needs))
    moved = {base.network.arcs[j].need.id for j in gone} | {a.need.id for a in fresh.arcs}
    if tied & (moved | touched.needs):
        entries += _ties(limits, arcs, tied)
    takes = _with_entries(base.takes, len(arcs.arcs), entries)
    places = {need: at for at, need in enumerate(arcs.by_need)}
    value = np.append(base.model.value, worths(fresh.arcs, problem.locked))
    value[sorted(gone)] = -inf
    for j in _unlocked(base, arcs):
        value[j] = float(arcs.arcs[j].value.wan)
    need = np.append(base.model.need, np.array([places[a.need.id] for a in fresh.arcs], np.int64))
    unit = np.append(base.model.unit, np.ones(len(limits) - len(base.rows)))
    must = np.array([each in problem.locked for each in places], np.bool_)
    model = relaxed(must, limits, takes, value, need, unit)
    tie_free = len(entries) == apart
    books = base.ledger.grown(limits, takes) if tie_free else Ledger(limits, base.chosen, takes)
    for j in gone & books.chosen:
        books.drop(j)
    for j in _still(base, gone, fresh, first):
        books.add(j)
    return _Grown(arcs, tuple(limits), takes, model, books)


def _unlocked(base: Standing, arcs: Network) -> Iterator[int]:
    """The open arcs of projects that were locked before and are no longer."""
    for project in base.problem.locked.keys() - arcs.problem.locked.keys():
        yield from arcs.by_need[project]


def _tied(needs: Iterable[Need]) -> set[str]:
    """Who is in a tie, whichever of the two says so."""
    ends = ({need.id} | need.together | need.apart for need in needs if need.together | need.apart)
    return set().union(*ends)


def _pairs(problem: Problem, touched: _Touched) -> dict[str, tuple[str, ...]]:
    """The spaces that suit each project, where one of the two was touched."""
    near = [space for space in problem.spaces if space.id in touched.spaces]
    return {
        need.id: tuple(
            space.id
            for space in (problem.spaces if need.id in touched.needs else near)
            if (need.id, space.id) not in problem.forbidden and fits(need, space)
        )
        for need in problem.needs
        if need.veto is None
    }


def _refuse_lost_locks(locked: Mapping[str, str], pairs: Mapping[str, Sequence[str]]) -> None:
    for project, place in locked.items():
        if place not in pairs.get(project, ()):
            raise ChangeError(
                f"项目 {project} 锁定在 {place}，变动后放不下，请先解除锁定。 / "
                f"Project {project} is locked to {place}, which no longer suits it: lift the "
                "lock first."
            )


def _fresh(problem: Problem, touched: _Touched) -> Network:
    """The arcs of what was touched, and the locks on them."""
    pairs = _pairs(problem, touched)
    locked = {p: s for p, s in problem.locked.items() if p in touched.needs or s in touched.spaces}
    _refuse_lost_locks(locked, pairs)
    alone = (replace(n, together=NOBODY, apart=NOBODY) for n in problem.needs if pairs.get(n.id))
    small = replace(problem, needs=tuple(alone), locked=locked, forbidden=frozenset())
    return network(small, pairs)


def _network(old: Network, problem: Problem, gone: set[int], fresh: tuple[Arc, ...]) -> Network:
    """Arcs keep their places; what is gone is in no list any more."""
    ends = [(arc.need.id, arc.space.id) for arc in fresh]
    lost = [(old.arcs[j].need.id, old.arcs[j].space.id) for j in gone]
    by_need = _table(old.by_need, [n.id for n in problem.needs], gone, [p for p, _ in lost])
    by_space = _table(old.by_space, [s.id for s in problem.spaces], gone, [s for _, s in lost])
    for k, (project, place) in enumerate(ends, start=len(old.arcs)):
        by_need[project] = (*by_need[project], k)
        by_space[place] = (*by_space[place], k)
    return Network(problem, (*old.arcs, *fresh), by_need, by_space)


def _table(
    old: Mapping[str, tuple[int, ...]], ids: Iterable[str], gone: set[int], lost: Iterable[str]
) -> dict[str, tuple[int, ...]]:
    """The positions by id, new ids behind the old ones, without those that are gone."""
    table = {**old, **dict.fromkeys((each for each in ids if each not in old), ())}
    for each in set(lost):
        table[each] = tuple(j for j in table[each] if j not in gone)
    return table


def _kept(row: Row, problem: Problem, touched: _Touched) -> Row:
    """A row as it is now: wide open if it is about what was touched, a pool with its amount."""
    about = touched.spaces if row.kind == "space" else touched.needs
    lock = row.kind == "locked" and row.where not in problem.locked
    moved = row.kind == "locked" and problem.locked.get(row.where) in touched.spaces
    if (row.kind in {"space", "assignment", "locked"} and row.where in about) or lock or moved:
        return Row(row.kind, row.where, row.terms)
    if row.kind == "pool":
        amount = next(pool.amount for pool in problem.pools if pool.id == row.where)
        return replace(row, upper=amount)
    return row


Entry = tuple[int, int, float]


def _key(row: Row) -> tuple[object, ...]:
    return row.kind, row.where, row.resource and row.resource.code, row.lower, row.upper


def _merged(limits: list[Row], small: Iterable[Row], first: int) -> list[Entry]:
    """Add the terms of the new arcs to the rows that are there, and new rows behind them.

    Ties are left out. The entries (arc, row, amount) that were added.
    """
    places: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, row in enumerate(limits):
        places[_key(row)].append(i)
    entries: list[Entry] = []
    for row in small:
        if row.kind in TIES or not row.terms:
            continue
        terms = Terms(row.terms.at + first, row.terms.amount)
        known = places.get(_key(row))
        if known:
            i = known.pop(0)
            limits[i] = replace(limits[i], terms=Terms.joined([limits[i].terms, terms]))
        else:
            i = len(limits)
            limits.append(replace(row, terms=terms))
        entries += [(j, i, amount) for j, amount in terms]
    return entries


def _ties(limits: list[Row], arcs: Network, tied: set[str]) -> list[Entry]:
    """Open the rows of ties and write them anew over the arcs that are open."""
    for i, row in enumerate(limits):
        if row.kind in TIES:
            limits[i] = Row(row.kind, row.where, row.terms)
    open_arcs = [j for need in arcs.by_need if need in tied for j in arcs.by_need[need]]
    part, origin = picked(arcs, open_arcs), np.array(open_arcs, np.int64)
    entries: list[Entry] = []
    for row in (*groups_stay_together(part), *rivals_stay_apart(part)):
        if row.terms:
            terms = row.terms.moved(origin)
            entries += [(j, len(limits), amount) for j, amount in terms]
            limits.append(replace(row, terms=terms))
    return entries


def _with_entries(takes: Matrix, arcs: int, entries: Sequence[Entry]) -> Matrix:
    new = np.array(entries, np.float64).reshape(-1, 3)
    arc, row, amount = new[:, 0].astype(np.int64), new[:, 1].astype(np.int64), new[:, 2]
    old = len(takes.start) - 1
    behind = by_arc(arc - old, row, amount, arcs - old) if (arc >= old).all() else None
    if behind is not None:
        return joined(takes, behind)
    owner = np.repeat(np.arange(old), np.diff(takes.start))
    entry = np.append(owner, arc), np.append(takes.row, row), np.append(takes.amount, amount)
    return by_arc(*entry, arcs)


def _still(base: Standing, gone: set[int], fresh: Network, first: int) -> list[int]:
    """The new arcs of placements that stand where they stood."""
    held = {(base.network.arcs[j].need.id, base.network.arcs[j].space.id)
            for j in base.chosen if j in gone}  # fmt: skip
    return [first + k for k, a in enumerate(fresh.arcs) if (a.need.id, a.space.id) in held]
