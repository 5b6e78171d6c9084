"""The receipt of a gap: what was searched, what was found, how sure, and where it ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.models import LinkFinding
from shigu.chain.said import rounded, why_of_gap
from shigu.districts.actors import Actor
from shigu.districts.models import Source
from shigu.registry.models import Organisation

CRITERIA = ("criticality", "shortage", "feasibility", "policy")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the four criteria: its value and the weight that speaks for this gap."""

    name: str
    value: float
    central: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A gap's receipt with the things that it names looked up."""

    told: str
    searched: int
    with_text: int
    terms: tuple[str, ...]
    near: tuple[Organisation, ...]
    laboratories: tuple[Organisation, ...]
    sources: tuple[Source, ...]
    read_on: date | None
    recall: str
    confidence: str
    criteria: tuple[Criterion, ...]
    ranks: Mapping[str, Any]


def receipt_of(actor: Actor, finding: LinkFinding) -> Receipt:
    """The receipt of a gap."""
    gap: Any = finding.gap
    paper = gap["receipt"]
    firms = _organisations(actor, [*paper["near"], *gap["laboratories"]])
    return Receipt(
        told=why_of_gap(gap),
        searched=paper["searched"],
        with_text=paper["with_text"],
        terms=tuple(paper["terms"]),
        near=_each(firms, paper["near"]),
        laboratories=_each(firms, gap["laboratories"]),
        sources=tuple(Source.objects.visible_to(actor).filter(code__in=paper["sources"])),
        read_on=date.fromisoformat(paper["date"]) if paper["date"] else None,
        recall=rounded(paper["recall"]),
        confidence=rounded(paper["confidence"]),
        criteria=_criteria(gap),
        ranks={
            "columns": [_("名次"), _("概率")],
            "rows": [
                [_("第 %d") % rank, round(100 * chance, 1)]
                for rank, chance in enumerate(gap["rank_probability"], 1)
            ],
            "unit": "%",
        },
    )


def _criteria(gap: Mapping[str, Any]) -> tuple[Criterion, ...]:
    meanings = {
        "criticality": (_("关键程度"), _("断供使应用损失多少，以全链最大者为 1")),
        "shortage": (_("紧缺程度"), _("1 ÷（1 + 相当于几家均等供应者）；空白为 1")),
        "feasibility": (_("可行程度"), _("有没有可引进的企业、实验室与相近的本地基础")),
        "policy": (_("政策分量"), _("政策权重，以全链最大者为 1")),
    }
    central = gap["central_weights"] or {}
    return tuple(
        Criterion(meanings[name][0], gap["criteria"][name], central.get(name), meanings[name][1])
        for name in CRITERIA
    )


def _organisations(actor: Actor, codes: list[str]) -> dict[str, Organisation]:
    rows = Organisation.objects.visible_to(actor).filter(code__in=codes)
    return {row.code: row for row in rows}


def _each(firms: Mapping[str, Organisation], codes: list[str]) -> tuple[Organisation, ...]:
    return tuple(firms[code] for code in codes if code in firms)
