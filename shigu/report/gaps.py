"""The gaps in order: priority, ranks, why, receipt, what hangs on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.marks import status
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped, percent
from shigu.report.smaa import likeliest, strip

FIRST = 12
HEAVIEST = 6
CRITERIA = (
    ("criticality", Text("挂靠", "criticality")),
    ("shortage", Text("短缺", "shortage")),
    ("feasibility", Text("可行", "feasibility")),
    ("policy", Text("政策", "policy")),
)


@dataclass(frozen=True, slots=True)
class Dependent:
    name: Text
    cut: str
    without_substitutes: str
    width: str


@dataclass(frozen=True, slots=True)
class GapView:
    rank: int
    key: str
    name: Markup
    status: Markup
    priority: str
    strip: Markup
    likeliest: Text
    why: Text
    steadiness: Text | None
    offer: Text | None
    criteria: tuple[tuple[Text, str], ...]
    dependents: tuple[Dependent, ...]
    further: tuple[Dependent, ...]
    laboratories: tuple[Markup, ...]
    near: tuple[Markup, ...]
    receipt: Json
    sources: Markup
    recall: str
    confidence: str
    candidates: int


def gap_views(plan: Json, names: Names) -> tuple[GapView, ...]:
    links = {link["id"]: link for link in plan["chain"]["links"]}
    offers = [candidate["link"] for candidate in plan["candidates"]]
    more = {key: _told(plan["chain"].get(key, ())) for key in ("gap_stability", "moves")}
    return tuple(
        _view(rank, gap, links[gap["link"]], names, offers.count(gap["link"]), more)
        for rank, gap in enumerate(plan["chain"]["gaps"], 1)
    )


def _told(rows: Sequence[Json]) -> dict[str, Text]:
    """The sentence of each gap; empty in documents that were made without."""
    return {row["link"]: Text(row["why_zh"], row["why_en"]) for row in rows}


def _view(
    rank: int,
    gap: Json,
    link: Json,
    names: Names,
    candidates: int,
    more: dict[str, dict[str, Text]],
) -> GapView:
    receipt = gap["receipt"]
    dependents = tuple(_dependent(d, names) for d in link["hangs_on"])
    return GapView(
        rank=rank,
        key=gap["link"],
        name=names.html("links", gap["link"]),
        status=status(gap["status"], critical=link["critical"]),
        priority=grouped(gap["priority"], 2),
        strip=strip(gap["rank_probability"]),
        likeliest=likeliest(gap["rank_probability"]),
        why=Text(gap["why_zh"], gap["why_en"]),
        steadiness=more["gap_stability"].get(gap["link"]),
        offer=more["moves"].get(gap["link"]),
        criteria=tuple((word, grouped(gap["criteria"][k], 2)) for k, word in CRITERIA),
        dependents=dependents[:HEAVIEST],
        further=dependents[HEAVIEST:],
        laboratories=tuple(names.html("organisations", key) for key in gap["laboratories"]),
        near=tuple(names.html("organisations", key) for key in receipt["near"]),
        receipt=receipt,
        sources=names.cited(receipt["sources"]),
        recall=percent(receipt["recall"]),
        confidence=percent(receipt["confidence"]),
        candidates=candidates,
    )


def _dependent(row: Json, names: Names) -> Dependent:
    return Dependent(
        names.text("links", row["link"]),
        percent(row["cut"]),
        percent(row["cut_without_substitutes"]),
        f"{100 * min(max(row['cut'], 0.0), 1.0):.1f}",
    )
