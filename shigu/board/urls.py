"""Addresses of the board: the front door, the calendar of projects, the story of one."""

from __future__ import annotations

from django.urls import path

from shigu.board import calendars, stories
from shigu.board.views import cockpit

app_name = "board"
urlpatterns = [
    path("", cockpit, name="cockpit"),
    path("projects/calendar/", calendars.calendar, name="calendar"),
    path("projects/<uuid:key>/story/", stories.page, name="story"),
]
