"""Versions of the chain side by side, and what each link of one became in another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.chain import queries
from shigu.chain.models import Chain
from shigu.chain.views.frame import frame_of, trail
from shigu.districts.middleware import actor_of
from shigu.face.pieces import Empty


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """All versions, and two of them compared link by link (``?old=…&new=…``)."""
    actor, frame = actor_of(request), frame_of(request)
    known: list[Any] = list(queries.versions(actor))
    by_code = {chain.code: chain for chain in known}
    new = by_code.get(request.GET.get("new", "")) or frame.chain
    old = by_code.get(request.GET.get("old", "")) or _before(known, new)
    rows: list[Any] = list(queries.passed_on(actor, old, new)) if old and new else []
    return render(
        request,
        "chain/versions.html",
        frame.context("chain:versions")
        | {
            "breadcrumbs": trail((_("版本对照"), "")),
            "versions": known,
            "old": old,
            "new": new,
            "rows": rows,
            "mapped": sum(bool(row.into) for row in rows),
            "answer": _answer(known),
            "no_rows": _no_rows(old),
        },
    )


def _before(known: list[Any], new: Chain | None) -> Chain | None:
    """The first other version that has links, else any other."""
    others = [chain for chain in known if new is None or chain.pk != new.pk]
    with_links = [chain for chain in others if chain.leaves]
    return next(iter([*with_links, *others]), None)


def _no_rows(old: Chain | None) -> Empty | None:
    if old is None:
        return None
    return Empty(
        _("%s没有环节可对照") % old.name,
        _("只知道有过这个版本；找到它的环节后，导入 links 与 chain_mappings 两表即可对照。"),
    )


def _answer(known: list[Any]) -> str:
    worked_out = [chain.name for chain in known if chain.leaves]
    return _("共 %(n)d 个版本，%(m)d 个已展开到环节。") % {
        "n": len(known),
        "m": len(worked_out),
    }
