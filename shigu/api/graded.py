"""Graded sheets: the yearly assessment of firms and parks."""

from __future__ import annotations

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.resources import Filter, Resource
from shigu.grading.models import GradedSheet

router = Router()
GRADED_SHEETS = Resource(
    "graded_sheets",
    "GradedSheet",
    GradedSheet,
    GradedSheet.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **{
            name: name
            for name in (
                *("name", "state", "scheme", "scheme_zh", "scheme_en", "filename", "units"),
                *("counts", "made_by", "made_at", "found"),
            )
        },
    },
    {
        "district": Filter("district__code"),
        "state": Filter("state", GradedSheet.State),
        "scheme": Filter("scheme"),
    },
    order=("made_at", "id"),
    about="考核评价 · graded sheets, with every grade",
)
RESOURCES = (GRADED_SHEETS,)
for each in RESOURCES:
    add(router, each)
