"""Whom to bring for each gap, and the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.markup import tag
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped

LINK = Text("环节", "link")
LOCAL = Text("本地", "local")
FIRM = Text("候选", "candidate")


@dataclass(frozen=True, slots=True)
class CandidateView:
    name: Markup
    standing: Markup
    place: Text | None
    score: str
    width: str
    reasons: tuple[Json, ...]
    stops: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The candidates of one gap, best first."""

    key: str
    link: Markup
    candidates: tuple[CandidateView, ...]


def offers(plan: Json, names: Names) -> tuple[Offer, ...]:
    """In the order of the gaps."""
    order = [gap["link"] for gap in plan["chain"]["gaps"]]
    ranked = sorted(plan["candidates"], key=lambda c: (order.index(c["link"]), -c["score"]))
    return tuple(
        Offer(key, names.html("links", key), tuple(_view(c, names) for c in found))
        for key, found in groupby(ranked, key=lambda c: str(c["link"]))
    )


def _view(candidate: Json, names: Names) -> CandidateView:
    firm = candidate["organisation"]
    district = names.attribute("organisations", firm, "district")
    return CandidateView(
        name=names.html("organisations", firm),
        standing=names.standing("organisations", firm),
        place=names.text("districts", district) if district else None,
        score=grouped(candidate["score"], 2),
        width=f"{100 * min(max(candidate['score'], 0.0), 1.0):.1f}",
        reasons=tuple(candidate["reasons"]),
        stops=tuple(_stop(step, firm, names) for step in candidate["through"]),
    )


def _stop(step: Json, firm: str, names: Names) -> Markup:
    table = "links" if step["kind"] == "link" else "organisations"
    kind = LINK if step["kind"] == "link" else FIRM if step["id"] == firm else LOCAL
    return tag(
        "li",
        tag("span", kind, class_="kind"),
        names.html(table, step["id"]),
        class_=f"stop {step['kind']}{' end' if kind is FIRM else ''}",
    )
