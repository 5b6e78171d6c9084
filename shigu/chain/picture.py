"""The chain as a picture: layers from left to right, supplies as lines, folded segments as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.models import Link, LinkFinding, Supply
from shigu.chain.said import rounded, standing_word

LAYERS = tuple(Link.Layer.values)
ALL = "all"
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fold:
    """Which segments are drawn as one mark."""

    codes: frozenset[str] = field(default_factory=frozenset)

    def __contains__(self, link: Link) -> bool:
        return link.parent is not None and (ALL in self.codes or link.parent.code in self.codes)


def picture(
    rows: Sequence[Any], supplies: Iterable[Supply], fold: Fold, goes: Address, opens: Address
) -> dict[str, Any]:
    """What the chart kit draws: ``rows`` are annotated links, ``goes`` and ``opens`` the addresses
    of a link and of an unfolded segment."""
    mark_of = {row.pk: row.parent.code if row in fold else row.code for row in rows}
    names = {row.code: row.name for row in rows}
    names |= {row.parent.code: row.parent.name for row in rows if row in fold}
    edges = _edges(supplies, mark_of)
    return {
        "layers": [str(Link.Layer(layer).label) for layer in LAYERS],
        "nodes": [*_folded(rows, fold, opens), *(_node(r, goes) for r in rows if r not in fold)],
        "edges": edges,
        "columns": [_("供给环节"), _("需求环节"), _("权重")],
        "rows": [[names[e["source"]], names[e["target"]], e["weight"]] for e in edges],
    }


def _node(row: Any, goes: Address) -> dict[str, Any]:
    return {
        "id": row.code,
        "name": row.name,
        "layer": LAYERS.index(row.layer),
        "group": row.parent.code if row.parent else "",
        "status": row.standing or "off",
        "critical": bool(row.critical),
        "url": goes(row.code),
        "said": _said(row),
    }


def _said(row: Any) -> str:
    if row.standing is None:
        return str(_("尚未评估"))
    parts = [standing_word(row.standing), _("本地企业 %d 家") % row.organisations]
    if row.critical:
        parts.insert(1, _("关键"))
    if row.quotient is not None:
        parts.append(_("区位商 %.2f") % row.quotient)
    parts.append(_("断供使应用损失 %s") % rounded(row.criticality))
    return " · ".join(map(str, parts))


def _folded(rows: Sequence[Any], fold: Fold, opens: Address) -> list[dict[str, Any]]:
    """A segment takes the shape of most of its links; it is ringed if one of them is critical."""
    segments: dict[str, list[Any]] = {}
    for row in rows:
        if row in fold:
            segments.setdefault(row.parent.code, []).append(row)
    return [_segment(code, inside, opens) for code, inside in segments.items()]


def _segment(code: str, inside: Sequence[Any], opens: Address) -> dict[str, Any]:
    counts = Counter(row.standing for row in inside if row.standing)
    said = _("，").join(
        f"{word} {counts[value]}" for value, word in LinkFinding.Standing.choices if counts[value]
    )
    return {
        "id": code,
        "name": f"{inside[0].parent.name} {len(inside)}",
        "layer": LAYERS.index(inside[0].layer),
        "group": code,
        "status": counts.most_common(1)[0][0] if counts else "off",
        "critical": any(row.critical for row in inside),
        "url": opens(code),
        "said": said or str(_("尚未评估")),
    }


def _edges(supplies: Iterable[Supply], mark_of: Mapping[int, str]) -> list[dict[str, Any]]:
    """Supplies between marks; between two folded segments the greatest weight stands for all."""
    greatest: dict[tuple[str, str], float] = {}
    for supply in supplies:
        ends = mark_of.get(supply.from_link_id), mark_of.get(supply.to_link_id)
        if ends[0] and ends[1] and ends[0] != ends[1]:
            key = (ends[0], ends[1])
            greatest[key] = max(greatest.get(key, 0.0), supply.weight)
    return [
        {"source": source, "target": target, "weight": weight}
        for (source, target), weight in greatest.items()
    ]
