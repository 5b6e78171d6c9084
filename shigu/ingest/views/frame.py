"""What the pages of the news share."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shigu.face.pieces import Link, Tab, Words, links

TABS = ("documents", "events", "sources")


def tabs(current: str) -> list[Tab]:
    """The pages of the news beside each other."""
    words = {
        "documents": pgettext("页", "文章"),
        "events": pgettext("页", "事件"),
        "sources": pgettext("页", "资讯来源"),
    }
    return [Tab(words[name], reverse(f"ingest:{name}"), name == current) for name in TABS]


def crumbs(*more: tuple[Words, str]) -> Sequence[Link]:
    """From the articles down to here."""
    return links([(_("资讯"), reverse("ingest:documents")), *more])
