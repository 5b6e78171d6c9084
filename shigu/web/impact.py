"""What a project buys inside and outside the cluster, and what that sets in motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.queries import course
from shigu.chain.stressed import parts
from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Figure, Why
from shigu.face.units import grouped
from shigu.projects.models import Project, ProjectYear
from shigu.registry.views import Panel

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Induced:
    """What is set in motion, in 万元 a year; jobs in persons."""

    where: str
    output: float
    value_added: float
    jobs: str


def panel(request: ActorRequest, project: Project) -> Panel:
    """The section that a project's page shows, or what is missing for it."""
    actor = request.actor
    year = _peak(actor, project)
    if project.link is None or year is None:
        return _panel(none=_("项目有了所属环节和分年产值，才能估算带动。"))
    found = _of_link(actor, project)
    if found is None:
        return _panel(
            none=_("这个环节还没有投入产出评估：需要部门表和环节所属部门，再评估产业链。")
        )
    table, per_unit = found
    output = float(year.output_wan or 0)
    return _panel(
        year=year.year,
        output=output,
        strip=_purchases(per_unit["purchases"], per_unit["leakage"], output),
        induced=[
            _induced(_("全国"), per_unit["nation"], output),
            _induced(_("集群内（至多）"), per_unit["cluster"], output),
        ],
        table_year=table,
    )


def _panel(**context: Any) -> Panel:
    return Panel(_("带动上下游"), "web/impact_panel.html", context)


def _peak(actor: Actor, project: Project) -> ProjectYear | None:
    """The year of greatest output that the reader may see."""
    years = ProjectYear.objects.visible_to(actor).filter(project=project, output_wan__gt=0)
    return years.order_by("-output_wan", "-year").first()


def _of_link(actor: Actor, project: Project) -> tuple[int, Json] | None:
    """The year of the table, and what each unit of output at the link sets in motion."""
    assert project.link is not None
    found = parts(course(actor, project.link.chain).done, "input_output").get("input_output", {})
    rows = {one["link"]: one for one in found.get("impacts", ())}
    code = project.link.code
    return (found["year"], rows[code]) if code in rows else None


def _purchases(bought: Json, leakage: float, output: float) -> tuple[Figure, ...]:
    def amount(name: str) -> str:
        return grouped(bought[name] * output)

    unit = _("万元/年")
    most = Why(
        _("按 min(1, 区位商) 估集群能自给的份额，是上限。"),
        formula=_("采购 = 产值 × 所属部门的直接消耗系数"),
    )
    return (
        Figure(_("集群内采购（至多）"), amount("inside"), unit, why=most),
        Figure(_("国内他处"), amount("elsewhere"), unit),
        Figure(_("进口"), amount("imported"), unit),
        Figure(_("不知道在哪"), amount("unknown"), unit, why=Why(_("没有参照的部门，不算漏出。"))),
        Figure(_("确知漏出"), f"{leakage:.0%}"),
    )


def _induced(where: str, found: Json, output: float) -> Induced:
    low, high = found["jobs_low"], found["jobs_high"]
    jobs = "—" if low is None else f"{grouped(low * output)}–{grouped(high * output)}"
    return Induced(where, found["output"] * output, found["value_added"] * output, jobs)
