"""What a project asks of a place, as the search of spaces is asked for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from shigu.projects.models import Project

SAME = (
    *("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "water_t_day"),
    *("drainage_t_day", "clean_class", "hazard_class", "earliest", "latest"),
)


def search_address(project: Project) -> str:
    """The search of spaces, filled in with what the project needs."""
    return f"{reverse('territory:search')}?{asked(project)}&project={project.pk}"


def asked(project: Project) -> str:
    """The query of that search."""
    given: dict[str, Any] = {
        name: value for name in SAME if (value := getattr(project, name)) not in (None, "")
    }
    if project.gbt4754:
        given["code"] = project.gbt4754
    if project.needs_exhaust:
        given["needs_exhaust"] = "on"
    pairs = [(name, _plain(value)) for name, value in given.items()]
    pairs += [("districts", code) for code in project.districts_allowed]
    return urlencode(pairs)


def _plain(value: Any) -> str:
    text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
