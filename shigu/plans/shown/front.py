"""Money against score: every plan that no other beats in both, as a picture, a table and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shigu.face import units
from shigu.plans.shown.words import Json, Names, in_wan, yuan


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the front, and the step that leads to it from the one before."""

    number: int
    money: str
    score: float
    less: str
    more: float | None
    price: str
    moves: Sequence[str]
    chosen: bool
    knee: bool
    gap: float


@dataclass(frozen=True, slots=True)
class FrontShown:
    """What the page shows of a front."""

    sentence: str
    picture: Json
    rows: Sequence[PointRow]
    limits: Sequence[str]


def front_shown(document: Json, names: Names) -> FrontShown | None:
    """The front of a plan that was asked with scores; ``None`` where it was not."""
    front = document["siting"].get("front")
    if not front or not front["points"]:
        return None
    points = front["points"]
    middle = knee(points)
    return FrontShown(
        sentence=_sentence(points, middle),
        picture=_picture(points),
        rows=_rows(document["siting"], front, names, middle),
        limits=list(_limits(front)),
    )


def knee(points: Sequence[Json]) -> int | None:
    """Where the front bends most: the point furthest above the line between its two ends, both
    axes measured by their range; ``None`` where no point lies above it.

    Das 1999, *Structural Optimization* 18, "On characterizing the knee of the Pareto curve".
    """
    first, last = points[0], points[-1]
    wide, high = last["score"] - first["score"], first["money_yuan"] - last["money_yuan"]
    if len(points) < 3 or not wide or not high:
        return None
    above = [
        (point["score"] - first["score"]) / wide + (point["money_yuan"] - last["money_yuan"]) / high
        for point in points
    ]
    best = max(range(len(points)), key=lambda i: above[i])
    return best if above[best] > 1 + 1e-9 else None


def _sentence(points: Sequence[Json], middle: int | None) -> str:
    first, last = points[0], points[-1]
    if len(points) == 1:
        return _("钱与分没有冲突：同一个方案两样都最好，%(money)s，%(score)s 分。") % {
            "money": yuan(first["money_yuan"]),
            "score": units.trimmed(first["score"]),
        }
    words = _(
        "%(n)s 个方案互不相让：最值钱的 %(money)s、%(low)s 分，分最高的 %(less)s、%(high)s 分。"
    )
    told = words % {
        "n": len(points),
        "money": yuan(first["money_yuan"]),
        "low": units.trimmed(first["score"]),
        "less": yuan(last["money_yuan"]),
        "high": units.trimmed(last["score"]),
    }
    if middle is None:
        return told
    return told + _("到第 %s 个为止，多得的分最便宜。") % (middle + 1)


def _picture(points: Sequence[Json]) -> Json:
    return {
        "columns": [_("第几个"), _("评分"), _("价值（万元）")],
        "rows": [
            [
                str(i + 1),
                point["score"],
                round(point["money_yuan"] / 10_000, 1),
                True,
                f"#front-{i + 1}",
            ]
            for i, point in enumerate(points)
        ],
    }


def _rows(siting: Json, front: Json, names: Names, middle: int | None) -> list[PointRow]:
    steps: list[Json | None] = [None, *front["changes"]]
    return [
        PointRow(
            number=i + 1,
            money=in_wan(point["money_yuan"]),
            score=point["score"],
            less=in_wan(step["money_yuan"]) if step else "—",
            more=step["score"] if step else None,
            price=units.grouped(-step["money_yuan"] / step["score"] / 10_000, 1) if step else "—",
            moves=[_move(move, names) for move in step["moves"]] if step else (),
            chosen=_chosen(siting, point),
            knee=i == middle,
            gap=point["gap"],
        )
        for i, (point, step) in enumerate(zip(front["points"], steps, strict=True))
    ]


def _chosen(siting: Json, point: Json) -> bool:
    same_score = siting["score"] is not None and abs(siting["score"] - point["score"]) < 1e-9
    return same_score and abs(siting["objective_yuan"] - point["money_yuan"]) < 0.01


def _move(move: Json, names: Names) -> str:
    return _("%(project)s：%(before)s → %(after)s") % {
        "project": names("projects", move["project"]),
        "before": names("spaces", move["before"]) if move["before"] else _("没有位置"),
        "after": names("spaces", move["after"]) if move["after"] else _("没有位置"),
    }


def _limits(front: Json) -> list[str]:
    told = [
        _("%(low)s 分与 %(high)s 分之间可能还有别的方案，价值不超过 %(money)s；限时内没有去找。")
        % {
            "low": units.trimmed(stretch["score_from"]),
            "high": units.trimmed(stretch["score_to"]),
            "money": yuan(stretch["money_yuan"]),
        }
        for stretch in front["open"]
    ]
    if not front["proven"]:
        told.append(_("有的点没有证到最优，真正的前沿可能再高一点；差距写在表里。"))
    return told
