"""Tags that draw: waterfall, share bars, charts and maps."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from shigu.face import drawings
from shigu.face.pieces import Link, Share, Step, Words

register = template.Library()
_numbers = itertools.count(1)


@register.simple_tag
def waterfall(steps: Sequence[Step], title: Words, decimals: int = 0) -> SafeString:
    """``{% waterfall steps "谁比五五分多得" %}``: how a total came about, from numbers."""
    return drawings.waterfall(steps, title, decimals)


@register.simple_tag
def share_bars(shares: Sequence[Share], title: Words, decimals: int = 0) -> SafeString:
    """``{% share_bars shares "各方所得" %}``: alone, gain and the tick between them."""
    return drawings.share_bars(shares, title, decimals)


@register.inclusion_tag("face/pieces/chart.html")
def chart(
    data: Mapping[str, Any], title: Words, kind: str = "bar", size: str = "", note: Words = ""
) -> dict[str, Any]:
    """``{% chart data "各区在谈项目" "bar" %}``: ECharts drawing with its table.

    ``data`` has ``columns`` (names; the first one is the category) and ``rows``; ``kind`` is one
    of bar, stacked, line, heat, scatter, graph, gantt. ``data.option`` adds to the ECharts option.
    """
    name = f"chart-{next(_numbers)}"
    return {"data": data, "title": title, "kind": kind, "size": size, "note": note, "id": name}


@register.inclusion_tag("face/pieces/map.html", takes_context=True)
def zone_map(
    context: Context, data: Mapping[str, Any], title: Words, url: str = ""
) -> dict[str, Any]:
    """``{% zone_map data "片区与空间" %}``: areas, zones by role, spaces by state, with its list.

    ``data`` has ``layers``: each with ``key``, ``label``, ``features`` (a GeoJSON
    FeatureCollection) and ``legend`` (state, label, colour or shape). ``url`` fetches the same.
    """
    return {
        "data": data,
        "title": title,
        "url": url,
        "tile_url": context.get("tile_url", ""),
        "id": f"map-{next(_numbers)}",
        "links": (Link,),
    }
