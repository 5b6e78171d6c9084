"""The register together with what the apps above know of an organisation."""

from __future__ import annotations

from shigu.registry.urls import addresses

app_name = "registry"
urlpatterns = addresses()
