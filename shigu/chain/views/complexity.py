"""How demanding each link is and how strong each city: ECI, PCI and fitness."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.figure_tables import ComplexityTable
from shigu.chain.named import Names
from shigu.chain.said import told
from shigu.chain.views.figures import Json, LinkFigures
from shigu.districts.models import District
from shigu.face.pieces import Empty

CITIES = 30


class Complexity(LinkFigures):
    """The product space that cities and links make: links first, cities below."""

    title = gettext_lazy("复杂度")
    table_class = ComplexityTable
    export_name = "complexity"
    part = "indicators"
    address = "complexity"
    below = "chain/figures/cities.html"
    hidden_columns = ("segment",)
    reading = gettext_lazy(
        "由各城市的上市公司算出，只算真实企业。PCI 越高，做它的城市平均越强，越难模仿；"
        "0 为平均。适应度法以 1 为平均，少数强城市才做的环节更高。"
        "关联密度：集群已有多少与它常在同一城市出现的环节。"
    )

    @cached_property
    def space(self) -> Json:
        """The product space as it was found."""
        found: Json = self.found.get("product_space") or {}
        return found

    def figures(self) -> Iterator[tuple[str, dict[str, Any]]]:
        cluster: Json = next(
            (one for one in self.found.get("frontiers", ()) if one["kind"] == "cluster"), {}
        )
        near = {point["link"]: point["density"] for point in cluster.get("points", ())}
        ordered = sorted(self.space.get("links", ()), key=lambda one: -one["pci"])
        for rank, one in enumerate(ordered, 1):
            yield (
                one["link"],
                {
                    "rank": rank,
                    "pci": one["pci"],
                    "fitness": one["complexity"],
                    "ubiquity": one["ubiquity"],
                    "here": one["link"] in cluster.get("has", ()),
                    "density": near.get(one["link"]),
                },
            )

    def said(self) -> str:
        first = max(self.space["links"], key=lambda one: one["pci"])
        told = _("%(links)d 个环节、%(places)d 座城市能放在一起比，最难的是%(link)s") % {
            "links": len(self.space["links"]),
            "places": len(self.space["places"]),
            "link": self.named(first["link"]),
        }
        own = [city for city in self.cities if city["own"]]
        if not own:
            return _("%s。") % told
        return _("%(told)s；%(city)s的 ECI 排第 %(rank)d（%(eci).2f）。") % {
            "told": told,
            "city": own[0]["name"],
            "rank": own[0]["rank"],
            "eci": own[0]["eci"],
        }

    @cached_property
    def called(self) -> Names:
        places = [one["place"] for one in self.space.get("places", ())]
        return Names(self.frame.actor, places, models=(District,))

    @cached_property
    def cities(self) -> list[dict[str, Any]]:
        """All cities by ECI, the strongest first, with their names."""
        own = self._own()
        ordered = sorted(self.space["places"], key=lambda one: -one["eci"])
        return [
            {
                **one,
                "rank": rank,
                "name": self.called(one["place"]).name,
                "own": one["place"] in own,
            }
            for rank, one in enumerate(ordered, 1)
        ]

    def told_below(self) -> dict[str, Any]:
        left = [*self.space["left_out_links"], *self.space["left_out_places"]]
        return {
            "cities": [city for city in self.cities if city["rank"] <= CITIES or city["own"]],
            "more": max(0, len(self.cities) - CITIES),
            "left_out": len(left),
        }

    def _own(self) -> set[str]:
        """The city of the cluster, where its districts lie in one of those compared."""
        members = District.objects.visible_to(self.frame.actor).exclude(player="")
        return set(members.values_list("parent__code", flat=True)) | set(
            members.values_list("code", flat=True)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the reason where nothing is determined."""
        why = self.space.get("why")
        nothing = Empty(_("复杂度算不出"), told(why) if why else _("重新计算一次即可。"))
        return super().get_context_data(**kwargs) | {"nothing": nothing}
