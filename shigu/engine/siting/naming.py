"""What the things of a problem are called; a thing without a name is called by its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shigu.engine.siting.constraints import Row, RowKind
from shigu.engine.siting.values import Need, Pool, Problem, Quota, Space
from shigu.engine.siting.wording import Words, listed

Thing = Need | Space | Pool | Quota


def called(thing: Thing) -> Words:
    """Its name; English falls back to Chinese."""
    return Words(thing.name_zh or thing.id, thing.name_en or thing.name_zh or thing.id)


def traced(thing: Thing) -> Words:
    """Its name with the id behind it, for whoever must find the row."""
    if not thing.name_zh:
        return Words(thing.id, thing.id)
    name = called(thing)
    return Words(f"{name.zh}（{thing.id}）", f"{name.en} ({thing.id})")


def projects(problem: Problem, ids: Iterable[str]) -> Words:
    """Several projects in a row."""
    return listed(called(find(problem.needs, each)) for each in ids)


def space(problem: Problem, key: str) -> Words:
    return called(find(problem.spaces, key))


def areas(problem: Problem, ids: Iterable[str]) -> Words:
    """Districts or zones in a row."""
    return listed(Words(*problem.area_names.get(each, (each, each))) for each in ids)


def things(problem: Problem, row: Row) -> tuple[Thing, ...]:
    """What a row is about: one space, pool or quota, or the projects of a group."""
    tables: dict[RowKind, Sequence[Thing]] = {
        "space": problem.spaces,
        "pool": problem.pools,
        "floor": problem.quotas,
        "ceiling": problem.quotas,
    }
    if row.kind in tables:
        return (find(tables[row.kind], row.where),)
    return tuple(find(problem.needs, each) for each in row.where.split(";"))


def find(table: Sequence[Thing], key: str) -> Thing:
    """The thing of that id, which must be there."""
    return next(each for each in table if each.id == key)
