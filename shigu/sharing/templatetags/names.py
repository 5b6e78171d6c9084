"""A code by its name, where the page has the names."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def called(names: Mapping[str, str], code: str) -> str:
    """``{{ parties|called:row.party }}``."""
    return names.get(code, code)
