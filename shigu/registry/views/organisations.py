"""Pages of organisations. Apps above put their panels on a profile; ``web`` composes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Answer, may_write_somewhere
from shigu.districts.versions import status_of
from shigu.districts.vocabulary import DataClass
from shigu.face import units
from shigu.face.counting import CAP
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Figure, Link, Source, Why, Words
from shigu.registry import actions, queries
from shigu.registry.filters import OrganisationFilter
from shigu.registry.forms import OrganisationForm
from shigu.registry.models import Organisation
from shigu.registry.policies import may_write_in
from shigu.registry.tables import OrganisationTable
from shigu.registry.tabs import tabs


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of a profile that another app fills."""

    title: Words
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    link: Link | None = None


PanelsOf = Callable[[ActorRequest, Organisation], Iterable[Panel]]


class OrganisationList(ListingView):
    """Everyone on the register, found by words and narrowed by place and kind."""

    template_name = "registry/organisations.html"
    title = gettext_lazy("企业与机构")
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    export_name = "organisations"
    hidden_columns = ("uscc", "stock_code", "zone", "address", "source", "code", "status")
    empty = Empty(
        gettext_lazy("没有找到这样的机构"),
        gettext_lazy("少写几个字、换一个产品名，或清除筛选条件；确实没有的，可以登记或导入。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        seen = Organisation.objects.visible_to(self.request.actor)
        return seen.select_related("district", "zone", "source").order_by("name_zh", "id")

    def get_counted(self, rows: Any) -> Mapping[str, Any]:
        """Counted no further than the pages go."""
        counted: Mapping[str, Any] = rows.order_by()[: CAP + 1].aggregate(
            found=Count("pk"), inside=Count("pk", filter=Q(district__player__gt=""))
        )
        return counted

    def get_answer(self, rows: Any) -> Words:
        del rows
        counts = self.counted
        if counts["found"] > CAP:
            return _("超过 10,000 家；先筛选区县或搜索产品，才看得清。")
        return ngettext(
            "共 %(found)s 家：集群各区 %(inside)s 家，外地或地点未知 %(outside)s 家。",
            "共 %(found)s 家：集群各区 %(inside)s 家，外地或地点未知 %(outside)s 家。",
            counts["found"],
        ) % {**counts, "outside": counts["found"] - counts["inside"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_write_somewhere(self.request.actor, DataClass.REGISTRY)
        shown = tabs("registry:organisations")
        return super().get_context_data(may_register=may, tabs=shown, **kwargs)


def organisation(
    request: ActorRequest, key: int, panels: PanelsOf = lambda _request, _row: ()
) -> HttpResponse:
    """The profile of one organisation."""
    kept = Organisation.objects.filter(pk=key).values_list("merged_into", flat=True).first()
    if kept is not None:
        return redirect("registry:organisation", kept)
    row = seen(request, key)
    may = may_write_in(request.actor, row.district)
    context = {
        "organisation": row,
        "answer": _sentence(row),
        "strip": _figures(row),
        "may_edit": may,
        "events": queries.history(row),
        "panels": [*_told(request, row, may), *panels(request, row)],
        "breadcrumbs": trail(row.name),
    }
    return render(request, "registry/organisation.html", context)


def _told(request: ActorRequest, row: Organisation, may: Answer) -> Iterable[Panel]:
    """What it is known by, who owns whom, and what is heard of it, where anything is."""
    known: dict[str, Any] = queries.known_by(row)
    if may or any(known.values()):
        told = known | {"may": may, "organisation": row}
        yield Panel(_("其他名称与代码"), "registry/known_by.html", told)
    holdings = list(queries.holdings(request.actor, row))
    if holdings:
        shown = {"holdings": holdings, "organisation": row}
        yield Panel(_("持股关系"), "registry/holdings.html", shown)
    heard = {
        "organisation": row,
        "signals": list(queries.signals(request.actor, row)),
        "may": may,
    }
    yield Panel(_("动向"), "registry/signals.html", heard)


def register(request: ActorRequest) -> HttpResponse:
    """Enter a new organisation."""
    may_write_somewhere(request.actor, DataClass.REGISTRY).require()
    form = OrganisationForm(request.POST or None, actor=request.actor, initial=_guess(request))
    if request.method == "POST" and form.is_valid():
        made = actions.register(request.actor, form.row, reason=form.cleaned_data["reason"])
        messages.success(request, _("已登记“%s”。") % made.name)
        return redirect(made)
    context = {"form": form, "breadcrumbs": trail(_("登记机构")), "new": True}
    return render(request, "registry/form.html", context, status=status_of(form))


def edit(request: ActorRequest, key: int) -> HttpResponse:
    """Change what is known about an organisation."""
    row = seen(request, key)
    may_write_in(request.actor, row.district).require()
    name = row.name
    form = OrganisationForm(request.POST or None, instance=row, actor=request.actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        actions.edit(request.actor, row, form.row, reason=form.cleaned_data["reason"])
        messages.success(request, _("已保存；谁改了什么、为什么，都在右侧的历史里。"))
        return redirect(row)
    crumbs = (*trail(name, row.get_absolute_url()), Link(_("修改")))
    context = {"form": form, "organisation": row, "name": name, "breadcrumbs": crumbs}
    return render(request, "registry/form.html", context, status=status_of(form))


def seen(request: ActorRequest, key: int) -> Organisation:
    """The standing organisation that the reader sees, or 404."""
    rows = Organisation.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("district", "zone", "source"), pk=key)


def _guess(request: HttpRequest) -> dict[str, str]:
    """What the reader searched for and did not find is what is entered."""
    return {"name_zh": request.GET.get("name", "")}


def trail(name: str, url: str = "") -> tuple[Link, ...]:
    """Where a page of one organisation lies."""
    return (Link(_("企业与机构"), reverse("registry:organisations")), Link(name, url))


def _sentence(row: Organisation) -> str:
    place = row.district.name if row.district else _("地点未知")
    kind = row.get_kind_display()
    first = _("%(place)s的%(kind)s") % {"place": place, "kind": kind}
    since = _("，成立于 %s") % row.founded if row.founded else ""
    made = _("，做%s") % _("、").join(row.products[:3]) if row.products else _("，产品尚未登记")
    return capfirst(first + since + made + _("。"))


def _figures(row: Organisation) -> tuple[Figure, ...]:
    source = row.source
    why = Why(sources=(Source(source.title, url=_address(source.url)),)) if source else None
    badge = "illustrative" if row.status == "illustrative" else ""
    language = get_language() or "zh-hans"
    amounts = ((_("营业收入"), row.revenue_wan), (_("注册资本"), row.capital_wan))
    known = [
        (name, *units.money_parts(units.from_wan(wan), language))
        for name, wan in amounts
        if wan is not None
    ]
    if row.staff is not None:
        known.append((_("员工"), units.grouped(row.staff), _("人")))
    return tuple(Figure(*figure, why=why, badge=badge) for figure in known)


def _address(url: str) -> str:
    """Sources were noted without their scheme; anything but the web is no address."""
    if url.startswith(("http://", "https://")):
        return url
    return f"https://{url}" if url and ":" not in url and "…" not in url else ""
