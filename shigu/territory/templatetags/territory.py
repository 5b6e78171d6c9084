"""``{% load territory %}``: the state of a space, and entries of mappings by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from shigu.face import marks
from shigu.territory.ground import SHAPES, STATE_WORDS

register = template.Library()


@register.simple_tag
def state_of_space(state: str) -> SafeString:
    """A state by shape, colour and word."""
    return marks.status(SHAPES[state], str(STATE_WORDS[state]))


@register.simple_tag
def of(entries: Mapping[Any, Any], key: Any) -> Any:
    """The entry of ``key``, nothing where there is none."""
    return entries.get(key, "")
