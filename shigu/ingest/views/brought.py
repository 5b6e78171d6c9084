"""What was found of pages that wait for the person who brought them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.ingest.models import FetchedPage, Run
from shigu.ingest.policies import may_confirm


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with what was found of it, or its faults in the language of the reader."""

    page: FetchedPage
    found: dict[str, Any]
    faults: list[str]

    @property
    def title(self) -> str:
        return self.found.get("title") or self.page.url

    @property
    def url(self) -> str:
        """The stored article that it is like."""
        like = self.found.get("like")
        return reverse("ingest:document", args=[like]) if like else ""

    @property
    def said(self) -> str:
        """How it stands to what is stored and to what came with it; empty where it is like none."""
        told = {"likeness": f"{100 * self.found.get('likeness', 0):.0f}"}
        match self.found["standing"], "twin" in self.found:
            case "known", False:
                return _("已经有了，不再存")
            case "known", True:
                return _("同一份，只存一次：")
            case "version", _twin:
                return _("同一网址的新一版，前一版：")
            case "copy", _twin:
                return _("%(likeness)s％ 相同，归入同源，不另作确认：") % told
            case "rewrite", _twin:
                return _("像是改写（%(likeness)s％）：") % told
        return ""


def brought_by(request: ActorRequest, run: Run) -> dict[str, Any]:
    """The pages, for whoever may confirm them."""
    if not may_confirm(request.actor, run):
        return {}
    language = "en" if get_language() == "en" else "zh"
    pages = run.pages.defer("content").order_by("pk")
    shown = [
        Shown(page, found, [fault[language] for fault in found.get("faults", ())])
        for page in pages
        if (found := page.found) is not None
    ]
    return {"brought": shown, "storable": any(one.page.waits for one in shown)}
