"""The runner of an assessment: read, compute outside any transaction, keep."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial

from shigu.chain import actions
from shigu.chain.bridge import beside, chain_pack, inputs_of
from shigu.chain.deeper import deeper_of
from shigu.chain.models import Assessment
from shigu.districts.actors import Actor
from shigu.districts.failures import telling
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import candidates
from shigu.engine.chain.checking import ChainError
from shigu.engine.pack.read import Pack
from shigu.engine.plan.errors import PlanError

Phase = Assessment.Phase


def run(assessment: int, user: int | None) -> None:
    """Assess a chain for whoever asked; an installation asks without a user.

    A chain that cannot be judged ends the run with the reason in words; an unexpected error
    ends it too and goes on to the log of the worker.
    """
    with telling(partial(_fail, assessment, user)):
        try:
            _run(assessment, user)
        except (ChainError, PlanError) as refusal:
            _fail(assessment, user, str(refusal))


def _run(assessment: int, user: int | None) -> None:
    read = _read(assessment, user)
    if read is None:
        return
    begun, pack, others = read
    if not _advance(assessment, user, Phase.JUDGING, 0.25):
        return
    inputs = inputs_of(pack)
    found = assess(inputs, seed=begun.seed, draws=begun.draws)
    if not _advance(assessment, user, Phase.SEEKING, 0.75):
        return
    brought = candidates(inputs, found)
    if not _advance(assessment, user, Phase.KEEPING, 0.9):
        return
    deeper = deeper_of(pack, others, inputs, found, seed=begun.seed)
    rows = {name: table.height for name, table in pack.tables.items() if table.height}
    with _acting(user) as actor:
        actions.keep(
            actor, assessment, found, brought, deeper, inputs_hash=pack.hash, inputs_rows=rows
        )


def _read(assessment: int, user: int | None) -> tuple[Assessment, Pack, tuple[Pack, ...]] | None:
    with _acting(user) as actor:
        asked = Assessment.objects.visible_to(actor).select_related("chain").get(pk=assessment)
        begun = actions.begin(actor, asked)
        if begun is None:
            return None
        return begun, chain_pack(actor, begun.chain), beside(actor, begun.chain)


def _advance(assessment: int, user: int | None, phase: Phase, done: float) -> bool:
    with _acting(user) as actor:
        return actions.advance(actor, assessment, phase, done)


def _fail(assessment: int, user: int | None, problem: str) -> None:
    with _acting(user) as actor:
        actions.fail(actor, assessment, problem)


def _acting(user: int | None) -> AbstractContextManager[Actor]:
    return acting_as_system() if user is None else acting_as(user)
