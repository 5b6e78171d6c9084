"""A project in words and figures: what its page says first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.pieces import Figure, Input, Source, Why
from shigu.projects.models import Project, ProjectYear


def of_list(counted: Mapping[str, Any]) -> str:
    """The list in one sentence: ``found``, ``to_place``, ``told`` and ``sum_invest_wan`` of it."""
    language = get_language() or "zh-hans"
    return ngettext(
        "共 %(found)s 个项目，%(to_place)s 个待落位，计划总投资 %(money)s；"
        "其中 %(told)s 个已见于公开报道，其余只有本区与获授权单位可见。",
        "共 %(found)s 个项目，%(to_place)s 个待落位，计划总投资 %(money)s；"
        "其中 %(told)s 个已见于公开报道，其余只有本区与获授权单位可见。",
        counted["found"],
    ) % {
        **counted,
        "money": units.money(units.from_wan(counted["sum_invest_wan"] or Decimal(0)), language),
    }


def of_project(project: Project) -> str:
    """The project in one sentence: where it stands, what it invests, what it needs."""
    language = get_language() or "zh-hans"
    parts = [
        _("%(district)s的项目，%(stage)s阶段")
        % {"district": project.district.name, "stage": project.get_stage_display()}
    ]
    if project.invest_wan is not None:
        parts.append(_("总投资 %s") % units.money(units.from_wan(project.invest_wan), language))
    if needs := _size(project, language):
        parts.append(_("需要%s") % needs)
    return _("，").join(parts) + _("。")


def figures(project: Project, years: Sequence[ProjectYear]) -> tuple[Figure, ...]:
    """The key figures, each with where it comes from."""
    why = _why(project)
    badge = "illustrative" if project.status == "illustrative" else ""
    amounts = (
        (_("总投资"), project.invest_wan),
        (_("固定资产投资"), project.fixed_invest_wan),
    )
    sizes: tuple[tuple[str, Any, int, str], ...] = (
        (_("用地"), project.land_mu, 1, _("亩")),
        (_("建筑面积"), project.floor_area_m2, 0, "㎡"),
        (_("用电"), project.power_kva, 0, "kVA"),
    )
    shown = [
        *(
            Figure(name, *_money(value), why=why, badge=badge)
            for name, value in amounts
            if value is not None
        ),
        *(
            Figure(name, units.grouped(value, decimals), unit, why=why, badge=badge)
            for name, value, decimals, unit in sizes
            if value is not None
        ),
    ]
    if project.success_probability is not None:
        words = units.percent(project.success_probability, 0)
        shown.append(Figure(_("成功概率"), words, why=why, badge=badge))
    if years:
        shown.append(_tax(years, badge))
    return tuple(shown)


def chart(years: Sequence[ProjectYear]) -> dict[str, Any]:
    """Tax and public cost year by year."""
    return {
        "columns": [_("年序"), _("地方税收"), _("公共支出")],
        "rows": [
            [
                _("第 %s 年") % year.year,
                float(year.tax_local_wan or 0),
                float(year.public_cost_wan or 0),
            ]
            for year in years
        ],
        "unit": _("万元"),
    }


def _size(project: Project, language: str) -> str:
    wanted = []
    if project.land_mu:
        wanted.append(_("%s土地") % units.mu(project.land_mu, language))
    if project.floor_area_m2:
        wanted.append(_("%s场地") % units.square_metres(project.floor_area_m2, language))
    if project.power_kva:
        wanted.append(_("%s kVA 用电") % units.grouped(project.power_kva))
    return _("、").join(wanted)


def _tax(years: Sequence[ProjectYear], badge: str) -> Figure:
    total = sum((year.tax_local_wan or Decimal(0) for year in years), start=Decimal(0))
    inputs = tuple(
        Input(_("第 %s 年") % year.year, units.grouped(year.tax_local_wan)) for year in years
    )
    why = Why(_("分年估算的地方税收相加，未折现。"), "Σ", inputs)
    return Figure(_("%s 年地方税收") % len(years), *_money(total), why=why, badge=badge)


def _money(wan: Decimal) -> tuple[str, str]:
    return units.money_parts(units.from_wan(wan), get_language() or "zh-hans")


def _why(project: Project) -> Why:
    source = project.source
    if source is None:
        return Why(project.note or _("没有写明来源。"))
    address = source.url if source.url.startswith(("http://", "https://")) else ""
    return Why(project.note, sources=(Source(source.title, url=address),))
