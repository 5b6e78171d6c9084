"""The addresses of the API: the guide for people, the document and all operations for programs."""

from __future__ import annotations

from django.urls import path

from shigu.api.guide import guide
from shigu.api.site import api

patterns, app_name, namespace = api.urls
urlpatterns = [path("", guide, name="guide"), *patterns]
