"""The parameters that every side accepts, and the bargaining solution among them.

A side accepts what pays it at least its minimum. Inside, the weighted Nash solution maximises
Π (payment − minimum)^weight (Nash 1950; Kalai 1977); where nothing is accepted by all, the
parameters with the smallest greatest shortfall say by how much they fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Reason
from shigu.engine.sharing.negotiation.accepted import (
    Bargain,
    Demands,
    Region,
    along_line,
    on_grid,
)
from shigu.engine.sharing.negotiation.outlook import NegotiationError, Outlook
from shigu.engine.sharing.negotiation.words import agreed_reason, failed_reason
from shigu.engine.values import FEN_PER_YUAN

Floats = NDArray[np.float64]

MOST_OPEN = 2


@dataclass(frozen=True)
class Negotiation:
    """``accepted``: intervals of the one parameter, or the grid points of two, that all accept;
    ``by_side``: those that each side accepts.

    ``nash`` are the parameters of the bargaining solution, ``None`` where nothing is accepted by
    all; then ``nearest`` has the smallest greatest ``shortfall`` (yuan). ``payments`` are those
    of the one or the other.
    """

    parameters: tuple[str, ...]
    accepted: Region
    by_side: dict[str, Region]
    nash: dict[str, Fraction] | None
    nearest: dict[str, Fraction]
    payments: dict[str, float]
    shortfall: float
    reasons: tuple[Reason, ...]


def negotiate(
    outlook: Outlook,
    at_least_fen: Mapping[str, int],
    *,
    weights: Mapping[str, Fraction] | None = None,
) -> Negotiation:
    """What the sides in ``at_least_fen`` all accept; ``weights`` are equal unless given.

    Raises:
        NegotiationError: fewer than two sides, unknown ones, or neither one nor two parameters
            are open.
    """
    _check(outlook, at_least_fen, weights or {})
    demands = Demands(
        outlook,
        np.array([outlook.parties.index(side) for side in at_least_fen]),
        np.array([fen / FEN_PER_YUAN for fen in at_least_fen.values()]),
        np.array([float((weights or {}).get(side, 1)) for side in at_least_fen]),
    )
    found = along_line(demands) if len(outlook.open) == 1 else on_grid(demands)
    return _told(outlook, tuple(at_least_fen), demands, found)


def _told(
    outlook: Outlook, sides: tuple[str, ...], demands: Demands, found: Bargain
) -> Negotiation:
    parameters = outlook.agreed(found.best)
    paid = outlook.expected(found.best)
    gains = dict(zip(sides, (paid[demands.sides] - demands.least).tolist(), strict=True))
    tell = agreed_reason if found.agreed else failed_reason
    return Negotiation(
        parameters=outlook.open,
        accepted=found.accepted,
        by_side=dict(zip(sides, found.by_side, strict=True)),
        nash=parameters if found.agreed else None,
        nearest=parameters,
        payments=dict(zip(outlook.parties, paid.tolist(), strict=True)),
        shortfall=0.0 if found.agreed else -min(gains.values()),
        reasons=(tell(outlook.agreement, parameters, gains),),
    )


def _check(outlook: Outlook, sides: Iterable[str], weights: Mapping[str, Fraction]) -> None:
    named = list(sides)
    if len(named) < 2:
        raise NegotiationError(
            "谈判至少要有两方的底线。请补上。", "a negotiation has two sides or more: add one."
        )
    unknown = [side for side in (*named, *weights) if side not in outlook.parties]
    if unknown:
        known = "、".join(outlook.parties)
        raise NegotiationError(
            f"{unknown[0]!r} 不在收款各方（{known}）之中。请改正。",
            f"{unknown[0]!r} is none of those paid ({known}): correct it.",
        )
    if any(weight <= 0 for weight in weights.values()):
        raise NegotiationError("权重必须大于零。请改正。", "weights are above zero: correct them.")
    if not 1 <= len(outlook.open) <= MOST_OPEN:
        raise NegotiationError(
            f"待议参数有 {len(outlook.open)} 个，谈判区域只画一个或两个。请先议定其余的。",
            f"{len(outlook.open)} parameters are open; a region is drawn of one or two: agree on "
            "the others first.",
        )
