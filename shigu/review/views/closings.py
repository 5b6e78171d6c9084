"""Gaps that were filled by what was accepted from news, with the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.chain.models import Link
from shigu.districts.middleware import ActorRequest
from shigu.face.columns import Column, StatusColumn
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.registry.views import Panel
from shigu.review.closing import Closing, closings
from shigu.review.views.queue import trail

STATES: dict[str, Any] = {
    "closed": gettext_lazy("已不是缺口"),
    "landed": gettext_lazy("已由落地填补"),
    "waiting": gettext_lazy("等待重新评估"),
    "stands": gettext_lazy("仍是缺口"),
}
SHAPES = {"closed": "good", "landed": "good", "waiting": "waiting", "stands": "weak"}


class ClosingTable(tables.Table):
    """One line an accepted landing at a gap."""

    link = Column(gettext_lazy("环节"), linkify=lambda record: record["link_url"])
    who = Column(gettext_lazy("企业或项目"), linkify=lambda record: record["who_url"])
    before = Column(gettext_lazy("采纳前"))
    after = StatusColumn(
        verbose_name=gettext_lazy("现在"),
        shapes=SHAPES,
        words=STATES,
    )
    sentence = Column(
        gettext_lazy("依据的原文"), attrs={"td": {"class": "wrap-cell roomy"}}, orderable=False
    )
    accepted = Column(pgettext_lazy("研判", "采纳"))

    class Meta:
        row_attrs = {"data-href": lambda record: record["url"]}


class Closings(ListingView):
    """What landed at gaps."""

    title = gettext_lazy("缺口的填补")
    table_class = ClosingTable
    export_name = "closings"
    empty = Empty(
        gettext_lazy("还没有落地填补缺口"),
        gettext_lazy("采纳一条环节归属或项目落地、且那个环节评估为缺口时，会列在这里。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return [line_of(each) for each in closings(self.request.actor)]

    def get_answer(self, rows: Any) -> Words:
        told = {state: sum(row["after"] == state for row in rows) for state in STATES}
        return _(
            "%(all)d 处缺口有了落地：%(landed)d 处由项目落地填补，"
            "%(closed)d 处重新评估后已不是缺口。"
        ) % {"all": len(rows), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(breadcrumbs=trail(), **kwargs)


def line_of(each: Closing) -> dict[str, Any]:
    """A closing as a row of the list."""
    state, page = each.standing, each.proposal.get_absolute_url()
    firm = each.position.organisation if each.position else None
    judged = each.judgement
    return {
        "link": each.link.name,
        "link_url": each.link.get_absolute_url(),
        "who": firm.name if firm else each.proposal.subject,
        "who_url": firm.get_absolute_url() if firm else page,
        "before": each.before.get_status_display(),
        "after": state,
        "after_word": STATES[state],
        "after_shape": SHAPES[state],
        "now": each.after.get_status_display() if each.after else "",
        "sentence": each.sentence,
        "accepted": f"{judged.by_name} {judged.at:%Y-%m-%d}" if judged else _("由所属区县采纳"),
        "landed": state == "landed",
        "url": page,
    }


def panel(request: HttpRequest, link: Link) -> Iterable[Panel]:
    """On the page of a link: what landed at its gap."""
    found = [line_of(each) for each in closings(cast("ActorRequest", request).actor, link)]
    if found:
        yield Panel(_("缺口的填补"), "review/closing.html", {"closings": found})
