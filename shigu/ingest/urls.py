"""Addresses of the news."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.ingest.views import bringing, documents, events, runs, second, sources

app_name = "ingest"
urlpatterns = [
    path("", login_required(documents.Documents.as_view()), name="documents"),
    path("<int:key>/", login_required(documents.document), name="document"),
    path("<int:key>/second/", login_required(second.ask), name="ask_second"),
    path("second/<uuid:key>/", login_required(second.how_far), name="second_progress"),
    path("second/<uuid:key>/stop/", login_required(second.stop), name="stop_second"),
    path("bring/", login_required(bringing.bring), name="bring"),
    path("events/", login_required(events.Events.as_view()), name="events"),
    path("events/<int:key>/", login_required(events.event), name="event"),
    path("sources/", login_required(sources.Sources.as_view()), name="sources"),
    path("sources/new/", login_required(sources.register), name="register"),
    path("sources/<int:key>/", login_required(sources.SourcePage.as_view()), name="source"),
    path("sources/<int:key>/bring/", login_required(bringing.bring), name="bring_to"),
    path("sources/<int:key>/edit/", login_required(sources.edit), name="edit"),
    path("sources/<int:key>/read/", login_required(sources.read), name="read"),
    path("runs/<uuid:key>/", login_required(runs.run), name="run"),
    path("runs/<uuid:key>/progress/", login_required(runs.how_far), name="progress"),
    path("runs/<uuid:key>/confirm/", login_required(bringing.confirm), name="confirm"),
    path("runs/<uuid:key>/cancel/", login_required(runs.cancel), name="cancel"),
]
