"""Districts, zones, targets and sources."""

from __future__ import annotations

from ninja import Router

from shigu.api.resources import Filter, Resource, add
from shigu.districts.models import District, Source, Target, Zone

router = Router()
RECORD = {"status": "status", "source": "source__code", "note": "note"}

DISTRICTS = Resource(
    name="districts",
    one="District",
    model=District,
    rows=District.objects.visible_to,
    columns={
        "id": "code",
        "name_zh": "name_zh",
        "name_en": "name_en",
        "gb_code": "gb_code",
        "level": "level",
        "parent": "parent__code",
        "player": "player",
        **RECORD,
    },
    filters={
        "level": Filter("level", District.Level),
        "parent": Filter("parent__code"),
        "player": Filter("player"),
    },
    about="区县 · districts",
)
ZONES = Resource(
    name="zones",
    one="Zone",
    model=Zone,
    rows=Zone.objects.visible_to,
    columns={
        "id": "code",
        "district": "district__code",
        "name_zh": "name_zh",
        "name_en": "name_en",
        "kind": "kind",
        "area_km2": "area_km2",
        "lon": "lon",
        "lat": "lat",
        "location_precision": "location_precision",
        **RECORD,
    },
    filters={"district": Filter("district__code"), "kind": Filter("kind", Zone.Kind)},
    about="片区 · zones",
)
TARGETS = Resource(
    name="targets",
    one="Target",
    model=Target,
    rows=Target.objects.visible_to,
    columns={
        "id": "code",
        "indicator": "indicator",
        "scope": "scope",
        "value": "value",
        "unit": "unit",
        "period_from": "period_from",
        "period_to": "period_to",
        "actual": "actual",
        "actual_date": "actual_date",
        **RECORD,
    },
    about="目标 · targets",
)
SOURCES = Resource(
    name="sources",
    one="Source",
    model=Source,
    rows=Source.objects.visible_to,
    columns={
        "id": "code",
        "title": "title",
        "url": "url",
        "publisher": "publisher",
        "date": "date",
        "read_on": "read_on",
        "trust": "trust",
    },
    filters={"trust": Filter("trust", Source.Trust)},
    about="来源 · sources",
)
for each in (DISTRICTS, ZONES, TARGETS, SOURCES):
    add(router, each)
