"""Two rows of a pair side by side, field by field, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.pieces import Words
from shigu.registry.leaning import Leaning
from shigu.registry.models import Organisation, Proposal

FIELDS = ("name_zh", "name_en", "short_name", "uscc", "kind", "district", "address", "founded")
FIELDS_BELOW = ("capital_wan", "staff", "products", "source")


@dataclass(frozen=True, slots=True)
class Side:
    """One field of both rows; ``agrees`` is None where the engine did not compare it."""

    name: Words
    one: str
    other: str
    agrees: bool | None = None
    why: str = ""


def side_by_side(pair: Proposal) -> list[Side]:
    """The fields that either row has, with what the engine said of them."""
    said = {item["field"]: item for item in pair.evidence}
    return [side for side in _sides(pair, said) if side.one or side.other]


def _sides(pair: Proposal, said: dict[str, dict[str, Any]]) -> Iterator[Side]:
    for name in (*FIELDS, *FIELDS_BELOW):
        about = said.get(name, {})
        words = _column(name).verbose_name
        one, other = (_told(row, name) for row in pair.both)
        yield Side(words, one, other, about.get("agrees"), _why(about))


def _column(name: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", Organisation._meta.get_field(name))


def _why(about: dict[str, Any]) -> str:
    english = get_language() == "en" and about.get("why_en")
    return str(english or about.get("why", ""))


def _told(row: Organisation, name: str) -> str:
    value = getattr(row, name)
    if value in (None, "", []):
        return ""
    if name == "kind":
        return str(row.get_kind_display())
    if name == "products":
        return _("、").join(value)
    if name == "capital_wan":
        return " ".join(units.money_parts(units.from_wan(value), get_language() or "zh-hans"))
    return str(value)


def grounds(pair: Proposal) -> str:
    """The reason that is offered: what agrees, in the language of the reader."""
    agree = [side for side in side_by_side(pair) if side.agrees]
    return _("一致：%s") % _("、").join(str(side.name) for side in agree) if agree else ""


def sentence(pair: Proposal) -> str:
    """What the engine thinks of the pair."""
    sides = side_by_side(pair)
    return _("相像程度 %(score)s：%(agree)d 项一致，%(differ)d 项不同。") % {
        "score": units.percent(pair.score, 0),
        "agree": sum(side.agrees is True for side in sides),
        "differ": sum(side.agrees is False for side in sides),
    }


def suggested(
    one: Organisation, other: Organisation, found: Sequence[Leaning]
) -> tuple[Organisation, Organisation]:
    """Whom to keep: who is leaned on more, then who has a credit code, then the older row."""
    leans = sum(row.one for row in found), sum(row.other for row in found)
    ranks = (leans[0], bool(one.uscc)), (leans[1], bool(other.uscc))
    return (other, one) if ranks[1] > ranks[0] else (one, other)
