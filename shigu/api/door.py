"""The door of programs: a request with a token meets no session, cookie, form or page.

It stands among the middleware before those of pages, and answers every address of the API itself,
with a problem where there is nothing to answer with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve
from django.utils.translation import activate, get_language_from_request

from shigu.api.limits import limiter
from shigu.api.problems import plain, too_many
from shigu.api.tokens import READS
from shigu.districts.actions import keep_readings
from shigu.districts.actors import NOBODY
from shigu.districts.middleware import ActorRequest
from shigu.districts.noticing import noticing
from shigu.districts.scope import acting_by_secret, told

Handler = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "/api/v1/"
JSON = "application/json"
UPLOADS = frozenset(
    f"{ADDRESSES}{name}" for name in ("compared_clusters", "imports", "news_runs", "tax_files")
)
"""Where the body is a file and no JSON."""
BYTES = "application/octet-stream"
LARGEST_BODY = 1024 * 1024
FAILED = 500
REFUSED = 400
log = logging.getLogger("django.request")


def door(get_response: Handler) -> Handler:
    """Answer the API here, let everything else through to the pages."""

    def enter(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ADDRESSES):
            return get_response(request)
        activate(get_language_from_request(request))
        response = _unreadable(request) or _answered(request)
        response["Cache-Control"] = "no-store"
        return response

    return enter


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    """The problem of a body that will not be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    upload = request.path_info in UPLOADS and request.method == "POST"
    kind, most = (BYTES, settings.UPLOAD_MAX_BYTES) if upload else (JSON, LARGEST_BODY)
    if not length.isdecimal():
        return plain(400)
    if int(length) > most:
        return plain(413, f"≤ {most:,} B")
    if int(length) and request.content_type != kind:
        return plain(415, kind)
    return None


def _answered(request: HttpRequest) -> HttpResponseBase:
    try:
        match, secret = resolve(request.path_info), _secret(request)
        if secret and (wait := limiter.wait(told(secret))):
            return too_many(wait)
        with acting_by_secret(secret) as found:
            actor, _token = found or (NOBODY, 0)
            cast("ActorRequest", request).actor = actor
            with noticing(actor) as noticed:
                response = match.func(request, *match.args, **match.kwargs)
            if response.status_code >= FAILED or _refused(request, response):
                transaction.set_rollback(True)
            elif noticed.settle():
                keep_readings(actor, noticed, request.get_full_path())
    except Http404:
        return plain(404)
    except Exception:
        log.exception("%s %s", request.method, request.path)
        got_request_exception.send(sender=None, request=request)
        return plain(500)
    return _not_allowed(response) if response.status_code == 405 else response


def _refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    return response.status_code >= REFUSED and request.method not in READS


def _not_allowed(response: HttpResponseBase) -> HttpResponse:
    refusal = plain(405, response["Allow"])
    refusal["Allow"] = response["Allow"]
    return refusal


def _secret(request: HttpRequest) -> str:
    """The secret of the token, empty where none is told."""
    kind, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return secret if kind == "Bearer" else ""
