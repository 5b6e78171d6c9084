"""The queue: what waits, narrowed and sorted, and where in it one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.review import actions
from shigu.review.bridge import documents_waiting
from shigu.review.models import NewsProposal, State
from shigu.review.policies import may_read_in
from shigu.review.queries import listed
from shigu.review.seconds import STANDINGS, UNASKED, tally
from shigu.review.tables import ProposalFilter, ProposalTable

DEEPEST = 1_000
"""So far down the queue one walks by keyboard."""
OF_ONE = ("after",)
"""Parameters that are of one page and not of the queue."""


class Queue(ListingView):
    """What waits for a person."""

    title = gettext_lazy("资讯研判")
    template_name = "review/queue.html"
    table_class = ProposalTable
    filterset_class = ProposalFilter
    export_name = "proposals"
    hidden_columns = ("published", "site", "doubts", "modality", "second")
    counts = {
        "reopened": Count("pk", filter=Q(state=State.REOPENED)),
        "alone": Count("pk", filter=Q(bulk=False)),
    }
    empty = Empty(
        gettext_lazy("没有等待判断的提议"),
        gettext_lazy("读取新文章，或放宽筛选条件看已经判断过的。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return listed(self.request.actor).order_by("-made_at", "id")

    def get_answer(self, rows: Any) -> Words:
        counts = self.counted
        if not counts.get("found"):
            return ""
        said = _("%(found)d 条，其中 %(reopened)d 条原文有变，%(alone)d 条要逐条看。") % counts
        told = tally(rows, counts["found"])
        if told[UNASKED] == counts["found"]:
            return said
        parts = _("、").join(f"{STANDINGS[name]} {n}" for name, n in told.items())
        return said + _("第二读者：%s。") % parts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        told = super().get_context_data(**kwargs)
        first = Place.of(self.request, None).next
        return told | {
            "may_read_in": may_read_in(actor),
            "unread": documents_waiting(actor).count(),
            "first": first,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a proposal stands in the queue of an address: the addresses around it, and which."""

    number: int
    total: int
    next: str
    previous: str
    asked: str

    @classmethod
    def of(cls, request: ActorRequest, key: UUID | None) -> Self:
        """The place of ``key`` in the queue that the query of the request asks for."""
        asked = _asked(request.GET)
        keys = _keys(request, asked)
        at = keys.index(key) if key in keys else -1
        return cls(
            at + 1,
            len(keys),
            _address(keys[at + 1], asked) if at + 1 < len(keys) else "",
            _address(keys[at - 1], asked) if at > 0 else "",
            asked.urlencode(),
        )


def _asked(query: QueryDict) -> QueryDict:
    rest = query.copy()
    for name in OF_ONE:
        rest.pop(name, None)
    return rest


def _keys(request: ActorRequest, asked: QueryDict) -> list[UUID]:
    rows = listed(request.actor).order_by("-made_at", "id")
    shown = ProposalFilter(asked or None, queryset=rows, request=request).qs
    table: Any = ProposalTable
    ordered = table(shown)
    if sort := asked.getlist("sort"):
        ordered.order_by = sort
    found: Any = ordered.data.data
    return list(found.values_list("pk", flat=True)[:DEEPEST])


def _address(key: UUID, asked: QueryDict) -> str:
    query = asked.urlencode()
    address = reverse("review:proposal", args=[key])
    return f"{address}?{query}" if query else address


@require_POST
def read_in(request: ActorRequest) -> HttpResponse:
    """Ask new articles for proposals."""
    asked = actions.read_in(request.actor)
    waiting = NewsProposal.objects.visible_to(request.actor).filter(state=State.PROPOSED).count()
    messages.success(
        request,
        _("读了 %(asked)d 篇文章；现有 %(waiting)d 条待研判。")
        % {"asked": asked, "waiting": waiting},
    )
    return redirect("review:queue")


def trail(*ends: Link) -> tuple[Link, ...]:
    """The way to a page of the desk."""
    return (Link(_("资讯研判"), reverse("review:queue")), *ends)
