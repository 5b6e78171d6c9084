"""What is kept of an assessment beyond links, gaps and candidates."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.results import ChainAssessment
from shigu.engine.chain.values import ChainInputs


def deeper_of(inputs: ChainInputs, found: ChainAssessment, *, seed: int) -> dict[str, Any]:
    """What else is kept of an assessment, by the name of its field."""
    return {"indicators": asdict(indicators(inputs, found, seed=seed))}
