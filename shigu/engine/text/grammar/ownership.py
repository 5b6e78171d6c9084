"""Who holds shares in whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Mention

Pair = tuple[str, tuple[tuple[str, Mention], ...]]
CHILD = re.compile(
    r"(?:[^。]{0,8}公告[^。，,]{0,2}[，,：:]?(?:公司)?|[^，。,]{0,10}(?:设立|成立|出资)[^，。,]{0,10}|的?|旗下的?|[^，。,]{0,4})(?:全资|控股|下属)?(?:子|孙)公司\s*|旗下\s*"
)
PUT_IN = re.compile(
    r"[^，。,；获]{0,14}?(?:参投|领投|跟投|入股|增资|加注|成为(?:其|公司)?(?:第[一二三四五]大)?股东|均?为其股东|为第一大股东|持股|战略投资)"
)
RAISED = re.compile(r"融资|上市|登陆|股东|投资方|参投|招股书|增资|获得")
TOGETHER = re.compile(r"[^。；;]{0,10}(?:战略合作|合资|联手|共同开发|携手|结成|达成合作)")
SHARE = re.compile(r"(?:(?P<buys>受让|收购|购买)|持有|持股)[^。；;，,]{0,6}$")
STAKE = re.compile(r"\s*(?:的)?\s*(?P<part>\d+(?:\.\d+)?)\s*[%％]的?(?:股权|股份)")
MOST = 50
HOLDS = re.compile(r"旗下(?:现?有|拥有|设有)[^。：:]{0,8}(?:子公司|公司|企业)[：:]")
GOT = re.compile(r"(?:获|获得|引入|引进)(?:了)?\s*$")
PUTS = re.compile(r"(?:战略)?(?:投资|入股|参股|增资)(?:了|的)?\s*")
HELD = re.compile(r"股东(?:包括|有|为|中有)\s*$|投资方\s*$")


def ownership(scene: Scene) -> Iterator[Pair]:
    """Subsidiaries and investments."""
    yield from _children(scene)
    yield from _stakes(scene)
    for low, high in scene.sentences:
        yield from _listed(scene, low, high)
        yield from _investors(scene, low, high)


def partners(scene: Scene) -> Iterator[Pair]:
    """Firms that 与 joins and that do something together."""
    for low, high in scene.sentences:
        firms = scene.within(low, high, "COMPANY")
        for one, other in pairwise(firms):
            joined = re.fullmatch(r"\s*(?:与|和|同|携手|联手)\s*", scene.between(one, other))
            if joined and TOGETHER.match(scene.text, other.span.end, high):
                yield "company_company", (("a", one), ("b", other))


def _children(scene: Scene) -> Iterator[Pair]:
    firms = [name for name in scene.names if name.type == "COMPANY"]
    for one, other in pairwise(firms):
        gap = scene.between(one, other)
        if PUTS.fullmatch(gap):
            yield "invest", (("investor", one), ("company", other))
        elif CHILD.fullmatch(gap):
            yield "parent_subsidiary", (("parent", one), ("child", other))
        elif re.search(r"(?:公司|其)[^，。,]{0,4}(?:全资|控股)(?:子|孙)公司\s*$", gap):
            parent = scene.antecedent("公司", other.span.start)
            if parent is not None:
                yield "parent_subsidiary", (("parent", parent), ("child", other))


def _stakes(scene: Scene) -> Iterator[Pair]:
    """持有C 80%股权 makes C a subsidiary, 受让C 60%股权 is an investment too."""
    for name in scene.names:
        if name.type != "COMPANY" or not (stake := STAKE.match(scene.text, name.span.end)):
            continue
        low, _ = scene.sentence(name.span.start)
        told = SHARE.search(scene.text[low : name.span.start])
        before = scene.within(0, name.span.start, "COMPANY")
        if not told or not before:
            continue
        holder = scene.within(low, name.span.start, "COMPANY")[:1] or before[:1]
        if told["buys"]:
            yield "invest", (("investor", holder[0]), ("company", name))
        if float(stake["part"]) > MOST:
            yield "parent_subsidiary", (("parent", holder[0]), ("child", name))


def _listed(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    """旗下有三家子公司：A…，B…"""
    firms = scene.within(low, high, "COMPANY")
    if len(firms) > 1 and HOLDS.match(scene.text, firms[0].span.end):
        yield from (("parent_subsidiary", (("parent", firms[0]), ("child", n))) for n in firms[1:])


def _investors(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    firms = scene.within(low, high, "COMPANY")
    for group in scene.coordinated(firms):
        before = scene.text[low : group[0].span.start]
        if not (PUT_IN.match(scene.text, group[-1].span.end, high) or HELD.search(before)):
            continue
        target = _target(scene, group, low)
        if target is not None:
            yield from (
                ("invest", (("investor", name), ("company", target)))
                for name in group
                if name.span.text != target.span.text
            )


def _target(scene: Scene, group: list[Mention], low: int) -> Mention | None:
    """The firm that money is put into: the first that the text is about before the investors."""
    before = scene.within(0, group[0].span.start, "COMPANY")
    if before and GOT.search(scene.text[low : group[0].span.start]):
        return before[-1]
    told = scene.text[: group[-1].span.end + 24]
    if before and RAISED.search(told):
        return before[0]
    after = scene.within(group[-1].span.end, scene.sentence(low)[1], "COMPANY")
    return after[0] if after else None
