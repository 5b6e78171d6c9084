"""Sentences that tell which links lie in which layer of a chain."""

from __future__ import annotations

import re

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Argument, Mention, Relation

BACKWARD = re.compile(r"等?(?:都|均)?(?:属于|处在|处于|位于)?(?:产业链|全产业链)?的?")


def layer_links(scene: Scene) -> list[Relation]:
    """Layer → link, for each link the layer it is told with."""
    found: list[Relation] = []
    for low, high in scene.sentences:
        layers = scene.within(low, high, "LAYER")
        for link in scene.within(low, high, "LINK"):
            layer = _layer(scene, link, layers)
            if layer:
                args = (Argument("layer", layer), Argument("link", link))
                found.append(Relation("layer_link", args, min(layer.score, link.score)))
    return found


def _layer(scene: Scene, link: Mention, layers: list[Mention]) -> Mention | None:
    """The layer that follows a list at once (A、B等应用层), else the last one before the link."""
    after = [layer for layer in layers if layer.span.start >= link.span.end]
    if after and _leads_to(scene, link, after[0]):
        return after[0]
    before = [layer for layer in layers if layer.span.end <= link.span.start]
    return before[-1] if before else None


def _leads_to(scene: Scene, link: Mention, layer: Mention) -> bool:
    group = scene.within(link.span.start, layer.span.start, "LINK")
    listed = len(scene.coordinated(group)) == 1
    between = scene.between(group[-1], layer)
    return listed and bool(between) and BACKWARD.fullmatch(between) is not None
