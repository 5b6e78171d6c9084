"""Questions over many links: what was found of them, who stands there, whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from shigu.chain.models import (
    Assessment,
    Capability,
    Chain,
    ChainMapping,
    ComparedCluster,
    Link,
    LinkFinding,
    LinkSector,
    Position,
    ReferenceCount,
    Sector,
    SectorFlow,
    Supply,
)
from shigu.chain.models.assessed import DEEPER
from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, Zone
from shigu.registry.models import Organisation, Ownership, Signal
from shigu.territory.models import Space

READ: tuple[Any, ...] = (
    Position,
    Organisation,
    Signal,
    Ownership,
    Supply,
    Link,
    Capability,
    ReferenceCount,
    LinkSector,
    SectorFlow,
    Sector,
    Source,
    Space,
    Zone,
    District,
    Chain,
    ComparedCluster,
)
"""What an assessment is computed from, the most often changed first."""
State = Assessment.State


def current_chain(actor: Actor) -> Chain | None:
    """The version with links that took effect last; one without a day only where no other is."""
    worked_out = Chain.objects.visible_to(actor).filter(
        Exists(Link.objects.filter(chain=OuterRef("pk")))
    )
    in_force = worked_out.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=timezone.localdate())
    )
    return in_force.order_by(F("valid_from").desc(nulls_last=True), "-code").first()


def chain_of(actor: Actor, code: str) -> Chain | None:
    """The version that was asked for, the current one where none was."""
    if not code:
        return current_chain(actor)
    return Chain.objects.visible_to(actor).filter(code=code).first()


@dataclass(frozen=True, slots=True)
class Course:
    """How the assessment of a version stands: what holds, what runs, what went wrong since."""

    done: Assessment | None
    running: Assessment | None
    failed: Assessment | None


def course(actor: Actor, chain: Chain | None) -> Course:
    """The newest assessments of ``chain`` of each kind; an overtaken failure is none."""
    newest = (
        Assessment.objects.visible_to(actor)
        .filter(chain=chain)
        .order_by("state", "-pk")
        .distinct("state")
        .select_related("chain")
        .defer(*DEEPER)
    )
    by_state = {found.state: found for found in newest} if chain else {}
    done, failed = by_state.get(State.DONE), by_state.get(State.FAILED)
    if failed and done and failed.pk < done.pk:
        failed = None
    return Course(done, by_state.get(State.RUNNING) or by_state.get(State.WAITING), failed)


def out_of_date(actor: Actor, assessment: Assessment) -> bool:
    """Whether anything that it was computed from changed since it was read."""
    changed = Q()
    for model in READ:
        since = model.pgh_event_model.objects.filter(pgh_created_at__gt=assessment.read_at)
        changed |= Q(Exists(since))
    return Assessment.objects.visible_to(actor).filter(changed, pk=assessment.pk).exists()


def _layer_order(path: str) -> Case:
    """Foundation, technology, application: the order of what is built on what."""
    return Case(
        *(When(**{path: layer}, then=Value(i)) for i, layer in enumerate(Link.Layer.values)),
        output_field=IntegerField(),
    )


def leaves(actor: Actor, chain: Chain | None, assessment: Assessment | None) -> QuerySet[Any]:
    """The links of a version with what ``assessment`` found of each, empty where there is none."""
    found = Q(findings__assessment=assessment)
    return (
        Link.objects.visible_to(actor)
        .filter(chain=chain)
        .filter(~Exists(Link.objects.filter(parent=OuterRef("pk"))))
        .select_related("parent")
        .annotate(
            finding=FilteredRelation("findings", condition=found),
            standing=F("finding__status"),
            critical=F("finding__critical"),
            criticality=F("finding__criticality"),
            single_source=F("finding__single_source"),
            organisations=F("finding__organisations"),
            quotient=F("finding__quotient"),
            controllable=F("finding__controllable"),
            rank=F("finding__rank"),
            layer_order=_layer_order("layer"),
        )
    )


def present(where: str, place: Any) -> Exists:
    """Links at which an organisation of a district or zone stands."""
    there = Position.objects.filter(link=OuterRef("pk"), **{f"organisation__{where}": place})
    return Exists(there.exclude(verdict=Position.Verdict.REJECTED))


def gaps(actor: Actor, assessment: Assessment | None) -> QuerySet[LinkFinding]:
    """Blank and weak links, the most urgent first."""
    found = LinkFinding.objects.visible_to(actor).filter(assessment=assessment, rank__isnull=False)
    return found.select_related("link__parent").order_by("rank")


def _whether(condition: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def standing_at(rows: QuerySet[Organisation], link: str) -> QuerySet[Organisation]:
    """Organisations with a position at the link of that code that nobody rejected."""
    standing = Position.objects.filter(organisation=OuterRef("pk"), link__code=link)
    return rows.filter(Exists(standing.exclude(verdict=Position.Verdict.REJECTED)))


def positions_at(actor: Actor, link: Link) -> QuerySet[Position]:
    """Who stands on a link: in the cluster, elsewhere, then the rejected; greatest share first."""
    rejected = Q(verdict=Position.Verdict.REJECTED)
    local = Q(organisation__district__isnull=False) & ~Q(organisation__district__player="")
    return (
        Position.objects.visible_to(actor)
        .filter(link=link)
        .select_related("organisation__district", "source")
        .annotate(rejected=_whether(rejected), outside=_whether(~local))
        .order_by("rejected", "outside", "-share", "code")
    )


def versions(actor: Actor) -> QuerySet[Chain]:
    """All versions, the newest first, with how many segments and links each has."""
    return (
        Chain.objects.visible_to(actor)
        .select_related("source")
        .annotate(
            segments=Count("links", filter=Q(links__parent__isnull=True), distinct=True),
            leaves=Count("links", filter=Q(links__parent__isnull=False), distinct=True),
        )
        .order_by(F("valid_from").desc(nulls_first=True), "code")
    )


def passed_on(actor: Actor, old: Chain, new: Chain) -> QuerySet[Link]:
    """The links of ``old`` with what each became in ``new``."""
    into = ChainMapping.objects.filter(to_link__chain=new).select_related("to_link", "source")
    return (
        Link.objects.visible_to(actor)
        .filter(chain=old, children__isnull=True)
        .select_related("parent")
        .prefetch_related(Prefetch("becomes", queryset=into.order_by("-share"), to_attr="into"))
        .order_by(_layer_order("layer"), "parent__code", "code")
    )
