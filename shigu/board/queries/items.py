"""One line of what is to be done."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse

from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass

SOON = timedelta(days=30)
MOST = 5
"""Rows of one kind that are named one by one."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: how urgent, what it is, the next step, where, and by when."""

    state: str
    what: str
    next_step: str
    url: str = ""
    due: datetime.date | None = None


def mine(actor: Actor, data_class: DataClass) -> Collection[int]:
    """The districts whose rows of this class the actor changes."""
    return actor.writable.get(data_class, frozenset())


def address(name: str, *arguments: Any) -> str:
    """Where a page is; nothing while its app is not installed."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
