"""The file of a project in words: two figures by land, and how clearances stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.dossier.models import Clearance, Profile
from shigu.face import units
from shigu.projects.models import Project


def by_land(project: Project, profile: Profile | None) -> list[tuple[str, str, str]]:
    """Fixed investment and tax by 亩 with how each is made: 隆昌, 黄岩."""
    land = project.land_mu
    if not land:
        return []
    per = _("万元/亩")
    shown = []
    for name, words, value in (
        (_("固定资产投资强度"), _("固定资产投资 ÷ 用地"), project.fixed_invest_wan),
        (_("亩均税收"), _("预期年税收 ÷ 用地"), profile and profile.tax_wan),
    ):
        if value is not None:
            told = units.measured(value / land, per, get_language() or "zh-hans")
            shown.append((name, told, words))
    return shown


def clearances(rows: Iterable[Clearance]) -> list[dict[str, Any]]:
    """All kinds of clearance in their order, each with its row and how it stands."""
    known = {row.kind: row for row in rows}
    return [_stands(label, kind, known.get(kind)) for kind, label in Clearance.Kind.choices]


def _stands(label: Any, kind: str, row: Clearance | None) -> dict[str, Any]:
    shape, words = "off", _("未登记")
    if row is not None:
        shape, words = "waiting", _("待办")
        if not row.needed:
            shape, words = "off", _("不需要")
        elif row.given:
            shape, words = "good", _("已取得")
    return {"label": label, "kind": kind, "row": row, "shape": shape, "words": words}
