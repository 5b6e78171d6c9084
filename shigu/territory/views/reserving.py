"""Pages of reservations: keeping a space, what is kept until when, longer, placed, freed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused, may_write
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Empty
from shigu.territory import actions, queries
from shigu.territory.filters import ReservationFilter
from shigu.territory.forms import ConfirmForm, ExtendForm, FreeForm, ReserveForm
from shigu.territory.models import Reservation
from shigu.territory.standing import standing
from shigu.territory.tables import ReservationTable
from shigu.territory.views.frame import crumbs
from shigu.territory.views.holding import first_day, holding_page
from shigu.territory.views.lists import TerritoryList
from shigu.territory.views.space import found

ACTS: dict[str, tuple[Any, type[forms.Form], Callable[..., Reservation]]] = {
    "extend": (gettext_lazy("延长预留"), ExtendForm, actions.extend),
    "confirm": (gettext_lazy("预留转占用"), ConfirmForm, actions.confirm),
    "free": (gettext_lazy("释放预留"), FreeForm, actions.free),
}


class ReservationList(TerritoryList):
    """Everything that is or was kept for somebody, what lapses first standing first."""

    tab = "reservations"
    title = gettext_lazy("预留")
    table_class = ReservationTable
    filterset_class = ReservationFilter
    export_name = "reservations"
    empty = Empty(
        gettext_lazy("没有符合条件的预留"),
        gettext_lazy("在空间页上登记预留，或从项目页按需求找空间。"),
    )

    def get_queryset(self) -> Any:
        today = timezone.localdate()
        soon = Q(stage=Reservation.Stage.KEPT, expires_on__range=(today, today + timedelta(7)))
        kept = Q(stage=Reservation.Stage.KEPT, expires_on__gte=today)
        self.counts = {"kept": Count("pk", filter=kept), "soon": Count("pk", filter=soon)}
        rows = Reservation.objects.visible_to(actor_of(self.request))
        return rows.select_related("space__zone", "organisation", "district").defer(
            "district__boundary", "space__zone__geometry"
        )

    def get_answer(self, rows: Any) -> str:
        del rows
        return _("预留中 %(kept)d 项，7 天内到期 %(soon)d 项；到期未办的自动取消。") % {
            "kept": self.counted["kept"], "soon": self.counted["soon"],
        }  # fmt: skip


def reserve_page(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a space for someone until a day."""
    return reserving_page(request, code, {}, {}, actions.reserve)


def reserving_page(
    request: HttpRequest,
    code: str,
    initial: dict[str, Any],
    needs: dict[str, Any],
    act: Callable[..., Reservation],
) -> HttpResponse:
    """The form of a reservation, filled in with what is known, and the verb."""
    actor, space = actor_of(request), found(request, code)
    form = ReserveForm(
        request.POST or None,
        actor=actor,
        space=space,
        pools=queries.pools_of(actor, space),
        needs=needs,
        initial=first_day(space) | initial,
    )
    return holding_page(
        request, space, form, _("登记预留"), lambda given: act(actor, space, **given)
    )


def reservation_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is kept for whom until when, with what may be done."""
    row = _kept(request, key)
    today = timezone.localdate()
    context = {
        "row": row,
        "standing": standing(row, today),
        "open": row.stage == Reservation.Stage.KEPT and row.holds(today),
        "draws": row.draws.select_related("pool__zone", "pool__district"),
        "keep": may_write(actor_of(request), DataClass.TERRITORY, row.district),
        "history": timeline(row),
        "breadcrumbs": crumbs((_("预留"), reverse("territory:reservations")), (str(row), "")),
    }
    return render(request, "territory/reservation.html", context)


def act_page(request: HttpRequest, key: UUID, how: str) -> HttpResponse:
    """Extend, place or free; a refusal stands above the form."""
    if how not in ACTS:
        raise Http404
    row, (title, kind, act) = _kept(request, key), ACTS[how]
    may_write(actor_of(request), DataClass.TERRITORY, row.district).require()
    longest = row.expires_on + timedelta(days=settings.RESERVATION_DAYS)
    form = kind(request.POST or None, initial={"until": longest})
    if request.method == "POST" and form.is_valid():
        try:
            act(actor_of(request), row, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, forms.ValidationError(str(refusal)))
        else:
            messages.success(request, _("%s：已办理。") % title)
            return redirect(row.get_absolute_url())
    way = crumbs((_("预留"), reverse("territory:reservations")), (str(row), row.get_absolute_url()))
    context = {"space": row, "form": form, "title": title, "answer": str(row), "breadcrumbs": way}
    return render(request, "territory/holding.html", context, status=status_of(form))


def _kept(request: HttpRequest, key: UUID) -> Reservation:
    rows = Reservation.objects.visible_to(actor_of(request)).select_related(
        "space__zone", "district", "organisation"
    )
    return get_object_or_404(rows, pk=key)
