"""The sections of a plan that come from its document, full or outline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shigu.engine.siting.resources import MEASURED, POOLED, PROJECTS, SPACE, WATER
from shigu.face import units
from shigu.face.pieces import Share
from shigu.plans.shown.words import Json, Names, in_wan, told

FIRST = 10
RESOURCES = {
    each.code: each for each in (*POOLED.values(), *MEASURED.values(), WATER, PROJECTS, SPACE)
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """A missing link, how likely it is among the first, why, and which laboratories are near."""

    link: str
    name: str
    status: str
    critical: bool
    first_three: float
    why: str
    laboratories: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A firm elsewhere for a gap, and the local firm that leads to it."""

    organisation: str
    link: str
    score: float
    through: str
    why: str


@dataclass(frozen=True, slots=True)
class SwingRow:
    """How the answer moves when the estimates move."""

    question: str
    low: str
    base: str
    high: str
    kept: float
    stable: float


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What a player brings, places and hosts."""

    player: str
    brought: int
    placed: int
    hosts: int
    value: str
    hosted: str


def gaps(document: Json, names: Names) -> list[GapRow]:
    """The most urgent gaps, first the likeliest to matter."""
    critical = {link["id"] for link in document["chain"]["links"] if link["critical"]}
    found = sorted(document["chain"]["gaps"], key=lambda gap: -gap["priority"])
    return [
        GapRow(
            link=gap["link"],
            name=names("links", gap["link"]),
            status=gap["status"],
            critical=gap["link"] in critical,
            first_three=sum(gap["rank_probability"][:3]),
            why=told({"zh": gap["why_zh"], "en": gap["why_en"]}),
            laboratories=_("、").join(
                names("organisations", key) for key in gap["laboratories"][:3]
            ),
        )
        for gap in found[:FIRST]
    ]


def candidates(document: Json, names: Names) -> list[CandidateRow]:
    """The best firms for the most urgent gaps."""
    order = {row.link: place for place, row in enumerate(gaps(document, names))}
    known = [each for each in document["candidates"] if each["link"] in order]
    known.sort(key=lambda each: (order[each["link"]], -each["score"]))
    return [
        CandidateRow(
            organisation=names("organisations", each["organisation"]),
            link=names("links", each["link"]),
            score=each["score"],
            through=" → ".join(_step(step, names) for step in each["through"]),
            why=_("；").join(told(reason) for reason in each["reasons"][:2]),
        )
        for each in known[:FIRST]
    ]


def swings(document: Json) -> list[SwingRow]:
    """The questions "what if" and their answers."""
    return [
        SwingRow(
            question=told(each),
            low=in_wan(each["objective_yuan"][0]),
            base=in_wan(each["objective_yuan"][1]),
            high=in_wan(each["objective_yuan"][2]),
            kept=each["kept"],
            stable=each["core_stable"],
        )
        for each in document["sensitivity"]
    ]


def limits(document: Json) -> list[str]:
    """What the reader must know before relying on the plan."""
    return [told(limit) for limit in document["limits"]]


def shares(document: Json, names: Names) -> list[Share]:
    """What each player gets alone and what cooperation adds, by the nucleolus; in 万元."""
    sharing = document["sharing"]
    if sharing is None:
        return []
    rows = zip(sharing["players"], sharing["stand_alone"], sharing["nucleolus"], strict=True)
    return [
        Share(
            name=names("players", player),
            alone=_wan(alone),
            gain=_wan(share - alone),
            colour=sorted(sharing["players"]).index(player) % 6,
        )
        for player, alone, share in rows
    ]


def totals(outline: Json | None, names: Names) -> list[TotalRow]:
    """What each player brings, places and hosts."""
    return [
        TotalRow(
            names("players", each["player"]),
            each["brought"],
            each["placed"],
            each["hosts"],
            _told_or_few(each["value_yuan"], each["placed"]),
            _told_or_few(each["hosted_value_yuan"], each["hosts"]),
        )
        for each in (outline or {}).get("totals", ())
    ]


def withheld(document: Json) -> list[str]:
    """What this document leaves out, and why."""
    return [told(part) for part in document.get("withheld", ())]


def terms(document: Json) -> str:
    """The designed terms against 5:5 in one sentence."""
    sharing = document["sharing"]
    if sharing is None:
        return ""
    found = sharing["terms"]
    return _("设计的分成条款与目标的偏差 %(error)s，一律五五分为 %(equal)s。") % {
        "error": units.percent(found["error"]),
        "equal": units.percent(found["error_5_5"]),
    }


def resource_words(code: str) -> str:
    """A resource as the engine calls it."""
    found = RESOURCES.get(code)
    return told({"zh": found.zh, "en": found.en}) if found else code


def unit_words(unit: str) -> str:
    """The unit of a price, ``100 m2``, as people write it."""
    number, _space, name = unit.rpartition(" ")
    word = {
        "m2": "㎡",
        "mu": _("亩"),
        "t/day": _("吨/日"),
        "tce": _("吨标准煤"),
        "t": _("吨"),
        "project": _("个项目"),
        "space": _("处"),
        "wan": _("万元"),
    }.get(name, name)
    return f"{number} {word}".strip()


def _told_or_few(yuan_: float | None, count: int) -> str:
    if yuan_ is None:
        return _("少于三个，不列") if count else "—"
    return in_wan(yuan_)


def _wan(amount: float) -> Decimal:
    return Decimal(repr(round(amount / 10_000, 4)))


def _step(step: Json, names: Names) -> str:
    table = "organisations" if step["kind"] == "organisation" else "links"
    return names(table, step["id"])
