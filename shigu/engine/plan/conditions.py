"""Locked and forbidden placements: whether what they name takes part in the plan at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shigu.engine.pack.read import Pack
from shigu.engine.plan.errors import PlanError
from shigu.engine.siting.values import Need, Space


def refuse_conditions(
    pack: Pack,
    needs: Sequence[Need],
    spaces: Sequence[Space],
    conditions: Iterable[tuple[str, str]],
) -> None:
    """Raises:
    PlanError: a project is not to be placed, or a space is not on offer.
    """
    open_ids, on_offer = {need.id for need in needs}, {space.id for space in spaces}
    for project, place in conditions:
        if project not in open_ids:
            _refuse(
                project in set(pack.tables["projects"]["id"]),
                f"{project} = {place}：项目 {project} ",
                f"{project} = {place}: project {project} ",
                ("已供地或不由合作方引进，不参加布局", "has its land or was brought by no player"),
            )
        if place not in on_offer:
            _refuse(
                place in set(pack.tables["spaces"]["id"]),
                f"{project} = {place}：空间 {place} ",
                f"{project} = {place}: space {place} ",
                ("所在区县不是合作方，不参加布局", "lies in a district that is no player"),
            )


def _refuse(known: bool, zh: str, en: str, why: tuple[str, str]) -> None:  # noqa: FBT001
    reason_zh, reason_en = why if known else ("不在数据包里", "is not in the pack")
    raise PlanError(f"{zh}{reason_zh}；请改正或去掉这一条。 / {en}{reason_en}: correct or drop it.")
