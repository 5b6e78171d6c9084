"""The chain part of a plan: what is missing, what stops, in whose hands it is."""

from __future__ import annotations

from shigu.engine.chain.paths import control
from shigu.engine.chain.results import ChainAssessment
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.stress.assess import stress
from shigu.engine.chain.values import ChainInputs
from shigu.engine.plan.results import ChainPart


def chain_part(inputs: ChainInputs, found: ChainAssessment) -> ChainPart:
    """The assessment with stress and control beside it."""
    return ChainPart(found.links, found.gaps, stress(inputs, stand_on(inputs)), control(inputs))
