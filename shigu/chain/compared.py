"""What a comparison says of clusters and links, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Chain, Link
from shigu.chain.said import english, rounded
from shigu.districts.actors import Actor
from shigu.face.pieces import Why
from shigu.face.units import grouped

Json = Mapping[str, Any]
MEASURES: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "organisations",
        gettext_lazy("列出的机构"),
        gettext_lazy("只算真实机构；各包收录范围不同，多少不等于强弱。"),
    ),
    (
        "links_held",
        gettext_lazy("有企业的环节"),
        gettext_lazy("至少列出一家真实企业的环节。"),
    ),
    ("strong", gettext_lazy("强"), gettext_lazy("按本集群的阈值判断。")),
    ("weak", gettext_lazy("弱"), gettext_lazy("按本集群的阈值判断。")),
    (
        "none_listed",
        gettext_lazy("没有列出企业"),
        gettext_lazy("没有列出不等于没有：空白须凭检索收据，收录不全的数据包给不出。"),
    ),
    (
        "single_source",
        gettext_lazy("单一来源"),
        gettext_lazy("只列出一家供应者的环节；收录不全时偏多。"),
    ),
    (
        "specialised",
        gettext_lazy("明显专业化"),
        gettext_lazy("区位商的 90% 区间整个不低于 1 的环节。"),
    ),
    (
        "mean_complexity",
        gettext_lazy("所占环节平均复杂度"),
        gettext_lazy("PCI 的平均；产品空间取本集群的，是尺子，不是对别处的结论。"),
    ),
    (
        "controllable",
        gettext_lazy("应用在集群内可控"),
        gettext_lazy("按政策权重平均的可控份额。"),
    ),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One column: a cluster, or a version of this one's chain."""

    id: str
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the upper table; a cell that cannot be computed is ``—``."""

    name: str
    why: Why
    cells: tuple[str, ...]
    values: tuple[float | None, ...]


def sides(found: Json, actor: Actor) -> tuple[Side, ...]:
    """The columns in order: this cluster first, under its own name for the chain's version."""
    ids = [one["id"] for one in found["clusters"]]
    versions = {row.code: row for row in Chain.objects.visible_to(actor).filter(code__in=ids)}
    return tuple(
        Side(
            one["id"],
            _called(one, versions.get(one["id"]), own=not place),
            own=not place,
        )
        for place, one in enumerate(found["clusters"])
    )


def _called(cluster: Json, version: Chain | None, *, own: bool) -> str:
    if own:
        return _("本集群")
    if version is not None:
        return _("本集群 · %s") % version.name
    return str(cluster["name_en" if english() else "name_zh"])


def measures(found: Json) -> tuple[Measure, ...]:
    """The indicators of all clusters, line by line."""
    return tuple(
        Measure(
            str(name),
            Why(sentence=str(said)),
            tuple(_shown(key, one[key]) for one in found["clusters"]),
            tuple(one[key] for one in found["clusters"]),
        )
        for key, name, said in MEASURES
    )


def _shown(key: str, value: float | None) -> str:
    if value is None:
        return "—"
    if key == "controllable":
        return rounded(value)
    return f"{value:.2f}" if key == "mean_complexity" else grouped(value)


def compared_links(found: Json, columns: Sequence[Side], actor: Actor) -> list[dict[str, Any]]:
    """A row for each link: its own row, and what each cluster has there under ``c0``, ``c1``…"""
    wanted = [one["link"] for one in found["links"]]
    known = Link.objects.visible_to(actor).filter(code__in=wanted).select_related("parent")
    rows = {row.code: row for row in known}
    return [
        {
            "link": rows[one["link"]],
            "order": place,
            "by": [one["by_cluster"][side.id] for side in columns],
            **{
                f"c{number}": one["by_cluster"][side.id]["facts"]
                for number, side in enumerate(columns)
            },
        }
        for place, one in enumerate(found["links"])
        if one["link"] in rows
    ]


def moved(found: Json, columns: Sequence[Side]) -> Iterator[dict[str, Any]]:
    """What mappings took from another taxonomy into this one, and what had no place in it."""
    called = {side.id: side.name for side in columns}
    names, tongue = found["names"], "en" if english() else "zh"
    for one in (*found["moved"], *found["left_out"]):
        into = one.get("to_link")
        yield {
            "cluster": called[one["cluster"]],
            "link": names[one.get("from_link") or one["link"]][tongue],
            "into": names[into][tongue] if into else "",
            "share": one.get("share"),
            "organisations": one["organisations"],
        }
