"""Appearance as the reader chose it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shigu.face.appearance import CHOICES

A_YEAR = 365 * 86400


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme or density in a cookie and go back to where the reader was."""
    response = HttpResponseRedirect(_way_back(request))
    for name, allowed in CHOICES.items():
        chosen = request.POST.get(name, "")
        if chosen in allowed:
            response.set_cookie(
                name, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else "/"
