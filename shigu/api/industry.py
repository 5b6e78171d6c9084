"""The chain and who stands on it: versions, links, supplies, organisations, positions."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Number
from shigu.api.resources import Filter, Resource, Rows
from shigu.chain.models import (
    Assessment,
    CandidateFinding,
    Capability,
    Chain,
    ChainMapping,
    ComparedCluster,
    Link,
    LinkFinding,
    LinkSector,
    Position,
    ReferenceCount,
    Scenario,
    Sector,
    SectorFlow,
    Supply,
)
from shigu.chain.models.assessed import DEEPER
from shigu.chain.queries import standing_at
from shigu.districts.actors import Actor
from shigu.districts.packrows import paths
from shigu.registry.models import Organisation, Ownership, Signal
from shigu.registry.queries import found, history

router = Router()
LINK = Filter("link__code", about="环节编号 · id of the link")
ORGANISATION = Filter("organisation__code", about="组织编号 · id of the organisation")


def _newest(model: type[LinkFinding] | type[CandidateFinding]) -> Rows:
    """The rows of the newest finished assessment of each version of the chain."""

    def rows(actor: Actor) -> QuerySet[Any]:
        return model.objects.visible_to(actor).filter(assessment__in=_done())

    return rows


def _done() -> QuerySet[Any, Any]:
    """The newest finished assessment of each version."""
    done = Assessment.objects.filter(state=Assessment.State.DONE).order_by()
    return done.values("chain").annotate(newest=Max("pk")).values("newest")


def _newest_assessments(actor: Actor) -> QuerySet[Assessment]:
    return Assessment.objects.visible_to(actor).filter(pk__in=_done())


def _gaps(rows: QuerySet[Any], only: bool) -> QuerySet[Any]:  # noqa: FBT001 - the value of a filter
    return rows.filter(rank__isnull=not only)


ORGANISATIONS = Resource(
    "organisations",
    "Organisation",
    Organisation,
    Organisation.objects.visible_to,
    paths(Organisation, "organisations"),
    {
        "q": Filter(found, about="名称等全文检索 · full text"),
        "district": Filter("district__code"),
        "zone": Filter("zone__code"),
        "kind": Filter("kind", Organisation.Kind),
        "uscc": Filter("uscc"),
        "stock_code": Filter("stock_code"),
        "link": Filter(standing_at, about="所在环节 · stands on the link"),
    },
    about="企业与机构 · organisations",
    story=history,
)


OWNERSHIPS = Resource(
    "ownerships",
    "Ownership",
    Ownership,
    Ownership.objects.visible_to,
    paths(Ownership, "ownerships"),
    {
        "owner": Filter("owner__code", about="持有方编号 · id of the owner"),
        "owned": Filter("owned__code", about="被持有方编号 · id of the owned"),
    },
    about="持股关系 · who owns or controls whom",
)
SIGNALS = Resource(
    "signals",
    "Signal",
    Signal,
    Signal.objects.visible_to,
    paths(Signal, "signals"),
    {"organisation": ORGANISATION, "kind": Filter("kind", Signal.Kind)},
    about="企业动向 · growth, expansion, financing, relocation, tenders, patents",
)
CHAINS = Resource(
    "chains",
    "Chain",
    Chain,
    Chain.objects.visible_to,
    paths(Chain, "chains"),
    about="产业链版本 · versions of the chain",
)
CHAIN_MAPPINGS = Resource(
    "chain_mappings",
    "ChainMapping",
    ChainMapping,
    ChainMapping.objects.visible_to,
    paths(ChainMapping, "chain_mappings"),
    about="版本对照 · mappings between versions",
)
LINKS = Resource(
    "links",
    "Link",
    Link,
    Link.objects.visible_to,
    paths(Link, "links"),
    {
        "chain": Filter("chain__code"),
        "parent": Filter("parent__code"),
        "layer": Filter("layer", Link.Layer),
    },
    about="环节 · links",
)
SUPPLIES = Resource(
    "supplies",
    "Supply",
    Supply,
    Supply.objects.visible_to,
    paths(Supply, "supplies"),
    {"from_link": Filter("from_link__code"), "to_link": Filter("to_link__code")},
    about="供给关系 · supplies",
)
REFERENCE_COUNTS = Resource(
    "reference_counts",
    "ReferenceCount",
    ReferenceCount,
    ReferenceCount.objects.visible_to,
    paths(ReferenceCount, "reference_counts"),
    {"link": LINK, "area": Filter("area")},
    about="参照计数 · reference counts",
)
SECTORS = Resource(
    "sectors",
    "Sector",
    Sector,
    Sector.objects.visible_to,
    paths(Sector, "sectors"),
    {"area": Filter("area"), "year": Filter("year", Number)},
    about="投入产出部门 · sectors of input–output tables",
)
SECTOR_FLOWS = Resource(
    "sector_flows",
    "SectorFlow",
    SectorFlow,
    SectorFlow.objects.visible_to,
    paths(SectorFlow, "sector_flows"),
    {"from_sector": Filter("from_sector__code"), "to_sector": Filter("to_sector__code")},
    about="部门间流量 · flows between sectors",
)
LINK_SECTORS = Resource(
    "link_sectors",
    "LinkSector",
    LinkSector,
    LinkSector.objects.visible_to,
    paths(LinkSector, "link_sectors"),
    {"link": LINK, "sector": Filter("sector__code")},
    about="环节所属部门 · sectors of links",
)
POSITIONS = Resource(
    "positions",
    "Position",
    Position,
    Position.objects.visible_to,
    paths(Position, "positions") | {"verdict": "verdict"},
    {
        "organisation": ORGANISATION,
        "link": LINK,
        "district": Filter("organisation__district__code"),
        "confidence_min": Filter("confidence__gte", Number, "置信度至少 · at least"),
    },
    about="环节归属 · positions",
)
CAPABILITIES = Resource(
    "capabilities",
    "Capability",
    Capability,
    Capability.objects.visible_to,
    paths(Capability, "capabilities"),
    {"organisation": ORGANISATION, "link": LINK, "kind": Filter("kind", Capability.Kind)},
    about="研究能力 · capabilities",
)
SCENARIOS = Resource(
    "scenarios",
    "Scenario",
    Scenario,
    Scenario.objects.visible_to,
    paths(Scenario, "scenarios"),
    {"field": Filter("field__code"), "zone": Filter("zone__code")},
    about="示范场景 · scenarios",
)
ASSESSMENTS = Resource(
    "assessments",
    "Assessment",
    Assessment,
    Assessment.objects.visible_to,
    {
        "id": "id",
        "chain": "chain__code",
        **{
            name: name
            for name in (
                *("state", "phase", "done", "problem", "asked_at", "asked_by", "started_at"),
                *("read_at", "computed_at", "inputs_hash", "inputs_rows", "engine_version"),
                *("seed", "draws"),
            )
        },
    },
    {"chain": Filter("chain__code"), "state": Filter("state", Assessment.State)},
    about="产业链评估 · assessments of the chain",
)
FINDINGS = Resource(
    "findings",
    "Finding",
    LinkFinding,
    _newest(LinkFinding),
    {
        "id": "id",
        "assessment": "assessment__id",
        "chain": "assessment__chain__code",
        "link": "link__code",
        **{
            name: name
            for name in (
                *("status", "critical", "criticality", "single_source", "organisations"),
                *("quotient", "controllable", "rank", "priority", "assessed", "gap"),
            )
        },
    },
    {
        "chain": Filter("assessment__chain__code"),
        "link": LINK,
        "status": Filter("status", LinkFinding.Standing),
        "critical": Filter("critical", bool, "关键环节 · critical links"),
        "gaps": Filter(_gaps, bool, "只看缺口 · only gaps"),
    },
    order=("id", "rank", "criticality"),
    about="最近评估的环节判断与缺口 · links and gaps of the newest assessment",
)
CANDIDATES = Resource(
    "candidates",
    "Candidate",
    CandidateFinding,
    _newest(CandidateFinding),
    {
        "id": "id",
        "assessment": "assessment__id",
        "chain": "assessment__chain__code",
        "link": "link__code",
        "organisation": "organisation__code",
        "introducer": "introducer__code",
        "score": "score",
        "scope": "scope",
        "found": "found",
    },
    {"chain": Filter("assessment__chain__code"), "link": LINK, "organisation": ORGANISATION},
    order=("id", "score"),
    about="最近评估的引进候选 · candidates of the newest assessment",
)
INDICATORS = Resource(
    "indicators",
    "Indicators",
    Assessment,
    _newest_assessments,
    {
        "id": "id",
        "chain": "chain__code",
        **{name: name for name in ("computed_at", *DEEPER)},
    },
    {"chain": Filter("chain__code")},
    about="最近评估的深入指标、压力测试、可控、投入产出、集群对比 · indicators, stress, comparison",
)
COMPARED_CLUSTERS = Resource(
    "compared_clusters",
    "ComparedCluster",
    ComparedCluster,
    lambda actor: ComparedCluster.objects.visible_to(actor).defer("content"),
    {
        "id": "code",
        **{
            name: name
            for name in (
                *("version", "name_zh", "name_en", "created", "hash", "organisations", "links"),
                *("added_by", "added_at"),
            )
        },
    },
    about="对照集群 · clusters that this one is compared with",
)
RESOURCES = (
    ORGANISATIONS,
    OWNERSHIPS,
    SIGNALS,
    CHAINS,
    CHAIN_MAPPINGS,
    LINKS,
    SUPPLIES,
    REFERENCE_COUNTS,
    SECTORS,
    SECTOR_FLOWS,
    LINK_SECTORS,
    POSITIONS,
    CAPABILITIES,
    SCENARIOS,
    ASSESSMENTS,
    FINDINGS,
    CANDIDATES,
    INDICATORS,
    COMPARED_CLUSTERS,
)
for each in RESOURCES:
    add(router, each)
