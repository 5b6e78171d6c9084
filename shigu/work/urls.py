"""Addresses of tasks, meetings, task forces and notices."""

from __future__ import annotations

from django.urls import path

from shigu.work.views import notices, robots

app_name = "work"
urlpatterns = [
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path("notices/bell/", notices.bell, name="bell"),
    path("notices/read/", notices.mark_read, name="mark_read"),
    path("notices/how/", notices.preference, name="preference"),
    path("notices/<uuid:key>/", notices.open_notice, name="open_notice"),
    path("robots/", robots.robots, name="robots"),
    path("robots/<uuid:key>/switch/", robots.switch, name="switch_robot"),
    path("robots/messages/<uuid:key>/again/", robots.send_again, name="send_again"),
]
