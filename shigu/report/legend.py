"""What the signs of the pictures mean."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.marks import STATUS, shape
from shigu.report.marks import player as player_mark
from shigu.report.markup import joined, tag
from shigu.report.names import Json, Names
from shigu.report.site_map import zone_shape
from shigu.report.sites import role, sites

RING = Text("外圈 = 关键", "ring = critical")
SCARCE = Text("红线 = 由关键缺口供给", "red = supplied by a critical gap")


def chain_legend() -> Markup:
    signs = [_item(shape(state, 9, 9), word) for state, word in STATUS.items()]
    ring = _item(tag("circle", cx=9, cy=9, r=8, class_="ring"), RING)
    line = _item(tag("line", x1=0, x2=18, y1=9, y2=9, class_="edge scarce", stroke_width=2), SCARCE)
    return tag("ul", *signs, ring, line, class_="legend")


def map_legend(plan: Json, names: Names) -> Markup:
    roles = dict.fromkeys(site.role for site in sites(plan, names))
    shapes = (_item(zone_shape(key, 9, 9, 7), role(key), "zone nobody") for key in roles)
    players = (tag("li", player_mark(names, key)) for key in plan["sharing"]["players"])
    return tag("ul", *shapes, *players, class_="legend")


def _item(sign: Markup, word: Text, style: str = "") -> Markup:
    group = tag("g", sign, class_=style or None)
    icon = tag("svg", group, class_="icon", viewBox="0 0 18 18", aria_hidden="true")
    return tag("li", joined((icon, word)))
