"""Self-controllability (自主可控): link by link, ring by ring, with the firms it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.figure_tables import ControlTable
from shigu.chain.models import Link
from shigu.chain.named import Names
from shigu.chain.said import rounded
from shigu.chain.views.figures import Json, LinkFigures
from shigu.face.pieces import Empty
from shigu.registry.models import Organisation

RINGS = {
    "cluster": gettext_lazy("集群内"),
    "city": gettext_lazy("本市其他区"),
    "province": gettext_lazy("省内其他市"),
    "nation": gettext_lazy("省外"),
}
LAYERS = {"application": 0, "technology": 1, "foundation": 2}
LACKING = 3


class ControlPage(LinkFigures):
    """Applications first, the least controllable first."""

    title = gettext_lazy("自主可控")
    table_class = ControlTable
    export_name = "control"
    part = "control"
    address = "control"
    hidden_columns = ("segment",)
    reading = gettext_lazy(
        "一个环节所需（连同它自己和各级投入）由圈内企业供给的部分："
        "可控 = ½ 自有 + ½ Σ 投入份额 × 投入的可控。"
        "圈层一层套一层：集群在本市内，本市在本省内。"
        "只按名单里的企业计，国外供应商没有收进名单，全国一栏因此偏高。"
    )

    def figures(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for one in sorted(self.found.get("links", ()), key=self._order):
            share = one["share"]
            yield (
                one["link"],
                {
                    **{ring: share[ring] for ring in RINGS},
                    "lacking": self._lacking(one["link"]) or None,
                    "evidence": self._evidence(one["within"]) or None,
                },
            )

    def _order(self, one: Json) -> tuple[int, float, str]:
        layer = LAYERS[self.links[one["link"]].layer] if one["link"] in self.links else len(LAYERS)
        return (layer, one["share"]["cluster"], one["link"])

    @cached_property
    def missing(self) -> dict[str, list[Json]]:
        """What each application lacks within the cluster, the greatest part first."""
        return {
            one["application"]: one["missing"]
            for one in self.found.get("applications", ())
            if one["scope"] == "cluster"
        }

    def _lacking(self, link: str) -> str:
        return _("、").join(
            f"{self.named(one['link'])} {rounded(one['part'])}"
            for one in self.missing.get(link, ())[:LACKING]
        )

    @cached_property
    def _firms(self) -> Names:
        within = (ring for one in self.found.get("links", ()) for ring in one["within"])
        ids = (firm for ring in within for firm in ring["firms"])
        return Names(self.frame.actor, ids, models=(Organisation,))

    def _evidence(self, within: list[Json]) -> str:
        return _("；").join(
            _("%(ring)s：%(firms)s（%(n)d 家，事实 %(facts)d）")
            % {
                "ring": RINGS[ring["scope"]],
                "firms": self._firms.words(ring["firms"]),
                "n": len(ring["firms"]),
                "facts": ring["facts"],
            }
            for ring in within
        )

    def said(self) -> str:
        final = [row for row in self.rows if row["link"].layer == Link.Layer.APPLICATION]
        weight = sum(float(row["link"].weight or 1) for row in final)

        def mean(ring: str) -> str:
            held = sum(float(row["link"].weight or 1) * row[ring] for row in final)
            return rounded(held / weight)

        least = min(final, key=lambda row: row["cluster"])
        return _(
            "按政策权重平均，应用所需有 %(cluster)s 在集群内、%(city)s 在本市、"
            "%(province)s 在本省可控；"
            "集群内最少的是%(least)s（%(share)s）。"
        ) % {
            **{ring: mean(ring) for ring in ("cluster", "city", "province")},
            "least": least["link"].name,
            "share": rounded(least["cluster"]),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what to do where an older assessment lacks the part."""
        nothing = Empty(_("这次评估没有算自主可控"), _("重新计算一次即可。"))
        return super().get_context_data(**kwargs) | {"nothing": nothing}
