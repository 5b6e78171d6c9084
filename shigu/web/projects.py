"""Projects together with what the apps above know of one."""

from __future__ import annotations

from shigu.projects.urls import addresses

app_name = "projects"
urlpatterns = addresses()
