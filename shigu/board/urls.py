"""The address of the cockpit: the front door."""

from __future__ import annotations

from django.urls import path

from shigu.board.views import cockpit

app_name = "board"
urlpatterns = [path("", cockpit, name="cockpit")]
