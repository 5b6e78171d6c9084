"""What is in a park: firms, fields of industry; and what a park is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Mention

Pair = tuple[str, tuple[tuple[str, Mention], ...]]
DREW = re.compile(r"引进|引入|引来|集聚|聚集|吸引|入驻|汇聚|迎来|签约|拥有")
CAME = re.compile(r"入驻|落户|率先入驻|进驻")
FIELDS = re.compile(
    r"围绕|重点(?:发展|布局)|主导产业|主攻|聚焦|以|布局|主打|着力发展|形成|做强|带动"
)
SEAT = r"(?:位于|坐落于?|设在|选址|地处|注册地(?:为|在)?|注册(?:于|在)|总部(?:位于|设?在))"
SEATED = re.compile(SEAT + r"\s*[“\"]?$")
AT = re.compile(r"(?:落户|入驻|在|于|" + SEAT + r")\s*[“\"]?$")
FOUNDED = re.compile(r"(?:投资)?(?:设立|成立|组建|新设|创办|创立)了?(?:全资|控股)?(?:子公司)?")
SIZE = re.compile(r"(?:规模|产值|产业规模|营业?收入?|增加值)")
HERE = frozenset({"COMPANY", "INSTITUTE", "PROJECT", "PARK"})


def parks(scene: Scene) -> Iterator[Pair]:
    """Relations of parks and places, sentence by sentence."""
    for low, high in scene.sentences:
        yield from _drawn(scene, low, high)
        yield from _fields(scene, low, high)
        yield from _seats(scene, low, high)
        yield from _nested(scene, low, high)


def _about(scene: Scene, low: int, high: int) -> Mention | None:
    """The park that the sentence is about: named first, or meant by 该社区, 园区."""
    named = scene.within(low, high, "PARK")
    called = scene.meant(low, min(high, low + 12))
    if not called and not named:
        called = scene.meant(low, high)
    if called and called[1].type == "PARK":
        return called[1]
    return named[0] if named else None


def _drawn(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    park = _about(scene, low, high)
    if park is None:
        return
    for group in scene.coordinated(scene.within(low, high, "COMPANY")):
        before = scene.text[low : group[0].span.start]
        after = scene.text[group[-1].span.end : high]
        drew = DREW.search(before[-16:]) and park.span.start < group[0].span.start
        came = re.match(r"等[^，。,]{0,10}?(?:率先)?(?:入驻|落户|进驻)|(?:率先)?入驻", after)
        if drew or came:
            yield from (("company_park", (("company", n), ("park", park))) for n in group)


def _fields(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    park = _about(scene, low, high)
    if park is None:
        return
    for group in scene.coordinated(scene.within(low, high, "INDUSTRY")):
        told = FIELDS.search(scene.text[low : group[0].span.start])
        if told or SIZE.match(scene.text, group[-1].span.end):
            yield from (("park_industry", (("park", park), ("industry", n))) for n in group)


def _seats(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    """X位于Y, 位于Y的X."""
    for there in scene.within(low, high, "PARK", "DISTRICT"):
        if not AT.search(scene.text[low : there.span.start]):
            continue
        after = scene.within(there.span.end, high, *HERE)
        gap = scene.between(there, after[0]) if after else ""
        if gap == "的" or (gap and FOUNDED.fullmatch(gap)):
            yield _seat(after[0], there)
            continue
        said = SEATED.search(scene.text[low : there.span.start])
        before = scene.within(low, there.span.start, "COMPANY", "INSTITUTE", "PROJECT")
        if said and not before and (called := scene.meant(low, there.span.start)):
            before = [called[1]] if called[1].type in {"COMPANY", "INSTITUTE"} else []
        if said and before:
            projects = [name for name in before if name.type == "PROJECT"]
            yield _seat((projects or before)[-1], there)


def _seat(name: Mention, there: Mention) -> Pair:
    if there.type == "PARK" and name.type in {"COMPANY", "PROJECT"}:
        kind = name.type.lower()
        return f"{kind}_park", ((kind, name), ("park", there))
    if name.type == there.type == "PARK":
        return "part_of", (("child", name), ("parent", there))
    return "located_in", (("org", name), ("place", there))


def _nested(scene: Scene, low: int, high: int) -> Iterator[Pair]:
    """渭滨区西部传感器产业园: a district right before what lies in it."""
    names = scene.within(low, high, "DISTRICT", "PARK")
    for place, park in pairwise(names):
        if (
            place.type == "DISTRICT"
            and park.type == "PARK"
            and not scene.between(place, park).strip("的")
        ):
            yield "located_in", (("org", park), ("place", place))
