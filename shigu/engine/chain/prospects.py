"""A firm elsewhere, seen from one gap."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.chain.signals import NOTHING_HEARD, Heard
from shigu.engine.chain.ties import Tie
from shigu.engine.chain.values import Firm


@dataclass(frozen=True, slots=True)
class Prospect:
    """``share`` and ``confidence`` of its position on the gap are None if only its words match;
    ``others`` are the further links of the chain that it stands on, ``capabilities`` its research,
    laboratories and pilot lines for the gap, ``heard`` its signals."""

    firm: Firm
    link: str
    share: float | None
    confidence: float | None
    others: tuple[str, ...]
    tie: Tie | None
    capabilities: tuple[str, ...] = ()
    heard: Heard = NOTHING_HEARD
