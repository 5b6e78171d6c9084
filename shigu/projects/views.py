"""Pages of projects. Apps above put their panels on a project's page; ``web`` composes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_filters.filterset import FilterSet

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.projects import actions, policies, queries, said
from shigu.projects.clocks import clock_of, stage_bar
from shigu.projects.filters import ProjectFilter
from shigu.projects.forms import (
    AMOUNTS,
    YEARS,
    ProjectForm,
    ReasonForm,
    YearForms,
    years_in,
)
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.projects.steps import may_order_now, ways
from shigu.projects.tables import ProjectTable
from shigu.projects.tabs import tabs
from shigu.registry.views import Panel

PanelsOf = Callable[[ActorRequest, Project], Iterable[Panel]]


class ProjectList(ListingView):
    """Own projects, those of districts that granted theirs, and what the press has told."""

    template_name = "projects/list.html"
    title = gettext_lazy("项目")
    table_class = ProjectTable
    filterset_class: type[FilterSet] | None = ProjectFilter
    export_name = "projects"
    sums = {name: Sum(name) for name in ("invest_wan", "land_mu", "floor_area_m2")}
    counts = queries.COUNTS
    hidden_columns = ("height_m", "power_kva", "organisation", "status", "code")
    empty = Empty(
        gettext_lazy("没有看得到的项目"),
        gettext_lazy("放宽筛选条件；本区的项目由招商专员或园区主任登记，也可成批导入。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor).order_by("code", "id")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return said.of_list(self.counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_file(self.request.actor)
        return super().get_context_data(may_file=may, tabs=tabs("projects:list"), **kwargs)


def project(
    request: ActorRequest, key: UUID, panels: PanelsOf = lambda _request, _row: ()
) -> HttpResponse:
    """The page of one project."""
    row = seen(request, key)
    years = queries.years_of(request.actor, row)
    partners = queries.partners_of(request.actor, row)
    steps = queries.steps_of(request.actor, row)
    context = {
        "project": row,
        "answer": said.of_project(row),
        "strip": said.figures(row, years),
        "bar": stage_bar(row, steps),
        "steps": steps[::-1],
        "clock": clock_of(row),
        "years": years,
        "chart": said.chart(years),
        "may_see_years": policies.may_see_years(request.actor, row),
        "may_revise": policies.may_revise(request.actor, row),
        "may_disclose": policies.may_disclose(request.actor, row),
        "together_with": [(code, partners.get(code)) for code in row.together_with],
        "apart_from": [(code, partners.get(code)) for code in row.apart_from],
        "phase_of": partners.get(row.phase_of),
        "ways": ways(request.actor, row),
        "may_order": may_order_now(request.actor, row),
        "disclose_form": ReasonForm(prefix="disclose"),
        "events": timeline(row),
        "panels": list(panels(request, row)),
        "breadcrumbs": trail(str(row)),
    }
    return render(request, "projects/project.html", context)


def file(request: ActorRequest) -> HttpResponse:
    """Register a project."""
    policies.may_file(request.actor).require()
    form = ProjectForm(request.POST or None, actor=request.actor, initial={"stage": Stage.LEAD})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.file(
                request.actor,
                form.cleaned_data["district"],
                form.values(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记“%s”；只有本区与获授权单位看得到。") % made.name)
            return redirect(made)
    context = {"form": form, "new": True, "breadcrumbs": trail(_("登记项目"))}
    return render(request, "projects/form.html", context, status=status_of(form))


def revise(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change what is known of a project."""
    row = seen(request, key)
    policies.may_revise(request.actor, row).require()
    name = str(row)
    form = ProjectForm(request.POST or None, instance=row, actor=request.actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        actions.revise(request.actor, row, form.values(), reason=form.cleaned_data["reason"])
        messages.success(request, _("已保存；谁改了什么、为什么，都在历史里。"))
        return redirect(row)
    way = (*trail(name, row.get_absolute_url()), Link(_("修改")))
    context = {"form": form, "project": row, "name": name, "breadcrumbs": way}
    return render(request, "projects/form.html", context, status=status_of(form))


def estimate(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change the yearly estimates."""
    row = seen(request, key)
    policies.may_revise(request.actor, row).require()
    known = {year.year: year for year in queries.years_of(request.actor, row)}
    lines = range(1, max([YEARS, *known]) + 1)
    initial = [{name: getattr(known.get(year), name, None) for name in AMOUNTS} for year in lines]
    forms = YearForms(request.POST or None, initial=initial)
    why = ReasonForm(request.POST or None)
    if request.method == "POST" and forms.is_valid() and why.is_valid():
        actions.estimate(request.actor, row, years_in(forms), reason=why.cleaned_data["reason"])
        messages.success(request, _("分年估算已保存；下一个方案会用它。"))
        return redirect(row)
    way = (*trail(str(row), row.get_absolute_url()), Link(_("分年估算")))
    context = {"forms": forms, "why": why, "project": row, "breadcrumbs": way}
    return render(request, "projects/estimate.html", context, status=status_of(why))


@require_POST
def disclose(request: ActorRequest, key: UUID) -> HttpResponse:
    """Open the project to the whole cluster."""
    row = seen(request, key)
    form = ReasonForm(request.POST, prefix="disclose")
    if not form.is_valid():
        return _said(request, row, form)
    return _done(
        request,
        row,
        lambda: actions.disclose(request.actor, row, reason=form.cleaned_data["reason"]),
    )


def _done(request: ActorRequest, row: Project, act: Callable[[], Project]) -> HttpResponse:
    act()
    messages.success(request, _("已记下：%s。") % row.get_stage_display())
    return redirect(row)


def _said(request: ActorRequest, row: Project, form: Form) -> HttpResponse:
    for name, errors in form.errors.items():
        messages.error(request, f"{form[name].label}{_('：')}{_('；').join(map(str, errors))}")
    return redirect(row)


def seen(request: ActorRequest, key: UUID) -> Project:
    """The project, or 404 where the reader may not see it."""
    rows = Project.objects.visible_to(request.actor).select_related(
        "district", "link", "organisation", "source", "origin_district", "introducer"
    )
    return get_object_or_404(rows, pk=key)


def trail(name: str, url: str = "") -> tuple[Link, ...]:
    """The way to a page of a project."""
    return (Link(_("项目"), reverse("projects:list")), Link(name, url))
