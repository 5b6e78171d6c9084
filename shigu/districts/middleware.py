"""Each request of a person runs in one transaction, inside the person's scope; who may enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url

from shigu.districts.actions import keep_readings
from shigu.districts.actors import NOBODY, Actor
from shigu.districts.noticing import noticing
from shigu.districts.scope import acting_as

Handler = Callable[[HttpRequest], HttpResponseBase]
FAILED = 500
FORBIDDEN = 403
OPEN = ("", "face", "api")
"""Namespaces without a door: entrance and language (none), the look of pages, the API (its own)."""


class ActorRequest(HttpRequest):
    """A request after the middleware: it knows its actor."""

    actor: Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return cast("ActorRequest", request).actor


def scope_middleware(get_response: Handler) -> Handler:
    """Open the scope of the signed-in user around the view; a failed view changes nothing."""

    def within(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            cast("ActorRequest", request).actor = NOBODY
            return get_response(request)
        with acting_as(user.pk, str(user)) as actor:
            cast("ActorRequest", request).actor = actor
            with noticing(actor) as noticed:
                response = get_response(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
            elif noticed.settle():
                keep_readings(actor, noticed, request.get_full_path())
        return response

    return within


class Doors:
    """Which pages open: signing in for all but the entrance, a seat for all but one's account.

    A view that is for the public says so with ``login_not_required``.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: ActorRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],  # noqa: ARG002 - the shape Django calls
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Another answer than the view's where its door is closed."""
        place = _place(request)
        if place in OPEN or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _to_the_entrance(request)
        if request.actor.member or place == "districts":
            return None
        return render(request, "districts/no_seat.html", status=FORBIDDEN)


def _place(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.namespaces[0] if match and match.namespaces else ""


def _to_the_entrance(request: HttpRequest) -> HttpResponseBase:
    """The entrance; a part of a page cannot go there, the whole page has to."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path())
