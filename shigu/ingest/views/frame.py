"""What the pages of the news share."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.face.pieces import Link, Tab, Words, links

TABS = ("documents", "events", "sources")


def tabs(current: str) -> list[Tab]:
    """The pages of the news beside each other."""
    words = {"documents": _("文章"), "events": _("事件"), "sources": _("资讯来源")}
    return [Tab(words[name], reverse(f"ingest:{name}"), name == current) for name in TABS]


def crumbs(*more: tuple[Words, str]) -> Sequence[Link]:
    """From the articles down to here."""
    return links([(_("资讯"), reverse("ingest:documents")), *more])
