"""Who is meant: one name for what a document calls by several, and the row that is known by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shigu.engine.entity.names.kinship import Kinship, kinship
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.values import Known, Said

ORGANISATIONS = {"COMPANY": "enterprise", "INSTITUTE": "institute", "UNIVERSITY": "university"}
"""Types of names that are organisations of the register, and their kinds there."""
FULL = ("公司", "集团", "大学", "学院", "研究院", "研究所", "研究中心", "合伙", "实验室", "医院")
"""How full names end; anything else may be short for several."""
AGAINST = frozenset({Kinship.BRANCH, Kinship.NAMESAKE, Kinship.NUMBERED, Kinship.SIBLING})
NEAR = frozenset({Kinship.VARIANT, Kinship.CLOSE, Kinship.SHORTER})
PARKS = ("产业园", "园区", "科技园", "产业社区", "科技城", "小镇")
"""What is called so is a place, also where a reading took it for a project."""


class Subjects:
    """The names of one document: short ones stand for the full ones that it gives."""

    def __init__(self, claims: Iterable[Said]) -> None:
        listed = list(claims)
        self.types = {each.name: each.type for each in listed if each.kind == "entity"}
        self.scores: dict[str, float] = {}
        self.numbers: dict[str, int] = {}
        for each in listed:
            if each.kind == "entity" and each.confidence > self.scores.get(each.name, 0.0):
                self.scores[each.name], self.numbers[each.name] = each.confidence, each.number
        self.full: dict[str, str] = {}
        for each in listed:
            full, short = each.filler("full"), each.filler("short")
            if each.type == "alias" and full and short:
                self.full[short["name"]] = full["name"]

    def whole(self, name: str) -> str:
        """The fullest name that the document has for it."""
        return self.full.get(name, name)

    def short_of(self, name: str) -> str:
        """What the document calls it for short; empty where it does not."""
        return next((short for short, full in self.full.items() if full == name), "")

    def type(self, name: str) -> str:
        """The type of the name; empty for what is no name of the document."""
        return "PARK" if name.endswith(PARKS) else self.types.get(name, "")


def is_full(name: str) -> bool:
    """Whether a name says which organisation it is, and not only its brand."""
    return name.endswith(FULL)


def matched(name: str, known: Sequence[Known]) -> tuple[Known | None, bool]:
    """The row of that name, and whether the name alone settles it.

    A name that is written the same settles it. A variant, a slip, or one that leaves out a place
    or the form does where one row alone can be meant, and is then to be looked at; the same brand
    in another place or trade is another firm (``engine.entity.names.kinship``).
    """
    plain = plain_name(name)
    same = [row for row in known if plain in {plain_name(each) for each in row.names}]
    if same:
        return (same[0], True) if len(same) == 1 else (None, False)
    near = [row for row in known if _near(name, row)]
    return (near[0], False) if len(near) == 1 else (None, not near)


def _near(name: str, row: Known) -> bool:
    """Whether one of its names may be this, and none says that it is another firm."""
    found = {kinship(name, each).value for each in row.names}
    return bool(found & NEAR) and not found & AGAINST
