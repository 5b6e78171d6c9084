"""``@action``: one verb is one transaction, and history knows who did it and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pghistory
from django.db import connection, transaction
from django.utils.functional import Promise

from shigu.districts.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")
Verb = Callable[Concatenate[Actor, P], R]
FORGET = """
SELECT set_config('pghistory.context_id', '', true),
       set_config('pghistory.context_metadata', '', true)
"""
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
            with transaction.atomic(), _remembered(actor, name, reason):
                return verb(actor, *args, **kwargs)

        return acted

    return decorate


@contextmanager
def _remembered(actor: Actor, verb: str, reason: str) -> Iterator[None]:
    """Let history know of this verb until it ends, then of the verb around it, or of none.

    The context of pghistory alone would go on for the rest of the transaction.
    """
    with pghistory.context() as context:
        outer = dict(context.metadata)
        context.metadata.update(actor=actor.id, name=actor.name, verb=verb, reason=reason)
        try:
            yield
        finally:
            context.metadata.clear()
            context.metadata.update(outer)
    if not outer:
        with connection.cursor() as cursor:
            cursor.execute(FORGET)
