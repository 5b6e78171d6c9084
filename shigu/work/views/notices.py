"""Notices: the list, the bell, and how one is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.work import actions
from shigu.work.filters.notices import NoticeFilter
from shigu.work.forms.notices import PreferenceForm
from shigu.work.models import Notice
from shigu.work.queries import notices as queries
from shigu.work.tables.notices import NoticeTable
from shigu.work.views.frame import posted, tabs


class NoticeList(ListingView):
    """What one was told, the newest first."""

    template_name = "work/notices.html"
    title = gettext_lazy("通知")
    table_class = NoticeTable
    filterset_class = NoticeFilter
    export_name = "notices"
    empty = Empty(
        gettext_lazy("没有通知"),
        gettext_lazy("交给您的任务、要您答复的请示和会议会出现在这里；也可让它们发到邮箱。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.of_reader(self.request.actor)

    def get_answer(self, rows: Any) -> Words:
        del rows
        count = queries.unread(self.request.actor)
        if not count:
            return _("没有未读的通知。")
        return ngettext("有 %s 条未读。", "有 %s 条未读。", count) % count

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs_row=tabs(self.request), **kwargs)


def bell(request: ActorRequest) -> HttpResponse:
    """The mark in the page head with the count of what is unread."""
    return render(request, "work/bell.html", {"unread": queries.unread(request.actor)})


def open_notice(request: ActorRequest, key: UUID) -> HttpResponse:
    """Go to what a notice is about; it is read then."""
    row = get_object_or_404(queries.of_reader(request.actor), pk=key)
    actions.mark_read(request.actor, [row])
    return redirect(row.address or "work:notices")


@require_POST
def mark_read(request: ActorRequest) -> HttpResponse:
    """Mark one's notices as read: those of the form, or all."""
    if keys := posted(request, "notice"):
        rows = Notice.objects.filter(person=request.actor.id, pk__in=keys)
        count = actions.mark_read(request.actor, rows)
    else:
        count = actions.mark_all_read(request.actor)
    messages.success(request, ngettext("%s 条已标为已读。", "%s 条已标为已读。", count) % count)
    return redirect("work:notices")


def preference(request: ActorRequest) -> HttpResponse:
    """When one gets mail."""
    chosen = queries.preference(request.actor)
    form = PreferenceForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        actions.choose_rhythm(request.actor, form.values())
        messages.success(request, _("已保存。"))
        return redirect("work:preference")
    trail = (Link(_("通知"), reverse("work:notices")), Link(_("通知方式")))
    email = request.user.email if request.user.is_authenticated else ""
    context = {"form": form, "chosen": chosen, "email": email, "breadcrumbs": trail}
    return render(request, "work/preference.html", context, status=status_of(form))
