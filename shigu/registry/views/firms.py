"""Pages of the loaded registry: search, take into the cluster."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.counting import CAP
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Empty, Words
from shigu.face.units import grouped
from shigu.registry import actions
from shigu.registry.filters import FirmFilter
from shigu.registry.firms.asking import TooSlow
from shigu.registry.firms.narrowing import coded
from shigu.registry.firms.query import Firms
from shigu.registry.firms.store import about, firms_file, positions_file
from shigu.registry.models import Organisation
from shigu.registry.places import names_here
from shigu.registry.queries import found, with_codes
from shigu.registry.tables import FirmTable
from shigu.registry.tabs import tabs
from shigu.registry.views.matrix import Named

NEAR = 5


def firms(actor: Actor) -> Firms | None:
    """The loaded registry, each page with the rows of the cluster; None where none is loaded."""
    path = firms_file()
    if path is None:
        return None

    def dress(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        known, names = with_codes(actor, [row["uscc"] for row in rows]), names_here()
        return [
            row
            | {
                "organisation": known.get(row["uscc"]),
                "place": names.get(row["district"], row["district"]),
            }
            for row in rows
        ]

    return Firms(path, positions_file(), dress=dress)


class FirmList(ListingView):
    """Firms of the loaded registry, found by words and narrowed."""

    template_name = "registry/firms.html"
    title = gettext_lazy("登记册")
    table_class = FirmTable
    filterset_class = FirmFilter
    export_name = "firms"
    hidden_columns = ("industry", "kind", "address", "former")
    empty = Empty(
        gettext_lazy("登记册里没有这样的企业"), gettext_lazy("少写几个字，或清除筛选条件。")
    )
    links: Named = staticmethod(lambda _request: {})
    request: ActorRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; where a question takes too long, a word about it instead of rows."""
        try:
            return super().get(request, *args, **kwargs)
        except TooSlow:
            messages.warning(request, _("这样问太慢，已停下；先选区县、环节，或写得更具体。"))
            return redirect("registry:firms")

    def get_queryset(self) -> Any:
        loaded = firms(self.request.actor)
        return Rows() if loaded is None else loaded

    def _filterset(self) -> Any:
        if firms_file() is None:
            return None
        narrowed = super()._filterset()
        assert narrowed is not None
        narrowed.filters["link"].extra["choices"] = list(self.links(self.request).items())
        return narrowed

    def get_answer(self, rows: Any) -> Words:
        known = about()
        if known is None:
            return _("还没有载入登记册。")
        many = len(rows)
        return _("%(many)s 家；登记册 %(file)s 共 %(all)s 家，%(day)s 载入。") % {
            "many": _("超过 10,000") if many > CAP else grouped(many),
            "file": known.file,
            "all": grouped(known.rows),
            "day": known.loaded_at[:10],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()
        seen = Organisation.objects.visible_to(self.request.actor)
        context = super().get_context_data(
            tabs=tabs("registry:firms"),
            about=about(),
            near=list(found(seen, text).select_related("district")[:NEAR]) if text else [],
            may_take=may_write_somewhere(self.request.actor, DataClass.REGISTRY),
            **kwargs,
        )
        return context | {"codes": [row["uscc"] for row in context["table"].page.object_list.data]}


@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """Take firms of the registry into the cluster, or bring those that are there up to date."""
    loaded, codes = firms(request.actor), request.POST.getlist("uscc")
    back = request.POST.get("next") or ""
    address = back if back.startswith(reverse("registry:firms")) else reverse("registry:firms")
    if loaded is None or not codes:
        messages.error(request, _("请先选中要取入的企业。"))
        return redirect(address)
    try:
        done = actions.take(
            request.actor, list(coded(loaded, codes)), reason=request.POST.get("reason", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done.said())
    return redirect(address)
