"""The steps of an assessment: asked for, begun, advanced, kept, failed or withdrawn.

Each is one short transaction, so that a worker killed between two leaves nothing half-done; a
run that is begun again starts over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from shigu import __version__
from shigu.chain.models import Assessment, CandidateFinding, Chain, Link, LinkFinding
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.chain.results import Candidate, ChainAssessment, Gap, LinkAssessment
from shigu.registry.models import Organisation

State, Phase = Assessment.State, Assessment.Phase
OPEN_STATES = (State.WAITING, State.RUNNING)
BATCH = 500
EARLIEST_OPEN = """
SELECT least(
    now(),
    (SELECT min(xact_start) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()) - interval '1 microsecond'
)
"""


@action("chain.ask", gettext_lazy("要求评估"))
def ask(actor: Actor, chain: Chain, *, reason: str = "") -> Assessment:
    """Have a version of the chain assessed in the background.

    Raises:
        Refused: the actor may not write the chain, it has no links, or one is under way.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    if not chain.links.exists():
        raise Refused(_("%s还没有环节，无从评估。") % chain.name)
    if chain.assessments.filter(state__in=OPEN_STATES).exists():
        raise Refused(_("%s正在评估中，请等它完成。") % chain.name)
    made = Assessment.objects.create(chain=chain, asked_by=actor.name)
    app.configure_task("chain.assess").defer(assessment=made.pk, user=actor.id)
    return made


@action("chain.begin", gettext_lazy("开始评估"))
def begin(actor: Actor, assessment: Assessment) -> Assessment | None:
    """Take up a run; ``None`` when it is over already.

    Raises:
        Refused: the actor may not write the chain.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    if assessment.state not in OPEN_STATES:
        return None
    assessment.state, assessment.phase, assessment.done = State.RUNNING, Phase.READING, 0.0
    assessment.started_at, assessment.engine_version = timezone.now(), __version__
    with connection.cursor() as cursor:
        cursor.execute(EARLIEST_OPEN)
        (assessment.read_at,) = cursor.fetchone()
    assessment.save()
    return assessment


@action("chain.advance", gettext_lazy("继续评估"))
def advance(actor: Actor, assessment: int, phase: Assessment.Phase, done: float) -> bool:
    """Say how far a run is; whether it is still wanted."""
    running = Assessment.objects.filter(pk=assessment, state=State.RUNNING)
    return running.update(phase=phase, done=done) == 1


@action("chain.keep", gettext_lazy("保存评估"))
def keep(
    actor: Actor,
    assessment: int,
    found: ChainAssessment,
    candidates: tuple[Candidate, ...],
    deeper: Mapping[str, Any],
    *,
    inputs_hash: str,
    inputs_rows: dict[str, int],
) -> Assessment | None:
    """Keep what the engine found, all of it or nothing; ``None`` when it was withdrawn.

    ``deeper`` holds what is kept as it is, by the name of its field.
    """
    running = Assessment.objects.select_for_update().filter(pk=assessment, state=State.RUNNING)
    run = running.first()
    if run is None:
        return None
    LinkFinding.objects.bulk_create(_findings(run, found), batch_size=BATCH)
    CandidateFinding.objects.bulk_create(_candidates(run, candidates), batch_size=BATCH)
    run.state, run.done, run.computed_at = State.DONE, 1.0, timezone.now()
    run.inputs_hash, run.inputs_rows = inputs_hash, inputs_rows
    for name, value in deeper.items():
        setattr(run, name, value)
    run.save()
    return run


@action("chain.fail", gettext_lazy("评估未完成"))
def fail(actor: Actor, assessment: int, problem: str) -> None:
    """End a run that cannot be computed, with the reason in words."""
    running = Assessment.objects.filter(pk=assessment, state__in=OPEN_STATES)
    running.update(state=State.FAILED, problem=problem, computed_at=timezone.now())


@action("chain.withdraw", gettext_lazy("停止评估"))
def withdraw(actor: Actor, assessment: Assessment, *, reason: str = "") -> Assessment:
    """Stop a run that waits or computes.

    Raises:
        Refused: the actor may not write the chain, or it is over already.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    if assessment.state not in OPEN_STATES:
        raise Refused(_("这次评估已经结束。"))
    assessment.state, assessment.computed_at = State.FAILED, timezone.now()
    assessment.problem = _("由%s停止。") % actor.name
    assessment.save()
    return assessment


def _findings(run: Assessment, found: ChainAssessment) -> list[LinkFinding]:
    ids = dict(
        Link.objects.filter(chain=run.chain_id).values_list("code", "pk"),
    )
    gaps = {gap.link: (rank, gap) for rank, gap in enumerate(found.gaps, 1)}
    return [
        _finding(run, ids[link.id], place, link, *gaps.get(link.id, (None, None)))
        for place, link in enumerate(found.links)
    ]


def _finding(
    run: Assessment, link: int, place: int, found: LinkAssessment, rank: int | None, gap: Gap | None
) -> LinkFinding:
    quotient = found.location_quotient
    return LinkFinding(
        assessment=run,
        link_id=link,
        place=place,
        status=found.status,
        critical=found.critical,
        criticality=found.criticality,
        single_source=found.single_source,
        organisations=len(found.organisations),
        quotient=quotient.estimate if quotient else None,
        controllable=found.controllable.cluster,
        rank=rank,
        priority=gap.priority if gap else None,
        assessed=asdict(found),
        gap=asdict(gap) if gap else None,
    )


def _candidates(run: Assessment, found: tuple[Candidate, ...]) -> list[CandidateFinding]:
    links = dict(Link.objects.filter(chain=run.chain_id).values_list("code", "pk"))
    codes = {candidate.organisation for candidate in found} | set(map(_introducer, found))
    firms = dict(Organisation.objects.filter(code__in=codes).values_list("code", "pk"))
    return [
        CandidateFinding(
            assessment=run,
            link_id=links[candidate.link],
            organisation_id=firms[candidate.organisation],
            introducer_id=firms.get(_introducer(candidate)),
            place=place,
            score=candidate.score,
            scope=_scope(candidate),
            found=asdict(candidate),
        )
        for place, candidate in enumerate(found)
    ]


def _introducer(candidate: Candidate) -> str:
    """The local firm that the way to the candidate starts from; empty where there is none."""
    return candidate.through[0].id if candidate.through else ""


def _scope(candidate: Candidate) -> str:
    """City, province or nation, as the reason of closeness says."""
    told: dict[str, Any] = next(
        reason.inputs for reason in candidate.reasons if reason.code == "chain.candidate.closeness"
    )
    return str(told["scope"])
