"""Districts, zones, layouts, targets and sources; spaces, pools, quotas and who holds a space."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Day, Number
from shigu.api.resources import Filter, Resource
from shigu.districts.models import District, Layout, LayoutRole, Source, Target, Zone
from shigu.districts.packrows import paths
from shigu.territory.models import Draw, Entitlement, Occupancy, Pool, Quota, Reservation, Space

router = Router()
DISTRICT = Filter("district__code", about="区县编号 · id of the district")
ZONE = Filter("zone__code", about="片区编号 · id of the zone")


def _on(rows: QuerySet[Any], day: datetime.date) -> QuerySet[Any]:
    return rows.filter(period__contains=day)


DISTRICTS = Resource(
    "districts",
    "District",
    District,
    District.objects.visible_to,
    paths(District, "districts"),
    {
        "level": Filter("level", District.Level),
        "parent": Filter("parent__code"),
        "player": Filter("player"),
    },
    about="区县 · districts",
)
ZONES = Resource(
    "zones",
    "Zone",
    Zone,
    Zone.objects.visible_to,
    paths(Zone, "zones"),
    {"district": DISTRICT, "kind": Filter("kind", Zone.Kind)},
    about="片区 · zones",
)
LAYOUTS = Resource(
    "layouts",
    "Layout",
    Layout,
    Layout.objects.visible_to,
    paths(Layout, "layouts"),
    about="布局版本 · versions of the layout",
)
LAYOUT_ROLES = Resource(
    "layout_roles",
    "LayoutRole",
    LayoutRole,
    LayoutRole.objects.visible_to,
    paths(LayoutRole, "layout_roles"),
    {"layout": Filter("layout__code"), "role": Filter("role", LayoutRole.Role)},
    about="布局角色 · roles in a layout",
)
TARGETS = Resource(
    "targets",
    "Target",
    Target,
    Target.objects.visible_to,
    paths(Target, "targets"),
    about="目标 · targets",
)
SOURCES = Resource(
    "sources",
    "Source",
    Source,
    Source.objects.visible_to,
    paths(Source, "sources"),
    {"trust": Filter("trust", Source.Trust)},
    about="来源 · sources",
)
SPACES = Resource(
    "spaces",
    "Space",
    Space,
    Space.objects.visible_to,
    paths(Space, "spaces") | {"district": "district__code"},
    {
        "district": DISTRICT,
        "zone": ZONE,
        "kind": Filter("kind", Space.Kind),
        "divisible": Filter("divisible", bool),
        "height_m_min": Filter("height_m__gte", Number, "净高至少 · at least, m"),
        "load_t_m2_min": Filter("load_t_m2__gte", Number, "荷载至少 · at least, t/㎡"),
        "power_kva_min": Filter("power_kva__gte", Number, "供电至少 · at least, kVA"),
        "area_m2_min": Filter("area_m2__gte", Number, "面积至少 · at least, ㎡"),
        "available_by": Filter("available_from__lte", Day, "最迟可用 · from"),
    },
    about="空间 · spaces",
)
OCCUPANCIES = Resource(
    "occupancies",
    "Occupancy",
    Occupancy,
    Occupancy.objects.visible_to,
    {
        "id": "id",
        "space": "space__code",
        "district": "district__code",
        "organisation": "organisation__code",
        "period_from": "period__startswith",
        "period_to": "period__endswith",
        "area_m2": "area_m2",
        "state": "state",
        "basis": "basis",
        "expires_on": "expires_on",
        "reservation": "reservation_id",
    },
    {
        "district": DISTRICT,
        "space": Filter("space__code"),
        "on": Filter(_on, Day, "该日占用的 · held on that day"),
    },
    about="占用与预留 · occupancies and reservations",
    types={"period_from": datetime.date, "period_to": datetime.date | None},
)
RESERVATIONS = Resource(
    "reservations",
    "Reservation",
    Reservation,
    Reservation.objects.visible_to,
    {
        "id": "id",
        "space": "space__code",
        "district": "district__code",
        "organisation": "organisation__code",
        "period_from": "period__startswith",
        "period_to": "period__endswith",
        "occupancy": "holding__id",
        **{name: name for name in ("area_m2", "basis", "made_on", "expires_on", "extended_on")},
        **{name: name for name in ("extended_because", "stage", "ended_on")},
    },
    {
        "district": DISTRICT,
        "space": Filter("space__code"),
        "stage": Filter("stage", Reservation.Stage),
        "expires_by": Filter("expires_on__lte", Day, "到期不晚于 · lapses by"),
    },
    order=("expires_on", "made_on"),
    about="预留 · reservations",
    types={
        "period_from": datetime.date,
        "period_to": datetime.date | None,
        "occupancy": int | None,
    },
)
DRAWS = Resource(
    "draws",
    "Draw",
    Draw,
    Draw.objects.visible_to,
    {
        "id": "id",
        "reservation": "reservation_id",
        "pool": "pool__code",
        "district": "district__code",
        **{name: name for name in ("amount", "month_from", "month_to")},
    },
    {"district": DISTRICT, "pool": Filter("pool__code")},
    order=("month_from", "amount"),
    about="要素预留 · draws on pools",
)
POOLS = Resource(
    "pools",
    "Pool",
    Pool,
    Pool.objects.visible_to,
    paths(Pool, "pools"),
    {"owner": Filter("owner"), "resource": Filter("resource", Pool.Resource), "zone": ZONE},
    about="要素池 · pools",
)
POOL_ENTITLEMENTS = Resource(
    "pool_entitlements",
    "Entitlement",
    Entitlement,
    Entitlement.objects.visible_to,
    paths(Entitlement, "pool_entitlements"),
    {"pool": Filter("pool__code"), "player": Filter("player")},
    about="要素池份额 · entitlements",
)
QUOTAS = Resource(
    "quotas",
    "Quota",
    Quota,
    Quota.objects.visible_to,
    paths(Quota, "quotas"),
    {"district": DISTRICT},
    about="配额 · quotas",
)
RESOURCES = (
    DISTRICTS,
    ZONES,
    LAYOUTS,
    LAYOUT_ROLES,
    TARGETS,
    SOURCES,
    SPACES,
    OCCUPANCIES,
    RESERVATIONS,
    DRAWS,
    POOLS,
    POOL_ENTITLEMENTS,
    QUOTAS,
)
for each in RESOURCES:
    add(router, each)
