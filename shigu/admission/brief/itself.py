"""What the row of the project says: what it is, what it invests, what it needs, how it went."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.admission.brief.sentences import Sentence
from shigu.districts.actors import Actor
from shigu.face import units
from shigu.projects.models import Project
from shigu.projects.procedure.table import evidence
from shigu.projects.queries import steps_of, years_of


def outline(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Name, investor, investment, investment a mu, land or floor."""
    del actor
    page, field = project.get_absolute_url(), _("项目登记")
    told = {"project": project, "code": project.code, "district": project.district}
    yield Sentence(_("%(project)s（%(code)s），%(district)s的项目。") % told, field, page)
    if project.organisation:
        name = str(project.organisation)
        yield Sentence(
            _("投资主体：%s。") % name, _("企业档案"), project.organisation.get_absolute_url()
        )
    if project.invest_wan is not None:
        yield Sentence(_("总投资 %s。") % _money(project.invest_wan), field, page)
    if project.fixed_invest_wan is not None:
        yield Sentence(_("其中固定资产投资 %s。") % _money(project.fixed_invest_wan), field, page)
    if project.fixed_invest_wan and project.land_mu:
        intensity = units.grouped(project.fixed_invest_wan / project.land_mu)
        yield Sentence(
            _("固定资产投资强度 %s 万元/亩（固定资产投资 ÷ 用地）。") % intensity, field, page
        )
    if project.veto:
        yield Sentence(_("登记了否决理由：%s。") % project.veto, field, page)


def wanted(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Each need that is on record."""
    del actor
    page, record = f"{project.get_absolute_url()}#needs", _("需要什么")
    sizes = (
        (_("用地 %s 亩。"), project.land_mu),
        (_("建筑面积 %s ㎡。"), project.floor_area_m2),
        (_("净高 %s m。"), project.height_m),
        (_("荷载 %s t/㎡。"), project.load_t_m2),
        (_("用电 %s kVA。"), project.power_kva),
        (_("用水 %s 吨/日。"), project.water_t_day),
        (_("能耗 %s 吨标准煤/年。"), project.energy_tce),
        (_("排放 %s 吨/年。"), project.emission_t),
    )
    for words, value in sizes:
        if value is not None:
            yield Sentence(words % units.trimmed(value), record, page)
    if project.hazard_class:
        kind = project.get_hazard_class_display()
        yield Sentence(_("火灾危险性%s。") % kind, record, page)
    if project.earliest:
        yield Sentence(_("最早 %s 入驻。") % units.day(project.earliest), record, page)


def expected(actor: Actor, project: Project) -> Iterator[Sentence]:
    """The year of greatest tax among the estimates that the reader may see."""
    years = [year for year in years_of(actor, project) if year.tax_local_wan is not None]
    if not years:
        return
    best = max(years, key=lambda year: (year.tax_local_wan, -year.year))
    page, record = f"{project.get_absolute_url()}#years", _("分年估算")
    told = {"year": best.year, "tax": _money(best.tax_local_wan)}
    yield Sentence(_("第 %(year)s 年地方税收估 %(tax)s，为各年最高。") % told, record, page)
    if best.output_wan is not None:
        yield Sentence(_("当年产值估 %s。") % _money(best.output_wan), record, page)
    if best.jobs is not None:
        yield Sentence(_("当年用工估 %s 人。") % units.grouped(best.jobs), record, page)
    if project.land_mu:
        each = units.trimmed(round(best.tax_local_wan / project.land_mu, 2))
        yield Sentence(_("折亩均地方税收 %s 万元/亩。") % each, record, page)


def course(actor: Actor, project: Project) -> Iterator[Sentence]:
    """The last steps of its log, each with what it was taken on."""
    page, known = f"{project.get_absolute_url()}#log", evidence()
    for step in steps_of(actor, project)[-3:]:
        told = {
            "on": units.day(step.on),
            "stage": step.get_to_stage_display(),
            "why": _("（%s）") % step.reason if step.reason else "",
        }
        yield Sentence(_("%(on)s 到%(stage)s%(why)s。") % told, _("阶段记录"), page)
        for kind, value in step.evidence.items():
            if kind in known and known[kind].kind != "record":
                words = f"{known[kind].label}{_('：')}{value}{_('。')}"
                yield Sentence(words, _("阶段记录"), page)


def _money(wan: units.Number) -> str:
    return units.money(units.from_wan(wan), get_language() or "zh-hans")
