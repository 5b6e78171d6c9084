"""One link: what it is, who stands there, what it needs, how sure its gap is, whom to bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.chain import queries
from shigu.chain.models import CandidateFinding, Capability, Link, LinkFinding, Scenario, Supply
from shigu.chain.said import quotient, quotient_why, rounded, told, why_of_gap
from shigu.chain.views.falling import falling
from shigu.chain.views.frame import Frame, frame_of, trail
from shigu.chain.views.graph import standing_of
from shigu.chain.views.receipt import Receipt, receipt_of
from shigu.chain.views.space import in_space
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import may_write_somewhere
from shigu.districts.timeline import timeline
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Figure, Input, Why
from shigu.registry.views import Panel

PanelsOf = Callable[[HttpRequest, Link], Iterable[Panel]]
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Presence:
    """What one district has at the link."""

    district: District
    organisations: int
    facts: int
    quotient: str
    why: Why


@dataclass(frozen=True, slots=True)
class Dependent:
    """An application that leans on the link."""

    link: Link
    cut: float
    bare: float


@require_GET
def link(
    request: HttpRequest, code: str, panels: PanelsOf = lambda _request, _link: ()
) -> HttpResponse:
    """The page of one link; apps above put their sections on it."""
    row = seen(request, code)
    frame = frame_of(request, row.chain)
    finding = _finding(frame, row)
    found = finding.assessed if finding else None
    here = queries.positions_at(frame.actor, row)
    children = _children(frame, row)
    context = frame.context("") | {
        "link": row,
        "finding": finding,
        "answer": segment_answer(frame, row, children) if children else answer(row, finding),
        "strip": strip(finding) if finding else (),
        "presences": _presences(frame.actor, found) if found else {},
        "children": children,
        "positions": here[:SHOWN],
        "more": max(0, here.count() - SHOWN),
        "supplies_in": _supplies(frame, row.supplies_in.all(), "from_link"),
        "supplies_out": _supplies(frame, row.supplies_out.all(), "to_link"),
        "dependents": _dependents(row, found) if found else (),
        "receipt": _receipt(frame, finding),
        **_deeper(frame, finding),
        "candidates": _candidates(frame, row),
        "may_hear": may_write_somewhere(frame.actor, DataClass.REGISTRY),
        "capabilities": _capabilities(frame.actor, row),
        "scenarios": _scenarios(frame.actor, row),
        **falling(frame, row),
        "space": in_space(frame, row),
        "panels": list(panels(request, row)),
        "events": timeline(row),
        "breadcrumbs": trail((row.name, "")),
    }
    return render(request, "chain/link.html", context)


def seen(request: HttpRequest, code: str) -> Link:
    """The link with this code, 404 for who may not see it."""
    links = Link.objects.visible_to(actor_of(request))
    return get_object_or_404(links.select_related("chain", "parent", "source"), code=code)


def _finding(frame: Frame, row: Link) -> LinkFinding | None:
    found = LinkFinding.objects.visible_to(frame.actor)
    return found.filter(assessment=frame.assessment, link=row).first()


def answer(row: Link, finding: LinkFinding | None) -> str:
    """The one sentence: how it stands, and where it comes among the gaps."""
    if finding is None:
        return row.definition or _("还没有评估。")
    standing = told(finding.assessed["reasons"][0])
    if finding.rank is None:
        return standing
    rank = _("在缺口中列第 %(rank)d，排进前三的概率 %(chance)s。") % {
        "rank": finding.rank,
        "chance": rounded(finding.chance_three),
    }
    return _("%(standing)s%(rank)s") % {"standing": standing, "rank": rank}


def segment_answer(frame: Frame, row: Link, children: Sequence[Any]) -> str:
    """How the links of a segment stand."""
    head = _("%(segment)s的 %(n)d 个环节") % {"segment": row.name, "n": len(children)}
    if frame.assessment is None:
        return _("%s尚未评估。") % head
    return standing_of(children, head)


def strip(finding: LinkFinding) -> tuple[Figure, ...]:
    """Key figures of a link, each with its reason."""
    found = finding.assessed
    ring = found["controllable"]
    critical = next(r for r in found["reasons"] if r["code"] == "chain.criticality")
    return (
        Figure(
            _("本地企业"),
            str(finding.organisations),
            _("家"),
            note=_("单一来源") if finding.single_source else "",
            why=Why(" ".join(told(r) for r in found["reasons"] if r is not critical)),
        ),
        Figure(
            _("区位商"),
            f"{finding.quotient:.2f}" if finding.quotient is not None else "—",
            note=_interval(found) if finding.quotient is not None else _("没有；看原因"),
            why=quotient_why(found),
        ),
        Figure(
            _("断供使应用损失"),
            rounded(finding.criticality),
            note=_("关键缺口") if finding.critical else "",
            why=_loss_why(critical),
        ),
        Figure(
            _("集群内可控"),
            rounded(ring["cluster"]),
            note=_("市 %(city)s · 省 %(province)s · 国 %(nation)s")
            % {scope: rounded(ring[scope]) for scope in ("city", "province", "nation")},
            why=Why(
                _("环节所需（连同它自己和各级投入）由各圈层内企业供给的部分。"),
                formula=_("可控 = ½ 自有 + ½ Σ 投入份额 × 投入的可控"),
            ),
        ),
    )


def _interval(found: Mapping[str, Any]) -> str:
    ratio: dict[str, float] = found["location_quotient"]
    return str(_("90%% 区间 %(low).2f–%(high).2f") % ratio)


def _loss_why(critical: Mapping[str, Any]) -> Why:
    given = critical["inputs"]
    return Why(
        told(critical),
        inputs=(
            Input(_("考虑替代"), rounded(given["criticality"])),
            Input(_("全无替代"), rounded(given["criticality_without_substitutes"])),
            Input(_("判为关键的下限"), rounded(given["critical_from"])),
            Input(_("政策权重"), f"{given['policy_weight']:g}"),
        ),
    )


def _presences(actor: Actor, found: Mapping[str, Any]) -> dict[str, list[Presence]]:
    """Districts where somebody stands, the most first, and those where nobody does."""
    places = District.objects.visible_to(actor).filter(code__in=found["by_district"])
    named = {place.code: place for place in places}
    rows = [
        Presence(
            named[code],
            here["organisations"],
            here["facts"],
            quotient(here["location_quotient"]),
            quotient_why(here),
        )
        for code, here in found["by_district"].items()
        if code in named
    ]
    rows.sort(key=lambda row: (-row.organisations, row.district.code))
    return {
        "here": [row for row in rows if row.organisations],
        "none": [row for row in rows if not row.organisations],
    }


def _children(frame: Frame, row: Link) -> list[Any]:
    """The links of a segment; none for a link."""
    if row.parent_id is not None:
        return []
    rows = queries.leaves(frame.actor, frame.chain, frame.assessment)
    return list(rows.filter(parent=row).order_by("code"))


def _supplies(frame: Frame, rows: QuerySet[Supply], end: str) -> list[dict[str, Any]]:
    """Supplies with how their other end stands, the weightiest first."""
    listed = list(rows.select_related(end, "source").order_by("-weight", "code"))
    others = [getattr(row, end) for row in listed]
    found = LinkFinding.objects.filter(assessment=frame.assessment, link__in=others)
    standing = {finding.link_id: finding for finding in found.only("link", "status", "critical")}
    return [
        {"supply": row, "other": other, "finding": standing.get(other.pk)}
        for row, other in zip(listed, others, strict=True)
    ]


def _dependents(row: Link, found: Mapping[str, Any]) -> list[Dependent]:
    named = {
        other.code: other
        for other in Link.objects.filter(
            chain=row.chain_id, code__in=[one["link"] for one in found["hangs_on"]]
        )
    }
    return [
        Dependent(named[one["link"]], one["cut"], one["cut_without_substitutes"])
        for one in found["hangs_on"]
        if one["link"] in named
    ]


def _receipt(frame: Frame, finding: LinkFinding | None) -> Receipt | None:
    if finding is None or finding.gap is None:
        return None
    return receipt_of(frame.actor, finding)


def _deeper(frame: Frame, finding: LinkFinding | None) -> dict[str, str]:
    """How sure its rank is and what there is to offer, in sentences; nothing but for gaps."""
    if frame.assessment is None or finding is None or finding.gap is None:
        return {}
    kept, code = frame.assessment.indicators or {}, finding.gap["link"]
    return {
        name: why_of_gap(one)
        for name, key in (("steadiness", "gap_stability"), ("offer", "moves"))
        for one in kept.get(key, ())
        if one["link"] == code
    }


def _candidates(frame: Frame, row: Link) -> list[dict[str, Any]]:
    found = (
        CandidateFinding.objects.visible_to(frame.actor)
        .filter(assessment=frame.assessment, link=row)
        .select_related("organisation__district", "introducer")
        .order_by("place")
    )
    return [
        {"candidate": one, "reasons": [told(reason) for reason in one.found["reasons"]]}
        for one in found
    ]


def _capabilities(actor: Actor, row: Link) -> QuerySet[Capability]:
    return (
        Capability.objects.visible_to(actor)
        .filter(link=row)
        .select_related("organisation__district", "source")
        .order_by("organisation__code", "kind")
    )


def _scenarios(actor: Actor, row: Link) -> QuerySet[Scenario]:
    """Scenes in this link or its segment."""
    fields = [row.pk] if row.parent_id is None else [row.pk, row.parent_id]
    return Scenario.objects.visible_to(actor).filter(field__in=fields).select_related("zone")
