"""``@action``: one verb is one transaction, and history knows who did it and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pghistory
from django.db import transaction
from django.utils.functional import Promise

from shigu.districts.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")
Verb = Callable[Concatenate[Actor, P], R]
VERBS: dict[str, Promise | str] = {}
"""The words of every verb of the site, for timelines."""


def action(name: str, words: Promise | str = "") -> Callable[[Verb[P, R]], Verb[P, R]]:
    """Make a function a verb called ``name``, told in timelines as ``words``.

    A keyword ``reason`` goes into history.
    """
    VERBS[name] = words

    def decorate(verb: Verb[P, R]) -> Verb[P, R]:
        @wraps(verb)
        def acted(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            reason = str(kwargs.get("reason") or "")
            with (
                transaction.atomic(),
                pghistory.context(actor=actor.id, name=actor.name, verb=name, reason=reason),
            ):
                return verb(actor, *args, **kwargs)

        return acted

    return decorate
