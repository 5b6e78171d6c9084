"""The chain and who stands on it: versions, links, supplies, organisations, positions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from ninja import Router

from shigu.api.resources import Filter, Resource, add
from shigu.chain.models import (
    Capability,
    Chain,
    ChainMapping,
    Link,
    Position,
    ReferenceCount,
    Scenario,
    Supply,
)
from shigu.districts.packrows import paths
from shigu.registry.models import Organisation
from shigu.registry.queries import found

router = Router()
LINK = Filter("link__code", about="环节编号 · id of the link")
ORGANISATION = Filter("organisation__code", about="组织编号 · id of the organisation")


def _at(rows: QuerySet[Any], link: str) -> QuerySet[Any]:
    return rows.filter(positions__link__code=link)


RESOURCES = (
    Resource(
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
            "link": Filter(_at, about="所在环节 · stands on the link"),
        },
        about="企业与机构 · organisations",
    ),
    Resource(
        "chains",
        "Chain",
        Chain,
        Chain.objects.visible_to,
        paths(Chain, "chains"),
        about="产业链版本 · versions of the chain",
    ),
    Resource(
        "chain_mappings",
        "ChainMapping",
        ChainMapping,
        ChainMapping.objects.visible_to,
        paths(ChainMapping, "chain_mappings"),
        about="版本对照 · mappings between versions",
    ),
    Resource(
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
    ),
    Resource(
        "supplies",
        "Supply",
        Supply,
        Supply.objects.visible_to,
        paths(Supply, "supplies"),
        {"from_link": Filter("from_link__code"), "to_link": Filter("to_link__code")},
        about="供给关系 · supplies",
    ),
    Resource(
        "reference_counts",
        "ReferenceCount",
        ReferenceCount,
        ReferenceCount.objects.visible_to,
        paths(ReferenceCount, "reference_counts"),
        {"link": LINK, "area": Filter("area")},
        about="参照计数 · reference counts",
    ),
    Resource(
        "positions",
        "Position",
        Position,
        Position.objects.visible_to,
        paths(Position, "positions") | {"verdict": "verdict"},
        {
            "organisation": ORGANISATION,
            "link": LINK,
            "district": Filter("organisation__district__code"),
            "confidence_min": Filter("confidence__gte", float),
        },
        about="环节归属 · positions",
    ),
    Resource(
        "capabilities",
        "Capability",
        Capability,
        Capability.objects.visible_to,
        paths(Capability, "capabilities"),
        {"organisation": ORGANISATION, "link": LINK, "kind": Filter("kind", Capability.Kind)},
        about="研究能力 · capabilities",
    ),
    Resource(
        "scenarios",
        "Scenario",
        Scenario,
        Scenario.objects.visible_to,
        paths(Scenario, "scenarios"),
        {"field": Filter("field__code"), "zone": Filter("zone__code")},
        about="示范场景 · scenarios",
    ),
)
for each in RESOURCES:
    add(router, each)
