"""The register together with what the apps above know of an organisation."""

from __future__ import annotations

from shigu.chain.views.panels import organisation_panels
from shigu.registry.urls import addresses

app_name = "registry"
urlpatterns = addresses(panels=organisation_panels)
