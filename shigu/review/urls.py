"""Addresses of the desk; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from shigu.review.views import closings, desk, queue, together


class VerdictConverter(StringConverter):
    """The verdicts of a person."""

    regex = "accept|correct|reject|undo"


register_converter(VerdictConverter, "verdict")
app_name = "review"


def addresses(panels: desk.PanelsOf | None = None) -> list[URLPattern]:
    """The pages, with further sections on that of a proposal."""
    extra = {"panels": panels} if panels else {}
    return [
        path("", login_required(queue.Queue.as_view()), name="queue"),
        path("read/", login_required(queue.read_in), name="read_in"),
        path("together/", login_required(together.together), name="together"),
        path("closings/", login_required(closings.Closings.as_view()), name="closings"),
        path("<uuid:key>/", login_required(desk.proposal), extra, name="proposal"),
        path("<uuid:key>/<verdict:how>/", login_required(desk.judge), name="judge"),
    ]


urlpatterns = addresses()
