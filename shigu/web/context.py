"""What surrounds every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from shigu import __version__
from shigu.districts.actors import NOBODY
from shigu.web.navigation import navigation


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Variables of the base template: who acts, where one may go, what this installation is."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "navigation": navigation(request) if actor.member else (),
        "tile_url": settings.ENVIRONMENT.tile_url,
        "version": __version__,
    }
