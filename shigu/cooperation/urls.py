"""Addresses of partnerships; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from shigu.cooperation import views

app_name = "cooperation"


def addresses(panels: views.PanelsOf | None = None) -> list[URLPattern]:
    """The pages, with further sections on that of a partnership."""
    extra = {"panels": panels} if panels else {}
    return [
        path("", login_required(views.PartnershipList.as_view()), name="list"),
        path("new/", login_required(views.register), name="register"),
        path("<int:key>/", login_required(views.partnership), extra, name="partnership"),
        path("<int:key>/edit/", login_required(views.revise), name="revise"),
        path("<int:key>/strike/", login_required(views.strike), name="strike"),
    ]


urlpatterns = addresses()
