"""Links and sectors in the national input–output table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.figure_tables import FlowTable
from shigu.chain.models import Sector
from shigu.chain.named import Names
from shigu.chain.said import told
from shigu.chain.views.figures import Json, LinkFigures
from shigu.face import units
from shigu.face.pieces import Empty

WAN_IN_YI = 10_000


class Flows(LinkFigures):
    """Linkages, multipliers and leakage of links, then those of the sectors with extraction."""

    title = gettext_lazy("投入产出")
    table_class = FlowTable
    export_name = "input-output"
    part = "input_output"
    address = "flows"
    below = "chain/figures/sectors.html"
    hidden_columns = ("segment",)
    reading = gettext_lazy(
        "环节按所属部门的份额混合。影响力、感应度以全部部门平均为 1："
        "前者看它采购带动上游，后者看它供应推动下游。"
        "乘数是每 1 元最终需求在国内带动多少，不含居民消费；漏出是采购中确知流到集群外的部分。"
    )

    def figures(self) -> Iterator[tuple[str, dict[str, Any]]]:
        impacts = {one["link"]: one for one in self.found.get("impacts", ())}
        ordered = sorted(self.found.get("links", ()), key=lambda one: -one["output_multiplier"])
        for one in ordered:
            yield one["link"], self._row(one, impacts[one["link"]])

    def _row(self, one: Json, impact: Json) -> dict[str, Any]:
        nation = impact["nation"]
        shares = sorted(one["sectors"].items(), key=lambda pair: -pair[1])
        return {
            "sectors": _("、").join(f"{self._sectors(s).name} {part:.0%}" for s, part in shares),
            "backward": one["backward"],
            "forward": one["forward"],
            "output": one["output_multiplier"],
            "added": one["value_added_multiplier"],
            "imports": one["import_multiplier"],
            "leakage": impact["leakage"],
            "jobs": _jobs(nation["jobs_low"], nation["jobs_high"]),
            "jobs_low": nation["jobs_low"],
        }

    @cached_property
    def _sectors(self) -> Names:
        ids = [one["sector"] for one in self.found.get("sectors", ())]
        return Names(self.frame.actor, ids, models=(Sector,))

    def said(self) -> str:
        most = max(self.found["links"], key=lambda one: one["backward"])
        leaks = max(self.found["impacts"], key=lambda one: one["leakage"])
        return _(
            "按 %(year)d 年全国投入产出表，带动上游最强的环节是%(most)s（影响力 %(backward).2f）；"
            "采购漏出最多的是%(leaks)s（%(leakage)s）。"
        ) % {
            "year": self.found["year"],
            "most": self.named(most["link"]),
            "backward": most["backward"],
            "leaks": self.named(leaks["link"]),
            "leakage": f"{leaks['leakage']:.0%}",
        }

    def told_below(self) -> dict[str, Any]:
        ours = {sector for one in self.found["links"] for sector in one["sectors"]}
        rows = [
            one | {"name": self._sectors(one["sector"]).name, "ours": one["sector"] in ours}
            for one in self.found["sectors"]
        ]
        return {"sector_rows": sorted(rows, key=lambda one: -one["lost_without"])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is missing where there is no table."""
        why = self.found.get("why")
        nothing = Empty(_("还没有投入产出表"), told(why) if why else _("重新计算一次即可。"))
        return super().get_context_data(**kwargs) | {"nothing": nothing}


def _jobs(low: float | None, high: float | None) -> str | None:
    """Persons for each 亿元 of output, from the higher and the lower yearly pay."""
    if low is None or high is None:
        return None
    return f"{units.grouped(low * WAN_IN_YI)}–{units.grouped(high * WAN_IN_YI)}"
