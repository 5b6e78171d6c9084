"""Several projects at once: chosen in the list, looked over, then all of them or none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.districts.models import User
from shigu.districts.policies import Refused
from shigu.districts.versions import INVALID
from shigu.projects import actions, queries
from shigu.projects.models import Project
from shigu.projects.policies import may_revise, may_take
from shigu.projects.procedure.table import steps_from
from shigu.projects.stages import Stage
from shigu.projects.views import trail

MOST = 200


class AssignForm(forms.Form):
    """Who follows them."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("跟踪负责人"),
        required=False,
        empty_label=gettext_lazy("不指定"),
    )
    reason = forms.CharField(label=gettext_lazy("事由"))

    def __init__(self, *args: Any, rows: Iterable[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        places = {row.district_id for row in rows}
        seated = User.objects.filter(memberships__district__in=places).distinct()
        field.queryset = seated.order_by("full_name", "pk")

    def act(self, actor: Actor, rows: list[Project]) -> int:
        """Put the person in charge of all of them."""
        told = self.cleaned_data
        return len(actions.assign(actor, rows, told["person"], reason=told["reason"]))


class MoveForm(forms.Form):
    """Where they go; only steps that ask for no evidence are taken for several at once."""

    stage = forms.ChoiceField(label=gettext_lazy("改到"))
    reason = forms.CharField(label=gettext_lazy("依据"))

    def __init__(self, *args: Any, rows: Iterable[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(stage.value, stage.label) for stage in reachable(rows)]

    def act(self, actor: Actor, rows: list[Project]) -> int:
        """Take the step with all of them."""
        told = self.cleaned_data
        stage = Stage(told["stage"])
        return len(actions.move_together(actor, rows, stage, reason=told["reason"]))


FORMS: dict[str, tuple[Any, type[AssignForm] | type[MoveForm]]] = {
    "assign": (gettext_lazy("指定跟踪负责人"), AssignForm),
    "move": (gettext_lazy("成批改阶段"), MoveForm),
}


def reachable(rows: Iterable[Project]) -> list[Stage]:
    """Stages that any of the projects may step to without evidence, in order."""
    targets = {
        step.target
        for stage in {row.stage for row in rows}
        for step in steps_from(Stage(stage))
        if not step.evidence
    }
    return [stage for stage in Stage if stage in targets]


@require_POST
def batch(request: ActorRequest) -> HttpResponse:
    """Look over what was chosen; with ``confirm`` do it to all of them, or to none."""
    verb = request.POST.get("verb", "")
    rows = _chosen(request)
    if verb not in FORMS or not rows:
        messages.error(request, _("请先在列表中选中项目。"))
        return redirect("projects:list")
    title, kind = FORMS[verb]
    form = kind(request.POST if "confirm" in request.POST else None, rows=rows)
    if form.is_valid():
        try:
            done = form.act(request.actor, rows)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, ngettext("%s 个项目已办。", "%s 个项目已办。", done) % done)
            return redirect("projects:list")
    asked = request.POST.get("stage", "")
    context = {
        "form": form,
        "verb": verb,
        "title": title,
        "rows": [(row, _why_not(request.actor, row, asked)) for row in rows],
        "breadcrumbs": trail(str(title)),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "projects/batch.html", context, status=status)


def _chosen(request: ActorRequest) -> list[Project]:
    keys: list[UUID] = []
    for raw in request.POST.getlist("project")[:MOST]:
        try:
            keys.append(UUID(raw))
        except ValueError:
            continue
    rows = queries.listed(request.actor).select_related("responsible")
    return list(rows.filter(pk__in=keys).order_by("code", "pk"))


def _why_not(actor: Actor, row: Project, asked: str) -> str:
    """What keeps a project from it; nothing where nothing is seen beforehand."""
    may = may_revise(actor, row)
    if not may or asked not in Stage:
        return may.why
    step = next((s for s in steps_from(Stage(row.stage)) if s.target == asked), None)
    if step is None:
        return _("从%s不能直接到这一阶段。") % row.get_stage_display()
    return may_take(actor, row, step).why
