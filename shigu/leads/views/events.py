"""Promotion and matching events and their guests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django_filters.filterset import FilterSet

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty
from shigu.leads.actions import events as verbs
from shigu.leads.filters.events import EventFilter
from shigu.leads.forms.talks import EventForm, GuestForm
from shigu.leads.models import Guest, PromotionEvent
from shigu.leads.tables.events import EventTable
from shigu.leads.views.frame import done, trail
from shigu.projects.policies import may_file, may_file_in
from shigu.projects.tabs import tabs


class EventList(ListingView):
    """What districts hold, the newest first."""

    template_name = "leads/events.html"
    title = gettext_lazy("招商活动")
    table_class = EventTable
    filterset_class: type[FilterSet] | None = EventFilter
    export_name = "events"
    empty = Empty(gettext_lazy("没有招商活动"), gettext_lazy("推介会、对接会登记在这里。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        rows = PromotionEvent.objects.visible_to(self.request.actor).select_related("district")
        return rows.order_by("-on", "id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_file(self.request.actor)
        return super().get_context_data(tabs=tabs("leads:events"), may_file=may, **kwargs)


def announce(request: ActorRequest) -> HttpResponse:
    """Enter an event."""
    may_file(request.actor).require()
    form = EventForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made = verbs.announce(request.actor, values.pop("district"), values)
        messages.success(request, _("已登记“%s”。") % made.name)
        return redirect(made)
    steps = ((_("招商活动"), "leads:events"), (_("登记招商活动"), ""))
    context = {"form": form, "breadcrumbs": trail(*steps)}
    return render(request, "leads/announce.html", context, status=status_of(form))


def event(request: ActorRequest, key: UUID) -> HttpResponse:
    """One event with the guests that one's own district noted."""
    row = _event(request, key)
    actor = request.actor
    guests = Guest.objects.visible_to(actor).filter(event=row).select_related("district")
    places = {each.code: each.name for each in District.objects.visible_to(actor).for_choices()}
    context = {
        "event": row,
        "hosts": [places.get(code, code) for code in row.hosts],
        "told": _told(list(guests)),
        "guests": [(guest, bool(may_file_in(actor, guest.district))) for guest in guests],
        "may_file": may_file(actor),
        "form": GuestForm(actor=actor),
        "breadcrumbs": trail((_("招商活动"), "leads:events"), (row.name, "")),
    }
    return render(request, "leads/event.html", context)


def _told(guests: list[Guest]) -> str:
    """Who came, as far as one's own district noted it, and how many of them became leads."""
    leads = sum(guest.lead_id is not None for guest in guests)
    return ngettext(
        "本区登记来宾 %(n)s 位，其中 %(leads)s 位已转为线索。",
        "本区登记来宾 %(n)s 位，其中 %(leads)s 位已转为线索。",
        len(guests),
    ) % {"n": len(guests), "leads": leads}


@require_POST
def note_guest(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep who came."""
    row, form = _event(request, key), GuestForm(request.POST, actor=request.actor)

    def act() -> object:
        values = dict(form.cleaned_data)
        return verbs.note_guest(request.actor, row, values.pop("district"), values)

    return done(request, form, act, _("已登记来宾；只有本区看得到。"), row.get_absolute_url())


@require_POST
def of_guest(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make a lead of a guest."""
    rows = Guest.objects.visible_to(request.actor).select_related("district", "event")
    guest = get_object_or_404(rows, pk=key)
    lead = verbs.lead_of(request.actor, guest, reason=_("来自活动“%s”") % guest.event)
    messages.success(request, _("已登记“%s”；下面可以补充其余内容。") % lead.project)
    return redirect(lead)


def _event(request: ActorRequest, key: UUID) -> PromotionEvent:
    rows = PromotionEvent.objects.visible_to(request.actor).select_related("district")
    found: PromotionEvent = get_object_or_404(rows, pk=key)
    return found
