"""Whether the nearest name may be the one that was meant, or is another's."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum

from shigu.engine.entity.divisions import within
from shigu.engine.entity.names.parts import NameParts, parts
from shigu.engine.entity.names.plain import plain_name

ORDINALS = frozenset("0123456789一二三四五六七八九十百甲乙丙丁")
DIRECTIONS = frozenset("东南西北中上下前后左右内外新老大小")
FEWEST_LEFT_OUT = 2


class Verdict(IntEnum):
    """``EXACT``: one plain name. ``VARIANT``: place, brackets or form are written otherwise.
    ``CLOSE``: a few slips apart and nothing speaks against it. All others are refused:
    ``AMBIGUOUS``: two names are equally near. ``BRANCH``: a branch is not its firm, nor another
    branch. ``PLACE``: a namesake elsewhere. ``NUMBER``: 第一 is not 第二, 东 not 西.
    ``SIBLING``: another form or the group. ``SHORTER``: a place or more is left out.
    ``NONE``: nothing is near.
    """

    EXACT = 0
    VARIANT = 1
    CLOSE = 2
    AMBIGUOUS = 3
    BRANCH = 4
    PLACE = 5
    NUMBER = 6
    SIBLING = 7
    SHORTER = 8
    NONE = 9

    @property
    def accepted(self) -> bool:
        """Whether the id is given out."""
        return self <= Verdict.CLOSE


def verdict(asked: str, found: str, slips: int) -> Verdict:
    """What ``found``, ``slips`` away, is to the bearer of ``asked``; symmetric."""
    if plain_name(asked) == plain_name(found):
        return Verdict.EXACT
    one, other = parts(asked), parts(found)
    if sorted(one.branch) != sorted(other.branch):
        return Verdict.BRANCH
    if refused := _refusal(one, other, slips):
        return refused
    if one.core == other.core and one.division == other.division and one.branch == other.branch:
        return Verdict.VARIANT
    if _numbers_differ(one.core + one.branch, other.core + other.branch):
        return Verdict.NUMBER
    return Verdict.CLOSE


def _refusal(one: NameParts, other: NameParts, slips: int) -> Verdict | None:
    if not (within(one.division, other.division) or within(other.division, one.division)):
        return Verdict.PLACE
    if _grouped(one) != _grouped(other) or (one.kind and other.kind and one.kind != other.kind):
        return Verdict.SIBLING
    left_out = bool(one.place) != bool(other.place) or bool(one.kind) != bool(other.kind)
    return Verdict.SHORTER if left_out and slips >= FEWEST_LEFT_OUT else None


def _grouped(name: NameParts) -> bool:
    """Whether it is a group's name, though a slip keeps 集团 from standing before the form."""
    return name.group or "集团" in name.core


def _numbers_differ(one: str, other: str) -> bool:
    """A number was added, lost or changed, or one direction stands for another."""
    lost, new = (set(Counter(a) - Counter(b)) for a, b in ((one, other), (other, one)))
    return bool((lost | new) & ORDINALS) or bool(lost & DIRECTIONS and new & DIRECTIONS)
