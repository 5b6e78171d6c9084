"""Who moves between two plans, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shigu.engine.siting.naming import projects, space
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import Words, counted

TOLD = 5


@dataclass(frozen=True, slots=True)
class Move:
    """``project`` leaves the space ``before`` for ``after``; ``None`` = without a place."""

    project: str
    before: str | None
    after: str | None


def moves(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Move, ...]:
    """Everybody whose place differs: who drops out, then who moves, then who comes in."""
    changed = sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    found = [Move(p, before.get(p), after.get(p)) for p in changed]
    return tuple(sorted(found, key=lambda each: (each.after is not None, each.before is None)))


def told(problem: Problem, found: Sequence[Move]) -> Words:
    """「甲让出一号楼，没有位置；乙从一号楼改到二号楼；丙安排到三号楼」, at most five."""
    parts = [_told(problem, move) for move in found[:TOLD]]
    rest = len(found) - len(parts)
    if rest:
        parts.append(Words(f"另有 {rest} 个项目变动", f"{counted(rest, 'other')} would change"))
    return Words("；".join(p.zh for p in parts), "; ".join(p.en for p in parts))


def _told(problem: Problem, move: Move) -> Words:
    who = projects(problem, [move.project])
    if move.after is None:
        left = space(problem, move.before or "")
        return Words(
            f"{who.zh}让出{left.zh}，没有位置", f"{who.en} leaves {left.en} and has no place"
        )
    there = space(problem, move.after)
    if move.before is None:
        return Words(f"{who.zh}安排到{there.zh}", f"{who.en} comes to {there.en}")
    old = space(problem, move.before)
    return Words(f"{who.zh}从{old.zh}改到{there.zh}", f"{who.en} moves from {old.en} to {there.en}")
