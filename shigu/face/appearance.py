"""How the reader wants pages to look: kept in cookies, so the first paint is right."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

CHOICES = {"theme": ("auto", "light", "dark"), "density": ("airy", "tight")}
DARK_MEDIA = {
    "auto": "screen and (prefers-color-scheme: dark)",
    "light": "not all",
    "dark": "screen",
}


def chosen(request: HttpRequest, name: str) -> str:
    """The kept choice, or the first of those allowed."""
    allowed = CHOICES[name]
    kept = request.COOKIES.get(name, allowed[0])
    return kept if kept in allowed else allowed[0]


def worn(request: HttpRequest) -> dict[str, Any]:
    """Context processor: theme, density and where search is, for ``face/page.html``."""
    theme = chosen(request, "theme")
    return {
        "theme": theme,
        "dark_media": DARK_MEDIA[theme],
        "density": chosen(request, "density"),
        "search_url": _address("search"),
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
