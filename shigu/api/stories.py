"""The history of one row, told also after the row is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest

from shigu.api.resources import Resource, the_row
from shigu.districts.middleware import actor_of
from shigu.districts.timeline import events_of, told
from shigu.face.pieces import Event


def story(request: HttpRequest, resource: Resource, key: Any) -> Iterable[Event]:
    """The last events of a row, the newest first.

    Of a row that was withdrawn they are told where every member reads the rows of the resource.

    Raises:
        Http404: there never was one, or the actor does not see it.
    """
    try:
        return resource.story(the_row(request, resource, key))
    except Http404:
        if not (resource.alike and actor_of(request).member):
            raise
        return _left(resource, key)


def _left(resource: Resource, key: Any) -> Iterable[Event]:
    kept = events_of(resource.model).filter(**{resource.columns[resource.key]: key})
    if not kept.exists():
        raise Http404
    return told(resource.model, kept)
