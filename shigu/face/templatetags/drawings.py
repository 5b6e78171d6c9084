"""Tags that draw: waterfall, share bars, charts and maps."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from shigu.face import closing as closings
from shigu.face import drawings, maps, units
from shigu.face.pieces import Reached, Share, Step, Words

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


@register.simple_tag
def closing(log: Sequence[Reached], title: Words, until: float = 0.0) -> SafeString:
    """``{% closing log "方案与上界" elapsed %}``: the best found and the bound close in."""
    return closings.closing(log, title, until)


@register.inclusion_tag("face/pieces/chart.html")
def chart(
    data: Mapping[str, Any], title: Words, kind: str = "bar", size: str = "", note: Words = ""
) -> dict[str, Any]:
    """``{% chart data "各区在谈项目" "bar" %}``: an ECharts drawing with its table.

    ``data`` has ``columns`` (names; the first is the category), ``rows`` and perhaps ``unit``.
    ``kind``: bar, stacked, rows, stacked-rows, line, heat, scatter (name, x, y, on the front,
    address), gantt (lane, from, to, words, state, address), chain (``layers``, ``nodes``,
    ``edges``). A scatter with ``joined`` false draws no line through its front. ``size``: low or
    tall. ``data.option`` overrides parts of the ECharts option.
    """
    width = len(data.get("columns", ()))
    return {
        "data": data,
        "table": [row[:width] for row in data.get("rows", ())],
        "title": title,
        "kind": kind,
        "size": size,
        "note": note,
        "id": f"chart-{next(_numbers)}",
    }


@register.filter
def cell(value: Any) -> str:
    """A cell of a chart's table: numbers with their thousands, the rest as it is."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return units.trimmed(value)
    return units.NOTHING if value is None else str(value)


@register.inclusion_tag("face/pieces/map.html", takes_context=True)
def zone_map(
    context: Context, data: Mapping[str, Any] | None, title: Words, url: str = ""
) -> dict[str, Any]:
    """``{% zone_map data "片区与空间" %}``: areas, zones by role, points by state, and their list.

    ``data`` has GeoJSON FeatureCollections ``areas``, ``zones``, ``flows`` (lines with a
    ``weight``) and ``points`` (each may be left out) and ``legend``, a list of
    :class:`~shigu.face.maps.Entry`. Properties of a feature: ``id``, ``name``, ``key`` (of the
    legend), ``note``, ``url``; of an area ``name`` and ``colour``.
    ``url`` fetches the same as JSON instead.
    """
    places, left_out = maps.listed(data or {})
    return {
        "data": maps.for_script(data) if data else None,
        "legend": maps.entries(data or {}),
        "rows": maps.rows(places),
        "left_out": left_out,
        "title": title,
        "url": url,
        "tile_url": context.get("tile_url", ""),
        "id": f"map-{next(_numbers)}",
    }
