"""Tasks: the list with its batch, one task, a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.work import actions, policies
from shigu.work.filters.tasks import TaskFilter
from shigu.work.forms.files import FileForm
from shigu.work.forms.tasks import ReassignForm, SayForm, TaskForm, WhyForm
from shigu.work.models import Task
from shigu.work.moves import CLOSED, LABELS, from_here
from shigu.work.queries import tasks as queries
from shigu.work.tables.tasks import TaskTable
from shigu.work.views.frame import posted, tabs, trail

BATCH = ("accept", "confirm", "remind")


class TaskList(ListingView):
    """Tasks that one's districts gave, own or share."""

    template_name = "work/tasks.html"
    title: Words = gettext_lazy("任务")
    table_class = TaskTable
    filterset_class = TaskFilter
    export_name = "tasks"
    hidden_columns = ("escalated_to", "issued_at", "status")
    empty = Empty(
        gettext_lazy("没有任务"),
        gettext_lazy("放宽筛选条件；本区交办的、交给本区的和请本区协办的都在这里。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor)

    def get_counted(self, rows: Any) -> Any:
        self.counts = queries.counts()
        return super().get_counted(rows)

    def get_answer(self, rows: Any) -> Words:
        del rows
        told = {"open": self.counted["open"], "overdue": self.counted["overdue"]}
        if not told["overdue"]:
            return _("%(open)s 件未办结，没有逾期。") % told
        return _("%(open)s 件未办结，其中 %(overdue)s 件已逾期。") % told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tabs_row=tabs(self.request),
            may_issue=policies.may_issue(self.request.actor),
            batch=[(verb, LABELS.get(verb, _("催办"))) for verb in BATCH],
            **kwargs,
        )


def task(request: ActorRequest, key: UUID) -> HttpResponse:
    """The page of one task: what is asked, what was done, what one may do."""
    row = _seen(request, key)
    sides = policies.sides_of(request.actor, row)
    context = {
        "task": row,
        "with_them": [
            place
            for place in queries.named(row.parties)
            if place.pk not in (row.district_id, row.owner_id, row.escalated_to_id)
        ],
        "steps": [
            (step, LABELS.get(step.verb) or OTHERS[step.verb]) for step in queries.steps(row)
        ],
        "moves": from_here(row.state, sides),
        "may_reply": policies.may_reply(request.actor, row),
        "reassign": policies.may_reassign(request.actor, row)
        and ReassignForm(actor=request.actor, task=row),
        "open": row.state not in CLOSED,
        "say": SayForm(),
        "files": row.files.defer("content").select_related("added_by", "district"),
        "file_form": FileForm(),
        "why": WhyForm(),
        "events": timeline(row),
        "breadcrumbs": trail(Link(row.title)),
    }
    return render(request, "work/task.html", context)


OTHERS: dict[str, Words] = {
    "reply": gettext_lazy("答复"),
    "remind": gettext_lazy("催办"),
    "escalate": gettext_lazy("上报督办"),
    "reassign": gettext_lazy("改派"),
    "attach": gettext_lazy("加入附件"),
}


def new(request: ActorRequest) -> HttpResponse:
    """Give a task."""
    policies.may_issue(request.actor).require()
    form = TaskForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.issue(
                request.actor, told["district"], form.values(), with_them=told["with_them"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已交办；%s已收到通知。") % made.owner)
            return redirect(made)
    context = {"form": form, "breadcrumbs": trail(Link(_("交办")))}
    return render(request, "work/task_form.html", context, status=status_of(form))


@require_POST
def act(request: ActorRequest, key: UUID, verb: str) -> HttpResponse:
    """Move a task, answer, remind, or tell the level above."""
    row = _seen(request, key)
    text = request.POST.get("text", "")
    doing: dict[str, Callable[[], Any]] = {
        "reply": lambda: actions.reply(request.actor, row, text),
        "remind": lambda: actions.remind(request.actor, row, text),
        "escalate": lambda: actions.escalate(
            request.actor, row, reason=request.POST.get("reason", "")
        ),
        "reassign": lambda: _reassign(request, row),
    }
    do = doing.get(verb, lambda: actions.move(request.actor, row, verb, text))
    try:
        with transaction.atomic():
            do()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已记下：%s。") % (LABELS.get(verb) or OTHERS[verb]))
    return redirect(row)


def _reassign(request: ActorRequest, row: Task) -> None:
    form = ReassignForm(request.POST, actor=request.actor, task=row)
    if not form.is_valid():
        raise Refused(_("请选主办单位并写明事由。"))
    told = form.cleaned_data
    actions.reassign(request.actor, row, told["owner"], told["with_them"], reason=told["reason"])


@require_POST
def batch(request: ActorRequest) -> HttpResponse:
    """One move for several tasks: those that may take it do, the others are told."""
    verb = request.POST.get("verb", "")
    rows = queries.listed(request.actor).filter(pk__in=posted(request, "task"))
    done, refused = 0, []
    for row in rows if verb in BATCH else ():
        try:
            with transaction.atomic():
                _one(request, row, verb)
        except Refused as refusal:
            refused.append(f"{row.title}{_('：')}{refusal}")
        else:
            done += 1
    messages.success(request, ngettext("%s 件已办。", "%s 件已办。", done) % done)
    for words in refused:
        messages.error(request, words)
    return redirect("work:tasks")


def _one(request: ActorRequest, row: Task, verb: str) -> None:
    if verb == "remind":
        actions.remind(request.actor, row)
    else:
        actions.move(request.actor, row, verb)


def _seen(request: ActorRequest, key: UUID) -> Task:
    rows = queries.listed(request.actor).select_related("force", "issued_by", "assignee")
    return get_object_or_404(rows, pk=key)
