"""Registers of the special cooperation system: reforms, prosperity, key lists, titles."""

from __future__ import annotations

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Small
from shigu.api.resources import Filter, Resource
from shigu.districts.models import Status
from shigu.work.models import (
    Entry,
    KeyProject,
    ProsperityReading,
    ReformItem,
    TitleApplication,
)

router = Router()
KEPT_BY = Filter("district__code")
STATUS = Filter("status", Status)


def columns_of(model: type[Entry]) -> dict[str, str]:
    """Public names and ORM paths: every column; a district by its code."""
    names = [field.name for field in model._meta.concrete_fields if field.name != "district"]
    return {**{name: name for name in names}, "district": "district__code"}


REFORMS = Resource(
    "reform_items",
    "ReformItem",
    ReformItem,
    ReformItem.objects.visible_to,
    columns_of(ReformItem),
    {"district": KEPT_BY, "state": Filter("state", ReformItem.State), "status": STATUS},
    order=("name", "since"),
    about="改革事项 · reforms",
)
PROSPERITY = Resource(
    "prosperity_readings",
    "ProsperityReading",
    ProsperityReading,
    ProsperityReading.objects.visible_to,
    columns_of(ProsperityReading),
    {"district": KEPT_BY, "year": Filter("year", Small, "年度 · year"), "status": STATUS},
    order=("name", "year"),
    about="共富指标 · indicators of common prosperity",
)
KEY_PROJECTS = Resource(
    "key_projects",
    "KeyProject",
    KeyProject,
    KeyProject.objects.visible_to,
    columns_of(KeyProject),
    {
        "district": KEPT_BY,
        "year": Filter("year", Small, "年度 · year"),
        "state": Filter("state", KeyProject.State),
        "status": STATUS,
    },
    order=("year", "name"),
    about="重点项目名单 · lists of key projects",
)
TITLES = Resource(
    "title_applications",
    "TitleApplication",
    TitleApplication,
    TitleApplication.objects.visible_to,
    columns_of(TitleApplication),
    {"district": KEPT_BY, "status": STATUS},
    order=("name", "due"),
    about="称号申报 · applications for titles",
)
RESOURCES = (REFORMS, PROSPERITY, KEY_PROJECTS, TITLES)
for each in RESOURCES:
    add(router, each)
