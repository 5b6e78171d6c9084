"""Two plans side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from shigu.engine.plan.compare import Comparison, Moved, compare
from shigu.face import units
from shigu.face.pieces import Compared
from shigu.plans.models import Plan
from shigu.plans.shown.scarcity import scarce
from shigu.plans.shown.sections import FIRST
from shigu.plans.shown.words import Json, Names, in_wan, told, yuan

CONCEPT = "nucleolus"


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A project that stands elsewhere in the second plan."""

    project: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What the page of a comparison shows."""

    sentence: str
    moves: Sequence[tuple[str, Sequence[MoveRow]]]
    shares: Sequence[Compared]
    prices: Sequence[Compared]


def in_sum(first: Plan, second: Plan) -> list[Compared]:
    """The figures that every reader of both plans may see."""
    return [
        _amount(_("方案总价值（万元）"), first.objective_yuan, second.objective_yuan),
        Compared(
            _("已证上界（万元）"),
            in_wan(first.bound_yuan),
            in_wan(second.bound_yuan),
            units.signed(((second.bound_yuan or 0.0) - (first.bound_yuan or 0.0)) / 10_000),
        ),
        Compared(_("离已证上界"), units.percent(first.gap, 2), units.percent(second.gap, 2)),
        _amount(_("合作净增（万元）"), first.surplus_yuan, second.surplus_yuan),
        _count(_("有了位置的项目"), first.placed, second.placed),
        _count(_("没有位置的项目"), first.unplaced, second.unplaced, more_is="a"),
        Compared(_("基准日"), units.day(first.as_of), units.day(second.as_of)),
        Compared(_("锁定 / 排除"), _conditions(first), _conditions(second)),
        Compared(_("数据指纹"), first.pack_hash[:12], second.pack_hash[:12], _same(first, second)),
    ]


def in_words(first: Plan, second: Plan) -> str:
    """Who reads only sums reads what the sums say."""
    difference = (second.objective_yuan or 0.0) - (first.objective_yuan or 0.0)
    return _("后一个方案的总价值 %(value)s，比前一个 %(difference)s 万元。") % {
        "value": yuan(second.objective_yuan),
        "difference": units.signed(difference / 10_000) if abs(difference) > 1 else _("不多不少 0"),
    }


def in_full(before: Json, after: Json) -> SideBySide:
    """Every project that moved and what each player gets; for those who read both documents."""
    found = compare(before, after)
    names, later = Names(before["index"]), Names(after["index"])
    kinds: tuple[tuple[str, Sequence[Moved]], ...] = (
        (_("换了位置"), found.moved),
        (_("新落位"), found.added),
        (_("不再落位"), found.dropped),
    )
    return SideBySide(
        sentence=told({"zh": found.zh, "en": found.en}),
        moves=[(title, _moves(rows, names, later)) for title, rows in kinds if rows],
        shares=list(_shares(found, later)),
        prices=price_rows(scarce(before), scarce(after)),
    )


def price_rows(before: Iterable[Json], after: Iterable[Json]) -> list[Compared]:
    """What one unit more of the scarcest was worth before and is after; 0 = not scarce."""
    was, now = ({_price_of(row): row for row in rows} for rows in (before, after))
    dearest = sorted(was.keys() | now.keys(), key=lambda key: (-_dearer(key, was, now), key))
    return [
        _price(
            now.get(key) or was[key],
            was[key]["worth"] if key in was else 0.0,
            now[key]["worth"] if key in now else 0.0,
        )
        for key in dearest[:FIRST]
    ]


def _price(row: Json, before: float, after: float) -> Compared:
    named = {"where": row["where"], "resource": row["resource_name"], "unit": row["unit"]}
    return Compared(
        _("%(where)s · %(resource)s / %(unit)s") % named,
        units.grouped(before / 10_000, 1),
        units.grouped(after / 10_000, 1),
        units.signed((after - before) / 10_000, 1),
    )


def _price_of(row: Json) -> tuple[str, str, str]:
    return row["key"], row["resource"], row["unit"]


def _dearer(key: tuple[str, str, str], *tables: Mapping[tuple[str, str, str], Json]) -> float:
    return max(abs(float(table[key]["worth"])) for table in tables if key in table)


def _moves(rows: Iterable[Moved], names: Names, later: Names) -> list[MoveRow]:
    return [
        MoveRow(
            project=names("projects", row.project)
            if row.project in names.index["projects"]
            else later("projects", row.project),
            before=names("spaces", row.space_before) if row.space_before else "—",
            after=later("spaces", row.space_after) if row.space_after else "—",
            difference=units.signed(row.value_yuan.difference / 10_000),
        )
        for row in rows
    ]


def _shares(found: Comparison, names: Names) -> Iterable[Compared]:
    for share in found.shares:
        if share.concept == CONCEPT:
            yield _amount(names("players", share.player), share.yuan.before, share.yuan.after)


def _amount(name: str, before: float | None, after: float | None) -> Compared:
    difference = (after or 0.0) - (before or 0.0)
    return Compared(
        name,
        in_wan(before),
        in_wan(after),
        units.signed(difference / 10_000),
        _better(difference, "b"),
    )


def _count(
    name: str, before: int | None, after: int | None, more_is: Literal["a", "b"] = "b"
) -> Compared:
    difference = (after or 0) - (before or 0)
    words = units.signed(difference)
    return Compared(name, str(before), str(after), words, _better(difference, more_is))


def _better(difference: float, more_is: Literal["a", "b"]) -> Literal["", "a", "b"]:
    if abs(difference) < 0.01:
        return ""
    other: dict[str, Literal["a", "b"]] = {"a": "b", "b": "a"}
    return more_is if difference > 0 else other[more_is]


def _conditions(plan: Plan) -> str:
    return f"{plan.locks} / {plan.bans}"


def _same(first: Plan, second: Plan) -> str:
    return _("相同") if first.pack_hash == second.pack_hash else _("数据不同")
