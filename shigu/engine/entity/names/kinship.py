"""How the bearers of two names stand to each other, as far as names tell."""

from __future__ import annotations

from enum import IntEnum

from rapidfuzz.distance import OSA

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.standing import NEAR, standing
from shigu.engine.entity.names.traits import name_traits
from shigu.engine.reasons import Explained, Reason


class Kinship(IntEnum):
    """``SAME``: one plain name. ``VARIANT``: brackets, order or legal form are written otherwise.
    ``CLOSE``: a few slips apart, and nothing speaks against it.

    The others are no ground to merge. ``SHORTER``: a place, a form or a trade is left out, so
    another field must decide. ``AMBIGUOUS``: several are as near (of a look-up only).
    ``BRANCH``: a branch is not its firm, nor another branch. ``NAMESAKE``: another place.
    ``NUMBERED``: 第一 is not 第二, 东 not 西. ``SIBLING``: the brand in another trade or form, or
    its group. ``OTHER``: another name.
    """

    SAME = 0
    VARIANT = 1
    CLOSE = 2
    SHORTER = 3
    AMBIGUOUS = 4
    BRANCH = 5
    NAMESAKE = 6
    NUMBERED = 7
    SIBLING = 8
    OTHER = 9

    @property
    def accepted(self) -> bool:
        """Whether a look-up gives out the id."""
        return self <= Kinship.CLOSE


TOLD = {
    Kinship.SAME: ("名称一致", "the names are one"),
    Kinship.VARIANT: (
        "仅括号、语序或组织形式写法不同",
        "brackets, order or form written otherwise",
    ),
    Kinship.CLOSE: ("相差 {slips} 处笔误", "{slips} slips apart"),
    Kinship.SHORTER: ("一方省略地方、形式或行业", "place, form or trade left out"),
    Kinship.AMBIGUOUS: ("同样接近的不止一个", "several are as near"),
    Kinship.BRANCH: ("分支机构与本体或另一分支", "a branch, and its firm or another branch"),
    Kinship.NAMESAKE: ("地方不同", "another place"),
    Kinship.NUMBERED: ("序号或方位不同", "another number or direction"),
    Kinship.SIBLING: (
        "同字号而行业、形式不同或为集团",
        "same brand, another trade, form or the group",
    ),
    Kinship.OTHER: ("名称不同", "another name"),
}


def kinship(one: str, other: str) -> Explained[Kinship]:
    """The kinship of two names with its reason; symmetric. Same brand elsewhere never merges."""
    plain = plain_name(one), plain_name(other)
    slips = OSA.distance(*plain)
    found = Kinship(standing(name_traits(one), name_traits(other), slips, limit_of(*plain)))
    return Explained(found, (told(found, one, other, slips),))


def limit_of(one: str, other: str) -> int:
    """Slips up to which two plain names are near."""
    return max(1, int(NEAR * min(len(one), len(other))))


def told(found: Kinship, one: str, other: str, slips: int) -> Reason:
    """The sentence of a kinship."""
    zh, en = (words.format(slips=slips) for words in TOLD[found])
    inputs: dict[str, str | int | float | bool | None] = {
        "one": one, "other": other, "slips": slips
    }  # fmt: skip
    code = f"entity.name.{found.name.lower()}"
    return Reason(code, f"{zh}：{one} | {other}", f"{en}: {one} | {other}", inputs)
