"""One import: how far it is, what it would do, what is wrong with it, what it did."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from shigu.data import actions
from shigu.data.forms import ConfirmForm
from shigu.data.kept import BROUGHT, WORKING
from shigu.data.models import Import, ImportRow
from shigu.data.policies import may_bring, may_cancel
from shigu.data.tables import FaultTable, LineTable, title_of, words_of
from shigu.data.views.places import trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.timeline import timeline
from shigu.face.listing import ListingView
from shigu.face.pieces import Link, Progress, Stage, Tab, Words

State = Import.State
INVALID = 422
PHASES = {
    "waiting": gettext_lazy("等待后台处理"),
    "trying": gettext_lazy("核对引用、权限与冲突"),
    "keeping": gettext_lazy("比较新旧"),
    "writing": gettext_lazy("写入"),
}


class ImportPage(ListingView):
    """The rows of one import below what may be done with it now."""

    template_name = "data/import.html"
    request: ActorRequest

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, as the import stands now."""
        self.brought = _seen(request, kwargs["key"])
        self.faulty = bool(self.brought.faults)
        self.table_class = FaultTable if self.faulty else LineTable
        self.hidden_columns = _hidden(self.brought.table)
        self.export_name = f"{self.brought.filename}-{_('问题') if self.faulty else _('预览')}"
        self.title = self.brought.filename
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        lines = self.brought.lines.order_by("number", "id")
        asked = self.request.GET.get("state", "")
        if asked in ImportRow.State.values:
            return lines.filter(state=asked)
        return lines

    def _table(self, rows: Any) -> Any:
        table: Any = super()._table(rows)
        of = BROUGHT[self.brought.table]
        table.names = {field.name: title_of(field) for field in of.table.fields}
        table.words = words_of(of.table, of.rules)
        return table

    def get_answer(self, rows: Any) -> Words:
        del rows
        return sentence(self.brought)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = self.brought
        kwargs.setdefault("form", ConfirmForm())
        return super().get_context_data(
            brought=brought,
            table_title=title_of(BROUGHT[brought.table].table),
            job=progress(brought) if brought.under_way else None,
            mine=brought.user_id == self.request.actor.id,
            may_confirm=may_bring(self.request.actor, brought.table),
            may_cancel=may_cancel(self.request.actor, brought),
            bar=_bar(brought),
            states=_states(brought, self.request),
            events=timeline(brought),
            breadcrumbs=trail(Link(brought.filename)),
            again=reverse("data:table", args=[brought.table]),
            **kwargs,
        )


@require_POST
def confirm(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Have the rows written."""
    brought = _seen(request, key)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        page = ImportPage()
        page.setup(request, key=key)
        page.brought, page.faulty, page.table_class = brought, False, LineTable
        page.title = brought.filename
        context = page.get_context_data(form=form)
        return render(request, "data/import.html", context, status=INVALID)
    actions.confirm(request.actor, brought, reason=form.cleaned_data["reason"])
    return redirect(brought)


@require_POST
def cancel(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Stop it."""
    brought = _seen(request, key)
    actions.cancel(request.actor, brought)
    messages.info(request, _("已要求停止；已经开始的写入会整体撤回。"))
    return redirect(brought)


@require_GET
def how_far(request: ActorRequest, key: uuid.UUID) -> HttpResponse:
    """The progress piece; when there is nothing to wait for, the whole page anew."""
    brought = _seen(request, key)
    if not brought.under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "data/progress.html", {"job": progress(brought)})


def progress(brought: Import) -> Progress:
    """How far the worker is."""
    at = brought.progress
    return Progress(
        PHASES.get(at.phase, at.phase),
        at.done or None,
        brought.get_state_display(),
        refresh_url=reverse("data:how_far", args=[brought.pk]),
        cancel_url=reverse("data:cancel", args=[brought.pk]),
    )


def _hidden(table: str) -> tuple[str, ...]:
    """Columns that say nothing of a table: codes of rows of work, like firms but where told."""
    if table not in WORKING:
        return ("remark",)
    return ("code",) if WORKING[table].tells_near else ("code", "remark")


def sentence(brought: Import) -> str:
    """What became of it, in one sentence."""
    counts = {
        "table": title_of(BROUGHT[brought.table].table),
        "rows": brought.rows,
        "created": brought.created,
        "changed": brought.changed,
        "same": brought.same,
        "faults": brought.faults,
    }
    match brought.state:
        case State.FAULTY:
            return (
                ngettext(
                    "%(table)s：有 %(faults)s 个问题，什么也没有改动；按下表改正后重新上传。",
                    "%(table)s：有 %(faults)s 个问题，什么也没有改动；按下表改正后重新上传。",
                    brought.faults,
                )
                % counts
            )
        case State.READY if not brought.rows:
            return _("表里没有要导入的行。")
        case State.READY:
            return (
                ngettext(
                    "%(table)s %(rows)s 行：将新增 %(created)s、修改 %(changed)s、不变 %(same)s。",
                    "%(table)s %(rows)s 行：将新增 %(created)s、修改 %(changed)s、不变 %(same)s。",
                    brought.rows,
                )
                % counts
            )
        case State.DONE:
            return (
                _("%(table)s已导入：新增 %(created)s、修改 %(changed)s、不变 %(same)s。") % counts
            )
        case State.CANCELLED | State.FAILED:
            return brought.problem or _("已取消，什么也没有改动。")
        case _other:
            return _("%(table)s：后台正在处理，可以离开此页，回来时接着看。") % counts


def _seen(request: ActorRequest, key: uuid.UUID) -> Import:
    seen = Import.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("user", "district", "progress"), pk=key)


def _bar(brought: Import) -> tuple[Stage, ...]:
    names = (_("上传"), _("读取核对"), _("预览确认"), _("写入"), _("已导入"))
    reached = {
        State.READING: 1,
        State.FAULTY: 1,
        State.READY: 2,
        State.QUEUED: 3,
        State.WRITING: 3,
        State.DONE: 5,
    }.get(State(brought.state), 3 if brought.confirmed_at else 2)
    return tuple(
        Stage(name, "done" if at < reached else "now" if at == reached else "ahead")
        for at, name in enumerate(names)
    )


def _states(brought: Import, request: ActorRequest) -> tuple[Tab, ...]:
    if brought.faults or not brought.rows:
        return ()
    asked = request.GET.get("state", "")
    counts = (
        ("", brought.rows),
        ("new", brought.created),
        ("changed", brought.changed),
        ("same", brought.same),
    )
    labels = {"": _("全部")} | {str(state): str(state.label) for state in ImportRow.State}
    return tuple(
        Tab(labels[state], f"?state={state}" if state else "?", state == asked, count)
        for state, count in counts
    )
