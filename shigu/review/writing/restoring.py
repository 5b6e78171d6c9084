"""Writing back what stood in a row before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.projects.actions import move_on, revise
from shigu.projects.stages import Stage
from shigu.registry.actions import edit
from shigu.registry.models import Organisation
from shigu.review.models import Kind
from shigu.territory.actions import put

REFERENCES: dict[str, type[Model]] = {"link": Link, "organisation": Organisation}


def restore(actor: Actor, kind: Kind, row: Any, before: Mapping[str, Any], reason: str) -> None:
    """Give the fields of a row their former values, through the verb of its app."""
    if kind == Kind.ORGANISATION:
        edit(actor, row, before, reason=reason)
    elif kind == Kind.SPACE:
        put(actor, "spaces", [{"id": row.code, **before}], reason=reason)
    elif kind == Kind.STAGE:
        move_on(actor, row, Stage(before["stage"]), reason=reason)
    else:
        revise(
            actor, row, {name: _row(name, value) for name, value in before.items()}, reason=reason
        )


def _row(name: str, value: Any) -> Any:
    """What a code stood for."""
    model = REFERENCES.get(name)
    return value if model is None or value is None else model._default_manager.get(code=value)
