"""Pages of the file of a project: the register of profiles, and a form for each record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.districts.models.recorded import fenced
from shigu.districts.papers import handed_out
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.dossier import actions, queries
from shigu.dossier.filters import ProfileFilter
from shigu.dossier.forms import RecordForm, form_of
from shigu.dossier.models import Papered, Profile, Record
from shigu.dossier.tables import ProfileTable
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.projects.tabs import tabs
from shigu.projects.views import seen, trail


class ProfileList(ListingView):
    """Profiles of own districts and of those that granted their projects."""

    template_name = "dossier/list.html"
    title = gettext_lazy("项目台账")
    table_class = ProfileTable
    filterset_class = ProfileFilter
    export_name = "profiles"
    counts = queries.COUNTS
    hidden_columns = ("national_code", "funding", "domestic_wan", "foreign_usd_wan", "two_high")
    empty = Empty(
        gettext_lazy("没有看得到的项目档案"),
        gettext_lazy("放宽筛选条件；档案在项目页填写，也可用表格成批导入。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor).order_by("project__name", "id")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return _("%(found)s 个项目有档案，其中 %(waiting)s 个还有手续要办。") % self.counted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs("dossier:list"), **kwargs)


def write(request: ActorRequest, key: UUID, kind: str) -> HttpResponse:
    """Write a record of a project; its one profile is changed where it is there."""
    project = seen(request, key)
    may_revise(request.actor, project).require()
    model = _model(kind)
    row = queries.profile_of(request.actor, project) if model is Profile else None
    if row is not None:
        return _form(request, project, model, row)
    given = {name: request.GET[name] for name in model.known_by if name in request.GET}
    return _form(request, project, model, None, given)


def revise(request: ActorRequest, kind: str, key: UUID) -> HttpResponse:
    """Change a record."""
    model = _model(kind)
    row = get_object_or_404(fenced(model).visible_to(request.actor), pk=key)
    project = seen(request, row.project_id)
    may_revise(request.actor, project).require()
    return _form(request, project, model, row)


@require_GET
def paper(request: ActorRequest, kind: str, key: UUID) -> FileResponse:
    """The paper of a clearance or an approval, to be saved and not shown."""
    model = _model(kind)
    if not issubclass(model, Papered):
        raise Http404
    row = get_object_or_404(fenced(model).visible_to(request.actor), pk=key)
    if not row.content:
        raise Http404
    return handed_out(row.file_name, bytes(row.content))


def _form(
    request: ActorRequest,
    project: Project,
    model: type[Record],
    row: Record | None,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    form = form_of(model)(
        request.POST or None,
        request.FILES or None,
        instance=row or model(district_id=project.district_id, project=project),
        initial=given,
        actor=request.actor,
        project=project,
    )
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        try:
            _keep(request, project, row, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("已保存；谁改了什么、为什么，都在历史里。"))
            return redirect(f"{project.get_absolute_url()}#dossier")
    words = str(model._meta.verbose_name)
    way = (*trail(str(project), project.get_absolute_url()), Link(words))
    context = {"form": form, "project": project, "kind": words, "breadcrumbs": way}
    return render(request, "dossier/form.html", context, status=status_of(form))


@transaction.atomic
def _keep(request: ActorRequest, project: Project, row: Record | None, form: RecordForm) -> None:
    """The record and its paper: both or, where the paper is refused, neither."""
    actor, why = request.actor, form.cleaned_data["reason"]
    if row is None:
        kept: Any = actions.write(actor, project, form._meta.model, form.values(), reason=why)
    else:
        kept = actions.revise(actor, row, form.values(), reason=why)
    if brought := form.cleaned_data.get("file"):
        actions.attach(actor, kept, brought.name, brought.read(), reason=why)


def _model(kind: str) -> type[Record]:
    if kind not in queries.RECORDS:
        raise Http404
    return queries.RECORDS[kind]
