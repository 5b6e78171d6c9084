"""Spaces that meet a project and are forbidden to it."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.reasons import Reason
from shigu.engine.siting.fit import fits
from shigu.engine.siting.naming import called
from shigu.engine.siting.values import Need, Problem
from shigu.engine.siting.wording import counted, listed


def barred(problem: Problem, need: Need) -> Iterator[Reason]:
    """One reason that names them, where there are any."""
    closed = {space for project, space in problem.forbidden if project == need.id}
    lost = [each for each in problem.spaces if each.id in closed and fits(need, each)]
    if lost:
        names = listed(map(called, lost))
        yield Reason(
            "siting.forbidden",
            f"满足要求但已排除的空间 {len(lost)} 处：{names.zh}",
            f"{counted(len(lost), 'space')} that would do, forbidden to it: {names.en}",
            {"spaces": ";".join(each.id for each in lost)},
        )
