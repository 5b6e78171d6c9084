"""Each request of a person runs in one transaction, inside the person's scope."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from shigu.districts.actors import NOBODY, Actor
from shigu.districts.scope import acting_as

Handler = Callable[[HttpRequest], HttpResponseBase]
FAILED = 500


class ActorRequest(HttpRequest):
    """A request after the middleware: it knows its actor."""

    actor: Actor


def scope_middleware(get_response: Handler) -> Handler:
    """Open the scope of the signed-in user around the view; a failed view changes nothing."""

    def within(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            request.actor = NOBODY  # type: ignore[attr-defined]
            return get_response(request)
        with acting_as(user.pk, str(user)) as actor:
            request.actor = actor  # type: ignore[attr-defined]
            response = get_response(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
        return response

    return within
