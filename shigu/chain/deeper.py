"""What is kept of an assessment beyond links, gaps and candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.inputoutput.assess import input_output
from shigu.engine.chain.paths import control
from shigu.engine.chain.results import ChainAssessment
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.stress.assess import stress
from shigu.engine.chain.values import ChainInputs
from shigu.engine.pack.read import Pack
from shigu.engine.plan.io_inputs import io_inputs
from shigu.engine.plan.side_by_side import comparison_document


def deeper_of(
    pack: Pack,
    beside: Sequence[Pack],
    inputs: ChainInputs,
    found: ChainAssessment,
    *,
    seed: int,
) -> dict[str, Any]:
    """What else is kept of an assessment, by the name of its field.

    ``beside`` are the clusters and versions to compare with; without one there is no comparison.

    Raises:
        ChainError: the input–output table of the pack is none.
        PlanError: one of those beside cannot be judged.
    """
    return {
        "indicators": asdict(indicators(inputs, found, seed=seed)),
        "stress": asdict(stress(inputs, stand_on(inputs))),
        "control": asdict(control(inputs)),
        "input_output": asdict(input_output(io_inputs(pack), found.links)),
        "comparison": comparison_document([pack, *beside]) if beside else None,
    }
