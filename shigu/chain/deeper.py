"""What is kept of an assessment beyond links, gaps and candidates."""

from __future__ import annotations

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


def deeper_of(
    pack: Pack, inputs: ChainInputs, found: ChainAssessment, *, seed: int
) -> dict[str, Any]:
    """What else is kept of an assessment, by the name of its field.

    Raises:
        ChainError: the input–output table of the pack is none.
    """
    return {
        "indicators": asdict(indicators(inputs, found, seed=seed)),
        "stress": asdict(stress(inputs, stand_on(inputs))),
        "control": asdict(control(inputs)),
        "input_output": asdict(input_output(io_inputs(pack), found.links)),
    }
