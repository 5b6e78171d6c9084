"""What is graded and by which scheme; everything is checked where it is made."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Scale = Literal["base", "efficacy", "z_score", "rank"]
Missing = Literal["refuse", "mean", "group_mean"]
SCALES: tuple[Scale, ...] = ("base", "efficacy", "z_score", "rank")
MISSING: tuple[Missing, ...] = ("refuse", "mean", "group_mean")


class GradingError(ValueError):
    """It cannot be graded as it stands; ``place`` names the part at fault."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(f"{place}：{zh} / {place}: {en}")
        self.place, self.zh, self.en = place, zh, en


@dataclass(frozen=True, slots=True)
class Measure:
    """``of`` ÷ ``per`` (columns; ``per`` empty = ``of`` itself) worth ``points``.

    ``direction`` "more": the greater the better; "less": the smaller. ``scale`` turns the value
    into points (see ``scales``), ``base`` is the value that earns all points on the scale "base".
    ``missing``: refuse, or give the mean of the points of all units or of the unit's group.

    Raises:
        GradingError: points or base are not positive, or a word is unknown.
    """

    id: str
    name_zh: str
    name_en: str
    unit: str
    of: str
    per: str
    points: float
    direction: Literal["more", "less"] = "more"
    scale: Scale = "base"
    base: float | None = None
    missing: Missing = "refuse"

    def __post_init__(self) -> None:
        place = f"measure {self.id}"
        for name, word, known in (
            ("direction", self.direction, ("more", "less")),
            ("scale", self.scale, SCALES),
            ("missing", self.missing, MISSING),
        ):
            _require(place, f"{name} 应为 {known} 之一", f"{name} is one of {known}", word in known)
        _positive(place, "points", self.points)
        if self.scale == "base":
            _positive(place, "base", self.base)


@dataclass(frozen=True, slots=True)
class Cut:
    """A grade: the best ``top`` part of the units (quota, cumulative), or from ``score`` on."""

    grade: str
    top: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A composite index: measures, weights and cuts, best grade first; the last takes the rest.

    ``weights`` "stated": the points of the measures; "entropy": their sum shared out by how much
    each measure tells the units apart. ``decimals`` of the points of each measure, rounded half
    up. ``within_group``: quotas hold in each group by itself.

    Raises:
        GradingError: there is no measure or cut, an id is double, or cuts are not in order.
    """

    id: str
    name_zh: str
    name_en: str
    source: str
    measures: tuple[Measure, ...]
    cuts: tuple[Cut, ...]
    weights: Literal["stated", "entropy"] = "stated"
    decimals: int = 2
    within_group: bool = False

    def __post_init__(self) -> None:
        place = f"scheme {self.id}"
        _require(place, "没有指标", "it has no measure", bool(self.measures))
        _require(place, "至少要有两个档次", "two grades at least", len(self.cuts) >= 2)
        known = self.weights in {"stated", "entropy"}
        _require(place, "weights 应为 stated 或 entropy", "weights: stated or entropy", known)
        _unique(place, [measure.id for measure in self.measures])
        _unique(place, [cut.grade for cut in self.cuts])
        self._check_cuts(place)

    def _check_cuts(self, place: str) -> None:
        by_quota = [cut.top for cut in self.cuts[:-1]]
        by_score = [cut.score for cut in self.cuts[:-1]]
        tops = [top for top in by_quota if top is not None]
        scores = [score for score in by_score if score is not None]
        one_kind = sorted((len(tops), len(scores))) == [0, len(self.cuts) - 1]
        rising = all(a < b for a, b in pairwise(tops))
        falling = all(a > b for a, b in pairwise(scores))
        inside = all(0 < top < 1 for top in tops) and all(map(math.isfinite, scores))
        _require(
            place,
            "档次须全部按累计比例（0–1，递增）或全部按分数（递减）划定，最后一档取其余",
            "grades are cut all by cumulative part (0–1, rising) or all by score (falling), and "
            "the last takes the rest",
            one_kind and rising and falling and inside,
        )

    @property
    def by_quota(self) -> bool:
        return self.cuts[0].top is not None


@dataclass(frozen=True, slots=True)
class Units:
    """Firms or parks with their quantities: ``columns`` by name, NaN where not reported.

    Raises:
        GradingError: nobody is there, an id is double, a quantity is negative or infinite.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    columns: Mapping[str, Floats]

    def __post_init__(self) -> None:
        _require("units", "没有评价对象", "there is nobody to grade", bool(self.ids))
        _unique("units", self.ids)
        for name, column in self.columns.items():
            for at in np.flatnonzero((column < 0) | np.isinf(column))[:1]:
                raise GradingError(
                    f"{self.ids[at]}, {name}",
                    f"数量须为不小于 0 的有限数，现为 {column[at]:g}",
                    f"a quantity is finite and at least 0, not {column[at]:g}",
                )

    def of(self, measure: Measure) -> Floats:
        """The measure of each unit; NaN where a part is missing or the divisor is 0.

        Raises:
            GradingError: a column that the measure needs is not there.
        """
        for column in filter(None, (measure.of, measure.per)):
            _require(
                f"column {column}",
                f"缺少这一列，{measure.name_zh}需要它",
                f"it is missing and {measure.name_en} needs it",
                column in self.columns,
            )
        whole: Floats = self.columns[measure.of]
        if not measure.per:
            return whole
        by = self.columns[measure.per]
        ratio: Floats = np.divide(whole, by, out=np.full(len(by), np.nan), where=by > 0)
        return ratio


def _require(place: str, zh: str, en: str, holds: bool) -> None:  # noqa: FBT001
    if not holds:
        raise GradingError(place, zh, en)


def _positive(place: str, name: str, value: float | None) -> None:
    holds = value is not None and math.isfinite(value) and value > 0
    _require(place, f"{name} 须为正数，现为 {value}", f"{name} is positive, not {value}", holds)


def _unique(place: str, keys: Sequence[str]) -> None:
    for number, key in enumerate(keys):
        _require(place, f"{key} 重复", f"{key} occurs twice", key not in keys[:number])
