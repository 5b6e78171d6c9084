"""The chain as a picture: rows by layer, supplies as curves, state by shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from shigu.report.bilingual import Text, say
from shigu.report.chain_layout import COLUMN, ROW, Layout, Spot, layout
from shigu.report.labels import width
from shigu.report.marks import CRITICAL, STATUS, shape
from shigu.report.markup import drawing, hover, joined, label, tag
from shigu.report.names import Json, Names

LABEL_ROOM = COLUMN - 30
TITLE = Text(
    "产业链图：左起基础层、技术层、应用层；曲线是供给，粗细是权重",
    "Chain by layer, left to right; curves are supplies, width is weight",
)


def chain_graph(plan: Json, names: Names) -> Markup:
    """One focusable row a link; the table of links holds the same facts in words."""
    places = layout(plan["index"])
    states = {link["id"]: link for link in plan["chain"]["links"]}
    return drawing(
        places.width,
        places.height,
        TITLE,
        tag("g", *_edges(plan["index"]["supplies"], places, states), class_="edges"),
        *_headings(places, names),
        tag("g", *(_node(states[key], s, names) for key, s in places.links.items())),
        class_="chain-graph",
        role="group",
    )


def _headings(places: Layout, names: Names) -> Iterable[Markup]:
    for head in places.layers:
        yield label(head.x, head.y, names.text("layers", head.key), class_="layer")
    for head in places.segments:
        yield label(head.x, head.y, names.text("segments", head.key), class_="segment")


def _edges(
    supplies: Iterable[Sequence[Any]], places: Layout, states: dict[str, Json]
) -> Iterable[Markup]:
    for supply in supplies:
        source, target, weight, substitutability = supply
        start, end = places.links[source], places.links[target]
        yield tag(
            "path",
            d=curve(start, end),
            class_="edge scarce" if states[source]["critical"] else "edge",
            stroke_width=0.5 + 2.5 * weight,
            data_from=source,
            data_to=target,
            data_substitutability=f"{substitutability:.2f}",
        )


def curve(start: Spot, end: Spot) -> str:
    """From the end of one row to the head of another; within a column it bows to the right, to
    an earlier column it runs from head to end."""
    tail, head = end.x + COLUMN - 8, end.x - 4
    if start.column == end.column:
        bow = tail + 26 + min(abs(end.y - start.y) / 12, 34)
        return _path(tail, start.y, bow, tail, end.y)
    if start.column > end.column:
        return _path(start.x - 4, start.y, (start.x - 4 + tail) / 2, tail, end.y)
    begin = start.x + COLUMN - 8
    return _path(begin, start.y, (begin + head) / 2, head, end.y)


def _path(x0: float, y0: float, bend: float, x1: float, y1: float) -> str:
    """A cubic that leaves and arrives level."""
    return f"M{x0:.0f} {y0:.0f}C{bend:.0f} {y0:.0f} {bend:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"


def _node(link: Json, spot: Spot, names: Names) -> Markup:
    words = names.text("links", link["id"])
    ring = tag("circle", cx=spot.x + 8, cy=spot.y, r=8.5, class_="ring")
    return tag(
        "g",
        hover(_spoken(link, words)),
        tag("rect", x=spot.x - 4, y=spot.y - ROW / 2, width=COLUMN - 2, height=ROW, class_="row"),
        tag(
            "line", x1=spot.x + 20, x2=spot.x + COLUMN - 8, y1=spot.y, y2=spot.y, class_="lead-out"
        ),
        ring if link["critical"] else "",
        shape(link["status"], spot.x + 8, spot.y),
        _fitted(spot, words),
        class_=f"node {link['status']}{' scarce' if link['critical'] else ''}",
        data_node=link["id"],
    )


def _spoken(link: Json, words: Text) -> Text:
    sign = CRITICAL if link["critical"] else Text("", "")
    return say(
        "{name}：{critical}{status}，{n} 家企业与机构",
        "{name}: {critical} {status}, {n} organisations",
        name=words,
        critical=sign,
        status=STATUS[link["status"]],
        n=len(link["organisations"]),
    )


def _fitted(spot: Spot, words: Text) -> Markup:
    """A long name is squeezed a little rather than cut."""
    at = {"x": spot.x + 22, "y": spot.y + 4}
    squeeze = {
        language: LABEL_ROOM if width(words_in) > LABEL_ROOM else None
        for language, words_in in (("zh", words.zh), ("en", words.en))
    }
    return joined(
        tag(
            "text",
            text,
            lang=language,
            textLength=squeeze[language],
            lengthAdjust=_how(squeeze[language]),
            **at,
        )
        for language, text in (("zh", words.zh), ("en", words.en))
    )


def _how(length: float | None) -> str | None:
    return "spacingAndGlyphs" if length else None
