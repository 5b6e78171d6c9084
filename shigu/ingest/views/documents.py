"""Articles: the list that is searched, and one article with what was read in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.districts.middleware import ActorRequest
from shigu.engine.text.normal.integrity import CONFIRMED_FROM
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.ingest import queries
from shigu.ingest.filters import DocumentFilter
from shigu.ingest.models import Document, Statement
from shigu.ingest.policies import may_bring
from shigu.ingest.tables import DocumentTable
from shigu.ingest.text import lines
from shigu.ingest.views.frame import crumbs, tabs
from shigu.ingest.views.second import panel_of
from shigu.registry.models import Organisation


class Documents(ListingView):
    """Every article in its latest version."""

    title = gettext_lazy("资讯")
    template_name = "ingest/documents.html"
    table_class = DocumentTable
    filterset_class = DocumentFilter
    export_name = "news"
    page_size = 25
    hidden_columns = ("source", "author", "url", "fetched_at")
    counts = {
        "sound": Count("pk", filter=Q(integrity__gte=CONFIRMED_FROM)),
        "stories": Count("family", distinct=True),
    }
    empty = Empty(
        gettext_lazy("没有找到文章"),
        gettext_lazy("少写几个字或清除筛选；来源在“资讯来源”登记，手边的网页和文字点“带来网页”。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.documents(self.request.actor).defer("bands", "signs")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return ngettext(
            "%(found)d 篇文章，讲的是 %(stories)d 件事；%(sound)d 篇的可信度足以单独作确认。",
            "%(found)d 篇文章，讲的是 %(stories)d 件事；%(sound)d 篇的可信度足以单独作确认。",
            self.counted["found"],
        ) % {**self.counted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_bring(self.request.actor)
        return super().get_context_data(tabs=tabs("documents"), may_bring=may, **kwargs)


def document(request: ActorRequest, key: int) -> HttpResponse:
    """One article: its text, what was read in it, its family, versions and relations."""
    seen = Document.objects.visible_to(request.actor).select_related(
        "source", "family__like", "run__asked_by"
    )
    row = get_object_or_404(seen, pk=key)
    told = list(row.statements.order_by("number"))
    said = [each for each in told if not each.is_second]
    family = Document.objects.filter(family=row.family, later=None).exclude(pk=row.pk)
    context = {
        "document": row,
        "answer": _sentence(said),
        "lines": lines(row, said),
        "said": [each for each in said if each.kind != Statement.Kind.ENTITY],
        "machine_said": said,
        "second_reader": panel_of(request, row),
        "second": [each for each in told if each.is_second],
        "names": _names(request, said),
        "family": family.only("title", "site", "published", "url"),
        "rewritten": _of_family(row.family.like_id),
        "versions": queries.versions(row),
        "related": queries.related(request.actor, row),
        "confirms": row.integrity >= CONFIRMED_FROM,
        "breadcrumbs": crumbs((str(row), "")),
    }
    return render(request, "ingest/document.html", context)


def _sentence(said: list[Statement]) -> str:
    names = len({each.name for each in said if each.kind == Statement.Kind.ENTITY})
    told = {"names": names, "others": sum(each.kind != Statement.Kind.ENTITY for each in said)}
    return (
        _("读出 %(names)d 个名称、%(others)d 条数值、关系和事件，都是机器提议，逐条指回原文。")
        % told
    )


def _names(request: ActorRequest, said: list[Statement]) -> list[dict[str, Any]]:
    """Each name once, with the organisation of the register that is called so."""
    first: dict[str, Statement] = {}
    for each in said:
        if each.kind == Statement.Kind.ENTITY:
            first.setdefault(each.name, each)
    known = Organisation.objects.visible_to(request.actor).filter(name_zh__in=first)
    rows = {one.name_zh: one for one in known.only("name_zh", "name_en")}
    return [{"said": each, "row": rows.get(name)} for name, each in first.items()]


def _of_family(family: int | None) -> Document | None:
    if family is None:
        return None
    return Document.objects.filter(family=family).only("title", "url").order_by("id").first()
