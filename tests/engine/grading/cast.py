"""A park of firms graded by small schemes."""

from __future__ import annotations

from typing import Any

import numpy as np

from shigu.engine.grading.values import Cut, Measure, Scheme, Units

QUOTA = (Cut("A", top=0.25), Cut("B", top=0.75), Cut("C"))


def measure(key: str, points: float, **more: Any) -> Measure:
    given = {"of": key, "per": "", "scale": "base", "base": 1.0} | more
    return Measure(key, key, key, "1", given.pop("of"), given.pop("per"), points, **given)


def scheme(*measures: Measure, **more: Any) -> Scheme:
    return Scheme("s", "办法", "Scheme", "tests", measures, more.pop("cuts", QUOTA), **more)


def units(groups: tuple[str, ...] = (), **columns: tuple[float | None, ...]) -> Units:
    count = len(next(iter(columns.values())))
    ids = tuple(f"u{number}" for number in range(count))
    return Units(
        ids,
        ids,
        groups or ("g",) * count,
        {key: np.array(values, dtype=float) for key, values in columns.items()},
    )
