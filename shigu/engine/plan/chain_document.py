"""All that is known of a pack's chain in one document: what ``shigu chain assess`` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import candidates
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.inputoutput.assess import input_output
from shigu.engine.chain.paths import control
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.stress.assess import stress
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.io_inputs import io_inputs


def chain_document(pack: Pack, *, seed: int) -> dict[str, Any]:
    """``links`` and ``gaps`` as in ``plan.json``, then the deeper indicators by name.

    Args:
        seed: of all draws.

    Raises:
        PlanError: the chain cannot be judged as it stands.
    """
    try:
        inputs = chain_inputs(pack)
        found = assess(inputs, seed=seed)
        return {
            "pack": {"name": pack.name, "version": pack.version, "hash": pack.hash},
            "seed": seed,
            **asdict(found),
            "candidates": [asdict(one) for one in candidates(inputs, found)],
            **asdict(indicators(inputs, found, seed=seed)),
            "stress": asdict(stress(inputs, stand_on(inputs))),
            "control": asdict(control(inputs)),
            "input_output": asdict(input_output(io_inputs(pack), found.links)),
        }
    except ChainError as error:
        raise PlanError(str(error)) from error
