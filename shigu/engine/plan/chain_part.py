"""The chain part of a plan: what ``shigu chain assess`` tells, all but the candidates."""

from __future__ import annotations

from dataclasses import fields

from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.inputoutput.assess import IoInputs, input_output
from shigu.engine.chain.paths import control
from shigu.engine.chain.results import ChainAssessment
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.stress.assess import stress
from shigu.engine.chain.values import ChainInputs
from shigu.engine.plan.results import ChainPart


def chain_part(
    inputs: ChainInputs, flows: IoInputs | None, found: ChainAssessment, *, seed: int
) -> ChainPart:
    """The assessment with every deeper indicator beside it (ADR 0037).

    Raises:
        ChainError: the input–output table is none.
    """
    deeper = indicators(inputs, found, seed=seed)
    return ChainPart(
        found.links,
        found.gaps,
        stress(inputs, stand_on(inputs)),
        control(inputs),
        **{field.name: getattr(deeper, field.name) for field in fields(deeper)},
        input_output=input_output(flows, found.links),
    )
