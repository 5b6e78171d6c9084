"""How the bearers of two names stand to each other, as far as names tell."""

from __future__ import annotations

from enum import StrEnum

from shigu.engine.entity.divisions import within
from shigu.engine.entity.names.parts import NameParts, branch_of, parts
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.reasons import Explained, Reason


class Kinship(StrEnum):
    """``SAME``: one name. ``REFORMED``: 有限公司 became 股份有限公司, or was written so.
    ``SHORTER``: one leaves out a place, a form or a trade; another field must decide.
    ``BRANCH``: one is a branch of the other. ``BRANCHES``: two branches of one firm.
    ``SIBLING``: the same brand in another trade, place within or form. ``NAMESAKE``: the same
    words in another place. ``OTHER``: another brand.
    """

    SAME = "same"
    REFORMED = "reformed"
    SHORTER = "shorter"
    BRANCH = "branch"
    BRANCHES = "branches"
    SIBLING = "sibling"
    NAMESAKE = "namesake"
    OTHER = "other"

    @property
    def one_body(self) -> bool:
        """Whether both names may be of one legal person without further proof."""
        return self in {Kinship.SAME, Kinship.REFORMED}


def kinship(one: str, other: str) -> Explained[Kinship]:
    """The kinship of two names, with the part that decided it; symmetric.

    Brands that are one, trades that differ: a sibling, never a merge.
    """
    if plain_name(one) == plain_name(other) != "":
        return _told(Kinship.SAME, "名称一致", "the names are one", plain_name(one))
    left, right = parts(one), parts(other)
    if left.branch or right.branch:
        return _of_branches(left, right, branch_of(one)[0], branch_of(other)[0])
    return _of_wholes(left, right)


def _of_branches(left: NameParts, right: NameParts, one: str, other: str) -> Explained[Kinship]:
    parents = kinship(one, other)
    if parents.value not in {Kinship.SAME, Kinship.REFORMED, Kinship.SHORTER}:
        return parents if parents.value is Kinship.OTHER else _sibling(left, right)
    if left.branch == right.branch:
        return parents
    both = (left.branch, right.branch)
    if all(both):
        return _told(Kinship.BRANCHES, "同一企业的两个分支", "two branches of one firm", *both)
    return _told(Kinship.BRANCH, "分支机构与其本体", "a branch and its firm", "".join(both))


def _of_wholes(left: NameParts, right: NameParts) -> Explained[Kinship]:
    if left.core != right.core:
        return _of_other_words(left, right)
    if not (within(left.division, right.division) or within(right.division, left.division)):
        return _told(
            *(Kinship.NAMESAKE, "字号行业相同、地方不同", "the same words, another place"),
            *(left.place, right.place),
        )
    if left.group != right.group:
        return _told(Kinship.SIBLING, "一为集团", "one is the group", left.core)
    if "" in {left.kind, right.kind} or left.place != right.place:
        return _told(Kinship.SHORTER, "一方省略地方或形式", "place or form left out", left.core)
    if left.kind != right.kind:
        return _told(Kinship.SIBLING, "组织形式不同", "another form", left.form, right.form)
    words = ("组织形式变更", "the form was changed", left.form, right.form)
    return _told(Kinship.REFORMED, *words)


def _of_other_words(left: NameParts, right: NameParts) -> Explained[Kinship]:
    if not left.brand or left.brand != right.brand:
        words = ("字号不同", "another brand", left.core, right.core)
        return _told(Kinship.OTHER, *words)
    bare = {"": left.trade + left.place + left.form, " ": right.trade + right.place + right.form}
    if "" in bare.values():
        return _told(Kinship.SHORTER, "一方只写字号", "one is the brand alone", left.brand)
    return _sibling(left, right)


def _sibling(left: NameParts, right: NameParts) -> Explained[Kinship]:
    words = ("字号相同、行业或地方不同", "the same brand in another trade or place", left.brand)
    return _told(Kinship.SIBLING, *words, left.trade, right.trade)


def _told(value: Kinship, zh: str, en: str, *seen: str) -> Explained[Kinship]:
    inputs: dict[str, str | int | float | bool | None] = {
        f"part_{place}": part for place, part in enumerate(seen, 1)
    }
    listed = "、".join(part for part in seen if part)
    reason = Reason(f"entity.name.{value.value}", f"{zh}：{listed}", f"{en}: {listed}", inputs)
    return Explained(value, (reason,))
