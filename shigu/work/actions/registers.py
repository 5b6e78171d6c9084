"""Entries of the registers of the special cooperation system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.verbs import action
from shigu.work.models import Entry
from shigu.work.policies import may_issue_for

E = TypeVar("E", bound=Entry)


@action("work.register", pgettext_lazy("历史", "登记"))
def register(
    actor: Actor, model: type[E], district: District, values: Mapping[str, Any], *, reason: str = ""
) -> E:
    """Put an entry into a register in the name of ``district``.

    Raises:
        Refused: the actor does not work for ``district``.
        ValidationError: a value is missing, or there is such an entry already.
    """
    may_issue_for(actor, district).require()
    entry = model(district=district, **values)
    entry.full_clean()
    entry.save()
    return entry


@action("work.revise", pgettext_lazy("历史", "修改"))
def revise(actor: Actor, entry: E, values: Mapping[str, Any], *, reason: str = "") -> E:
    """Change an entry; history keeps what it was.

    Raises:
        Refused: another district keeps it.
        ValidationError: a value is missing.
    """
    may_issue_for(actor, entry.district).require()
    for name, value in values.items():
        setattr(entry, name, value)
    entry.full_clean()
    entry.save()
    return entry
