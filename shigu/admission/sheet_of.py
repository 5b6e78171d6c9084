"""The points of an evaluation as its page and its minutes show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shigu.admission import said
from shigu.admission.models import Ballot, Evaluation, Score
from shigu.admission.queries import points
from shigu.engine.admission.scoring import Summary, summary
from shigu.engine.admission.values import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: the points of each member in the order of the scores."""

    name: str
    most: Decimal
    points: tuple[Decimal, ...]
    mean: Decimal
    spread: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Points of several members side by side, what they add up to, and what was vetoed."""

    rows: tuple[Row, ...]
    found: Summary
    vetoed: tuple[tuple[str, str, str], ...]


def compared(sheet: Sheet, scores: Sequence[Score]) -> Compared | None:
    """The points that one may see; none where there are none."""
    handed_in = [points(score) for score in scores]
    found = summary(sheet, handed_in)
    if found is None:
        return None
    rows = tuple(
        Row(
            said.word(line.criterion),
            line.criterion.most,
            tuple(each[line.criterion.code] for each in handed_in),
            line.mean,
            f"{line.low.normalize():f}–{line.high.normalize():f}",
        )
        for line in found.lines
    )
    vetoed = tuple(
        (str(score.person), _("、").join(said.vetoes(sheet, score.vetoes)), score.remark)
        for score in scores
        if score.vetoes
    )
    return Compared(rows, found, vetoed)


def agreed(agenda: Sequence[Evaluation]) -> str:
    """How the projects of a meeting stand, in one sentence."""
    if not agenda:
        return _("议程上还没有您看得到的项目。")
    counted = Counter(row.get_decision_display() for row in agenda)
    parts = _("、").join(f"{decision} {n}" for decision, n in counted.items())
    return _("%(n)s 个项目：%(parts)s。") % {"n": len(agenda), "parts": parts}


def standing(row: Evaluation) -> str:
    """How an evaluation stands, in one sentence."""
    if not row.is_open:
        told: dict[str, Any] = {"decision": row.get_decision_display(), "said": row.said}
        return _("%(decision)s。%(said)s") % told
    handed_in = Ballot.objects.filter(evaluation=row).count()
    return _("%(all)s 位评委，%(in)s 位已交表；交表前看不到别人的分数。") % {
        "all": len(row.people),
        "in": handed_in,
    }
