"""The main job: from a pack to the joint plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial

import polars as pl

from shigu import __version__
from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import candidates
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.results import Candidate
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.engine.plan.deals import deals
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.index import index, player_entries
from shigu.engine.plan.io_inputs import io_inputs
from shigu.engine.plan.limits import limits
from shigu.engine.plan.places import Places
from shigu.engine.plan.results import (
    SCHEMA,
    ChainPart,
    JointPlan,
    PackStamp,
    Ring,
    Run,
    Sensitivity,
)
from shigu.engine.plan.sensitivity import WORKERS, sensitivity
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.plan.values import coalition_table
from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.results import Sharing
from shigu.engine.sharing.share import share
from shigu.engine.sharing.terms import TermsError, TermsTemplate
from shigu.engine.siting.coalitions import CoalitionSolve, coalition_values
from shigu.engine.siting.front import front
from shigu.engine.siting.goals import Goal, NothingScores
from shigu.engine.siting.plan import plan as site
from shigu.engine.siting.portfolio.plan_arcs import TooLarge
from shigu.engine.siting.results import SitingPlan
from shigu.engine.siting.solver import SolverError
from shigu.engine.siting.values import Economics, Problem
from shigu.engine.values import Money
from shigu.engine.watch import Cancelled, Progress, Watch, watched

__all__ = ["PHASES", "Cancelled", "Progress", "Settings", "joint_plan"]

MOST_PLAYERS = 6
FRONT_SOLVES = 6
"""The front may take so many times the seconds of one optimisation."""
PHASES = ("chain", "siting", "sharing", "sensitivity")
"""What the progress callback is told, in this order."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a plan is computed.

    ``locked`` says which project must go to which space, ``forbidden`` which (project, space) are
    out of the question; coalitions are bound by neither (ADR 0007). ``goal`` puts money or points
    first, ``least_score`` asks for so many points, ``front`` for all that the two can be (ADR
    0014). ``discount_rate`` is the
    social discount rate of 8 % a year (《建设项目经济评价方法与参数》 third edition, 2006);
    ``seconds`` bounds each optimisation.
    """

    as_of: date
    seed: int = 0
    seconds: float = 10.0
    discount_rate: float = 0.08
    horizon_years: int = 10
    draws: int = 5
    locked: Mapping[str, str] = field(default_factory=dict)
    forbidden: frozenset[tuple[str, str]] = frozenset()
    goal: Goal = field(default_factory=Goal)
    least_score: Fraction | None = None
    front: bool = False
    boundaries: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)


def joint_plan(
    pack: Pack, settings: Settings, progress: Progress, watch: Watch | None = None
) -> JointPlan:
    """Which links are missing, whom to bring, where each project goes, how the gain is shared.

    ``progress`` is called in this thread several times a second with one of ``PHASES`` and its
    part done. To end the plan it raises ``Cancelled``: within two seconds all threads have ended
    and joint_plan raises the same. Who brings a ``watch`` may read from it, at those times, how
    good plan and bound are, and hasten the search for the plan: it ends with the best it has.

    Raises:
        Cancelled: ``progress`` did.
        PlanError: fewer than two or more than six players, nothing to place, a condition on what
            is not there, or a chain or amounts that no part of the engine can compute with.
        Infeasible: locks, quotas or groups contradict each other or what a space offers.
    """
    try:
        return watched(partial(_computed, pack, settings), progress, watch)
    except (ChainError, GameError, TermsError, SolverError, NothingScores, TooLarge) as error:
        raise PlanError(str(error)) from error


def _computed(pack: Pack, settings: Settings, watch: Watch) -> JointPlan:
    from shigu.engine.plan.chain_part import chain_part

    players = _players(pack)
    watch.begin("chain", steps=4)
    inputs = chain_inputs(pack)
    watch.step()
    found = assess(inputs, seed=settings.seed)
    watch.step()
    brought = candidates(inputs, found)
    watch.step()
    chain = chain_part(inputs, io_inputs(pack), found, seed=settings.seed)
    watch.begin("siting", steps=1)
    problem = siting_problem(pack, economics(settings), settings.locked, settings.forbidden)
    if not problem.needs or not problem.spaces:
        raise PlanError(
            "没有待落地项目或可用空间：请在 projects（阶段 0–7、有首报区县）与 spaces 表中"
            "各填至少一行。 / Nothing to place: fill at least one open project and one space."
        )
    problem = replace(problem, least_score=settings.least_score)
    sited = _sited(problem, settings, watch)
    problem = replace(problem, least_score=_promised(sited))
    watch.begin("sharing", steps=2 ** len(players))
    solved = coalition_values(
        problem,
        players,
        seconds=settings.seconds,
        seed=settings.seed,
        known={2 ** len(players) - 1: _all_together(players, sited)},
        workers=WORKERS,
        watch=watch,
    )
    shared = _share(pack, problem, players, sited, solved, settings)
    watch.begin("sensitivity", steps=0)
    moved = sensitivity(
        problem,
        players,
        solved,
        draws=settings.draws,
        seconds=settings.seconds,
        seed=settings.seed,
        watch=watch,
    )
    return _joined(pack, settings, problem, chain, brought, sited, shared, tuple(moved))


def _sited(problem: Problem, settings: Settings, watch: Watch) -> SitingPlan:
    sited = site(
        problem,
        seconds=settings.seconds,
        seed=settings.seed,
        workers=WORKERS,
        watch=watch,
        goal=settings.goal,
    )
    if not settings.front:
        return sited
    seconds = FRONT_SOLVES * settings.seconds
    return replace(sited, front=front(problem, seconds=seconds, seed=settings.seed, watch=watch))


def _promised(sited: SitingPlan) -> Fraction | None:
    """The points of the joint plan: v(N) keeps them, no other coalition owes them to anybody."""
    least = sited.goal.least_score if sited.goal else None
    return None if least is None else Fraction(str(least))


def _all_together(players: tuple[str, ...], sited: SitingPlan) -> CoalitionSolve:
    """v(N): what is shared is the joint plan as it is, also where its search was ended early."""
    return CoalitionSolve(
        players=players,
        value=Money.from_yuan(round(sited.objective_yuan, 2)),
        bound_yuan=sited.bound_yuan,
        gap=sited.gap,
        status=sited.status,
        seconds=0.0,
        assignment={placement.project: placement.space for placement in sited.placements},
    )


def _players(pack: Pack) -> tuple[str, ...]:
    players = Places.from_table(pack.tables["districts"]).players
    if not 2 <= len(players) <= MOST_PLAYERS:
        raise PlanError(
            f"districts.player 有 {len(players)} 个合作方：联合方案需要 2–{MOST_PLAYERS} 个。"
            f" / districts.player names {len(players)} players: a joint plan takes "
            f"2 to {MOST_PLAYERS}."
        )
    return players


def economics(settings: Settings) -> Economics:
    """How the plan turns years into money."""
    return Economics(
        as_of=settings.as_of,
        discount_rate=settings.discount_rate,
        horizon_years=settings.horizon_years,
        value_factor={},
    )


def _share(
    pack: Pack,
    problem: Problem,
    players: tuple[str, ...],
    sited: SitingPlan,
    solved: Mapping[int, CoalitionSolve],
    settings: Settings,
) -> Sharing:
    assignment = {placement.project: placement.space for placement in sited.placements}
    named = player_entries(pack)
    return share(
        players,
        coalition_table(players, solved),
        deals(problem, assignment),
        TermsTemplate(),
        seed=settings.seed,
        names={player: (entry.zh, entry.en) for player, entry in named.items()},
    )


def _joined(
    pack: Pack,
    settings: Settings,
    problem: Problem,
    chain: ChainPart,
    brought: tuple[Candidate, ...],
    sited: SitingPlan,
    shared: Sharing,
    moved: tuple[Sensitivity, ...],
) -> JointPlan:
    return JointPlan(
        schema=SCHEMA,
        pack=_stamp(pack),
        run=Run(
            seed=settings.seed,
            seconds=0.0,
            engine_version=__version__,
            as_of=settings.as_of.isoformat(),
            horizon_years=settings.horizon_years,
            discount_rate=settings.discount_rate,
            phases={},
            locked=dict(settings.locked),
            forbidden=tuple(sorted(settings.forbidden)),
        ),
        chain=chain,
        candidates=brought,
        siting=sited,
        sharing=shared,
        sensitivity=moved,
        limits=limits(pack, problem, chain, sited, shared),
        index=index(pack, chain, brought, settings.boundaries),
    )


def _stamp(pack: Pack) -> PackStamp:
    with_status = {name: t for name, t in pack.tables.items() if "status" in t.columns}
    return PackStamp(
        name=pack.name,
        version=pack.version,
        title_zh=pack.title_zh,
        title_en=pack.title_en,
        hash=pack.hash,
        rows={name: table.height for name, table in pack.tables.items()},
        facts={
            name: table.filter(pl.col("status") == "fact").height
            for name, table in with_status.items()
        },
    )
